import { type ProblemId, readToken, type TokenKind } from '@candor/protocol';
import { presentedBearer } from '../../evidence/bearer.ts';
import { sentValue } from '../../evidence/sent.ts';
import { bearerExample, codeExample, refreshExample } from '../example.ts';
import { defineRule, type Match } from '../rule.ts';

const places: readonly (readonly [string, TokenKind, string])[] = [
  ['code', 'authorization-code', 'code'],
  ['refresh_token', 'refresh-token', 'refresh token'],
  ['Authorization header', 'access-token', 'access token'],
];

/** What an environment that names itself in no text was asked for, by the problem. */
const unnamed: Readonly<Partial<Record<ProblemId, readonly [place: string, noun: string]>>> = {
  'code-unknown': ['code', 'authorization code'],
  'refresh-token-unknown': ['refresh_token', 'refresh token'],
  'access-token-unknown': ['Authorization header', 'token'],
  'session-token-invalid': ['token', 'session token'],
};

/** A code or token was issued by another environment than the one that was asked: its text says so, or the server. */
export const tokenOfOtherEnvironment = defineRule({
  cause: 'environment/environment-mix-up',
  variant: 'token',
  title: 'A code or token of another environment was sent',
  specs: ['RFC 6749 section 5.2'],
  needs: ['request'],
  explains: ['code-unknown', 'refresh-token-unknown', 'access-token-unknown', 'session-token-invalid'],
  specificity: 3,
  check: (evidence) => {
    const { issuedIn } = evidence.known ?? {};
    const [place, what] = (evidence.problem && unnamed[evidence.problem]) ?? [];
    if (issuedIn !== undefined && issuedIn !== evidence.environment && place !== undefined && what !== undefined) {
      const bearer = place === 'Authorization header';
      return found({ place, noun: what, here: evidence.environment ?? 'this environment', there: issuedIn, bearer });
    }
    for (const [name, kind, noun] of places) {
      const value = kind === 'access-token' ? presentedBearer(evidence) : sentValue(evidence, name);
      const reading = value === undefined ? undefined : readToken(value);
      if (reading === undefined || reading.outcome === 'not-a-token' || reading.kind !== kind) continue;
      const there = reading.environment;
      if (there === undefined || there === evidence.environment) continue;
      const here = evidence.environment ?? 'this environment';
      return found({ place: name, noun, here, there, bearer: kind === 'access-token' });
    }
    return undefined;
  },
  say: {
    what: ({ noun, here, there }) => `The ${noun} was issued by ${there}, and was sent to ${here}.`,
    why: () => 'Each environment has its own users, codes and tokens. Nothing crosses from one environment to another.',
    fix: ({ noun, here, there, bearer }) => [
      `Send the ${noun} to ${bearer ? 'a resource' : 'the token endpoint'} of ${there}, or start a new authorization at ${here}.`,
      'Take all addresses from the metadata of one issuer, and keep the stored tokens of the environments apart.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a production code at the sandbox',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'cac_production_exampleexample' } }),
      },
      {
        name: 'a production refresh token at the sandbox',
        evidence: refreshExample({
          problem: 'refresh-token-unknown',
          parameters: { refresh_token: 'crt_production_exampleexample' },
        }),
      },
      {
        name: 'a production access token at the sandbox',
        evidence: bearerExample({
          problem: 'access-token-unknown',
          authorization: 'Bearer cat_production_exampleexample',
        }),
      },
      {
        name: 'a token whose form does not say where it is from',
        evidence: bearerExample({
          problem: 'access-token-unknown',
          authorization: 'Bearer access_token_of_production',
          known: { issuedIn: 'production' },
        }),
      },
    ],
    silent: [
      {
        name: 'an access token of this environment that was cut',
        evidence: bearerExample({
          problem: 'access-token-unknown',
          authorization: 'Bearer cat_sandbox_exampleexample',
        }),
      },
      {
        name: 'a code of this environment that was cut',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'cac_sandbox_exampleexample' } }),
      },
      {
        name: 'a token of another shape',
        evidence: refreshExample({
          problem: 'refresh-token-unknown',
          parameters: { refresh_token: 'production_exampleexample' },
        }),
      },
    ],
  },
});

interface Found {
  readonly place: string;
  readonly noun: string;
  readonly here: string;
  readonly there: string;
  readonly bearer: boolean;
}

function found(facts: Found): Match<Found> {
  const { place, noun, here, there } = facts;
  const article = noun.startsWith('a') ? 'an' : 'a';
  return {
    confidence: 'certain',
    evidence: [{ where: place, seen: `${article} ${noun} of ${there}`, expected: `${article} ${noun} of ${here}` }],
    facts,
  };
}
