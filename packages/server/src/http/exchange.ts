import type { IncomingHttpHeaders } from 'node:http';

/** A request as the adapter hands it on: bytes read, sizes bounded, nothing parsed yet. */
export interface HttpRequest {
  readonly requestId: string;
  readonly method: string;
  /** Path as sent, without query. */
  readonly path: string;
  /** Query as sent, without `?`. */
  readonly query: string;
  /** Names in lower case, as node:http reads them. */
  readonly headers: IncomingHttpHeaders;
  /** Body decoded as UTF-8; malformed bytes became U+FFFD and `bodyIsUtf8` is false. */
  readonly body: string;
  readonly bodyIsUtf8: boolean;
  /** The caller's address, after trusted proxies. */
  readonly address: string;
  /** Unix milliseconds of the machine's clock. */
  readonly receivedAt: number;
}

/** A response as an operation's writer makes it; the adapter adds the headers that every response carries. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Uint8Array;
  /** The id under which the request was received first, where that was at another server. */
  readonly requestId?: string;
}
