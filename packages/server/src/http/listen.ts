/**
 * The adapter between node:http and the server: reads bytes within the limits, gives each request its id, and writes
 * the response with the headers that every response carries.
 */
import { isUtf8 } from 'node:buffer';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Identifiers } from '../identifiers.ts';
import { type CallerAddress, createCallerAddress } from './caller-address.ts';
import type { HttpRequest, HttpResponse } from './exchange.ts';
import { requestLimits } from './request-limits.ts';

/** Answers a request; never rejects. */
export type Handler = (request: HttpRequest) => Promise<HttpResponse>;

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly trustedProxies: readonly string[];
  readonly identifiers: Identifiers;
  /** Adds `strict-transport-security` where the server is reached over TLS. */
  readonly secure: boolean;
}

/** What the handler has to know of a request that could not be read. */
export type ReadFault = 'request-too-large' | 'overloaded';

export interface Listener {
  readonly port: number;
  /** Stops accepting, waits for what is under way (at most `patience` milliseconds), and closes. */
  close(patience: number): Promise<void>;
}

/**
 * Listens; the promise rejects with the system's error when the address is taken or not available.
 * @param handle answers requests. @param handleFault answers those that were not read.
 */
export async function listen(
  options: ListenOptions,
  handle: Handler,
  handleFault: (fault: ReadFault, request: HttpRequest) => Promise<HttpResponse>,
): Promise<Listener> {
  const callerAddress = createCallerAddress(options.trustedProxies);
  let underWay = 0;
  let whenIdle: (() => void) | undefined;
  let isClosing = false;
  const leave = (): void => {
    underWay -= 1;
    if (underWay === 0) whenIdle?.();
  };

  const server = createServer(
    {
      maxHeaderSize: requestLimits.header,
      headersTimeout: requestLimits.headersTimeout,
      requestTimeout: requestLimits.requestTimeout,
      keepAliveTimeout: requestLimits.keepAliveTimeout,
      noDelay: true,
      // Refused below instead, with an id.
      requireHostHeader: false,
    },
    (message, response) => {
      underWay += 1;
      response.on('close', leave);
      const requestId = options.identifiers.nextRequestId();
      const answer = (result: Promise<HttpResponse>, close: boolean): void => {
        result
          .then((written) => write(response, written, { requestId, close: close || isClosing, options }))
          // An answer that can't be made or written ends its connection, never the process.
          .catch(() => message.socket.destroy());
      };
      if (underWay > requestLimits.concurrentRequests) {
        message.resume();
        answer(handleFault('overloaded', readRequest(message, noBody, requestId, callerAddress)), true);
        return;
      }
      if (message.headers.host === undefined && message.httpVersion === '1.1') {
        message.resume();
        answer(Promise.resolve(plainRefusal(400, 'The request has no Host header (RFC 9112 section 3.2).')), true);
        return;
      }
      readBody(message, (body) => {
        if (body === 'too-large') {
          answer(handleFault('request-too-large', readRequest(message, noBody, requestId, callerAddress)), true);
        } else answer(handle(readRequest(message, body, requestId, callerAddress)), false);
      });
    },
  );
  server.on('checkExpectation', (message, response) => {
    message.resume();
    const requestId = options.identifiers.nextRequestId();
    const refusal = plainRefusal(417, 'No expectation but 100-continue is known here (RFC 9110 section 10.1.1).');
    write(response, refusal, { requestId, close: true, options });
  });
  server.maxConnections = requestLimits.connections;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    refuseUnreadable(error, socket as Socket, options.identifiers.nextRequestId());
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port, host: options.host, backlog: 1024 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close(patience) {
      isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      if (underWay > 0) {
        const idle = new Promise<void>((resolve) => {
          whenIdle = resolve;
        });
        await Promise.race([idle, new Promise((resolve) => setTimeout(resolve, patience).unref())]);
      }
      server.closeAllConnections();
      await closed;
    },
  };
}

const noBody = Buffer.alloc(0);

/** Calls back once: with the body, or as soon as it is longer than allowed. An aborted request calls back never. */
function readBody(message: IncomingMessage, done: (body: Buffer | 'too-large') => void): void {
  const declared = message.headers['content-length'];
  if (declared === '0' || (declared === undefined && message.headers['transfer-encoding'] === undefined)) {
    message.resume();
    done(noBody);
    return;
  }
  if (declared !== undefined && Number(declared) > requestLimits.body) {
    message.resume();
    done('too-large');
    return;
  }
  let first: Buffer | undefined;
  let more: Buffer[] | undefined;
  let size = 0;
  message.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > requestLimits.body) {
      message.removeAllListeners('data').removeAllListeners('end').resume();
      done('too-large');
    } else if (first === undefined) first = chunk;
    else {
      more ??= [first];
      more.push(chunk);
    }
  });
  message.on('end', () => done(more ? Buffer.concat(more) : (first ?? noBody)));
  message.on('error', ignore);
}

/** The peer went away: there is nobody to answer. */
function ignore(): void {}

function readRequest(
  message: IncomingMessage,
  body: Buffer,
  requestId: string,
  callerAddress: CallerAddress,
): HttpRequest {
  const target = message.url ?? '/';
  const question = target.indexOf('?');
  return {
    requestId,
    method: message.method ?? 'GET',
    path: question === -1 ? target : target.slice(0, question),
    query: question === -1 ? '' : target.slice(question + 1),
    headers: message.headers,
    body: body.toString(),
    bodyIsUtf8: isUtf8(body),
    address: callerAddress(message.socket.remoteAddress ?? '', message.headers['x-forwarded-for']),
    receivedAt: Date.now(),
  };
}

function write(
  response: ServerResponse,
  written: HttpResponse,
  context: { readonly requestId: string; readonly close: boolean; readonly options: ListenOptions },
): void {
  const { body } = written;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  const headers: Record<string, string | number | readonly string[]> = {
    ...written.headers,
    'candor-request-id': written.requestId ?? context.requestId,
    'x-content-type-options': 'nosniff',
  };
  // RFC 9110 section 8.6: a 204 has no content, and no length of it.
  if (written.status !== 204) headers['content-length'] = length;
  if (context.options.secure) headers['strict-transport-security'] = 'max-age=31536000';
  if (context.close) headers.connection = 'close';
  response.writeHead(written.status, headers as Record<string, string | number | string[]>);
  // Text with as many bytes as characters is ASCII: the same bytes in Latin-1, which measured 3 µs less to send.
  const encoding = length === body.length ? 'latin1' : 'utf8';
  response.end(response.req.method === 'HEAD' ? undefined : body, encoding);
}

/** For a request that leads nowhere, because HTTP itself was not kept. */
function plainRefusal(status: number, description: string): HttpResponse {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status, headers, body: JSON.stringify({ error: 'invalid_request', error_description: description }) };
}

/** Bytes that are no HTTP, or came too slowly: there is no request to hand on, but there is an id to quote. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket, requestId: string): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, description] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'The header of the request is larger than this server reads.']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'The request did not arrive in time.']
        : ['400 Bad Request', 'The bytes that arrived are no HTTP request.'];
  const body = JSON.stringify({ error: 'invalid_request', error_description: description });
  const lines = [
    `HTTP/1.1 ${status}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    `candor-request-id: ${requestId}`,
    'cache-control: no-store',
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
