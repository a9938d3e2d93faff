import { decodePercent, readToken } from '@candor/protocol';
import type { KnownSentToken } from '../../evidence/known-facts.ts';
import { sentValue } from '../../evidence/sent.ts';
import { showSecret } from '../../text/secret.ts';
import { refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';

type Form = 'altered' | 'decorated' | 'encoded' | 'blank' | 'column' | 'unknown';

/** The lengths at which columns of databases cut. In characters. */
const columnLengths = [64, 100, 128, 255, 256, 500, 512, 1000, 1024];

const what: Readonly<Record<Form, string>> = {
  altered: 'The refresh token was altered: some of its characters were changed.',
  decorated: 'The refresh token has white space or quotation marks around it.',
  encoded: 'The refresh token is still percent-encoded.',
  blank: 'The refresh token has a blank inside, where a + has stood.',
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
  explains: ['refresh-token-unknown'],
  specificity: 1,
  noiseWhen: ['environment/environment-mix-up:token', 'token-use/wrong-token-of-flow'],
  check: (evidence, tools) => {
    const token = sentValue(evidence, 'refresh_token') ?? '';
    const { form, remark } = formOfText(token, evidence.known?.sentToken);
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
    why: ({ form }) =>
      form === 'encoded' || form === 'blank'
        ? 'A form is decoded once (RFC 6749 appendix B): + becomes a blank, and an escape the character that it stands for. What is left was encoded once too often, or once too seldom.'
        : form === 'unknown'
          ? 'It was issued to another client, by another server, or never. No mark in its text tells which.'
          : 'A token is looked up as it is sent, so that each character counts. Columns with a length limit, cookies and log lines cut it; loaders of settings leave marks around it.',
    fix: () => [
      'Compare the length above with the refresh_token of the token response; store it in a column without a length limit.',
      'Check that the client id and the address of the token endpoint are those with which the authorization was started.',
      'When the whole token is lost, start a new authorization.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'unknown without a mark', evidence: refreshExample({ problem: 'refresh-token-unknown' }) },
      {
        name: 'altered, as the server recognised it',
        evidence: refreshExample({
          problem: 'refresh-token-unknown',
          known: { sentToken: { is: 'altered', characters: 59, wholeCharacters: 59 } },
        }),
      },
      {
        name: 'percent-encoded twice',
        evidence: refreshExample({
          problem: 'refresh-token-unknown',
          parameters: { refresh_token: 'example%2Btoken' },
        }),
      },
      {
        name: 'a blank in the place of a plus',
        evidence: refreshExample({ problem: 'refresh-token-unknown', parameters: { refresh_token: 'example token' } }),
      },
      {
        name: 'quotation marks around it',
        evidence: refreshExample({
          problem: 'refresh-token-unknown',
          parameters: { refresh_token: '"crt_sandbox_exampleexample"' },
        }),
      },
      {
        name: 'as long as a column of a database',
        evidence: refreshExample({ problem: 'refresh-token-unknown', parameters: { refresh_token: 'x'.repeat(64) } }),
      },
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

/** An encoding shows in the text itself; the rest may be recognised better by the server. */
function formOfText(token: string, sent: KnownSentToken | undefined): ReturnType<typeof formOf> {
  const own = formOf(token);
  return own.form === 'encoded' || own.form === 'blank' ? own : (recognised(sent) ?? own);
}

/** What the server recognised afterwards, where the text of a token does not say it. */
function recognised(sent: KnownSentToken | undefined): { readonly form: Form; readonly remark: string } | undefined {
  switch (sent?.is) {
    case 'decorated':
      return { form: 'decorated', remark: 'with white space or quotes around it' };
    case 'altered':
      return { form: 'altered', remark: 'with changed characters' };
    default:
      return undefined;
  }
}

function formOf(token: string): { readonly form: Form; readonly remark: string } {
  if (/%[0-9A-Fa-f]{2}/.test(token) && decodePercent(token) !== undefined) {
    return { form: 'encoded', remark: 'with %-escapes that were not decoded' };
  }
  if (/\S \S/.test(token)) return { form: 'blank', remark: 'with a blank inside' };
  const reading = readToken(token);
  if (reading.outcome === 'altered') return { form: 'altered', remark: 'with a checksum that does not fit' };
  if (reading.outcome === 'decorated') return { form: 'decorated', remark: 'with white space or quotes around it' };
  return reading.outcome === 'not-a-token' && columnLengths.includes(token.length)
    ? { form: 'column', remark: 'a usual length of columns' }
    : { form: 'unknown', remark: '' };
}
