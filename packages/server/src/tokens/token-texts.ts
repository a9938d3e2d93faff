/** The kinds of text that an environment issues. */
export type IssuedKind = 'access-token' | 'refresh-token' | 'authorization-code' | 'authorization-request-reference';

/** What a text that should be a token says before any look-up. */
export type ReadText =
  | { readonly outcome: 'token'; readonly id: Uint8Array; readonly secretHash: Uint8Array }
  /** A whole one in a form that leaves no room for an identifier: it is found by its hash. */
  | { readonly outcome: 'named'; readonly secretHash: Uint8Array }
  /** Not what was asked for; `reason` names what it is instead, for the explanation only. */
  | { readonly outcome: 'not-accepted'; readonly reason: string };

/** How a dialect's tokens look. */
export interface TokenTexts {
  /** @param id 12 bytes. @param secret 32 random bytes. @returns the text and the hash under which it is stored. */
  make(
    kind: IssuedKind,
    environment: string,
    id: Uint8Array,
    secret: Uint8Array,
  ): { readonly text: string; readonly secretHash: Uint8Array };
  read(text: string, kind: IssuedKind, environment: string): ReadText;
  /** True where texts have no identifier in them: the hash of each is stored with it (`nameTexts`). */
  readonly areNamed?: true;
  /** Where texts don't say what they are: the characters of a whole one. */
  readonly characters?: number;
  /** Where texts don't say what they are: the identifier that a damaged one still carries, right or not. */
  identifierIn?(text: string): Uint8Array | undefined;
}
