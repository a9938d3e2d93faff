import { defineProblems } from './problem.ts';

/** Refusals of a client that has to prove who it is, at the token, revocation, introspection and PAR endpoints. */
export const clientAuthenticationProblems = defineProblems({
  'client-authentication-failed': {
    title: 'Client authentication failed',
    meaning:
      'The server could not establish that the request comes from a registered client: the client id, the secret or key, or the authentication method does not fit.',
    whoseMove: 'app',
    fix: "Compare the client id, the secret or key and the authentication method with the client's registration. The client's owner can open the explanation under the request id.",
    retry: false,
    spec: 'RFC 6749 section 5.2',
  },
  'client-unknown': {
    title: 'No client has this client id',
    meaning: 'This environment has no client with the client id that was sent.',
    whoseMove: 'app',
    fix: "Copy the client id from the client's registration again, and check that the request goes to the environment in which the client is registered.",
    retry: false,
    spec: 'RFC 6749 section 5.2',
    publicAs: 'client-authentication-failed',
  },
  'client-secret-wrong': {
    title: 'The client secret is wrong',
    meaning: "The client exists, and the secret that was sent is none of the client's live secrets.",
    whoseMove: 'app',
    fix: 'Put the current secret into the configuration of the app. When it is lost, create a second secret for the client, switch the app over, and then delete the first.',
    retry: false,
    spec: 'RFC 6749 section 2.3.1',
    publicAs: 'client-authentication-failed',
  },
  'client-authentication-method-wrong': {
    title: 'The client authenticated by another method than registered',
    meaning: 'The credentials were sent in another way than the one that the client is registered for.',
    whoseMove: 'app',
    fix: "Change the app's authentication method to the registered one, or change the registration to the method that the app uses.",
    retry: false,
    spec: 'RFC 7591 section 2 (token_endpoint_auth_method)',
    publicAs: 'client-authentication-failed',
  },
  'client-credentials-missing': {
    title: 'The client sent no credentials',
    meaning: 'The client is registered with a secret or a key, and the request carries neither.',
    whoseMove: 'app',
    fix: 'Send the credentials by the registered method. An HTTP client that follows a redirect or passes a proxy may drop the Authorization header.',
    retry: false,
    spec: 'RFC 6749 section 3.2.1',
    publicAs: 'client-authentication-failed',
  },
  'client-assertion-invalid': {
    title: 'The client assertion is not valid',
    meaning:
      "The JWT in client_assertion cannot be read, is signed with another key than the client's, names another audience, issuer or subject, or lies outside its lifetime.",
    whoseMove: 'app',
    fix: 'Sign a JWT whose iss and sub are the client id, whose aud is the issuer address and whose exp lies a minute ahead, with the private key whose public half is registered.',
    retry: false,
    spec: 'RFC 7523 section 3',
    publicAs: 'client-authentication-failed',
  },
  'client-assertion-replayed': {
    title: 'The client assertion was used before',
    meaning: 'An assertion with the same jti has authenticated this client already, and each one is accepted once.',
    whoseMove: 'app',
    fix: 'Create a new assertion with a new jti for every request, for repeated requests too.',
    retry: false,
    spec: 'RFC 7523 section 3',
    publicAs: 'client-authentication-failed',
  },
  'client-disabled': {
    title: 'The client is switched off',
    meaning: 'The client is registered, and its owner or the operator has disabled it.',
    whoseMove: 'operator',
    fix: "Enable the client in its registration, after finding out why it was switched off. Changing the app's credentials does not help.",
    retry: false,
    spec: 'RFC 6749 section 5.2',
    publicAs: 'client-authentication-failed',
  },
  'client-credentials-malformed': {
    title: 'The Authorization header cannot be read',
    meaning:
      'The Authorization header names the scheme Basic, and what follows is not the base64 text of client id, colon and secret.',
    whoseMove: 'app',
    fix: 'Form-encode the client id and the secret, join them with a colon, encode that with padded standard base64 without line breaks, and send it after "Basic " and one space.',
    retry: false,
    spec: 'RFC 6749 section 2.3.1 and RFC 7617 section 2',
  },
  'client-credentials-in-two-places': {
    title: 'The client authenticated in more than one way',
    meaning:
      'The request carries client credentials in more than one place, and a client must use one method in each request.',
    whoseMove: 'app',
    fix: 'Send the credentials in the Authorization header, in the body or as an assertion, and remove the others. Many libraries add the header by themselves.',
    retry: false,
    spec: 'RFC 6749 section 2.3',
  },
  'grant-type-not-allowed': {
    title: 'The client may not use this grant type',
    meaning:
      'The client is authenticated, and the grant type that it asked for is not among those of its registration.',
    whoseMove: 'app',
    fix: "Add the grant type to the client's registration, or use one of the registered ones.",
    retry: false,
    spec: 'RFC 6749 section 5.2',
  },
  'introspection-not-allowed': {
    title: 'The client may not introspect tokens',
    meaning:
      'Token introspection is for clients that authenticate with a secret or a key. A public client cannot use it.',
    whoseMove: 'app',
    fix: 'Let the resource server introspect tokens, as a confidential client of its own.',
    retry: false,
    spec: 'RFC 7662 section 2.1',
  },
});
