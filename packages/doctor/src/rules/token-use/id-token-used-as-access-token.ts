import { decodeJwt, readBearer } from '@candor/protocol';
import type { Evidence } from '../../evidence/evidence.ts';
import { sentHeader } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { resourceExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The API was called with the ID token. OpenID Connect Core section 2, RFC 9068 section 5. */
export const idTokenUsedAsAccessToken = defineRule({
  cause: 'token-use/id-token-used-as-access-token',
  variant: 'id-token',
  title: 'The ID token was sent to the API in place of the access token',
  specs: ['OpenID Connect Core section 2', 'RFC 9068 section 5', 'RFC 6750 section 2.1'],
  needs: ['request', 'raised-problem'],
  explains: ['access-token-of-wrong-kind'],
  check: (evidence) => {
    if (evidence.detail?.seen !== 'an ID token') return undefined;
    const audience = audienceOf(evidence);
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization',
          seen: `an ID token${audience === undefined ? '' : `, made for the app (aud ${showValue(audience)})`}`,
          expected: 'an access token, made for the API',
        },
      ],
      facts: {},
    };
  },
  say: {
    what: () => 'The request carries the ID token where the access token belongs.',
    why: () =>
      'An ID token tells the app who has signed in, so the app is its audience. An API takes access tokens only (RFC 6750): one that took ID tokens would let any app that a user has signed in to act for the user.',
    fix: () => [
      'Send access_token of the token response, not id_token: Authorization: Bearer ACCESS_TOKEN.',
      'Read the ID token in the app, and send it nowhere but to the end session endpoint as id_token_hint.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the ID token of the same response',
        evidence: resourceExample({
          problem: 'access-token-of-wrong-kind',
          authorization: `Bearer ${jwtOf({ iss: 'https://as.example/sandbox', aud: 'ledger-sync', nonce: 'n' })}`,
          detail: { seen: 'an ID token', expected: 'an access token' },
        }),
      },
      {
        name: 'a header that was not kept',
        evidence: resourceExample({
          problem: 'access-token-of-wrong-kind',
          detail: { seen: 'an ID token', expected: 'an access token' },
        }),
      },
    ],
    silent: [
      {
        name: 'a refresh token',
        evidence: resourceExample({
          problem: 'access-token-of-wrong-kind',
          authorization: 'Bearer crt_sandbox_exampleexample',
          detail: { seen: 'a refresh token', expected: 'an access token' },
        }),
      },
      {
        name: 'a JWT of another issuer',
        evidence: resourceExample({
          problem: 'access-token-unknown',
          authorization: `Bearer ${jwtOf({ iss: 'https://other.example', aud: 'ledger-sync' })}`,
          detail: { seen: 'a JWT of another issuer' },
        }),
      },
    ],
  },
});

function audienceOf(evidence: Evidence): string | undefined {
  const bearer = readBearer(sentHeader(evidence, 'authorization') ?? '');
  const aud = bearer.outcome === 'token' ? decodeJwt(bearer.token)?.payload.aud : undefined;
  return typeof aud === 'string' ? aud : undefined;
}

function jwtOf(payload: Readonly<Record<string, string>>): string {
  const part = (value: unknown): string => btoa(JSON.stringify(value)).replace(/=+$/, '');
  return `${part({ alg: 'ES256', typ: 'JWT' })}.${part(payload)}.c2lnbmF0dXJl`;
}
