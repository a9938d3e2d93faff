/** What is named first and how surely of tokens that are used, and clocks, where the same words or values prove it once and say little another time. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
import { answer, call, dropbox, header, namesFirst, type OpenRow, provesNothing, type Row } from './how-sure.ts';
import { tools } from './tools.ts';

const invalidToken = answer('401 Unauthorized', '{"error":"invalid_token"}');
const expired = 'token-use/access-token-expired';

const rows: readonly Row[] = [
  {
    name: 'an API that has not come to look at the audience',
    text: `GET https://api.example/orders HTTP/1.1\nAuthorization: Bearer ${['{"alg":"RS256"}', '{"iss":"https://idp.example","aud":"https://orders.example","sub":"1","scope":"a"}', 'signature'].map((one) => btoa(one).replaceAll('=', '')).join('.')}\n${answer('401 Unauthorized', '{"error":"invalid_token","error_description":"Token signature could not be verified, audience not checked"}')}`,
    first: 'token-use/audience-mismatch',
    confidence: 'likely',
  },
  {
    name: 'a token that ended, and no word of another one',
    text: dropbox,
    first: expired,
    confidence: 'certain',
  },
  {
    name: 'two settings of what is expected, with an or between them, which are no second reason',
    text: "SecurityTokenInvalidAudienceException: IDX10214: Audience validation failed. Audiences: 'desk, account'. Did not match: validationParameters.ValidAudience: 'orders' or validationParameters.ValidAudiences: 'null'.",
    first: 'token-use/audience-mismatch',
    confidence: 'certain',
  },
  {
    name: 'a token in the Authorization header of an API that has a header of its own, and that knows no token then',
    text: `GET https://garden.myshopify.com/admin/api/2026-01/shop.json HTTP/1.1\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n${answer('401 Unauthorized', '{"errors":"[API] Invalid API key or access token (unrecognized login or wrong password)"}')}`,
    first: header,
    confidence: 'likely',
  },
  {
    name: 'a clock that somebody speaks of otherwise',
    text: 'The token endpoint says {"error":"invalid_grant"}. The clock of the server was two minutes behind.',
    first: 'clock/skew',
    confidence: 'likely',
  },
  {
    name: 'a token whose end somebody looked at',
    text: 'The token is not expired, I looked at exp. The API answers 401 {"error":"invalid_token"}',
    first: 'clock/skew',
    confidence: 'possible',
    never: [expired],
  },
  {
    name: 'an ID token that is expired when the login ends: it was just issued, and the clocks differ',
    text: 'OAuth2AuthenticationException: [invalid_id_token] An error occurred while attempting to decode the Jwt: Jwt expired at 2026-03-02T11:57:00Z\n\tat org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider.getJwt(OidcAuthorizationCodeAuthenticationProvider.java:268)',
    first: 'clock/skew',
    confidence: 'likely',
  },
  {
    name: 'the same of .NET',
    text: "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectHandler: Exception occurred while processing message. SecurityTokenExpiredException: IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '03/02/2026 11:57:00', Current time (UTC): '03/02/2026 12:03:10'.",
    first: 'clock/skew',
    confidence: 'likely',
  },
  {
    name: 'the same in the words of a program',
    text: 'ERROR sign-in callback failed: id_token: jwt expired',
    first: 'clock/skew',
    confidence: 'likely',
  },
  {
    name: 'an access token that Spring finds expired at an API',
    text: 'WARN BearerTokenAuthenticationFilter: An error occurred while attempting to decode the Jwt: Jwt expired at 2026-03-02T11:57:00Z',
    first: expired,
    confidence: 'certain',
  },
  {
    name: 'the claim that jose does not expect',
    text: 'JWTClaimValidationFailed: unexpected "iss" claim value',
    first: 'token-use/token-from-other-issuer',
    confidence: 'likely',
  },
  {
    name: 'an ID token of which the reporter says that the API was called with it',
    text: 'We call the API with the id_token, and it says 401 invalid_token.',
    first: 'token-use/id-token-used-as-access-token',
    confidence: 'likely',
  },
  {
    name: 'an ID token beside the access token with which the API was called',
    text: 'We get an id_token as well, and call the API with the access token: 401 invalid_token',
    first: 'token-use/access-token-expired',
    confidence: 'likely',
  },
  {
    name: 'clocks of which the reporter says that they do not agree',
    text: 'invalid_grant for our JWT assertion. The clock of the server is 20 minutes fast.',
    first: 'clock/skew',
    confidence: 'likely',
  },
  {
    name: 'a token of which the server says that it has expired, whatever the reporter says',
    text: `${call('401 Unauthorized', '{"error":"invalid_token","error_description":"Access token expired"}')}\nThe token has not expired, I have just looked.`,
    first: 'token-use/access-token-expired',
    confidence: 'likely',
  },
  {
    name: 'a token whose own exp lies behind, and an answer that lists two reasons',
    text: `GET https://api.example/orders HTTP/1.1\nAuthorization: Bearer ${['{"alg":"RS256"}', '{"iss":"https://idp.example","aud":"https://api.example","sub":"1","exp":1772530000}', 'signature'].map((one) => btoa(one).replaceAll('=', '')).join('.')}\n${answer('401 Unauthorized', '{"message":"The access token is invalid or expired"}', 'Date: Tue, 03 Mar 2026 14:00:00 GMT\n')}`,
    first: 'token-use/access-token-expired',
    confidence: 'certain',
  },
  {
    name: 'an ID token at an API, whose answer alone tells its status',
    text: `$ curl -s https://api.example/orders -H "Authorization: Bearer ${['{"alg":"RS256"}', '{"iss":"https://idp.example","aud":"shop","sub":"1","nonce":"k39f","at_hash":"Lf93"}', 'signature'].map((one) => btoa(one).replaceAll('=', '')).join('.')}"\n{"statusCode":401,"message":"Unauthorized"}`,
    first: 'token-use/id-token-used-as-access-token',
    confidence: 'certain',
  },
  {
    name: 'an ID token at an API, whose answer tells its status behind the one of what was asked for',
    text: `$ curl -s https://api.example/orders -H "Authorization: Bearer ${['{"alg":"RS256"}', '{"iss":"https://idp.example","aud":"shop","sub":"1","nonce":"k39f","at_hash":"Lf93"}', 'signature'].map((one) => btoa(one).replaceAll('=', '')).join('.')}"\n{"basket":{"code":"404"},"statusCode":401,"message":"Unauthorized"}`,
    first: 'token-use/id-token-used-as-access-token',
    confidence: 'certain',
  },
  {
    name: 'a validator that lists the issuers that it takes',
    text: "IDX10205: Issuer validation failed. Issuer: 'https://idp.example/tenants/91bd'. Did not match: validationParameters.ValidIssuer: 'null' or validationParameters.ValidIssuers: 'https://idp.example/tenants/7c1e'",
    first: 'token-use/token-from-other-issuer',
    confidence: 'certain',
  },
  {
    name: 'an audience beside the one that was expected',
    text: "Error: claim 'aud' value 'shop' does not match expected value 'https://api.example'",
    first: 'token-use/audience-mismatch',
    confidence: 'certain',
  },
  {
    name: 'an error that a library prints',
    text: 'Error: NotBeforeError: jwt not active',
    first: 'clock/skew',
    confidence: 'certain',
  },
  {
    name: 'another token than the one that was expected',
    text: 'Error: Expected an access token but got an ID token',
    first: 'token-use/wrong-token-of-flow',
    confidence: 'certain',
  },
  {
    name: 'a chain of exceptions of which nobody saved the last one',
    text: 'Error:\nTraceback (most recent call last):\n    raise TokenExpiredError()\noauthlib.oauth2.rfc6749.errors.TokenExpiredError: (token_expired)\n\nDuring handling of the above exception, another exception occurred:\n\nSince Monday nothing is read.\n',
    first: expired,
    confidence: 'certain',
  },
  {
    name: 'a variable that the shell fills in, as the token',
    text: `curl https://api.shop.example/me -H "Authorization: Bearer $TOKEN"\n${invalidToken}`,
    first: expired,
    confidence: 'likely',
  },
  {
    name: 'the same in single quotes, which no shell fills in',
    text: `curl https://api.shop.example/me -H 'Authorization: Bearer $TOKEN'\n${invalidToken}`,
    first: header,
    confidence: 'certain',
  },
  {
    name: 'a variable of PowerShell',
    text: `Invoke-RestMethod -Uri https://api.shop.example/me -Headers @{ Authorization = "Bearer $TOKEN" }\n${invalidToken}`,
    first: expired,
    confidence: 'likely',
  },
  {
    name: 'a token in the query, of which the server says that it has expired',
    text: `GET https://graph.facebook.com/me?access_token=EAABk39fL20fkLs02kdQk39fL20fkLs HTTP/1.1\n${answer('400 Bad Request', '{"error":{"message":"Error validating access token: Session has expired on Wednesday, 18-Nov-26 05:00:00 PST.","type":"OAuthException","code":190,"error_subcode":463}}')}`,
    first: expired,
    confidence: 'certain',
  },
  {
    name: 'a token in the query, which the server calls invalid',
    text: `GET https://www.strava.com/api/v3/athlete?access_token=8f3e5a1c9b7d2e4f6a8c0b1d3e5f7a9c1b3d5e7f HTTP/1.1\n${answer('401 Unauthorized', '{"message":"Authorization Error","errors":[{"resource":"Athlete","field":"access_token","code":"invalid"}]}')}`,
    first: expired,
    confidence: 'likely',
  },
  {
    name: 'a token in the query, and a server that saw none',
    text: `GET https://api.shop.example/me?access_token=at_kf93hfkQ02lf HTTP/1.1\n${answer('401 Unauthorized', '{"message":"Authorization header missing"}')}`,
    first: header,
    confidence: 'certain',
  },
  {
    name: 'a token in the query, and the bare challenge',
    text: `GET https://api.shop.example/me?access_token=at_kf93hfkQ02lf HTTP/1.1\n${answer('401 Unauthorized', '{}', 'WWW-Authenticate: Bearer realm="shop"\n')}`,
    first: header,
    confidence: 'certain',
  },
  {
    name: 'the issuers of two providers, one of which the token has',
    text: 'google_issuer: https://accounts.google.com\nkeycloak_issuer: https://id.shop.example/realms/shop\nid_token iss: https://id.shop.example/realms/shop\nError: login failed',
    first: 'token-use/token-from-other-issuer',
    confidence: 'possible',
  },
  {
    name: 'aud as the claim that the role of Vault misses',
    text: 'vault login: error validating claims: claim "aud" is missing',
    first: 'token-use/audience-mismatch',
    confidence: 'likely',
  },
  {
    name: 'a token that Tesla does not take, for whatever reason',
    text: `GET https://fleet-api.prd.na.vn.cloud.tesla.com/api/1/vehicles HTTP/1.1\nAuthorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJzaG9wIn0.c2lnbmF0dXJl\n${answer('401 Unauthorized', '{"error":"invalid bearer token"}')}`,
    first: expired,
    confidence: 'likely',
  },
  ...[
    'ORA-12899: value too large for column "APP"."USERS"."TOKEN_NOTE" (actual: 300, maximum: 255)',
    'ORA-12899: value too large for column "APP"."USERS"."CSRF_TOKEN_OWNER" (actual: 300, maximum: 255)',
    'ERROR: value too long for type character varying(255): INSERT INTO users (name, token, note) VALUES ($1,$2,$3)',
    "String or binary data would be truncated in table 'app', column 'device_token'.",
    "String or binary data would be truncated in table 'app', column 'note'. In column token it is fine.",
  ].map(
    (text): Row => ({
      name: `a column that may be another: ${text}`,
      text,
      first: 'token-use/token-truncated',
      confidence: 'likely',
    }),
  ),
  ...['###', 'APP_ID', 'client', 'my-client-id'].map(
    (id): Row => ({
      name: `${id} in place of the identifier`,
      text: `AADSTS700016: Application with identifier '${id}' was not found in the directory 'Shop'.`,
      first: 'client-identification/client-unknown',
      confidence: 'likely',
    }),
  ),
  {
    name: 'an identifier that was changed for the report',
    text: "AADSTS700016: Application with identifier 'mara' was not found in the directory 'Shop'. (ids changed for this post)",
    first: 'client-identification/client-unknown',
    confidence: 'likely',
  },
  {
    name: 'an ID token, and an answer whose words have those letters across a blank',
    text: `GET https://api.example/orders HTTP/1.1\nAuthorization: Bearer ${[{ alg: 'RS256' }, { iss: 'https://idp.example', aud: 'shop', sub: 'anna', at_hash: 'Lf93' }].map((part) => btoa(JSON.stringify(part)).replaceAll('=', '')).join('.')}.c2lnbmF0dXJl\n${answer('401 Unauthorized', '{"error":"unauthorized","message":"Invalid token"}')}`,
    first: 'token-use/id-token-used-as-access-token',
    confidence: 'certain',
  },
];

/** Captures that prove nothing: which of the likely ones comes first is learned, and this one is among the first three. */
const open: readonly OpenRow[] = [
  {
    name: 'a token in angle brackets that the API has read',
    text: `GET https://api.example/me HTTP/1.1\nAuthorization: Bearer <token>\n${answer('401 Unauthorized', '{"message":"token expired"}')}`,
    first: 'token-use/authorization-header-malformed',
  },
  {
    name: 'a log that tells which errors the library tells apart',
    text: 'DEBUG checks: "jwt not active" maps to 401\nError: JsonWebTokenError: invalid signature',
    first: 'clock/skew',
  },
  {
    name: 'an API that misses the token which is there',
    text: `GET https://www.googleapis.com/calendar/v3/users/me/calendarList HTTP/1.1\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n${answer('401 Unauthorized', '{"error":{"code":401,"message":"Request is missing required authentication credential. Expected OAuth 2 access token"}}')}`,
    first: 'token-use/authorization-header-malformed',
  },
  {
    name: 'words that may mean one thing, and are like what is known of it',
    text: 'Error: jwt: the "exp" claim timestamp lies in the past',
    first: 'clock/skew',
  },
];

describe('how sure a cause of tokens is', () => {
  namesFirst(rows);
  provesNothing(open);
});

describe('a header that is dropped where one host leads to its other scheme', () => {
  it('is told of both schemes', () => {
    const text = `GET http://api.example/orders HTTP/1.1\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n\nHTTP/1.1 301 Moved Permanently\nLocation: https://api.example/orders\n\nGET https://api.example/orders HTTP/1.1\nAccept: */*\n\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer\n`;
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.match(
      first?.evidence[0]?.seen ?? '',
      /sent to http:\/\/api\.example, and no more to https:\/\/api\.example/,
    );
  });
});

describe('a column of the table of tokens that is too small', () => {
  for (const [column, isOfToken] of [
    ['ACCESS_TOKEN', true],
    ['USER_AGENT', false],
  ] as const) {
    it(`${isOfToken ? 'cuts' : 'does not cut'} the token off: ${column}`, () => {
      const text = `ORA-12899: value too large for column "SHOP"."OAUTH_TOKENS"."${column}" (actual: 300, maximum: 255)`;
      const found = examine(readCapture(text), tools).diagnoses.some(
        ({ cause }) => cause === 'token-use/token-truncated',
      );
      assert.equal(found, isOfToken);
    });
  }
});
