import { encodeBase64url, type Sha256 } from '@candor/protocol';
import type { Confidence } from '../../rules/rule.ts';
import { isMeantIn } from '../../said/how-meant.ts';
import { showPair } from '../../text/value.ts';
import type { Tools } from '../../tools.ts';
import { line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';

/** Two nonces that a program prints, since they should be one: `nonce mismatch, expected k39f, got: p02k`. */
const bothNonces =
  /\bnonce\b[^\n]{0,80}?\bexpected:? ["'`]?([\w~.+/=-]{4,200}?)["'`]?[,;]? (?:but )?(?:got|found|received|actual|was):? ["'`]?([\w~.+/=-]{4,200})/i;
/** A nonce that was refused, in the words of libraries; the name alone stands in many texts. */
const refusedNonce =
  /\bnonces?\b[^\n.]{0,60}(?:mismatch|match|invalid|not (?:valid|equal|the same|found)|wrong|incorrect|differ|fail|unexpected|expected|verif|replay)|(?:mismatch\w*|invalid|wrong|incorrect|different|unexpected|fail\w*|verif\w*|bad|unknown)\b[^\n.]{0,30}(?:\b|_)nonces?\b|(?:\b|_)nonce_?(?:mismatch|invalid|error)|(?:invalid|mismatch\w{0,3})_?nonce/i;

/** The nonce of the ID token beside the one that the login was begun with. OpenID Connect Core section 3.1.3.7. */
export function* nonceOfIdToken(view: View): Generator<Shown<'nonce'>> {
  if (view.subject === undefined) yield* ofMessage(view);
  const { start, isOneFlow } = view;
  const got = view.jwt(idTokenOf(view))?.claims.nonce;
  const sent = start?.sent('nonce');
  if (typeof got !== 'string' || sent === undefined || isAlike(got, sent, view.tools) || !isOneFlow) return;
  // Who only keeps what happened may not have looked at it.
  yield shown(got, sent, 'of the authorization request', isRefused(view) ? 'certain' : 'likely');
}

/**
 * Tells whether both are of one login: a plus that nobody encoded is a blank when it is read, and some libraries send a
 * nonce of which the token has the hash, or the reverse.
 */
function isAlike(got: string, sent: string, { sha256 }: Tools): boolean {
  const hashes = [sent, got].flatMap((one) => hashOf(one, sha256));
  return got === sent || got === sent.replaceAll(' ', '+') || hashes.includes(got) || hashes.includes(sent);
}

/** The hash of a text in the two forms in which it is sent: of hexadecimal digits, and in Base64url. */
function hashOf(text: string, sha256: Sha256): readonly string[] {
  const bytes = sha256(new TextEncoder().encode(text));
  return [[...bytes].map((one) => one.toString(16).padStart(2, '0')).join(''), encodeBase64url(bytes)];
}

/** Tells whether somebody says that the nonce was refused, and means it. */
function isRefused({ words, remarks }: View): boolean {
  return isMeantIn(words, refusedNonce, remarks);
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
