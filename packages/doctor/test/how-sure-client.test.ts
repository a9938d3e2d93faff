/** What is named first and how surely of the client and how it authenticates, where the same words or values prove it once and say little another time. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
import {
  answer,
  asked,
  exchange,
  grantMissing,
  grantOfClient,
  invalidClient,
  jsonOfClient,
  logged,
  namesFirst,
  type OpenRow,
  provesNothing,
  type Row,
  redemption,
} from './how-sure.ts';
import { tools } from './tools.ts';

const credentials = 'client-authentication/credentials-placeholder';
const unsent = `POST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=shop\n${invalidClient}`;

const rows: readonly Row[] = [
  {
    name: 'a secret that somebody blotted out behind -u',
    text: `curl https://idp.example/oauth/token -u 'shop:***' -d grant_type=client_credentials\n\nHTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"error":"invalid_client","error_description":"Client authentication failed"}`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'a log that shows some headers of a request and not the one with the credentials',
    text: '{"level":50,"req":{"method":"POST","url":"https://idp.example/oauth/token","headers":{"accept":"application/json","content-type":"application/x-www-form-urlencoded"},"body":"grant_type=client_credentials"},"res":{"statusCode":401,"body":{"error":"invalid_client"}}}',
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'a client that Strava does not know, and the form with parts in which its guide sends the id',
    text: 'curl -X POST https://www.strava.com/oauth/token -F client_id=81724 -F client_secret=k39fL20fkLs02kdQ -F code=Lf93kfh20LsdkfP -F grant_type=authorization_code\n\nError:\n{"message":"Bad Request","errors":[{"resource":"Application","field":"client_id","code":"invalid"}]}',
    first: 'client-identification/client-unknown',
    confidence: 'likely',
  },
  {
    name: 'a verifier, beside a registration in which PKCE is required',
    text: `${redemption('x').replace(/HTTP\/1.1 400[\s\S]*/, '')}${answer('401 Unauthorized', '{"error":"invalid_client","error_description":"client authentication failed"}')}\nThe registration: {"client_id": "shop", "pkce": {"required": true}}`,
    first: 'client-authentication/credentials-missing',
    confidence: 'likely',
  },
  {
    name: 'JSON that was refused, and then a form that was refused for another reason',
    text: jsonOfClient + grantMissing + asked(grantOfClient) + invalidClient,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'a grant type that was misspelt, and then was not',
    text: `${asked(grantOfClient.replace('credentials', 'credential'))}${answer('400 Bad Request', '{"error":"unsupported_grant_type"}')}${asked(grantOfClient)}${invalidClient}`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'a page of a browser with a verifier and without secret, which Auth0 refuses without a word',
    text: `POST https://garden.eu.auth0.com/oauth/token HTTP/1.1\nOrigin: https://shop.example\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&redirect_uri=https%3A%2F%2Fshop.example&client_id=shop&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk\n${answer('401 Unauthorized', '{"error":"access_denied","error_description":"Unauthorized"}')}`,
    first: 'client-authentication/client-type-mismatch',
    confidence: 'likely',
  },
  {
    name: 'a client id that the token endpoint names, of an app without secret',
    text: `POST https://garden.okta.com/oauth2/default/v1/token HTTP/1.1\nOrigin: https://shop.example\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&client_id=0oa39fL20fkLs&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk\n${answer('401 Unauthorized', '{"error":"invalid_client","error_description":"Invalid value for \'client_id\' parameter."}')}`,
    first: 'client-identification/client-unknown',
    confidence: 'likely',
  },
  {
    name: 'a secret that had ended, behind which a token came',
    text: logged(
      "2026-03-02T10:00:01Z ERROR AADSTS7000222: The provided client secret keys for app 'shop' are expired.",
      '2026-03-02T10:30:01Z INFO new secret deployed',
      '2026-03-02T10:30:09Z INFO token acquired, expires_in=3599',
    ),
    first: 'client-authentication/secret-expired',
    confidence: 'likely',
  },
  {
    name: 'the cause of a failure, and a minute later what came of it',
    text: logged(
      "2026-03-02T10:00:01Z ERROR login failed: AADSTS7000222: The provided client secret keys for app 'shop' are expired.",
      '2026-03-02T10:01:09Z ERROR call failed: no token',
    ),
    first: 'client-authentication/secret-expired',
    confidence: 'certain',
  },
  {
    name: 'a user who mistyped the password and logged in then, before the client was refused',
    text: logged(
      '2026-03-02 10:14:01,201 WARN [org.keycloak.events] (x) type="LOGIN_ERROR", clientId="shop", userId="b5", error="invalid_user_credentials", username="kim"',
      '2026-03-02 10:14:09,201 INFO [org.keycloak.events] (x) type="LOGIN", clientId="shop", userId="b5"',
      '2026-03-02 10:14:10,201 WARN [org.keycloak.events] (x) type="CODE_TO_TOKEN_ERROR", clientId="shop", userId="null", error="invalid_client_credentials"',
    ),
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'the type of a form beside a secret, which says nothing of its encoding',
    text: `Content = new FormUrlEncodedContent(clientSecret)\n${answer('401 Unauthorized', '{"error":"invalid_client"}')}`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'another client that the server does not know, before this one was refused',
    text: logged(
      '2026-03-02 10:14:01,201 WARN [org.keycloak.events] (x) type="LOGIN_ERROR", clientId="desk", userId="null", error="client_not_found"',
      '2026-03-02 10:14:10,201 WARN [org.keycloak.events] (x) type="CODE_TO_TOKEN_ERROR", clientId="shop", userId="null", error="invalid_client_credentials"',
    ),
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'a mistyped password alone',
    text: '2026-03-02 10:14:01,201 WARN [org.keycloak.events] (x) type="LOGIN_ERROR", clientId="shop", userId="b5", error="invalid_user_credentials", username="kim"',
    first: 'client-authentication/user-credentials-wrong',
    confidence: 'certain',
  },
  {
    name: 'the settings of a client with its secret, and a server that has not got it',
    text: 'Error:\n%Client{client_id: "40b734125eb44a2c", client_secret: "0e3c6ad2fff14709", site: "https://api.instagram.com", error: %{"code" => 400, "error_message" => "You must provide a client_secret", "error_type" => "OAuthException"}}',
    first: 'client-authentication/credentials-missing',
    confidence: 'certain',
  },
  {
    name: 'an event whose reason is a sentence in one word',
    text: '{"published":"2026-03-03T10:00:00Z","eventType":"app.oauth2.as.token.grant","outcome":{"result":"FAILURE","reason":"grant_type_not_allowed"}}',
    first: 'client-identification/grant-type-not-allowed',
    confidence: 'certain',
  },
  {
    name: 'an event of somebody who signs in with a wrong password',
    text: '{"published":"2026-03-03T10:00:00Z","eventType":"user.session.start","outcome":{"result":"FAILURE","reason":"INVALID_CREDENTIALS"}}',
    first: 'client-authentication/user-credentials-wrong',
    confidence: 'likely',
  },
  {
    name: 'a number of Entra in a sign-in log, which writes no letters before it',
    text: '{"createdDateTime":"2026-03-03T10:00:00Z","appDisplayName":"Shop","status":{"errorCode":7000215,"failureReason":"Invalid client secret is provided."}}',
    first: 'client-authentication/secret-wrong',
    confidence: 'certain',
  },
  {
    name: 'the same number in the table of a page',
    text: 'Application\tShop\nStatus\tFailure\nSign-in error code\t7000215\nFailure reason\tInvalid client secret is provided.',
    first: 'client-authentication/secret-wrong',
    confidence: 'certain',
  },
  {
    name: 'a server that has compared the secret with all that are current',
    text: 'info: Duende.IdentityServer.Validation.HashedSharedSecretValidator[0]\n      No matching hashed secret found.\nfail: Duende.IdentityServer.Validation.ClientSecretValidator[0]\n      Client secret validation failed for client: shop.',
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'the settings of a client, printed with its secret',
    text: "DEBUG Using ClientRegistration{clientId='shop', clientSecret='k39fL20fkLs02', clientAuthenticationMethod=client_secret_basic}\nERROR [invalid_client] Invalid client or Invalid client credentials",
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'clocks of which the reporter says that they agree',
    text: 'The token endpoint says {"error":"invalid_client"}. The clocks are both in sync.',
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'a record whose kind says that a code was not exchanged',
    text: '{"date":"2026-03-03T10:00:00.000Z","type":"feacft","description":"Unauthorized","client_id":"Sh0p","client_name":"Shop"}',
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'an event that failed, behind one that did not',
    text: '{"published":"2026-03-03T10:00:00Z","eventType":"app.oauth2.as.token.grant","outcome":{"result":"SUCCESS"}}\n{"published":"2026-03-03T10:01:00Z","eventType":"app.oauth2.as.token.grant","outcome":{"result":"FAILURE","reason":"invalid_client_secret"}}',
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'two methods of which the answer speaks, beside a secret that may be encoded once too often',
    text: `POST https://idp.example/oauth/token HTTP/1.1\nAuthorization: Basic ${btoa('shop:k39f%20L20%25')}\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&client_secret=k39f%20L20%25\n${answer('401 Unauthorized', '{"error":"invalid_request","error_description":"multiple client authentication methods"}')}`,
    first: 'client-authentication/multiple-methods',
    confidence: 'certain',
  },
  {
    name: 'a header that is dropped at a redirect, and an answer that misses it',
    text: `GET http://api.example/orders HTTP/1.1\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n\nHTTP/1.1 301 Moved Permanently\nLocation: https://www.shop-api.example/orders\n\nGET https://www.shop-api.example/orders HTTP/1.1\nAccept: */*\n${answer('401 Unauthorized', '{"message":"missing bearer token"}')}`,
    first: 'client-authentication/authorization-header-stripped',
    confidence: 'certain',
  },
  {
    name: 'a header that was put together of two texts, beside words that list other causes',
    text: `POST https://api.sandbox.paypal.com/v1/oauth2/token HTTP/1.1\nAuthorization: Basic asd${btoa('AZ91kd02mfLs:EL02kf93hgPq').replaceAll('=', '')}\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials\n${answer('401 Unauthorized', '{"error":"invalid_client","error_description":"Client Authentication failed"}')}`,
    first: 'client-authentication/basic-content-wrong',
    confidence: 'certain',
  },
  ...['shop:s3cr3t', 'myshopclient:averylongsecretwithoutdigits'].map((pair) => ({
    name: `${pair} in a Basic header, which is plainly not encoded`,
    text: `POST https://idp.example/oauth/token HTTP/1.1\nAuthorization: Basic ${pair}\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials\n${invalidClient}`,
    first: 'client-authentication/basic-content-wrong',
    confidence: 'certain' as const,
  })),
  {
    name: 'the level of a line that tells the failure itself',
    text: 'DEBUG o.s.s.oauth2 - Failed to process authentication request: AADSTS7000215: Invalid client secret provided.',
    first: 'client-authentication/secret-wrong',
    confidence: 'certain',
  },
  {
    name: 'an assertion of a client whose audience Keycloak refuses',
    text: 'Keycloak answers {"error":"invalid_client","error_description":"Invalid token audience"}',
    first: 'client-authentication/assertion-audience-wrong',
    confidence: 'certain',
  },
  {
    name: 'a text of Google that is gone since',
    text: `First I got "has not completed the Google verification process", and that is gone.\n\nError: invalid_client Unauthorized`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'a server that misses the secret, which is in a header that it does not read',
    text: `POST https://api.instagram.com/oauth/access_token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nAuthorization: Basic c2hvcDprOTNmSEwyMGxTcTdSdA==\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop\n${answer('400 Bad Request', '{"error_message":"You must provide a client_secret"}')}`,
    first: 'client-authentication/auth-method-mismatch',
    confidence: 'likely',
  },
  {
    name: 'a server that misses the secret, as a program prints it',
    text: 'Error: OAuthException 400 You must provide a client_secret',
    first: 'client-authentication/credentials-missing',
    confidence: 'certain',
  },
  {
    name: 'a client id of the documentation, and a password that somebody typed',
    text: `POST https://shop.example/o/token/\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=password&client_id=CLIENT_ID&username=ada&password=k39fL20f\n${invalidClient}`,
    first: credentials,
    confidence: 'certain',
  },
  {
    name: 'id and secret from variables, in double quotes',
    text: `${exchange} -u "$CLIENT_ID:$CLIENT_SECRET"\n${invalidClient}`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
    never: [credentials],
  },
  {
    name: 'id and secret from variables in braces, without quotes',
    text: `${exchange} -d client_id=\${CLIENT_ID} -d client_secret=\${CLIENT_SECRET}\n${invalidClient}`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
    never: [credentials],
  },
  {
    name: 'id and secret as variables that stay what they are',
    text: `${exchange} -u '$CLIENT_ID:$CLIENT_SECRET'\n${invalidClient}`,
    first: credentials,
    confidence: 'certain',
  },
  {
    name: 'an escaped dollar sign in double quotes',
    text: `${exchange} -u "\\$CLIENT_ID:\\$CLIENT_SECRET"\n${invalidClient}`,
    first: credentials,
    confidence: 'certain',
  },
  {
    name: 'an id in capital letters, and an answer about the secret',
    text: `POST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=STAFF_PORTAL_ID&client_secret=k39fL20fkQ8\n${answer('401 Unauthorized', '{"error":"invalid_client","error_description":"Invalid client secret"}')}`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'a client that its tenant does not know, and keys that are the same for all tenants',
    text: `POST https://login.microsoftonline.com/9c1d2e3f-aaaa-4c6d-8e7f-901234567890/oauth2/v2.0/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=0c1d2e3f-aaaa-4c6d-8e7f-901234567890&client_secret=k39fL20fk\n${answer('400 Bad Request', '{"error":"unauthorized_client","error_description":"AADSTS700016: Application with identifier was not found in the directory."}')}\nThe keys come from https://login.microsoftonline.com/common/discovery/v2.0/keys\n`,
    first: 'client-identification/client-unknown',
    confidence: 'likely',
  },
  {
    name: 'an identifier that somebody wrote over',
    text: "AADSTS700016: Application with identifier 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx' was not found in the directory 'Shop'.",
    first: 'client-identification/client-unknown',
    confidence: 'likely',
  },
  {
    name: 'common in words, and a tenant in the address',
    text: `POST https://login.microsoftonline.com/9c1d2e3f-aaaa-4c6d-8e7f-901234567890/oauth2/v2.0/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=0c1d2e3f-aaaa-4c6d-8e7f-901234567890&client_secret=k39fL20fk\n${answer('400 Bad Request', '{"error":"unauthorized_client","error_description":"AADSTS700016: Application with identifier was not found in the directory."}')}\nWe do not use common/oauth2/v2.0/token, we call our tenant.\n`,
    first: 'client-identification/client-unknown',
    confidence: 'likely',
  },
  {
    name: 'an answer that leaves open whether it is the id or the secret, of a provider with a text for the id alone',
    text: `POST https://api.dropbox.com/oauth2/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20&client_id=k39fshop&client_secret=L20fkLs02kd\n${answer('400 Bad Request', '{"error":"invalid_client: Invalid client_id or client_secret"}')}`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
];

/** Captures that prove nothing: which of the likely ones comes first is learned, and this one is among the first three. */
const open: readonly OpenRow[] = [
  {
    name: 'a token that was expected where an error came',
    text: 'Error: Expected an ID token, but the response was an error: invalid_client',
    first: 'client-authentication/secret-wrong',
  },
  {
    name: 'the words of another try beside the answer',
    text: `POST https://idp.example/oauth2/token HTTP/1.1\nAuthorization: Basic c2hvcDprMzlmTDIwZmtMczAy\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials\n${answer('401 Unauthorized', '{"error":"invalid_client","error_description":"Client credentials are invalid."}')}\nThis is WSO2. With a random client_id it answers "A valid OAuth client could not be found for client_id".\n`,
    first: 'client-authentication/secret-wrong',
  },
  {
    name: 'a captcha in a note, beside the answer of the server',
    text: 'We see geo.captcha-delivery.com frames in the network tab but solve them. Then: invalid_client.',
    first: 'client-authentication/secret-wrong',
  },
  {
    name: 'a server that reads the query, and says that the secret is wrong',
    text: `POST https://idp.example/oauth2/token?client_id=shop&client_secret=k39fL20fkLs02&grant_type=client_credentials HTTP/1.1\n${answer('403 Forbidden', '{"status":403,"message":"invalid client secret"}')}`,
    first: 'client-authentication/secret-wrong',
  },
  ...[
    'XXXX',
    'YQ==',
    'redacted',
    'base64encodedstring',
    '<base64>',
    'base64(client_id:client_secret)',
    'id:secret',
    'my-client-id:XXXXXXXX',
  ].map((pair) => ({
    name: `a reporter who writes ${pair} in the place of the encoded pair`,
    text: `POST https://idp.example/oauth/token HTTP/1.1\nAuthorization: Basic ${pair}\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials\n${answer('401 Unauthorized', '{"error":"invalid_client","error_description":"Client Authentication failed"}')}`,
    first: 'client-authentication/secret-wrong',
  })),
];

describe('how sure a cause of clients is', () => {
  namesFirst(rows);
  provesNothing(open);
});

describe('a secret that was not sent', () => {
  it('is not likely to be wrong', () => {
    const found = examine(readCapture(unsent), tools).diagnoses.find(({ cause }) => cause.endsWith('/secret-wrong'));
    assert.ok(found === undefined || found.confidence === 'possible');
  });
});
