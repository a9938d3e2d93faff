import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  baanxAuthorizationOrder,
  baanxRedemptionOrder,
  baanxRefreshOrder,
} from '../src/dialects/baanx/check-orders.ts';
import {
  klaviyoAuthorizationOrder,
  klaviyoRedemptionOrder,
  klaviyoRefreshOrder,
} from '../src/dialects/klaviyo/check-orders.ts';
import { clientAuthenticationChecks } from '../src/operations/authenticate-client.ts';
import { authorizationOrder, provenChecks, unprovenChecks } from '../src/operations/authorization-request.ts';
import { inOrder } from '../src/operations/check.ts';
import { clientCredentialsChecks } from '../src/operations/client-credentials.ts';
import { reachResourceChecks } from '../src/operations/reach-resource.ts';
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
    'grant-type-allowed code-sent code-verifier-sent code-verifier-well-formed code-known code-issued-to-client region-same redirect-uri-same code-not-burnt code-verifier-matches code-unexpired code-unused resource-accepted',
  ],
  [
    'the rotation of a refresh token',
    rotateRefreshTokenChecks,
    'grant-type-allowed refresh-token-sent refresh-token-known refresh-token-issued-to-client region-same family-unrevoked refresh-token-unexpired refresh-token-active scope-not-wider resource-not-wider',
  ],
  [
    'a resource',
    reachResourceChecks,
    'access-token-not-of-another-kind access-token-known access-token-unrevoked access-token-unexpired audience-is-this-server region-same scope-of-the-resource',
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

const baanx: readonly (readonly [operation: string, checks: Named, names: string])[] = [
  [
    'an authorization request',
    baanxAuthorizationOrder.unproven,
    'client-id-sent-once client-known client-enabled grant-type-allowed parameters-sent-once response-type-sent response-type-code redirect-uri-sent code-challenge-sent code-challenge-method-s256 code-challenge-well-formed state-and-nonce-well-formed scope-known scope-allowed response-mode-supported request-object-absent max-age-a-number prompt-none-alone resource-accepted redirect-uri-registered',
  ],
  ['an authorization request after its redirect URI is proven', baanxAuthorizationOrder.proven, ''],
  [
    'the redemption of a code',
    baanxRedemptionOrder,
    'grant-type-allowed code-sent code-verifier-sent code-verifier-well-formed code-known code-issued-to-client region-same code-unexpired code-not-burnt redirect-uri-same code-verifier-matches code-unused resource-accepted',
  ],
  [
    'the use of a refresh token',
    baanxRefreshOrder,
    'grant-type-allowed refresh-token-sent refresh-token-known refresh-token-issued-to-client region-same family-unrevoked refresh-token-active refresh-token-unexpired scope-not-wider resource-not-wider',
  ],
];

for (const [operation, checks, names] of baanx) {
  test(`makes the checks of ${operation} in the order of the baanx dialect`, () => {
    assert.equal(checks.map(({ name }) => name).join(' '), names);
  });
}

const klaviyo: readonly (readonly [operation: string, checks: Named, names: string])[] = [
  [
    'an authorization request before its redirect URI is proven',
    klaviyoAuthorizationOrder.unproven,
    'client-id-sent-once client-known client-enabled redirect-uri-sent redirect-uri-registered',
  ],
  [
    'an authorization request after it',
    klaviyoAuthorizationOrder.proven,
    'response-type-code response-type-sent grant-type-allowed parameters-sent-once response-mode-supported request-object-absent scope-known scope-allowed code-challenge-sent code-challenge-method-s256 code-challenge-well-formed state-and-nonce-well-formed max-age-a-number prompt-none-alone resource-accepted',
  ],
  [
    'the redemption of a code',
    klaviyoRedemptionOrder,
    'grant-type-allowed code-sent code-known code-issued-to-client region-same code-unexpired code-unused code-not-burnt redirect-uri-same code-verifier-sent code-verifier-well-formed code-verifier-matches resource-accepted',
  ],
  [
    'the use of a refresh token',
    klaviyoRefreshOrder,
    'grant-type-allowed refresh-token-sent refresh-token-known refresh-token-issued-to-client region-same family-unrevoked refresh-token-active refresh-token-unexpired scope-not-wider resource-not-wider',
  ],
];

for (const [operation, checks, names] of klaviyo) {
  test(`makes the checks of ${operation} in the order of the klaviyo dialect`, () => {
    assert.equal(checks.map(({ name }) => name).join(' '), names);
  });
}

test('takes another order of the checks as data', () => {
  const names = clientCredentialsChecks.map(({ name }) => name).reverse();
  assert.deepEqual(
    inOrder(clientCredentialsChecks, names).map(({ name }) => name),
    names,
  );
});

test('lets no check of before the redirect URI is proven come after it', () => {
  const unproven = unprovenChecks.map(({ name }) => name);
  const proven = provenChecks.map(({ name }) => name);
  const [first = '', ...rest] = unproven;
  assert.throws(() => authorizationOrder(rest, [...proven, first]), TypeError);
  assert.equal(authorizationOrder([...unproven, ...proven], []).unproven.length, unproven.length + proven.length);
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
