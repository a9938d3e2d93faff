import { decodeJwt, encodeBase64url } from '@candor/protocol';
import { presentedBearer } from '../../evidence/bearer.ts';
import { showValue } from '../../text/value.ts';
import { bearerExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The token is a JWT that this environment did not sign. RFC 9068 section 4. */
export const jwtOfOtherIssuer = defineRule({
  cause: 'token-use/token-from-other-issuer',
  variant: 'jwt-of-other-issuer',
  title: 'The access token is a JWT of another issuer',
  specs: ['RFC 9068 section 4', 'RFC 8725 section 3.8'],
  needs: ['authorization-header', 'raised-problem'],
  explains: ['access-token-unknown'],
  check: (evidence) => {
    const jwt = decodeJwt(presentedBearer(evidence) ?? '');
    if (jwt === undefined) return undefined;
    const { iss } = jwt.payload;
    const here = evidence.environment ?? 'this environment';
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'iss of the token',
          seen: typeof iss === 'string' ? showValue(iss) : 'none',
          expected: `an access token that ${here} signed`,
        },
      ],
      facts: { here },
    };
  },
  say: {
    what: ({ here }) => `The access token is a JWT, and ${here} did not sign it.`,
    why: ({ here }) =>
      `Its signature is by none of the keys of ${here}: another server or another environment made it, or its signature was changed. What iss says is the token's own claim, and proves nothing.`,
    fix: ({ here }) => [
      `Take the access token from the token endpoint of ${here}.`,
      'If the app talks to several issuers, store each token with the issuer that it came from.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'of another server', evidence: bearing({ iss: 'https://login.other.example', aud: 'x' }) },
      { name: 'without an issuer', evidence: bearing({ sub: 'u1' }) },
    ],
    silent: [
      {
        name: 'two parts only, which is no JWT',
        evidence: bearerExample({ problem: 'access-token-unknown', authorization: 'Bearer eyJhbGciOiJFUzI1NiJ9.e30' }),
      },
      { name: 'an opaque token', evidence: bearerExample({ problem: 'access-token-unknown' }) },
    ],
  },
});

function bearing(claims: Readonly<Record<string, string>>) {
  const part = (value: object): string => encodeBase64url(new TextEncoder().encode(JSON.stringify(value)));
  const token = `${part({ alg: 'ES256' })}.${part(claims)}.${part({})}`;
  return bearerExample({ problem: 'access-token-unknown', authorization: `Bearer ${token}` });
}
