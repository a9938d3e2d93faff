/** A text of an issued token, code or sign-in that has no identifier in it. */
export interface TextName {
  /** SHA-256 of the text: 32 bytes. */
  readonly hash: Uint8Array;
  /** 12 bytes, time-ordered: the identifier of its record. */
  readonly id: Uint8Array;
  /** Kept at least until then, Unix milliseconds. */
  readonly endsAt: number;
}

/** Where texts whose form leaves no room for an identifier are found (ARCHITECTURE 4.4). */
export interface TextNameStorage {
  /** To be stored before the text leaves the server. A name without a record, after a crash in between, leads nowhere. */
  nameTexts(environment: string, names: readonly TextName[]): Promise<void>;
  idOfText(environment: string, hash: Uint8Array): Promise<Uint8Array | undefined>;
}
