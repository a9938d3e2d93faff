import type { ExchangeRole } from '../evidence/evidence.ts';
import type { Library } from './library.ts';

/** What Cloudflare answers when the server behind it does not. */
const statusesOfOrigin = [520, 521, 522, 523, 524, 525, 526];
const codesOfOrigin = statusesOfOrigin.map((status) => `Error code ${status}`);

/** Requests that go to a server of the provider; a callback goes to the app's own. */
const ofServers: readonly ExchangeRole[] = [
  'authorization-request',
  'pushed-authorization-request',
  'token-request',
  'revocation-request',
  'introspection-request',
  'resource-request',
  'metadata-request',
  'registration-request',
  'device-authorization-request',
];

/** What content networks and gateways answer that stand before a server, and did not get an answer of it. */
export const edgeNetwork: Library = {
  name: 'edge-network',
  title: 'a network before the server',
  texts: [
    {
      // What stands before the server was reached, and says that the server itself gave no answer.
      says: [
        '520: Web server is returning an unknown error',
        '521: Web server is down',
        '522: Connection timed out',
        '523: Origin is unreachable',
        '524: A timeout occurred',
        '525: SSL handshake failed',
        '526: Invalid SSL certificate',
      ],
      roles: ofServers,
      cause: 'availability/provider-incident',
      confidence: 'certain',
      variant: 'cloudflare-origin',
      what: 'Cloudflare was reached, and got no answer from the server behind it.',
      why: 'Codes from 520 to 526 are about the way between Cloudflare and the server, which only its operator can mend.',
      possible: ['availability/provider-unreachable'],
    },
    {
      // Other programs count their errors as well.
      says: codesOfOrigin,
      mentions: ['cloudflare', 'cf-ray', 'Ray ID'],
      status: statusesOfOrigin,
      roles: ofServers,
      cause: 'availability/provider-incident',
      confidence: 'certain',
      variant: 'cloudflare-origin',
      possible: ['availability/provider-unreachable'],
    },
    {
      says: codesOfOrigin,
      status: statusesOfOrigin,
      roles: ofServers,
      cause: 'availability/provider-incident',
      confidence: 'possible',
      variant: 'cloudflare-origin',
      possible: ['availability/provider-unreachable'],
    },
    {
      says: ['Endpoint request timed out', 'at=error code=H12', 'at=error code=H10', 'at=error code=H13'],
      cause: 'availability/provider-incident',
      variant: 'behind-the-gateway',
      what: 'The gateway was reached, and the server behind it gave no answer in time.',
      possible: ['availability/provider-unreachable'],
    },
    {
      says: ["Our services aren't available right now"],
      cause: 'availability/provider-incident',
      variant: 'azure-front-door',
      what: 'Azure Front Door was reached, and serves nothing for this host: its origin does not answer, or the host is not set up there.',
      possible: ['transport-endpoint/endpoint-url-wrong'],
    },
    {
      // The page or the JSON that DataDome answers with: the address alone stands in policies and notes as well.
      says: ['geo.captcha-delivery.com/captcha', "'host':'geo.captcha-delivery.com'"],
      status: [401, 403, 405, 429],
      without: ['invalid_client', 'invalid_grant', 'invalid_request', 'invalid_token'],
      cause: 'transport-endpoint/blocked-by-firewall',
      confidence: 'certain',
      variant: 'datadome',
      why: 'DataDome answered with a captcha in place of the server: it takes the caller for a bot.',
    },
    {
      says: ['geo.captcha-delivery.com'],
      status: [401, 403, 405, 429],
      without: ['frame-src', 'script-src', 'connect-src', 'invalid_client', 'invalid_grant', 'invalid_token'],
      cause: 'transport-endpoint/blocked-by-firewall',
      variant: 'datadome',
      why: 'DataDome answered with a captcha in place of the server: it takes the caller for a bot.',
    },
  ],
};
