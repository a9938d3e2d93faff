import { defineProblems } from './problem.ts';

/** Refusals of an access token at userinfo and at other protected resources. */
export const bearerProblems = defineProblems({
  'access-token-missing': {
    title: 'The request has no access token',
    meaning: 'This resource needs an access token, and the request carries none.',
    whoseMove: 'app',
    fix: 'Send the header Authorization: Bearer, one space, and the access token. A proxy or a redirect may drop the header.',
    retry: false,
    spec: 'RFC 6750 section 3.1',
  },
  'authorization-header-malformed': {
    title: 'The Authorization header cannot be read',
    meaning: 'The header is not the word Bearer, one space and one token, or there is more than one such header.',
    whoseMove: 'app',
    fix: 'Send Authorization: Bearer and the token as it was received, without quotes, commas, line breaks or a second "Bearer".',
    retry: false,
    spec: 'RFC 6750 section 2.1',
  },
  'access-token-not-accepted': {
    title: 'The access token is not accepted',
    meaning: 'The token is not a live access token for this resource.',
    whoseMove: 'app',
    fix: "Get a new access token with the refresh token, or start a new authorization. The client's owner can open the explanation under the request id.",
    retry: false,
    spec: 'RFC 6750 section 3.1',
  },
  'access-token-unknown': {
    title: 'The access token is none that this environment issued',
    meaning:
      'No access token of this environment has this text. It may be altered, cut off or issued by another environment.',
    whoseMove: 'app',
    fix: 'Send the token exactly as the token endpoint of this environment returned it.',
    retry: false,
    spec: 'RFC 6750 section 3.1',
    publicAs: 'access-token-not-accepted',
  },
  'access-token-expired': {
    title: 'The access token has expired',
    meaning: 'The token was genuine, and its lifetime is over.',
    whoseMove: 'app',
    fix: 'Refresh before expires_in has passed, and once more when a request is answered with invalid_token.',
    retry: false,
    spec: 'RFC 6750 section 3.1',
    publicAs: 'access-token-not-accepted',
  },
  'access-token-revoked': {
    title: 'The access token was revoked',
    meaning:
      'The app, the user, the operator or the reuse of a code or refresh token ended the authorization that it belongs to.',
    whoseMove: 'user',
    fix: 'Start a new authorization.',
    retry: false,
    spec: 'RFC 7009 section 2',
    publicAs: 'access-token-not-accepted',
  },
  'access-token-of-wrong-kind': {
    title: 'The token is not an access token',
    meaning:
      'What was sent as an access token is another credential, such as a refresh token, an authorization code or an ID token.',
    whoseMove: 'app',
    fix: 'Send the access_token of the token response.',
    retry: false,
    spec: 'RFC 6750 section 2.1',
    publicAs: 'access-token-not-accepted',
  },
  'access-token-audience-wrong': {
    title: 'The access token is for another resource',
    meaning: 'The token names other resources than this one as its audience.',
    whoseMove: 'app',
    fix: 'Ask for a token with the resource parameter of this resource.',
    retry: false,
    spec: 'RFC 9068 section 4',
    publicAs: 'access-token-not-accepted',
  },
  'scope-insufficient': {
    title: 'The access token lacks a scope',
    meaning:
      'The token is live, and what was asked for needs a scope that it does not have. The WWW-Authenticate header names it.',
    whoseMove: 'app',
    fix: 'Start a new authorization that asks for the scope in the WWW-Authenticate header. A refresh cannot add it.',
    retry: false,
    spec: 'RFC 6750 section 3.1',
  },
  'access-token-of-other-region': {
    title: 'The access token belongs to another region',
    meaning: 'The token was issued to a user of one region, and the request selects another.',
    whoseMove: 'app',
    fix: 'Select the region of the user on every request, as the first one did.',
    retry: false,
    spec: 'RFC 6750 section 3.1',
    publicAs: 'access-token-not-accepted',
  },
});
