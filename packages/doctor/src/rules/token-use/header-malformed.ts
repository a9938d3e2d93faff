import { readBearer } from '@candor/protocol';
import { sentHeader } from '../../evidence/sent.ts';
import { countOf } from '../../text/secret.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

type Form =
  | 'missing'
  | 'scheme'
  | 'api-key'
  | 'key-as-bearer'
  | 'placeholder'
  | 'quoted'
  | 'spaces'
  | 'length'
  | 'other';

const what: Readonly<Record<Form, string>> = {
  missing: 'The request has no Authorization header.',
  scheme: 'The Authorization header does not begin with Bearer and a space.',
  'api-key': 'The access token was sent with the prefix of private API keys.',
  'key-as-bearer': 'A private API key was sent as an access token.',
  placeholder: 'The word after Bearer is what a program prints for a value that it does not have.',
  quoted: 'The access token has quotation marks around it.',
  spaces: 'Between Bearer and the access token, or after it, are more blanks than one.',
  length: 'The access token has missing or extra characters.',
  other: 'What follows Bearer is not one access token.',
};

/** The header of an API call is missing, or not Bearer, one space and a whole token. RFC 6750 section 2.1. */
export const headerMalformed = defineRule({
  cause: 'token-use/authorization-header-malformed',
  variant: 'header-malformed',
  title: 'The Authorization header is not Bearer and one access token',
  specs: ['RFC 6750 section 2.1'],
  needs: ['request', 'raised-problem'],
  explains: ['access-token-missing', 'authorization-header-malformed'],
  noiseWhen: ['token-use/token-truncated'],
  check: (evidence) => {
    const header = sentHeader(evidence, 'authorization');
    const form = formOf(header);
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization header',
          seen:
            header === undefined
              ? 'none'
              : `${schemeOf(header)} and ${countOf(afterScheme(header).length, 'character')}`,
          expected: 'Bearer, one space, and the access_token of the token response',
        },
      ],
      facts: { form },
    };
  },
  say: {
    what: ({ form }) => what[form],
    why: ({ form }) =>
      form === 'missing'
        ? 'The call needs an access token. An HTTP client that follows a redirect to another host drops the header.'
        : 'The server reads the header as the word Bearer, one space, and the token exactly as it was issued (RFC 6750 section 2.1). Anything else counts as no token at all.',
    fix: ({ form }) => {
      if (form === 'length') return ['Store the token in a column without a length limit, and send it unchanged.'];
      if (form === 'placeholder')
        return ['Look at the variable that holds the token: it was empty when the header was built.'];
      return [
        "Send Authorization: 'Bearer ' + accessToken, with the access_token of the token response as it was received.",
      ];
    },
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'no header', evidence: call('access-token-missing', undefined) },
      { name: 'the prefix of private keys', evidence: call('authorization-header-malformed', 'Klaviyo-API-Key abc') },
      { name: 'an empty variable', evidence: call('authorization-header-malformed', 'Bearer undefined') },
      { name: 'quotation marks', evidence: call('authorization-header-malformed', 'Bearer "abc"') },
    ],
    silent: [
      { name: 'a whole token that has expired', evidence: call('access-token-expired', 'Bearer abc') },
      { name: 'a whole token that was revoked', evidence: call('access-token-revoked', 'Bearer abc') },
    ],
  },
});

function schemeOf(header: string): string {
  const reading = readBearer(header);
  if (reading.outcome !== 'not-bearer') return 'Bearer';
  return reading.scheme === '' ? 'no scheme' : `the scheme ${reading.scheme}`;
}

function afterScheme(header: string): string {
  return header.replace(/^\S+ /, '');
}

function formOf(header: string | undefined): Form {
  if (header === undefined) return 'missing';
  const reading = readBearer(header);
  if (reading.outcome === 'not-bearer') return reading.scheme.endsWith('-api-key') ? 'api-key' : 'scheme';
  const value = afterScheme(header).trim();
  if (/^(undefined|null|None|nil|\[object Object\]|\$\{?\w+\}?|\{\{.*\}\}|<.*>)$/.test(value)) return 'placeholder';
  if (/^pk_/.test(value)) return 'key-as-bearer';
  if (reading.outcome === 'token') return /^\S+ {2,}/.test(header) ? 'spaces' : 'length';
  if (reading.why === 'quoted') return 'quoted';
  return reading.why === 'more-than-one-token' ? 'spaces' : 'other';
}

function call(
  problem: Parameters<typeof codeExample>[0]['problem'],
  authorization: string | undefined,
): ReturnType<typeof codeExample> {
  return codeExample({ problem, endpoint: 'api', method: 'GET', authorization });
}
