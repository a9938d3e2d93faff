import { basicCredentials } from '../../evidence/client-credentials.ts';
import { countOf } from '../../text/secret.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The header holds a bytes literal, `b'…'`, in place of base64 text. RFC 7617 section 2. */
export const basicBytesLiteral = defineRule({
  cause: 'client-authentication/basic-bytes-literal',
  variant: 'basic-bytes-literal',
  title: 'The Basic header holds a bytes literal',
  specs: ['RFC 7617 section 2'],
  needs: ['authorization-header'],
  explains: ['client-credentials-malformed'],
  specificity: 3,
  check: (evidence) => {
    const value = basicCredentials(evidence)?.trim() ?? '';
    if (!/^b(['"]).*\1$/s.test(value)) return undefined;
    const mark = value.charAt(1);
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization header',
          seen: `Basic␠b${mark}…${mark}  (${countOf(value.length, 'character')} after Basic)`,
          expected: 'Basic␠…  (the base64 text without b and quotation marks)',
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => "The Authorization header holds the text b'…', a bytes literal of Python.",
    why: () =>
      'In Python, base64.b64encode returns bytes, and joining bytes to text with str() or an f-string writes their literal, with the letter b and the quotation marks.',
    fix: () => [
      "Decode the bytes before joining: 'Basic ' + base64.b64encode(pair).decode('ascii').",
      'Or let the library do it: requests.post(url, auth=(client_id, client_secret)).',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'single quotes',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: "Basic b'bGVkZ2VyOnNlY3JldA=='",
        }),
      },
      {
        name: 'double quotes',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: 'Basic b"bGVkZ2VyOnNlY3JldA=="',
        }),
      },
    ],
    silent: [
      {
        name: 'base64 that begins with b',
        evidence: codeExample({ problem: 'client-credentials-malformed', authorization: 'Basic bGVkZ2Vy' }),
      },
      {
        name: 'quotation marks without b',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: "Basic 'bGVkZ2VyOnNlY3JldA=='",
        }),
      },
    ],
  },
});
