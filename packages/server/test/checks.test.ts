import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientAuthenticationChecks } from '../src/operations/authenticate-client.ts';
import { provenChecks, unprovenChecks } from '../src/operations/authorization-request.ts';
import { inOrder } from '../src/operations/check.ts';
import { clientCredentialsChecks } from '../src/operations/client-credentials.ts';
import { redeemAuthorizationCodeChecks } from '../src/operations/redeem-authorization-code.ts';
import { rotateRefreshTokenChecks } from '../src/operations/rotate-refresh-token.ts';
import { userinfoChecks } from '../src/operations/userinfo.ts';

type Named = readonly { readonly name: string; readonly spec: string }[];

const orders: readonly (readonly [operation: string, checks: Named, names: string])[] = [
  [
    'client authentication',
    clientAuthenticationChecks,
    'credentials-sent client-known method-registered secret-right assertion-valid assertion-unused client-enabled',
  ],
  [
    'an authorization request before its redirect URI is proven',
    unprovenChecks,
    'client-id-sent-once client-known client-enabled redirect-uri-sent redirect-uri-registered',
  ],
  [
    'an authorization request after it',
    provenChecks,
    'parameters-sent-once response-type-sent response-type-code grant-type-allowed response-mode-supported request-object-absent code-challenge-sent code-challenge-method-s256 code-challenge-well-formed state-and-nonce-well-formed max-age-a-number prompt-none-alone scope-known scope-allowed resource-accepted',
  ],
  ['client_credentials', clientCredentialsChecks, 'grant-type-allowed scope-known scope-allowed resource-accepted'],
  [
    'the redemption of a code',
    redeemAuthorizationCodeChecks,
    'grant-type-allowed code-verifier-sent code-verifier-well-formed code-known code-issued-to-client redirect-uri-same code-not-burnt code-verifier-matches code-unexpired resource-accepted',
  ],
  [
    'the rotation of a refresh token',
    rotateRefreshTokenChecks,
    'grant-type-allowed refresh-token-known refresh-token-issued-to-client family-unrevoked refresh-token-unexpired refresh-token-active scope-not-wider resource-not-wider',
  ],
  [
    'userinfo',
    userinfoChecks,
    'access-token-not-of-another-kind access-token-known access-token-unrevoked access-token-unexpired audience-is-this-server scope-openid',
  ],
];

for (const [operation, checks, names] of orders) {
  test(`makes the checks of ${operation} in the standard order`, () => {
    assert.equal(checks.map(({ name }) => name).join(' '), names);
    for (const { name, spec } of checks) assert.match(spec, /^(RFC|OpenID|OAuth) /, name);
  });
}

test('takes another order of the checks as data', () => {
  const names = clientCredentialsChecks.map(({ name }) => name).reverse();
  assert.deepEqual(
    inOrder(clientCredentialsChecks, names).map(({ name }) => name),
    names,
  );
});

for (const [title, names] of [
  ['leaves one out', ['grant-type-allowed', 'scope-known', 'scope-allowed']],
  ['names one twice', ['grant-type-allowed', 'scope-known', 'scope-allowed', 'scope-allowed']],
  ['names one that is none', ['grant-type-allowed', 'scope-known', 'scope-allowed', 'other']],
] as const) {
  test(`refuses an order that ${title}`, () => {
    assert.throws(() => inOrder(clientCredentialsChecks, names), TypeError);
  });
}
