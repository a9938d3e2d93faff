import { readBasic } from '@candor/protocol';
import { placeOf, presentedSecrets } from '../../evidence/client-credentials.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { sentHeader, sentValue } from '../../evidence/sent.ts';
import { placeholderForm } from '../../text/placeholder.ts';
import { showValue } from '../../text/value.ts';
import { authorizationExample, basicOf, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The id or the secret is a word for nothing, or a template that was never filled in. */
export const credentialsPlaceholder = defineRule({
  cause: 'client-authentication/credentials-placeholder',
  variant: 'credentials-placeholder',
  title: 'The client credentials are a placeholder',
  specs: ['RFC 6749 section 2.3.1'],
  needs: ['request'],
  explains: [
    'client-unknown',
    'client-secret-wrong',
    'authorization-client-unknown',
    'client-authentication-method-wrong',
  ],
  specificity: 3,
  check: (evidence) => {
    const found = credentials(evidence).flatMap(({ where, value }) => {
      const form = placeholderForm(value);
      return form === undefined ? [] : [{ where, form }];
    });
    if (found.length === 0) return undefined;
    return {
      confidence: 'certain',
      evidence: found.slice(0, 2).map(({ where, form }) => ({
        where,
        seen: showValue(form),
        expected: where === 'client_id' ? 'the client id of the registration' : 'the client secret',
      })),
      facts: { names: [...new Set(found.map(({ where }) => where))] },
    };
  },
  say: {
    what: ({ names }) => `A placeholder was sent as ${names.join(' and ')}.`,
    why: () =>
      'A template or a word such as undefined reaches the wire when the setting behind it is not there in the running process, or has another name.',
    fix: () => [
      'Find the name of the setting that the app reads, and check that the running process has it, not only the file beside it.',
      'Let the app stop at the start when a setting is missing, so that the next case shows itself at once.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'undefined:undefined',
        evidence: codeExample({
          problem: 'client-unknown',
          authorization: basicOf('undefined', 'undefined'),
          clientKnown: false,
        }),
      },
      {
        name: 'a template as the secret',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is sent
          authorization: basicOf('ledger-sync', '${CLIENT_SECRET}'),
        }),
      },
      {
        name: 'the name of a stored secret that nobody resolved',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', '$oidc.shop.clientSecret'),
        }),
      },
      {
        name: 'a template in the authorization request',
        evidence: authorizationExample({
          problem: 'authorization-client-unknown',
          parameters: { client_id: '{{client_id}}' },
          clientKnown: false,
        }),
      },
    ],
    silent: [
      {
        name: 'an id that begins like a word for nothing',
        evidence: authorizationExample({
          problem: 'authorization-client-unknown',
          parameters: { client_id: 'undefined-behaviour-app' },
          clientKnown: false,
        }),
      },
      {
        name: 'a secret that begins with a dollar sign',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', '$k39f~L20fkLs02'),
        }),
      },
      {
        name: 'a secret with a dollar sign and braces inside',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is sent
          authorization: basicOf('ledger-sync', 'a${b}c-example-secret'),
        }),
      },
    ],
  },
});

function credentials(evidence: Evidence): readonly { readonly where: string; readonly value: string }[] {
  const found: { where: string; value: string }[] = [];
  const id = sentValue(evidence, 'client_id');
  if (id !== undefined) found.push({ where: 'client_id', value: id });
  const basic = readBasic(sentHeader(evidence, 'authorization') ?? '');
  if (basic.outcome === 'credentials' && basic.readings[0] !== undefined) {
    found.push({ where: 'client_id', value: basic.readings[0].clientId });
  }
  for (const { secret, place } of presentedSecrets(evidence)) {
    found.push({ where: place === 'header' ? placeOf(place) : 'client_secret', value: secret });
  }
  return found;
}
