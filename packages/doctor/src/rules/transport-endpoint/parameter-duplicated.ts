import type { Evidence, Parameter } from '../../evidence/evidence.ts';
import { sentParameters } from '../../evidence/sent.ts';
import { fold, showInvisible } from '../../text/value.ts';
import { authorizationExample, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** One name stands twice in the request. RFC 6749 sections 3.1 and 3.2. */
export const parameterDuplicated = defineRule({
  cause: 'transport-endpoint/parameter-unknown',
  variant: 'sent-twice',
  title: 'A parameter was sent more than once',
  specs: ['RFC 6749 section 3.1', 'RFC 6749 section 3.2'],
  needs: ['request', 'raised-problem'],
  explains: ['parameter-duplicated'],
  check: (evidence) => {
    const found = repeated(evidence);
    if (found === undefined) return undefined;
    const name = fold(showInvisible(found.name), 64);
    const times = found.values.length === 2 ? 'twice' : `${found.values.length} times`;
    const same = new Set(found.values.map((one) => one.value)).size === 1;
    return {
      confidence: 'certain',
      evidence: [
        { where: name, seen: `${times}, with ${same ? 'the same value' : 'different values'}`, expected: 'once' },
      ],
      facts: { name, times, same },
    };
  },
  say: {
    what: ({ name, times }) => `The parameter ${name} was sent ${times}.`,
    why: () =>
      'Two readers could take two values, so a repeated parameter is refused even when they are equal (RFC 6749 sections 3.1 and 3.2). Only resource may be repeated.',
    fix: ({ name, same }) => [
      name === 'scope' && !same
        ? 'Send one scope parameter with all scopes in it, joined by blanks: scope=openid%20email.'
        : same
          ? `Look for what adds ${name} beside the app: a library that sends it by itself, or an address in the configuration that has it already.`
          : `Decide which of the values of ${name} is right, and remove the other: often one comes from the configuration and one from the code.`,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the client id in the configured address and in the code',
        evidence: authorizationExample({ problem: 'parameter-duplicated', query: { client_id: 'ledger-sync' } }),
      },
      {
        name: 'two scopes',
        evidence: authorizationExample({ problem: 'parameter-duplicated', query: { scope: 'entries.write' } }),
      },
    ],
    silent: [
      {
        name: 'one in the query and one in the body, where the query is not read',
        evidence: codeExample({ problem: 'parameter-duplicated', query: { code: 'example-code-0001' } }),
      },
      {
        name: 'the same name in another spelling',
        evidence: authorizationExample({ problem: 'parameter-duplicated', query: { Client_id: 'ledger-sync' } }),
      },
    ],
  },
});

function repeated(evidence: Evidence): { readonly name: string; readonly values: readonly Parameter[] } | undefined {
  for (const { name, in: place } of sentParameters(evidence)) {
    const values = sentParameters(evidence).filter((one) => one.name === name && one.in === place);
    if (values.length > 1 && name !== 'resource') return { name, values };
  }
  return undefined;
}
