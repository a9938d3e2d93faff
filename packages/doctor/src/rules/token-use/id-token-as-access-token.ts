import { decodeJwt, encodeBase64url } from '@candor/protocol';
import { presentedBearer } from '../../evidence/bearer.ts';
import { countOf } from '../../text/secret.ts';
import { bearerExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The ID token was sent where the access token belongs. OpenID Connect Core section 2. */
export const idTokenAsAccessToken = defineRule({
  cause: 'token-use/id-token-used-as-access-token',
  variant: 'id-token',
  title: 'The ID token was sent as the access token',
  specs: ['OpenID Connect Core section 2', 'RFC 6750 section 2.1'],
  needs: ['authorization-header', 'raised-problem'],
  explains: ['access-token-of-wrong-kind'],
  specificity: 3,
  check: (evidence) => {
    const token = presentedBearer(evidence) ?? '';
    const claims = decodeJwt(token)?.payload;
    if (claims === undefined || claims.scope !== undefined || claims.aud === undefined) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization header',
          seen: `Bearer and an ID token of ${countOf(token.length, 'character')}, whose aud is the client`,
          expected: 'Bearer and the access_token of the same token response',
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The ID token was sent as the access token.',
    why: () =>
      'The ID token tells the app who signed in (OpenID Connect Core section 2), and is meant for the app alone. What a resource accepts is the access token, which the same response has as access_token.',
    fix: () => [
      'Read access_token, not id_token, for the Authorization header.',
      'Keep the ID token to yourself, and take the name of the user from it, or from userinfo with the access token.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'the id_token of the response', evidence: bearing({ iss: 'https://as.example', aud: 'ledger-sync' }) },
      { name: 'with a nonce', evidence: bearing({ aud: 'ledger-sync', nonce: 'example', sub: 'u1' }) },
    ],
    silent: [
      { name: 'a JWT access token, which has a scope', evidence: bearing({ aud: 'https://api.example', scope: 'a' }) },
      {
        name: 'a refresh token',
        evidence: bearerExample({
          problem: 'access-token-of-wrong-kind',
          authorization: 'Bearer crt_sandbox_exampleexample',
        }),
      },
    ],
  },
});

function bearing(claims: Readonly<Record<string, string>>) {
  const part = (value: object): string => encodeBase64url(new TextEncoder().encode(JSON.stringify(value)));
  const token = `${part({ alg: 'ES256' })}.${part(claims)}.${part({})}`;
  return bearerExample({ problem: 'access-token-of-wrong-kind', authorization: `Bearer ${token}` });
}
