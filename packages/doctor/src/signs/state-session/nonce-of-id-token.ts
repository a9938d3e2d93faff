import type { Confidence } from '../../rules/rule.ts';
import { showPair } from '../../text/value.ts';
import { line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';

/** Two nonces that a program prints, since they should be one: `nonce mismatch, expected k39f, got: p02k`. */
const bothNonces =
  /\bnonce\b[^\n]{0,80}?\bexpected:? ["'`]?([\w~.+/=-]{4,200}?)["'`]?[,;]? (?:but )?(?:got|found|received|actual|was):? ["'`]?([\w~.+/=-]{4,200})/i;
const aboutNonce = /nonce/i;

/** The nonce of the ID token beside the one that the login was begun with. OpenID Connect Core section 3.1.3.7. */
export function* nonceOfIdToken(view: View): Generator<Shown<'nonce'>> {
  if (view.subject === undefined) yield* ofMessage(view);
  const { start, isOneFlow } = view;
  const got = view.jwt(idTokenOf(view))?.claims.nonce;
  const sent = start?.sent('nonce');
  if (typeof got !== 'string' || sent === undefined || sent === got || !isOneFlow) return;
  // Who only keeps what happened may not have looked at it.
  yield shown(got, sent, 'of the authorization request', aboutNonce.test(view.words) ? 'certain' : 'likely');
}

/** The ID token of the exchange that is asked about; for a start that nobody answered, of the only answer behind it. */
function idTokenOf({ subject, all }: View): string | undefined {
  const brought = (one: Seen | undefined): string | undefined => one?.got('id_token') ?? one?.sent('id_token');
  if (subject?.role !== 'authorization-request') return brought(subject);
  const isOnly = all.filter((one) => one.role === 'authorization-request').length === 1;
  const [token, ...others] = all.filter(({ index }) => index > subject.index).flatMap((one) => brought(one) ?? []);
  return isOnly && others.length === 0 ? token : undefined;
}

/** What a program prints alone does not tell which login each of the two is of. */
function* ofMessage({ words }: View): Generator<Shown<'nonce'>> {
  const [, expected, got] = bothNonces.exec(words) ?? [];
  if (expected === undefined || got === undefined || expected === got) return;
  yield shown(got, expected, 'that the client expects', 'likely');
}

function shown(got: string, sent: string, whose: string, confidence: Confidence): Shown<'nonce'> {
  const [seen, expected] = showPair(got, sent);
  return {
    variant: 'nonce',
    confidence,
    specificity: 3,
    lines: [line('nonce', seen, `${expected}  (${whose})`)],
    what: 'The ID token has another nonce than the login was begun with.',
    why: 'It answers another login: a second one replaced the nonce that was stored, or another code was redeemed.',
    fix: [
      'Keep one entry per flow, keyed by state, with its nonce in it, and compare with that one.',
      'Send the nonce once with each login, and refuse the token where it differs.',
    ],
  };
}
