import { sentValue } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** Scopes that are joined by something else than blanks. RFC 6749 section 3.3. */
export const scopeSeparator = defineRule({
  cause: 'scope-consent/scope-separator',
  variant: 'scope-separator',
  title: 'The scopes are joined by something else than blanks',
  specs: ['RFC 6749 section 3.3'],
  needs: ['request', 'client-registration'],
  explains: ['scope-unknown', 'scope-not-allowed-for-client'],
  specificity: 3,
  check: (evidence) => {
    const sent = sentValue(evidence, 'scope') ?? '';
    const separator = /%20|[,;|+]/.exec(sent)?.[0];
    if (separator === undefined) return undefined;
    const names = sent.split(/(?:%20|[,;|+\s])+/).filter((name) => name !== '');
    const known = evidence.known?.client?.scopes ?? [];
    if (names.length < 2 || !names.some((name) => known.includes(name))) return undefined;
    return {
      confidence: names.every((name) => known.includes(name)) ? 'certain' : 'likely',
      evidence: [{ where: 'scope', seen: showValue(sent), expected: showValue(names.join(' ')) }],
      facts: { separator },
    };
  },
  say: {
    what: ({ separator }) =>
      `The scopes are joined by ${separator === ',' ? 'a comma' : separator}, so that they count as one scope, which is not known.`,
    why: () =>
      'The scope parameter is one text with a blank between two scopes (RFC 6749 section 3.3). In a query the blank is written as + or %20, once: a second encoding makes it part of a name.',
    fix: ({ separator }) => [
      "Join the scopes by blanks: scopes.join(' ').",
      separator === '+' || separator === '%20'
        ? 'Hand the text with its blanks to the URL builder, and do not encode it before.'
        : 'Look at how the library takes scopes: some take a list and join it by themselves.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'a comma', evidence: asking('entries.read,entries.write') },
      {
        name: 'a comma and a blank, and one scope that is not the client’s',
        evidence: asking('entries.read, profile'),
      },
      { name: 'encoded twice', evidence: asking('entries.read%20entries.write') },
    ],
    silent: [
      { name: 'one scope that is not known, with a colon', evidence: asking('entries:delete') },
      { name: 'two unknown scopes with a comma', evidence: asking('ledger,invoices') },
    ],
  },
});

function asking(scope: string): ReturnType<typeof authorizationExample> {
  return authorizationExample({
    problem: 'scope-unknown',
    parameters: { scope },
    client: { scopes: ['entries.read', 'entries.write'] },
  });
}
