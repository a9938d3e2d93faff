/** What words and likeness name in vain, because the capture itself shows that it is not so, and is not asked for either. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
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
const ofRefresh = ['refresh/revoked', 'refresh/unknown-token', 'refresh/expired-inactivity'];

const rows: readonly Row[] = [
  {
    name: 'a request without a secret, whose log calls the credentials wrong',
    text: `${flow({})}\nServer log: type=CODE_TO_TOKEN_ERROR, realmId=shop, clientId=shop, error=invalid_client_credentials, grant_type=authorization_code`,
    never: ['client-authentication/secret-wrong', 'client-authentication/basic-form-encoding-mismatch'],
  },
  {
    name: 'a line of a console with the code of the answer',
    text: 'POST https://idp.example/token -> 400 invalid_client',
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
    never: ['pkce/verifier-mismatch', 'redirect-uri/differs-between-requests', 'redirect-uri/not-registered'],
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
    name: 'a token that says in its header that it is an access token, and has a scope',
    text: `GET https://api.example/orders HTTP/1.1\nAuthorization: Bearer ${[
      { alg: 'RS256', typ: 'at+jwt' },
      { iss: 'https://idp.example', sub: 'anna', scope: 'orders' },
    ]
      .map((part) => btoa(JSON.stringify(part)).replaceAll('=', ''))
      .join('.')}.c2lnbmF0dXJl\n${answer('401 Unauthorized', '{"message":"Unauthorized"}')}`,
    never: ['token-use/id-token-used-as-access-token'],
  },
  {
    name: 'two workers with one refresh token, of which the first has stored what it got',
    text: '09:00:01.007 [worker-1] refreshing tokens of shop 7, refresh_token 9f2a\n09:00:01.009 [worker-4] refreshing tokens of shop 7, refresh_token 9f2a\n09:00:01.388 [worker-1] 200, new refresh token stored\n09:00:01.402 ERROR [worker-4] 403 {"error":"unauthorized_client","error_description":"refresh_token is invalid"} from https://auth.atlassian.com/oauth/token',
    first: 'refresh/concurrent-use',
    confidence: 'likely',
  },
];

describe('what the capture refutes', () => {
  for (const { name, text, first, confidence, never = [], unasked } of rows) {
    it(name, () => {
      const { diagnoses, ask = '' } = examine(readCapture(text), tools);
      const named = diagnoses.map((one) => `${one.cause} (${one.confidence})`);
      if (first !== undefined) assert.equal(named[0], `${first} (${confidence})`, named.join(', '));
      for (const cause of never)
        assert.ok(
          diagnoses.every((one) => one.cause !== cause),
          named.join(', '),
        );
      if (unasked !== undefined) assert.doesNotMatch(ask, unasked);
    });
  }
});
