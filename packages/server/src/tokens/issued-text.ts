/** The texts of tokens and codes: made, and read again, whichever form the dialect gives them. */
import type { Environment } from '../environment.ts';
import type { IssuedKind } from './token-texts.ts';

export interface IssuedText {
  readonly text: string;
  /** SHA-256 under which it is stored. */
  readonly secretHash: Uint8Array;
}

/**
 * Makes a text for a record that is about to be stored. Where the form has no identifier in it, its name is stored first.
 * @param endsAt Unix milliseconds until which the record is needed.
 */
export async function issueText(
  kind: IssuedKind,
  record: { readonly id: Uint8Array; readonly endsAt: number },
  { deps, dialect, name }: Environment,
): Promise<IssuedText> {
  const made = dialect.tokenTexts.make(kind, name, record.id, deps.randomBytes(32));
  if (dialect.tokenTexts.areNamed) await deps.storage.nameTexts(name, [{ hash: made.secretHash, ...record }]);
  return made;
}

/** An issued text's record, or why the text is none; whether the record exists, and the secret is right, is not tested. */
export type LocatedText =
  | { readonly outcome: 'token'; readonly id: Uint8Array; readonly secretHash: Uint8Array }
  | { readonly outcome: 'not-accepted'; readonly reason: string };

/** Reads a text that should be a token or code of this kind, and finds where its record is. */
export async function locateText(text: string, kind: IssuedKind, environment: Environment): Promise<LocatedText> {
  const { deps, dialect, name } = environment;
  const read = dialect.tokenTexts.read(text, kind, name);
  if (read.outcome !== 'named') return read;
  const id = await deps.storage.idOfText(name, read.secretHash);
  return id
    ? { outcome: 'token', id, secretHash: read.secretHash }
    : { outcome: 'not-accepted', reason: 'no such token' };
}
