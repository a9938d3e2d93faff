import { decodeJwt, readToken } from '@candor/protocol';
import type { Evidence } from '../../evidence/evidence.ts';
import { sentValue } from '../../evidence/sent.ts';
import { countOf, showSecret } from '../../text/secret.ts';
import { refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';

type Form = 'other-kind' | 'jwt' | 'truncated' | 'altered' | 'decorated' | 'column' | 'unknown';

/** The lengths at which columns of databases cut. In characters. */
const columnLengths = [64, 100, 128, 255, 256, 500, 512, 1000, 1024];

const what: Readonly<Record<Form, string>> = {
  'other-kind': 'What was sent as refresh_token is another credential.',
  jwt: 'What was sent as refresh_token is a JWT: an access token or an ID token.',
  truncated: 'The refresh token is cut off at its end.',
  altered: 'The refresh token was altered: some of its characters were changed.',
  decorated: 'The refresh token has white space or quotation marks around it.',
  column: 'The refresh token ends exactly where a database column would cut it.',
  unknown: 'The refresh token is none that was issued to this client.',
};

/** The value is no refresh token of this client. RFC 6749 section 6. */
export const unknownToken = defineRule({
  cause: 'refresh/unknown-token',
  variant: 'unknown-token',
  title: 'What was sent is no refresh token of this client',
  specs: ['RFC 6749 section 6'],
  needs: ['sent-refresh-token', 'raised-problem'],
  explains: ['refresh-token-unknown', 'refresh-token-of-other-client'],
  noiseWhen: ['environment/environment-mix-up:token'],
  check: (evidence, tools) => {
    const token = sentValue(evidence, 'refresh_token') ?? '';
    const { form, remark } = recognised(evidence.known?.sentToken) ?? formOf(token);
    return {
      confidence: form === 'column' ? 'likely' : 'certain',
      evidence: [
        {
          where: 'refresh_token',
          seen: `${showSecret('refresh token', token, tools)}${remark === '' ? '' : `, ${remark}`}`,
          expected: 'the refresh_token of the newest token response',
        },
      ],
      facts: { form },
    };
  },
  say: {
    what: ({ form }) => what[form],
    why: ({ form }) => {
      if (form === 'other-kind' || form === 'jwt')
        return 'A token response has several tokens, and only its refresh_token can be exchanged for new ones (RFC 6749 section 6).';
      if (form === 'unknown')
        return 'It was issued to another client, by another server, or never. No mark in its text tells which.';
      return 'A token is looked up as it is sent, so that each character counts. Columns with a length limit, cookies and log lines cut it; loaders of settings leave marks around it.';
    },
    fix: ({ form }) =>
      form === 'other-kind' || form === 'jwt'
        ? [
            'Look at the place in the app that reads the token response: two variables or columns are probably swapped.',
            'Send the value of refresh_token.',
          ]
        : [
            'Compare the length above with the refresh_token of the token response; store it in a column without a length limit.',
            'Check that the client id and the address of the token endpoint are those with which the authorization was started.',
            'When the whole token is lost, start a new authorization.',
          ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'an access token in its place',
        evidence: refreshExample({
          problem: 'refresh-token-unknown',
          parameters: { refresh_token: 'cat_sandbox_exampleexample' },
        }),
      },
      {
        name: 'cut off',
        evidence: refreshExample({
          problem: 'refresh-token-unknown',
          parameters: { refresh_token: 'crt_sandbox_exampleexample' },
        }),
      },
      {
        name: 'cut off, as the server recognised it',
        evidence: refreshExample({
          problem: 'refresh-token-unknown',
          known: { sentToken: { is: 'cut', characters: 50, wholeCharacters: 59 } },
        }),
      },
      { name: 'unknown without a mark', evidence: refreshExample({ problem: 'refresh-token-unknown' }) },
    ],
    silent: [
      {
        name: 'a token of another environment',
        evidence: refreshExample({
          problem: 'refresh-token-unknown',
          parameters: { refresh_token: 'crt_production_exampleexample' },
        }),
      },
      { name: 'a token that was revoked', evidence: refreshExample({ problem: 'refresh-token-revoked' }) },
    ],
  },
});

/** What the server recognised afterwards, where the text of a token does not say it. */
function recognised(
  sent: NonNullable<Evidence['known']>['sentToken'],
): { readonly form: Form; readonly remark: string } | undefined {
  switch (sent?.is) {
    case 'access-token':
      return { form: 'other-kind', remark: 'which is an access token' };
    case 'cut': {
      const missing = sent.wholeCharacters - sent.characters;
      return { form: 'truncated', remark: `without its last ${countOf(missing, 'character')}` };
    }
    case 'decorated':
      return { form: 'decorated', remark: 'with white space or quotes around it' };
    case 'altered':
      return { form: 'altered', remark: 'with changed characters' };
    default:
      return undefined;
  }
}

function formOf(token: string): { readonly form: Form; readonly remark: string } {
  const reading = readToken(token);
  if (reading.outcome !== 'not-a-token') {
    if (reading.kind !== 'refresh-token') return { form: 'other-kind', remark: `of the kind ${reading.kind}` };
    if (reading.outcome === 'truncated') {
      const missing = reading.missing === undefined ? 'its end' : `its last ${countOf(reading.missing, 'character')}`;
      return { form: 'truncated', remark: `without ${missing}` };
    }
    if (reading.outcome === 'altered') return { form: 'altered', remark: 'with a checksum that does not fit' };
    if (reading.outcome === 'decorated') return { form: 'decorated', remark: 'with white space or quotes around it' };
    return { form: 'unknown', remark: '' };
  }
  if (decodeJwt(token) !== undefined) return { form: 'jwt', remark: 'a JWT' };
  return columnLengths.includes(token.length)
    ? { form: 'column', remark: 'a usual length of columns' }
    : { form: 'unknown', remark: '' };
}
