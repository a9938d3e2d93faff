/** What words and likeness name in vain, because the capture itself shows that it is not so, and is not asked for either. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
import { gather } from '../src/evidence/gathered.ts';
import { refutedIn } from '../src/found/refuted.ts';
import type { CauseId } from '../src/rules/causes.ts';
import { seenIn } from '../src/signs/view.ts';
import { tools } from './tools.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  readonly first?: string;
  readonly confidence?: 'certain' | 'likely' | 'possible';
  /** Causes that are not named. */
  readonly never?: readonly string[];
  /** What is not asked for. */
  readonly unasked?: RegExp;
}

const answer = (status: string, body: string): string =>
  `\nHTTP/1.1 ${status}\nContent-Type: application/json\n\n${body}\n`;

const flow = (
  redeemed: Readonly<Record<string, string>>,
  refusal = '{"error":"invalid_grant"}',
  begun: Readonly<Record<string, string>> = {},
): string => {
  const first = {
    client_id: 'shop',
    response_type: 'code',
    redirect_uri: 'https://shop.example/back',
    state: 'k39f',
    ...begun,
  };
  const second = {
    grant_type: 'authorization_code',
    client_id: 'shop',
    code: 'Lf93kfh20LsdkfP',
    redirect_uri: 'https://shop.example/back',
    ...redeemed,
  };
  return `GET https://idp.example/authorize?${new URLSearchParams(first)}\n\nGET https://shop.example/back?code=Lf93kfh20LsdkfP&state=k39f\n\nPOST https://idp.example/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\n${new URLSearchParams(second)}\n${answer('400 Bad Request', refusal)}`;
};
const fittingPair = [
  { code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' },
  { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' },
] as const;
const ofVerifier = '{"error":"invalid_grant","error_description":"code_verifier refused"}';
const other = { redirect_uri: 'https://shop.example/login' };
const refused = answer('401 Unauthorized', '{"error":"invalid_client"}');
const request = (form: string): string =>
  `POST https://idp.example/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\n${form}\n`;
const login = (uri: string): string =>
  `GET https://idp.example/authorize?client_id=shop&response_type=code&redirect_uri=${encodeURIComponent(uri)} HTTP/1.1\n${answer('400 Bad Request', '{"error":"invalid_request"}')}`;
const refreshed = `${request('grant_type=refresh_token&refresh_token=Rt93kfh20Lsdk9fk&client_id=shop')}${answer('400 Bad Request', '{"error":"invalid_grant"}')}`;
const jwt = (header: object, claims: object): string =>
  `${[header, claims].map((part) => btoa(JSON.stringify(part)).replaceAll('=', '')).join('.')}.c2lnbmF0dXJl`;
const call = (header: object, claims: object): string =>
  `GET https://api.example/orders HTTP/1.1\nAuthorization: Bearer ${jwt(header, { iss: 'https://idp.example', sub: 'anna', ...claims })}\n${answer('401 Unauthorized', '{"message":"Unauthorized"}')}`;
const asserted = (alg: string, description?: string): string =>
  `${request(`grant_type=client_credentials&client_id=shop&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=${jwt({ alg }, { iss: 'shop', sub: 'shop', aud: 'https://idp.example/token', exp: 1_900_000_000 })}`)}${answer('401 Unauthorized', JSON.stringify({ error: 'invalid_client', error_description: description }))}`;
const redeemedAt = (time: string): string =>
  `2026-03-03T10:00:00Z GET https://shop.example/back?code=Lf93kfh20LsdkfP&state=k39f -> 200\n2026-03-03T${time}Z POST https://idp.example/token grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop -> 400 {"error":"invalid_grant"}`;
/** Each answer has the time of its server. */
const ofTwoClocks = (description: string): string =>
  `GET https://shop.example/back?code=Lf93kfh20LsdkfP&state=k39f\n\nHTTP/1.1 200 OK\nDate: Tue, 03 Mar 2026 10:00:00 GMT\n\n${request('grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop')}\nHTTP/1.1 400 Bad Request\nDate: Tue, 03 Mar 2026 10:00:05 GMT\nContent-Type: application/json\n\n${JSON.stringify({ error: 'invalid_grant', error_description: description })}\n`;
const blockedByBrowser =
  "\nError:\nAccess to fetch at 'https://idp.example/token' from origin 'https://shop.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";

/** What a capture speaks against, and captures that are like it and do not. */
const spoken: readonly {
  readonly name: string;
  readonly text: string;
  readonly against: CauseId;
  readonly unless: Readonly<Record<string, string>>;
}[] = [
  {
    name: 'a verifier that fits its challenge, of which the server speaks',
    text: flow(fittingPair[0], ofVerifier, fittingPair[1]),
    against: 'pkce/required-not-sent',
    unless: {
      'it does not fit': flow({ code_verifier: 'A'.repeat(43) }, ofVerifier, fittingPair[1]),
      'nobody saved the login': request(
        `grant_type=authorization_code&code=Lf93kfh20LsdkfP&code_verifier=${fittingPair[0].code_verifier}`,
      ).concat(answer('400 Bad Request', ofVerifier)),
    },
  },
  {
    name: 'a verifier that fits, of which nobody speaks',
    text: flow(fittingPair[0], undefined, fittingPair[1]),
    against: 'pkce/challenge-encoding',
    unless: { 'the server speaks of it': flow(fittingPair[0], ofVerifier, fittingPair[1]) },
  },
  {
    name: 'a flow without PKCE',
    text: flow({}),
    against: 'pkce/verifier-mismatch',
    unless: { 'the login has a challenge': flow({}, undefined, fittingPair[1]) },
  },
  {
    name: 'one client in both requests',
    text: flow({}),
    against: 'client-identification/credentials-of-other-app',
    unless: { 'there are two': flow({ client_id: 'shop-web' }), 'the second has none': flow({ client_id: '' }) },
  },
  {
    name: 'one redirect URI in both requests',
    text: flow({}),
    against: 'redirect-uri/differs-between-requests',
    unless: { 'there are two': flow(other), 'the second has none': flow({ redirect_uri: '' }) },
  },
  {
    name: 'a redirect URI to which the server has sent a code',
    text: flow({}),
    against: 'redirect-uri/not-registered',
    unless: {
      'the second request has another': flow(other),
      'no code came': flow({}).replace('back?code=Lf93kfh20LsdkfP&', 'back?'),
    },
  },
  {
    name: 'the code that the callback brought',
    text: flow({}),
    against: 'authorization-code/altered-by-client',
    unless: { 'it is another': flow({ code: 'Lf93kfh20Lsdk' }) },
  },
  {
    name: 'a code that is sent as soon as it comes',
    text: redeemedAt('10:00:05'),
    against: 'authorization-code/expired',
    unless: {
      'minutes lie between': redeemedAt('10:12:00'),
      'two servers tell the times': ofTwoClocks('refused'),
      'nobody saved the times': flow({}),
    },
  },
  {
    name: 'a code, and no refresh token',
    text: flow({}),
    against: 'refresh/revoked',
    unless: { 'a refresh token was sent': refreshed },
  },
  {
    name: 'a refresh token, and no code',
    text: refreshed,
    against: 'state-session/overwritten',
    unless: { 'a code was sent': flow({}) },
  },
  {
    name: 'an assertion that a key signed',
    text: asserted('RS256'),
    against: 'client-authentication/secret-wrong',
    unless: {
      'the secret signed it': asserted('HS256'),
      'a secret was sent': flow({ client_secret: 'k39fL20fkLs02' }),
    },
  },
  {
    name: 'a request that proves in no way who sent it',
    text: `${request('grant_type=client_credentials&client_id=shop')}${refused}`,
    against: 'client-authentication/auth-method-mismatch',
    unless: {
      'it has a secret': `${request('grant_type=client_credentials&client_id=shop&client_secret=k39fL20fkLs02')}${refused}`,
      'nobody saved its body': `POST https://idp.example/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 120\n${refused}`,
    },
  },
  {
    name: 'an answer that could be read',
    text: flow({}),
    against: 'transport-endpoint/cors-blocked',
    unless: {
      'the browser blocked it': `${flow({})}${blockedByBrowser}`,
      'the server refuses the origin': flow({}, '{"error":"invalid_request","error_description":"Origin not allowed"}'),
      'nothing can be read': flow({}, ''),
    },
  },
  {
    name: 'a token that calls itself an access token',
    text: call({ alg: 'RS256', typ: 'at+jwt' }, {}),
    against: 'token-use/id-token-used-as-access-token',
    unless: { 'it does not': call({ alg: 'RS256', typ: 'JWT' }, {}) },
  },
  {
    name: 'a token with a scope',
    text: call({ alg: 'RS256' }, { scope: 'orders' }),
    against: 'token-use/id-token-used-as-access-token',
    unless: { 'it has none': call({ alg: 'RS256' }, { nonce: 'k39f' }) },
  },
  {
    name: 'a log that has stored the new refresh token',
    text: `INFO refresh of shop 7: 200, new refresh token stored\n${refreshed}`,
    against: 'refresh/rotation-not-stored',
    unless: { 'it has not': `WARN refresh of shop 7: 200, not stored new refresh token\n${refreshed}` },
  },
  {
    name: 'a redirect URI with TLS',
    text: login('https://shop.example/back'),
    against: 'redirect-uri/scheme-mismatch',
    unless: { 'it has none': login('http://shop.example/back') },
  },
];

const ofRefresh = ['refresh/revoked', 'refresh/unknown-token', 'refresh/expired-inactivity'];

const rows: readonly Row[] = [
  {
    name: 'an address that the server has on the list which it prints',
    text: 'fail: Validator[0]\n      Invalid redirect_uri: https://shop.example/back\n      {\n        "ClientId": "shop",\n        "AllowedRedirectUris": [\n          "https://shop.example/other",\n          "https://shop.example/back"\n        ]\n      }',
    confidence: 'possible',
    never: ['redirect-uri/path-mismatch', 'redirect-uri/trailing-slash'],
  },
  {
    name: 'two addresses of which the reporter says that they are the same',
    text: 'redirect_uri is exactly the same in both requests. {"error":"invalid_grant"}',
    confidence: 'possible',
    never: ['redirect-uri/differs-between-requests'],
  },
  {
    name: 'a request without a secret, whose log calls the credentials wrong',
    text: `${flow({})}\nServer log: type=CODE_TO_TOKEN_ERROR, realmId=shop, clientId=shop, error=invalid_client_credentials, grant_type=authorization_code`,
    never: ['client-authentication/secret-wrong', 'client-authentication/basic-form-encoding-mismatch'],
  },
  {
    name: 'a line of a console with the code of the answer',
    text: 'POST https://idp.example/token -> 400 invalid_client',
    first: 'client-authentication/credentials-missing',
    confidence: 'possible',
    never: ['transport-endpoint/cors-blocked'],
  },
  {
    name: 'a verifier that fits, the same redirect URI, client and code in the whole flow',
    text: flow(fittingPair[0], undefined, fittingPair[1]),
    first: 'authorization-code/redeemed-twice',
    confidence: 'possible',
    never: [
      'pkce/verifier-mismatch',
      'pkce/only-one-half-sent',
      'redirect-uri/differs-between-requests',
      'authorization-code/altered-by-client',
      'client-identification/credentials-of-other-app',
      ...ofRefresh,
    ],
    unasked: /code_challenge|code_verifier|redirect_uri/,
  },
  {
    name: 'a flow without PKCE, in which nothing differs',
    text: flow({ client_secret: 'sEcr3tOfShop' }),
    first: 'authorization-code/redeemed-twice',
    confidence: 'possible',
    never: [
      'pkce/verifier-mismatch',
      'pkce/only-one-half-sent',
      'redirect-uri/differs-between-requests',
      'redirect-uri/not-registered',
    ],
    unasked: /redirect_uri|code_verifier/,
  },
  {
    name: 'a verifier that fits, and a server that says that it does not: it computes another hash',
    text: flow(
      fittingPair[0],
      '{"error":"invalid_grant","message":"The authorization grant or refresh token is invalid, expired, revoked, or was issued to another client.","hint":"Failed to verify `code_verifier`."}',
      fittingPair[1],
    ),
    first: 'pkce/challenge-method-mismatch',
    confidence: 'likely',
  },
  {
    name: 'redirect URIs of two requests that differ in the scheme, as both show',
    text: flow(
      { redirect_uri: 'http://shop.example/back' },
      '{"error":"invalid_grant","error_description":"redirect_uri does not match"}',
    ),
    first: 'redirect-uri/differs-between-requests',
    confidence: 'certain',
    never: ['redirect-uri/trailing-slash', 'redirect-uri/host-port-mismatch', 'redirect-uri/not-registered'],
  },
  {
    name: 'a challenge in the other Base64, and one token request',
    text: flow(
      { code_verifier: 'Qx7TnB3vLk9mRw2ZpYc6Hs1DfJg8AeUi4OoNtXrVqEM' },
      '{"error":"invalid_grant","error_description":"invalid authorization code"}',
      { code_challenge: 'Xa8RfabBRYwdO7D7JVVETp6dyXydXVfIcCVd+AvKgkI=', code_challenge_method: 'S256' },
    ),
    first: 'pkce/challenge-encoding',
    confidence: 'certain',
    never: ['authorization-code/redeemed-twice', 'authorization-code/altered-by-client'],
  },
  {
    name: 'a request without a secret, of which the server says that it has ended: a proxy adds it',
    text: `${request('grant_type=client_credentials&client_id=shop')}${answer('401 Unauthorized', '{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys for app are expired."}')}`,
    first: 'client-authentication/secret-expired',
    confidence: 'likely',
  },
  {
    name: 'an assertion that the secret signed, which has ended',
    text: asserted('HS256', 'AADSTS7000222: The provided client secret keys for app are expired.'),
    first: 'client-authentication/secret-expired',
    confidence: 'certain',
  },
  {
    name: 'an assertion that the secret signed, which is wrong',
    text: asserted('HS256', 'Invalid client secret'),
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'a code that is sent five seconds after it came, by the clocks of two servers',
    text: ofTwoClocks('The code has expired'),
    first: 'authorization-code/expired',
    confidence: 'certain',
  },
  {
    name: 'an answer that a recording has, and that the browser blocked',
    text: `${flow({})}${blockedByBrowser}`,
    first: 'transport-endpoint/cors-blocked',
    confidence: 'certain',
  },
  {
    name: 'one token request, whose answer most give to a second one',
    text: flow(
      { client_secret: 'k39fL20fkLs02' },
      '{"error":"invalid_grant","error_description":"code doesn\'t exist or has expired"}',
    ).replaceAll('idp.example', 'api.dropbox.com'),
    first: 'authorization-code/expired',
    confidence: 'possible',
  },
  {
    name: 'two workers with one refresh token, of which the first has stored what it got',
    text: '09:00:01.007 [worker-1] refreshing tokens of shop 7, refresh_token 9f2a\n09:00:01.009 [worker-4] refreshing tokens of shop 7, refresh_token 9f2a\n09:00:01.388 [worker-1] 200, new refresh token stored\n09:00:01.402 ERROR [worker-4] 403 {"error":"unauthorized_client","error_description":"refresh_token is invalid"} from https://auth.atlassian.com/oauth/token',
    first: 'refresh/concurrent-use',
    confidence: 'likely',
  },
];

const refuted = (text: string): ReturnType<typeof refutedIn> => {
  const { evidence } = gather(readCapture(text));
  return refutedIn(evidence, seenIn(evidence), tools);
};

describe('what a capture has against a cause', () => {
  for (const { name, text, against, unless } of spoken) {
    it(`is ${name}: not ${against}`, () => assert.ok(refuted(text).isRefuted(against)));
    for (const [reason, like] of Object.entries(unless))
      it(`is not ${name} where ${reason}`, () => assert.ok(!refuted(like).isRefuted(against)));
  }

  it('is little where a code is in one request, and nothing where somebody speaks of another', () => {
    const cause = 'authorization-code/redeemed-twice';
    assert.ok(refuted(flow({})).isUnlikely(cause));
    assert.ok(!refuted(flow({}, '{"error":"invalid_grant","error_description":"already redeemed"}')).isUnlikely(cause));
    assert.ok(!refuted(`${flow({})}\n${flow({})}`).isUnlikely(cause));
  });

  it('is what somebody says is in order, not what a message says does not match, or asks to look at', () => {
    const isDenied = (text: string): boolean => refuted(text).isDenied('redirect-uri/path-mismatch');
    assert.ok(isDenied('The redirect URI is correct. {"error":"invalid_grant"}'));
    assert.ok(!isDenied('The redirect URI does not match. {"error":"invalid_grant"}'));
    assert.ok(!isDenied('Make sure that your redirect URI is correct. {"error":"invalid_grant"}'));
  });

  it('is no guess either where it would be seen, or where nobody saved in what it would stand', () => {
    const unseen =
      'POST https://idp.example/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 120\n';
    assert.ok(refuted(flow({})).isNoGuess('transport-endpoint/stray-whitespace'));
    assert.ok(!refuted(`${unseen}${refused}`).isNoGuess('transport-endpoint/stray-whitespace'));
    assert.ok(refuted(`${unseen}${refused}`).isNoGuess('pkce/only-one-half-sent'));
    assert.ok(!refuted(flow({}, undefined, fittingPair[1])).isNoGuess('pkce/only-one-half-sent'));
  });
});

describe('what the capture refutes', () => {
  for (const { name, text, first, confidence, never = [], unasked } of rows) {
    it(name, () => {
      const { diagnoses, ask = '' } = examine(readCapture(text), tools);
      const named = diagnoses.map((one) => `${one.cause} (${one.confidence})`);
      assert.notEqual(named.length, 0);
      if (first !== undefined) assert.equal(named[0], `${first} (${confidence})`, named.join(', '));
      else if (confidence !== undefined) assert.equal(diagnoses[0]?.confidence, confidence, named.join(', '));
      for (const cause of never)
        assert.ok(
          diagnoses.every((one) => one.cause !== cause),
          named.join(', '),
        );
      if (unasked !== undefined) assert.doesNotMatch(ask, unasked);
    });
  }
});
