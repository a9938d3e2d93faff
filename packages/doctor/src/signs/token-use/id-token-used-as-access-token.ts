import { apiCall, codeRedemption, jwtOf, paste, refused, tokens } from '../example.ts';
import { isAbout } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { View } from '../view.ts';
import { bearerClaims, isForClient, isIdToken, looksLikeIdToken } from './bearer-claims.ts';
import { refusedCall } from './refused-call.ts';

const identity = jwtOf({ iss: 'https://idp.example', aud: 'shop', sub: '1', nonce: 'k39f', at_hash: 'Lf93' });

/** The token that says who logged in was sent where the access token belongs. OpenID Connect Core section 2. */
export const idTokenUsedAsAccessToken = defineSign({
  cause: 'token-use/id-token-used-as-access-token',
  variants: {
    'of-answer': 'The id_token of an earlier answer was sent to the API',
    claims: 'The token that was sent has the claims of an ID token',
  },
  specs: ['OpenID Connect Core section 2', 'RFC 6750 section 2.1'],
  look: function* idTokenUsedAsAccessToken(view) {
    if (view.subject === undefined && tellsOfIdToken(view)) {
      yield { variant: 'claims', confidence: 'likely', specificity: 3, lines: [ofIdToken] };
    }
    const token = refusedCall(view)?.bearer;
    if (token === undefined) return;
    if (view.before.some((one) => one.got('id_token') === token && one.got('access_token') !== token)) {
      yield {
        variant: 'of-answer',
        confidence: 'certain',
        specificity: 3,
        lines: [line('Authorization header', 'the id_token of an earlier answer', 'its access_token')],
      };
    }
    const claims = bearerClaims(view);
    if (claims === undefined || !isIdToken(claims, view)) return;
    const isOwn = claims.at_hash !== undefined || claims.typ === 'ID';
    const isProven = isOwn || isForClient(claims, view) || isAbout(view, 'audience');
    yield {
      variant: 'claims',
      confidence: takesIdTokens(view) ? 'possible' : looksLikeIdToken(claims) && isProven ? 'certain' : 'likely',
      specificity: 3,
      lines: [ofIdToken],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'claims',
        confidence: 'likely',
        name: 'somebody shows what the token has, and nobody saved the call',
        text: 'The API says 401 invalid_token. Decoded: {"iss":"https://idp.example","aud":"shop","sub":"1","nonce":"k39f","at_hash":"Lf93"}',
      },
      {
        variant: 'of-answer',
        confidence: 'certain',
        name: 'the wrong one of two tokens',
        text: paste(
          codeRedemption(),
          tokens({ id_token: 'ey.opaque.id' }),
          apiCall('Bearer ey.opaque.id'),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'claims',
        confidence: 'certain',
        name: 'a token with nonce and at_hash',
        text: paste(apiCall(`Bearer ${identity}`), refused('invalid_token', undefined, 401)),
      },
    ],
    silent: [
      {
        variant: 'claims',
        name: 'somebody shows an ID token whose nonce is refused',
        text: 'Error: unauthorized, nonce mismatch. Decoded: {"iss":"https://idp.example","aud":"shop","sub":"1","nonce":"k39f","at_hash":"Lf93"}',
      },
      {
        variant: 'claims',
        name: 'somebody shows what an access token has',
        text: 'The API says 401 invalid_token. Decoded: {"iss":"https://idp.example","aud":"https://api.example","sub":"1","scope":"orders"}',
      },
      {
        variant: 'claims',
        name: 'an access token with nonce and scope',
        text: paste(
          apiCall(`Bearer ${jwtOf({ iss: 'https://idp.example', nonce: 'k39f', scope: 'orders' })}`),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'of-answer',
        name: 'the access token of the same answer',
        text: paste(
          codeRedemption(),
          tokens({ id_token: 'ey.opaque.id' }),
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          refused('invalid_token', undefined, 401),
        ),
      },
    ],
  }),
});

/** Kubernetes and what is built on go-oidc check ID tokens. */
function takesIdTokens({ words, subject }: View): boolean {
  return /\boidc: |kube-?apiserver|\bid token/i.test(words) || subject?.address?.port === '6443';
}

const ofIdToken = line('claims of the token', 'those of an ID token, without scope', 'an access token');

const printedClaims = /\{(?=[^{}]{0,1500}["']at_hash["']\s?:)([^{}]{0,3000})\}/;
const callRefused = /\b(?:401|403)\b|invalid_token|unauthori[sz]ed/i;
/** What is said where the token itself is looked at, after a login. */
const ofLogin =
  /\b(?:at_hash|nonce|id[ _-]?token)\b[^\n{]{0,40}\b(?:mismatch|invalid(?!_token)|wrong|missing|match|verif|validat)/i;

/** Tells whether claims that only an ID token has stand beside a call that was refused. OpenID Connect Core section 3.1.3.6. */
function tellsOfIdToken({ words }: View): boolean {
  const claims = printedClaims.exec(words)?.[1];
  return claims !== undefined && !/["']sc(?:ope|p)["']/.test(claims) && callRefused.test(words) && !ofLogin.test(words);
}
