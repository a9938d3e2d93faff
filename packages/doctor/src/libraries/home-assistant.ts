import type { Library } from './library.ts';

/** Home Assistant: its linking of accounts, and its own login. */
export const homeAssistant: Library = {
  name: 'home-assistant',
  title: 'Home Assistant',
  stack: 'python',
  tellingTexts: ['Home Assistant', 'homeassistant', 'my.home-assistant.io'],
  texts: [
    {
      says: ['Invalid state. Is My Home Assistant configured to go to the right instance'],
      cause: 'state-session/state-mismatch',
      confidence: 'certain',
      why: 'state was signed by another instance or before a restart: my.home-assistant.io sent the answer to the address stored in this browser.',
      fix: [
        'Set the address of this instance at my.home-assistant.io, in the browser in which you link.',
        'Begin again, and do not restart Home Assistant in between.',
      ],
      possible: ['redirect-uri/host-port-mismatch', 'state-session/session-expired'],
    },
    {
      says: ['invalid client id or redirect uri'],
      cause: 'redirect-uri/host-port-mismatch',
      why: 'client_id of Home Assistant is the address of the app, and redirect_uri has to have its host and port, or stand in a link tag of its page.',
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/not-registered'],
    },
    {
      says: ['IP address changed'],
      mentions: ['login_flow', 'Home Assistant', 'homeassistant'],
      cause: 'state-session/session-expired',
      variant: 'address-changed',
      what: 'The login was begun from another address than the one it is finished from.',
      why: 'A proxy or a change of the network shows Home Assistant two addresses of the same browser.',
      fix: ['Set use_x_forwarded_for and trusted_proxies, and begin the login again.'],
    },
    {
      says: ['The integration requires application credentials', 'missing_credentials'],
      mentions: ['Home Assistant', 'homeassistant', 'application credentials'],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      fix: ['Add client id and secret under Application Credentials.'],
    },
    {
      says: ['while looking up redirect_uri'],
      cause: 'availability/provider-unreachable',
      confidence: 'certain',
      variant: 'client-page',
      what: 'Home Assistant can not fetch the page of the app whose address is its client_id.',
      why: 'A redirect URI of another host has to stand in a link tag of that page, and the page was not reached: DNS, TLS, IPv6 or a firewall.',
      fix: [
        'Open the address of the log on the machine of Home Assistant; where only IPv6 fails, mend it or switch it off.',
      ],
      possible: ['redirect-uri/not-registered'],
    },
    {
      // aiohttp's words for an answer that is no error of OAuth.
      says: ['Error resolving OAuth token: 403', "403, message='Forbidden', url='…/token"],
      mentions: ['(unknown): unknown error'],
      cause: 'transport-endpoint/blocked-by-firewall',
      why: 'No OAuth server refuses a token request with a bare 403: something in front of it turned the address or the User-Agent of this machine away.',
      possible: ['availability/provider-incident', 'client-authentication/secret-wrong'],
    },
    {
      says: [
        'Error resolving OAuth token: 502',
        'Error resolving OAuth token: 503',
        'Error resolving OAuth token: 500',
      ],
      cause: 'availability/provider-incident',
    },
    {
      says: ['Error resolving OAuth token: 429'],
      without: ['invalid_grant', 'invalid_client', 'invalid_request', 'Error resolving OAuth token: 40'],
      cause: 'availability/rate-limited',
      confidence: 'certain',
    },
    {
      // A log of days, in which something else failed as well.
      says: ['Error resolving OAuth token: 429'],
      cause: 'availability/rate-limited',
      coarse: true,
    },
    {
      says: ['Error resolving OAuth token: 401'],
      cause: 'client-authentication/secret-wrong',
      possible: ['client-identification/client-unknown', 'client-authentication/auth-method-mismatch'],
    },
    {
      says: ['Timeout resolving OAuth token'],
      cause: 'availability/provider-unreachable',
    },
    {
      says: ['Account linking rejected'],
      cause: 'scope-consent/consent-denied',
      possible: ['scope-consent/scope-unknown', 'provider-policy/app-not-public'],
    },
    {
      says: ['No URL available. For information about this error', 'no_url_available'],
      cause: 'redirect-uri/host-port-mismatch',
      variant: 'no-url',
      what: 'Home Assistant knows no address under which the callback could reach it.',
      why: 'Neither an external nor an internal URL is set.',
      fix: ['Set the URLs under Settings, System, Network, or load the integration My Home Assistant.'],
    },
  ],
};
