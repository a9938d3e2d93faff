import { readBasic } from '@candor/protocol';
import { basicCredentials } from '../../evidence/client-credentials.ts';
import { sentHeader } from '../../evidence/sent.ts';
import { showInvisible } from '../../text/value.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** A line break or tab at the end of the id or the secret was encoded into the Basic header. RFC 7617 section 2. */
export const lineBreakInBasic = defineRule({
  cause: 'transport-endpoint/stray-whitespace',
  variant: 'basic-line-break',
  title: 'A line break was encoded into the Basic header',
  specs: ['RFC 7617 section 2', 'RFC 6749 appendix A'],
  needs: ['authorization-header'],
  explains: ['client-credentials-malformed'],
  specificity: 3,
  check: (evidence) => {
    const reading = readBasic(sentHeader(evidence, 'authorization') ?? '');
    if (reading.outcome !== 'malformed' || reading.why !== 'control-character') return undefined;
    const pair = atob(basicCredentials(evidence)?.trim() ?? '');
    const colon = pair.indexOf(':');
    // Without a colon it is no pair: what was encoded is something else, such as the output of base64 itself.
    if (colon === -1) return undefined;
    const id = pair.slice(0, colon);
    const secret = pair.slice(colon + 1);
    const half = secret !== secret.trim() ? 'secret' : 'client id';
    const white = half === 'secret' ? whiteEnds(secret) : whiteEnds(id);
    if (white === '') return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization header',
          seen: `a ${half} with ${showInvisible(white)} at its end or beginning, after base64 is decoded`,
          expected: 'client id, colon and secret, without white space around them',
        },
      ],
      facts: { half },
    };
  },
  say: {
    what: ({ half }) => `The ${half} in the Basic header has white space around it.`,
    why: () =>
      'The line break was encoded with the rest and counts as part of the value. echo adds one at the end of its output, and so do most editors at the end of a file.',
    fix: () => [
      'On the command line, use printf in place of echo: printf %s "$ID:$SECRET" | base64 -w0.',
      'In the app, trim what is read from a file or from the environment.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'made with echo',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: `Basic ${btoa('ledger-sync:example-secret\n')}`,
        }),
      },
      {
        name: 'the client id was read from a file',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: `Basic ${btoa('ledger-sync\n:example-secret')}`,
        }),
      },
    ],
    silent: [
      {
        name: 'a control character in the middle of the secret',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: `Basic ${btoa('ledger-sync:example\u0001secret')}`,
        }),
      },
      {
        name: 'the output of base64 encoded once more, with its line break',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: `Basic ${btoa(`${btoa('ledger-sync:example-secret')}\n`)}`,
        }),
      },
      {
        name: 'no colon at all',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: `Basic ${btoa('ledger-sync')}`,
        }),
      },
    ],
  },
});

function whiteEnds(text: string): string {
  const inner = text.trim();
  return text.replace(inner, '').slice(0, 6);
}
