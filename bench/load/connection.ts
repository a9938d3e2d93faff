import { connect, type Socket } from 'node:net';

/** A reply as it came, one character for each byte. */
export interface Reply {
  /** 0 when the connection ended before the reply did; `body` says why. */
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** One keep-alive connection (RFC 9112) with one request in flight, on a bare socket: what it costs is not measured. */
export class Connection {
  readonly #socket: Socket;
  #received = '';
  #waiting: ((reply: Reply) => void) | undefined;

  /** Rejects with the system's error when nobody listens. */
  static open(host: string, port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new Connection(socket));
      });
    });
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (text) => this.#receive(String(text)));
    socket.on('error', (error) => this.#answer({ status: 0, head: '', body: error.message }));
    socket.on('close', () => this.#answer({ status: 0, head: '', body: 'the connection was closed' }));
  }

  /** @param request head and body, ASCII. */
  send(request: string, done: (reply: Reply) => void): void {
    this.#waiting = done;
    if (this.#socket.writable) this.#socket.write(request, 'latin1');
    else this.#answer({ status: 0, head: '', body: 'the connection is closed' });
  }

  request(request: string): Promise<Reply> {
    return new Promise((resolve) => this.send(request, resolve));
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #receive(text: string): void {
    this.#received = this.#received === '' ? text : this.#received + text;
    const reply = readReply(this.#received);
    if (reply === undefined) return;
    this.#received = '';
    this.#answer(reply);
  }

  #answer(reply: Reply): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.(reply);
  }
}

/** The reply when all of it is there. */
function readReply(text: string): Reply | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = text.slice(0, end);
  const status = Number(head.slice(9, 12));
  const start = end + 4;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const whole = start + Number(length);
    return text.length < whole ? undefined : { status, head, body: text.slice(start, whole) };
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return { status, head, body: '' };
  const body = readChunks(text, start);
  return body === undefined ? undefined : { status, head, body };
}

/** RFC 9112 section 7.1. */
function readChunks(text: string, start: number): string | undefined {
  let body = '';
  for (let at = start; ; ) {
    const lineEnd = text.indexOf('\r\n', at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    const chunk = lineEnd + 2;
    if (text.length < chunk + size + 2) return undefined;
    if (size === 0) return body;
    body += text.slice(chunk, chunk + size);
    at = chunk + size + 2;
  }
}
