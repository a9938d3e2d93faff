import type { Exchange, Note } from '../evidence/evidence.ts';
import { buildExchange } from './build-exchange.ts';
import type { CaptureFormat } from './capture.ts';
import { loggedAt } from './logged-time.ts';
import { notesIn, timeOf } from './note-kind.ts';
import { type OpenRequest, type OpenResponse, rawRequest, rawResponse } from './open-message.ts';
import type { RawRequest } from './raw-message.ts';

/** What was read of a paste. */
export interface ReadText {
  readonly exchanges: readonly Exchange[];
  readonly notes: readonly Note[];
  readonly formats: readonly CaptureFormat[];
}

/** What has been read so far: the exchanges and notes that are whole, and the request and the answer that are open. */
export class Transcript {
  request: OpenRequest | undefined;
  response: OpenResponse | undefined;
  readonly #exchanges: Exchange[] = [];
  readonly #mentioned: Exchange[] = [];
  readonly #notes: Note[] = [];
  readonly #formats: CaptureFormat[] = [];
  readonly #firstLine: number;
  readonly #plainHosts: ReadonlySet<string>;
  #lastNoteLine = -2;

  /** @param plainHosts are hosts that the paste calls without TLS. */
  constructor(firstLine: number, plainHosts: ReadonlySet<string>) {
    this.#firstLine = firstLine;
    this.#plainHosts = plainHosts;
  }

  /** Everything, when the last line was read. */
  finish(): ReadText {
    this.close();
    return {
      exchanges: inOrder(this.#exchanges).flatMap(withoutTokens),
      notes: this.#notes,
      formats: [...new Set(this.#formats)],
    };
  }

  /** Notes that the paste has something of this format. */
  reads(format: CaptureFormat): void {
    this.#formats.push(format);
  }

  /** Begins a request. @returns whether that ended an exchange. */
  open(request: RawRequest, at: number): boolean {
    const isEnd = this.request !== undefined || this.response !== undefined;
    if (isEnd) this.close();
    this.request = {
      method: request.method,
      url: request.url,
      headers: [...request.headers],
      body: request.body === undefined ? [] : [request.body],
      bodySize: request.bodySize,
      isBodyCut: request.isBodyCut,
      line: at,
    };
    return isEnd;
  }

  /** Begins an answer, or gives the one that is open its status; 0 where nothing says it. */
  answer(status: number, at: number): void {
    if (this.response && status !== 0 && this.response.status !== 0) this.close();
    if (this.response) this.response.status = status || this.response.status;
    else this.response = { status, headers: [], body: [], isWhole: false, line: at };
  }

  /** Ends the exchange that is open. */
  close(): void {
    const { request, response } = this;
    this.request = undefined;
    this.response = undefined;
    if (!request && !response) return;
    const line = request?.line ?? response?.line ?? 0;
    const logged = request?.headers.find(({ name }) => name.toLowerCase() === loggedAt)?.value;
    const exchange = buildExchange(
      request && rawRequest(request, this.#plainHosts),
      response && rawResponse(response),
      {
        source: this.#source(line),
        ...timeOf(logged ?? ''),
      },
    );
    this.#exchanges.push(request?.isAddress && isOfTokenEndpoint(exchange) ? this.#withoutAnswer(exchange) : exchange);
    this.#tellMentioned();
  }

  /** Gives the answer that stands below an address to the token request above, if that has none. */
  #withoutAnswer(exchange: Exchange): Exchange {
    const at = this.#exchanges.findLastIndex(
      ({ role, response }) => role === 'token-request' && response === undefined,
    );
    const asked = this.#exchanges[at];
    const { response, ...rest } = exchange;
    if (asked === undefined || response === undefined) return exchange;
    this.#exchanges[at] = { ...asked, response };
    return rest;
  }

  /** Writes down words, below those of the line before if they are of one kind. @returns the line. */
  note(text: string, at: number, kind?: Note['kind']): number {
    const source = this.#source(at);
    const last = this.#notes.at(-1);
    for (const note of notesIn(text, source, kind)) {
      const continues = last && last.kind === note.kind && this.#lastNoteLine === at - 1;
      if (continues && last.text.length < 16_000)
        this.#notes[this.#notes.length - 1] = { ...last, text: `${last.text}\n${note.text}` };
      else this.#notes.push(note);
      this.#lastNoteLine = at;
      this.#formats.push(note.kind === 'log-line' ? 'log' : 'text');
    }
    return at;
  }

  /** The note that stands on the line above. */
  noteAbove(at: number): Note | undefined {
    return this.#lastNoteLine === at - 1 ? this.#notes.at(-1) : undefined;
  }

  /** A login that a line tells of is an exchange of its own, behind the one that is open, and does not end it. */
  mention(url: string, text: string, at: number): void {
    if (this.hasRequest((known) => known === url)) return;
    const source = this.#source(at);
    // A log has what was sent; anybody else only says so.
    const isLogged = notesIn(text, source)[0]?.kind === 'log-line';
    const request = { method: 'GET', url, headers: [], ...(!isLogged && { isMentioned: true as const }) };
    this.#mentioned.push(buildExchange(request, undefined, { source, ...timeOf(text) }));
    if (!this.request && !this.response) this.#tellMentioned();
  }

  /** Tells whether a request was read whose address is such a one. */
  hasRequest(isMeant: (url: string) => boolean): boolean {
    const urls = [...this.#exchanges, ...this.#mentioned].map(({ request }) => request?.url);
    return [...urls, this.request?.url].some((url) => url !== undefined && isMeant(url));
  }

  #tellMentioned(): void {
    this.#exchanges.push(...this.#mentioned.splice(0));
  }

  #source(at: number): Note['source'] {
    return { from: 'capture', format: 'text', at: `line ${this.#firstLine + at}` };
  }
}

/** The token answer below the address of a login belongs to a request that nobody saved: no login is answered so. */
function withoutTokens(one: Exchange): readonly Exchange[] {
  const { request, response, ...rest } = one;
  const isOfToken = response?.parameters.some(({ name, in: place }) => name === 'access_token' && place === 'body');
  const isLogin = one.role === 'authorization-request' && request?.method === 'GET';
  if (request === undefined || response === undefined || !isLogin || !isOfToken) return [one];
  return [
    { ...rest, request },
    { ...rest, role: 'token-request', response },
  ];
}

/** Tells whether an authorization request has what token endpoints alone answer. RFC 6749 sections 5.1 and 5.2. */
function isOfTokenEndpoint({ role, response }: Exchange): boolean {
  return (
    role === 'authorization-request' &&
    response?.parameters.some(
      ({ name, value, in: place }) =>
        place === 'body' &&
        (name === 'access_token' ||
          (name === 'error' && /^(?:invalid_(?:grant|client)|unsupported_grant_type)$/.test(value))),
    ) === true
  );
}

/** An answer that stands above the one request without an answer belongs to it: people paste the error first. */
function inOrder(exchanges: readonly Exchange[]): readonly Exchange[] {
  const [first, second] = exchanges;
  if (exchanges.length !== 2 || first?.request !== undefined || first?.response === undefined) return exchanges;
  return second === undefined || second.response !== undefined ? exchanges : [{ ...second, response: first.response }];
}
