import type { Library } from './library.ts';

/** Slack's own libraries for installing an app: `@slack/oauth` in Bolt for JavaScript, and Bolt for Python. */
export const slackSdk: Library = {
  name: 'slack-sdk',
  title: 'Slack SDK, Bolt',
  tellingTexts: ['@slack/oauth', '@slack/bolt', 'slack_bolt', 'slack-bolt', 'InstallProvider', 'slack_oauth_'],
  texts: [
    {
      says: [
        'redirect url is missing state or code query parameters',
        'Redirect url is missing the state query parameter',
        'slack_oauth_missing_state',
      ],
      cause: 'transport-endpoint/parameter-missing',
      what: 'The callback came without the state that the app gives out at its install address.',
      why: 'The installation was begun with a link of Slack’s own pages or a hand-made one, which has no state of this app.',
      fix: [
        'Begin at the install address of the app (mostly /slack/install), and enter it as the Direct Install URL.',
        'Where a link of Slack has to work, switch the verification of state off knowingly.',
      ],
      possible: ['state-session/state-mismatch', 'state-session/cookie-not-stored'],
    },
    {
      says: ['Redirect url is missing the required code query parameter', 'slack_oauth_missing_code'],
      cause: 'transport-endpoint/parameter-missing',
      possible: ['scope-consent/consent-denied', 'transport-endpoint/endpoint-url-wrong'],
    },
    {
      says: ['The state parameter is not for this browser session'],
      cause: 'state-session/cookie-not-stored',
      why: 'The state of the callback is not the one in the cookie that the install address of the app has set.',
      fix: [
        'Begin at the install address of the app, in the same browser and on the host of the callback, with https.',
      ],
      possible: ['state-session/cookie-host-mismatch', 'state-session/overwritten', 'state-session/state-mismatch'],
    },
    {
      says: ['Failed to load the data represented by the state parameter', 'InstallProvider…JsonWebTokenError'],
      cause: 'state-session/state-mismatch',
      why: 'The state is a JWT that the app signs at its install address; this one it has not signed, or with another secret.',
      fix: ['Begin at the install address of the app, and give all instances the same stateSecret.'],
    },
    {
      says: ['The state value is already expired'],
      cause: 'state-session/session-expired',
      confidence: 'certain',
      why: 'A state of the install address lives ten minutes.',
    },
    {
      says: ['slack_oauth_invalid_state', 'contact the app owner (reason: invalid_state)', 'reason: invalid_state'],
      cause: 'state-session/state-mismatch',
      possible: ['state-session/session-expired', 'state-session/cookie-not-stored', 'state-session/overwritten'],
    },
    {
      says: ['contact the app owner (reason: invalid_browser)', 'reason: invalid_browser'],
      cause: 'state-session/cookie-not-stored',
      why: 'The cookie of the install address is not there or has another state; a link of Slack’s own pages sets none.',
      fix: ['Begin at the install address of the app, with https, and enter it as the Direct Install URL.'],
      possible: [
        'transport-endpoint/parameter-missing',
        'state-session/cookie-host-mismatch',
        'state-session/state-mismatch',
      ],
    },
    {
      says: ['contact the app owner (reason: missing_code)'],
      cause: 'transport-endpoint/parameter-missing',
      possible: ['scope-consent/consent-denied'],
    },
    {
      says: ['User cancelled the OAuth installation flow', 'contact the app owner (reason: access_denied)'],
      cause: 'scope-consent/consent-denied',
      confidence: 'certain',
    },
  ],
};
