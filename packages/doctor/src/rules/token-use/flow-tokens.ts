/**
 * The tokens of a flow that has more than one, where an app signs its users in by its own form: a session is begun
 * (step 1), the user signs in (step 2), the app turns both into a code (step 3) and the code into tokens (step 4).
 */
interface FlowToken {
  readonly name: string;
  /** Where it is taken, as a clause. */
  readonly taken: string;
  /** What it is for, and for nothing else. */
  readonly purpose: string;
  /** Where it comes from. */
  readonly source: string;
}

/** By the words in which a server says what it saw. */
export const flowTokens: Readonly<Record<string, FlowToken>> = Object.freeze({
  'a session token': {
    name: 'the session token of step 1',
    taken: 'the field token of step 3 takes the session token of step 1',
    purpose: 'The session token names the authorization that step 1 began, and goes into the body of step 3 only.',
    source: 'Send the field token of the answer to the initiate call (step 1), as it came.',
  },
  'a login token': {
    name: 'the login token of step 2',
    taken: 'the Authorization header of step 3 takes the login token of step 2',
    purpose: 'The login token says who signed in, and goes into the Authorization header of step 3 only.',
    source: 'Send the field accessToken of the answer to the login (step 2) as the Bearer token of this request.',
  },
  'an authorization code': {
    name: 'the authorization code of step 3',
    taken: 'the field code takes the authorization code of step 3',
    purpose: 'A code is not a token yet: it is exchanged for tokens, once (RFC 6749 section 4.1.3).',
    source: 'Send the field code of the answer to step 3, or of the redirect, once.',
  },
  'an access token': {
    name: 'the access token of step 4',
    taken: 'API calls take the access token of step 4',
    purpose: 'The access token is for calls of the API only, and stands for what the user has granted already.',
    source: 'Send the field access_token of the answer of the token endpoint (step 4) as the Bearer token.',
  },
  'a refresh token': {
    name: 'the refresh token of step 4',
    taken: 'the field refresh_token takes the refresh token of step 4',
    purpose: 'A refresh token goes to the token endpoint only (RFC 6749 section 1.5).',
    source: 'Send the field refresh_token of the newest answer of the token endpoint: each refresh gives a new one.',
  },
});
