import type { Library } from './library.ts';

/** Google's own client libraries. */
export const googleAuth: Library = {
  name: 'google-auth',
  title: 'google-auth-library',
  stack: 'javascript',
  tellingTexts: [
    'google-auth-library',
    'google.auth',
    'google.oauth2',
    'google_auth_oauthlib',
    'gaxios',
    'googleapis',
    'RefreshError',
    'com.google.api.client',
  ],
  texts: [
    {
      says: ["Wrong number of segments in token: b'ya29", 'Wrong number of segments in token: ya29'],
      cause: 'token-use/wrong-token-of-flow',
      confidence: 'certain',
      variant: 'access-token-verified',
      why: 'ya29 begins an access token of Google, and what is checked here is an ID token.',
      fix: ['Send the id_token of the sign-in to the server that checks who the user is.'],
    },
    {
      says: [
        'No refresh token is set',
        'No refresh token or refresh handler callback is set',
        'The credentials do not contain the necessary fields need to refresh the access token',
        'Authorized user info was not in the expected format, missing fields refresh_token',
        'missing fields refresh_token',
        'refresh_token is missing',
        'The credentials returned no refresh_token',
        'did not return a refresh token',
        'No access, refresh token, API key or refresh handler callback is set',
      ],
      cause: 'refresh/not-issued',
      confidence: 'certain',
      fix: [
        'Ask with access_type=offline and prompt=consent, and store the refresh token of the first answer.',
        'Let the user consent again.',
      ],
    },
    {
      says: [
        'Unable to parse Google id_token: ya29',
        'Unable to verify the ID Token signature … ya29',
        'Wrong number of segments: ya29',
      ],
      cause: 'token-use/wrong-token-of-flow',
      confidence: 'certain',
      variant: 'access-token-verified',
      why: 'ya29 begins an access token of Google, and what is read here is an ID token.',
      fix: ['Give the access token as access_token, or send the id_token of the sign-in.'],
    },
    {
      says: ['Unable to parse Google id_token'],
      cause: 'token-use/wrong-token-of-flow',
      possible: ['token-use/token-truncated'],
    },
    {
      // Google.Apis.Auth allows its clock no second, unless the app says so.
      says: ['InvalidJwtException: JWT is not yet valid'],
      cause: 'clock/skew',
      confidence: 'certain',
      fix: ['Set the clock of this machine by NTP, and give IssuedAtClockTolerance a minute.'],
    },
    {
      says: ['Token used too early', 'Token used too late'],
      mentions: ['too early'],
      cause: 'clock/skew',
      confidence: 'certain',
    },
    {
      says: ['Token used too late'],
      cause: 'token-use/access-token-expired',
      variant: 'id-token-late',
      possible: ['clock/skew'],
    },
    {
      says: [
        'Wrong recipient, payload audience != requiredAudience',
        'Wrong recipient, …apps.googleusercontent.com != ',
        'Token has wrong audience',
        'Could not verify token … audience',
      ],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
      fix: [
        'Verify with the client id for which the token was issued: web, Android and iOS apps have ids of their own.',
      ],
    },
    {
      says: ['No pem found for envelope', 'Certificate for key id … not found', 'Could not verify token signature'],
      cause: 'token-use/token-from-other-issuer',
      possible: ['token-use/id-token-used-as-access-token', 'token-use/token-truncated'],
    },
    {
      says: ['Wrong number of segments in token'],
      cause: 'token-use/wrong-token-of-flow',
      why: 'An opaque access token (ya29…) or a cut text was given where an ID token is due.',
      possible: ['token-use/token-truncated'],
    },
    {
      says: [
        'Could not load the default credentials',
        'Could not automatically determine credentials',
        'Your default credentials were not found',
        'DefaultCredentialsError',
      ],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      variant: 'application-default',
      fix: [
        'Set GOOGLE_APPLICATION_CREDENTIALS to the key file, or sign in with gcloud auth application-default login.',
      ],
    },
    {
      says: [
        'error:0909006C:PEM routines',
        'error:1E08010C:DECODER routines',
        'No key or keyFile set',
        'PEM_read_bio',
        'DECODER routines::unsupported',
      ],
      cause: 'client-authentication/credentials-placeholder',
      confidence: 'possible',
      variant: 'private-key',
      what: 'The private key can not be read.',
      why: 'Its line breaks were written as backslash n, or it was cut by the settings loader.',
      fix: ['Turn backslash n of private_key into line breaks, and quote it in the settings file.'],
      possible: ['client-authentication/secret-wrong'],
    },
    {
      says: [
        'Service account info was not in the expected format',
        'Client secrets must be for a web or installed app',
        'The incoming JSON object does not contain a client_email field',
        'The incoming JSON object does not contain a private_key field',
        'does not have a valid type. Type is',
      ],
      cause: 'client-identification/credentials-of-other-app',
      variant: 'key-file-kind',
      what: 'The file with the credentials is of another kind than the call needs.',
      why: 'Keys of service accounts, of web or desktop apps, and of signed-in users are files of different form.',
      fix: ['Download the file for the kind of credentials that the code uses.'],
      possible: ['client-authentication/credentials-missing'],
    },
    {
      says: [
        'is not a valid json file',
        'Unable to read the credential file specified by the GOOGLE_APPLICATION_CREDENTIALS',
        'it is not a file. ENOENT',
      ],
      mentions: ['GOOGLE_APPLICATION_CREDENTIALS', 'google', 'credentials'],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      variant: 'key-file-missing',
    },
    {
      says: [
        'Compute Engine Metadata server unavailable',
        'Could not refresh access token: A Not Found error was returned while attempting to retrieve an access token',
      ],
      cause: 'client-authentication/credentials-missing',
      variant: 'metadata-server',
      what: 'The credentials were looked for at Google’s own machines, and this is none.',
      why: 'No other credentials were found, so the library asked the metadata server.',
      fix: ['Set GOOGLE_APPLICATION_CREDENTIALS, or give the machine a service account.'],
    },
  ],
};
