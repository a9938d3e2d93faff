/** Requests and responses as a format's reader found them: nothing decoded yet. */

export interface RawHeader {
  readonly name: string;
  readonly value: string;
}

export interface RawRequest {
  readonly method?: string | undefined;
  /** Address as written: whole, or a path. */
  readonly url?: string | undefined;
  /** The scheme of `url` stands nowhere in the capture. */
  readonly isSchemeGuessed?: true;
  readonly headers: readonly RawHeader[];
  readonly body?: string | undefined;
  /** Nobody shows the request: a text only tells of it. */
  readonly isMentioned?: true | undefined;
  /** Bytes of the body, where the capture counts them and does not show them. */
  readonly bodySize?: number | undefined;
  /** More stands in the body than the capture shows. */
  readonly isBodyCut?: true | undefined;
}

export interface RawResponse {
  /** 0 where the capture shows an answer without its status. */
  readonly status: number;
  readonly headers: readonly RawHeader[];
  readonly body?: string | undefined;
}

/** The first value of a header, by its name in any case. */
export function headerOf(headers: readonly RawHeader[], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}
