import type { Library } from './library.ts';

/** Auth0's libraries: auth0-spa-js and what is built on it, nextjs-auth0, express-openid-connect. Many ask any provider. */
export const auth0Sdk: Library = {
  name: 'auth0-sdk',
  title: 'Auth0 SDK',
  stack: 'javascript',
  tellingTexts: [
    'auth0-spa-js',
    '@auth0/auth0-react',
    '@auth0/nextjs-auth0',
    'express-openid-connect',
    'Auth0Client',
    'auth0-react',
    'auth0-angular',
  ],
  texts: [
    {
      says: [
        'checks.state argument is missing',
        'Ensure the login flow is initiated through the SDK',
        'The state parameter is missing.',
        'The state parameter is invalid.',
      ],
      mentions: ['express-openid-connect', 'nextjs-auth0', 'auth_verification', 'The state parameter is', 'SDK'],
      cause: 'state-session/cookie-not-stored',
      fix: [
        'Begin the login at the login route of the SDK, on the host of the base address, and look whether the cookie auth_verification is set and sent back.',
        'Over http use response_mode=query: form_post needs a cookie with SameSite=None and Secure.',
      ],
      possible: [
        'state-session/cookie-samesite',
        'state-session/cookie-host-mismatch',
        'authorization-code/redeemed-twice',
      ],
    },
    {
      says: [
        "Using 'form_post' for response_mode may cause issues for you logging in over http",
        'Cookies set with the `Secure` property wont be attached to http requests',
      ],
      cause: 'state-session/cookie-samesite',
      variant: 'form-post-over-http',
      possible: ['state-session/cookie-not-stored'],
    },
    {
      says: ['There are no query params available for parsing'],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
      variant: 'callback-without-answer',
      what: 'handleRedirectCallback ran on an address without code and state.',
      why: 'The callback was processed before, or the code runs on every page.',
      fix: ['Call handleRedirectCallback only where the address holds code and state, and take them out afterwards.'],
      possible: ['authorization-code/redeemed-twice', 'authorization-code/response-in-fragment'],
    },
    {
      says: ['Error: Invalid state', 'Invalid state'],
      mentions: ['auth0', 'handleRedirectCallback', 'auth0-spa-js'],
      cause: 'state-session/cookie-not-stored',
      variant: 'spa-transaction',
      why: 'The library finds no login in this browser’s storage that fits the callback: it was processed twice, or came to another origin.',
      fix: ['Process the callback once, and begin and end the login on one origin.'],
      possible: [
        'authorization-code/redeemed-twice',
        'state-session/cookie-host-mismatch',
        'state-session/overwritten',
      ],
    },
    {
      says: ['For security reasons, `window.crypto` is required to run', 'auth0-spa-js must run on a secure origin'],
      cause: 'redirect-uri/scheme-mismatch',
      confidence: 'certain',
      variant: 'insecure-page',
      what: 'The browser gives the page no cryptography, because it was loaded over http.',
      why: 'PKCE needs it, and it exists only on https pages and on localhost.',
      fix: ['Load the app over https or from localhost.'],
      possible: [],
    },
    {
      says: [
        'Missing Refresh Token (audience',
        'A refresh token was not present, Connection Access Token requires a refresh token',
      ],
      cause: 'refresh/not-issued',
      confidence: 'certain',
      fix: ['Ask for scope offline_access, allow it for the API, and let the user sign in once more.'],
    },
    {
      says: ['The access token has expired and a refresh token was not provided'],
      cause: 'refresh/not-issued',
      confidence: 'certain',
      fix: ['Ask for scope offline_access, and let the user sign in once more.'],
    },
    {
      says: ['Issuer (iss) claim mismatch in the ID token'],
      cause: 'discovery/issuer-host-mismatch',
      why: 'The domain of the settings is not the issuer of the token: a custom domain stands on one side only.',
      possible: ['discovery/issuer-trailing-slash', 'environment/environment-mix-up'],
    },
    {
      says: ['Audience (aud) claim mismatch in the ID token', 'Authorized Party (azp) claim mismatch in the ID token'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
    },
    {
      says: [
        'Nonce (nonce) claim mismatch in the ID token',
        'Nonce (nonce) claim must be a string present in the ID token',
      ],
      cause: 'state-session/overwritten',
      variant: 'nonce',
    },
    {
      says: [
        'Expiration Time (exp) claim error in the ID token',
        'Not Before time (nbf) claim in the ID token indicates',
        'Issued At (iat) claim error in the ID token',
      ],
      cause: 'clock/skew',
      confidence: 'certain',
    },
    {
      says: ['Signature algorithm of … is not supported. Expected the ID token to be signed with'],
      cause: 'token-use/token-from-other-issuer',
      confidence: 'possible',
      variant: 'algorithm',
      what: 'The ID token is signed with another algorithm than the library accepts.',
      why: 'The application is set to HS256 at the provider; libraries for browsers accept RS256 only.',
      fix: ['Set the signature algorithm of the application to RS256.'],
    },
    {
      says: [
        'Organization ID (org_id) claim mismatch in the ID token',
        'Organization Name (org_name) claim mismatch in the ID token',
      ],
      cause: 'environment/wrong-authority',
      variant: 'organization',
      what: 'The user signed in for another organization than the one asked for.',
      why: 'The claim of the organization in the ID token is not the expected one.',
      fix: ['Send the organization that the user belongs to, or compare with the right one.'],
    },
    {
      says: [
        'Discovery failed for the OpenID Connect configuration',
        'An error occurred while performing the discovery request',
      ],
      cause: 'discovery/metadata-not-found',
      possible: ['availability/provider-unreachable', 'transport-endpoint/endpoint-url-wrong'],
    },
    {
      says: [
        'Missing: clientAuthentication',
        'Set either AUTH0_CLIENT_SECRET env var',
        'The client secret or client assertion signing key must be provided',
      ],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
    },
    {
      says: [
        '"clientSecret" is required for',
        '"clientID" is required',
        '"issuerBaseURL" is required',
        '"baseURL" is required',
        '"secret" is required',
      ],
      mentions: ['clientAuthMethod', 'express-openid-connect', 'auth0'],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      variant: 'settings',
    },
    {
      says: ['Response type … is not supported by the issuer', 'ID token algorithm … is not supported by the issuer'],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'possible',
      variant: 'express-openid-connect',
    },
  ],
};
