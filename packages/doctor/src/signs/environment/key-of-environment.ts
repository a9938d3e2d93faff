import { showValue } from '../../text/value.ts';
import { line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { areClearStages, isAtStage, isPlainlyRefused } from './stages.ts';

/** What keys and ids show that name the environment they are for. */
export type KeyVariant = 'key' | 'key-and-host';

function keyOf(subject: Seen): string {
  return subject.credentials?.secret ?? subject.bearer ?? '';
}

function idOf({ clientId, credentials }: Seen): string {
  return clientId ?? credentials?.id ?? '';
}

function isForTests(subject: Seen): boolean {
  return /^(?:sk|pk|rk)_test_|sandbox|^SBX-/i.test(keyOf(subject)) || /^sandbox-|-sandbox|-SBX-/i.test(idOf(subject));
}

function isLive(subject: Seen): boolean {
  return /^(?:(?:sk|pk|rk)_)?live_|^PRD-/.test(keyOf(subject)) || /^live[_-]|-PRD-/.test(idOf(subject));
}

/** A key that names its mode, and an answer that names the other one. */
export function* ofKey(subject: Seen): Generator<Shown<KeyVariant>> {
  const isTest = isForTests(subject);
  if ((!isLive(subject) && !isTest) || (isTest && isAtStage(subject))) return;
  // The answer has to speak of the other environment: its own is named for other reasons.
  const other = isTest ? /live ?mode|live keys?|production/i : /test ?mode|test keys?|sandbox/i;
  if (!other.test(subject.text)) return;
  const seen = isTest ? 'of the test environment' : 'of the live environment';
  yield {
    variant: 'key',
    // Other ids and secrets begin as people named them.
    confidence: /^(?:sk|pk|rk)_/.test(keyOf(subject)) ? 'certain' : 'likely',
    specificity: 3,
    lines: [line('key', seen, 'of the same environment as the code or the host')],
  };
}

/** Keys that name their mode go to one host in both modes; who has a host for its sandbox does not know them here. */
export function* ofKeyAndHost({ habits }: View, subject: Seen): Generator<Shown<KeyVariant>> {
  if (isLive(subject) && isAtStage(subject) && areClearStages(subject.host) && isPlainlyRefused(subject))
    yield {
      variant: 'key-and-host',
      confidence: 'likely',
      specificity: 3,
      lines: [line('client', 'of the live environment', `what ${showValue(subject.host)} knows`)],
    };
  const isOfOneHost = /^(?:sk|pk|rk)_test/.test(keyOf(subject));
  if (!isForTests(subject) || isOfOneHost || isAtStage(subject) || subject.outcome !== 'refused') return;
  const isOfClient =
    subject.code === 'invalid_client' || /(?:client|application)\b.{0,40}not found/i.test(subject.text);
  yield {
    variant: 'key-and-host',
    confidence: isOfClient && habits?.regions?.sandbox !== undefined ? 'certain' : 'likely',
    specificity: 3,
    lines: [line('client', 'of a sandbox', `what ${showValue(subject.host)} knows`)],
  };
}
