import { nearestName } from '@candor/protocol';
import type { Evidence } from '../../evidence/evidence.ts';
import { sentParameters, sentValue } from '../../evidence/sent.ts';
import { fold, showInvisible } from '../../text/value.ts';
import { authorizationExample, codeExample, refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { definedParameters, requiredParameters } from './parameters.ts';

/** A parameter has a name that is not defined, and a defined one that is near it is missing. RFC 6749 section 3.1. */
export const parameterUnknown = defineRule({
  cause: 'transport-endpoint/parameter-unknown',
  variant: 'parameter-misspelt',
  title: 'The name of a parameter is misspelt',
  specs: ['RFC 6749 section 3.1', 'RFC 6749 section 8.2'],
  needs: ['request'],
  explains: [
    'parameter-missing',
    'redirect-uri-missing',
    'code-challenge-missing',
    'code-challenge-method-unsupported',
    'code-verifier-missing',
    'client-credentials-missing',
  ],
  specificity: 3,
  check: (evidence) => {
    const found = misspelt(evidence);
    if (found === undefined) return undefined;
    return {
      confidence: 'certain',
      evidence: [{ where: 'parameter name', seen: fold(showInvisible(found.sent), 64), expected: found.meant }],
      facts: { sent: fold(showInvisible(found.sent), 64), meant: found.meant },
    };
  },
  say: {
    what: ({ sent, meant }) => `The parameter ${sent} is not defined here; ${meant} is missing.`,
    why: () =>
      'Unknown parameters are ignored (RFC 6749 section 3.1), so a misspelt one counts as missing. Names have small letters and underscores.',
    fix: ({ sent, meant }) => [`Rename the parameter ${sent} to ${meant}.`],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'written in camel case',
        evidence: refreshExample({
          problem: 'parameter-missing',
          parameters: { refresh_token: undefined, refreshToken: 'example' },
        }),
      },
      {
        name: 'url in place of uri',
        evidence: authorizationExample({
          problem: 'redirect-uri-missing',
          parameters: { redirect_uri: undefined, redirect_url: 'https://ledger.example/callback' },
        }),
      },
      {
        name: 'a verifier without its underscore',
        evidence: codeExample({
          problem: 'code-verifier-missing',
          parameters: { code_verifier: undefined, codeverifier: 'example' },
        }),
      },
    ],
    silent: [
      {
        name: 'an unknown parameter that is near nothing',
        evidence: codeExample({ problem: 'parameter-missing', parameters: { code: undefined, tenant: '4' } }),
      },
      {
        name: 'a misspelt parameter beside the right one',
        evidence: codeExample({
          problem: 'parameter-missing',
          parameters: { grant_type: undefined, codes: 'example' },
        }),
      },
    ],
  },
});

function misspelt(evidence: Evidence): { readonly sent: string; readonly meant: string } | undefined {
  const defined = definedParameters(evidence);
  const optional =
    evidence.problem === 'client-credentials-missing' ? ['client_id', 'client_secret', 'client_assertion'] : [];
  const method = evidence.problem === 'code-challenge-method-unsupported' ? ['code_challenge_method'] : [];
  const missing = [...requiredParameters(evidence), ...optional, ...method].filter(
    (name) => sentValue(evidence, name) === undefined,
  );
  for (const { name } of sentParameters(evidence)) {
    if (name === '' || name.length > 128 || defined.includes(name)) continue;
    const meant = nearestName(name, missing);
    if (meant !== undefined) return { sent: name, meant };
  }
  return undefined;
}
