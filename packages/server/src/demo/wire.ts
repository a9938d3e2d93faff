/** What went over the wire, in the form in which the transcript keeps and shows it: no secret whole, no password at all. */

/** A header, a parameter or a member of a JSON body. */
export interface WireLine {
  readonly name: string;
  readonly value: string;
  /** Said about the value, beside it. */
  readonly remark?: string;
  /** The line that the mistake of this run is in. */
  readonly isWrong?: boolean;
}

export interface WireMessage {
  /** `POST /sandbox/oauth/token`, or `400 Bad Request`. */
  readonly start: string;
  readonly headers: readonly WireLine[];
  readonly body?: {
    readonly kind: 'query' | 'form' | 'json' | 'page';
    readonly lines: readonly WireLine[];
  };
}

/** Parameters and members whose value is a credential or belongs to one flow: shown shortened, with their length. */
const shortened: readonly string[] = [
  'access_token',
  'code',
  'code_verifier',
  'id_token',
  'nonce',
  'refresh_token',
  'state',
];
const kept = { head: 18, tail: 4 };

/** One line, the value shortened where the name says that it has to be. */
export function wireLine(name: string, value: string, isWrong = false): WireLine {
  const wrong = isWrong ? { isWrong } : {};
  if (!shortened.includes(name)) return { name, value, ...wrong };
  return { name, value: shorten(value), remark: characters(value), ...wrong };
}

/** Beginning and end of a text that is longer than both. */
export function shorten(text: string): string {
  if (text.length <= kept.head + kept.tail + 4) return text;
  return `${text.slice(0, kept.head)}…${text.slice(-kept.tail)}`;
}

export function characters(text: string): string {
  return `${text.length} characters`;
}

/** The lines of an answer in JSON; a body that is none gives one line. */
export function jsonLines(text: string): readonly WireLine[] {
  try {
    const members: unknown = JSON.parse(text);
    if (typeof members === 'object' && members !== null) {
      return Object.entries(members).map(([name, value]) =>
        typeof value === 'string' ? wireLine(name, value) : { name, value: JSON.stringify(value) },
      );
    }
  } catch {
    // Said below.
  }
  return [{ name: 'body', value: characters(text) }];
}
