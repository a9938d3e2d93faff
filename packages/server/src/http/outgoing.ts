/**
 * Calls to other servers (ARCHITECTURE 4.13): to an address that the configuration fixes, over https outside development,
 * to no private address once the name is resolved, following no redirect, in bounded time and size.
 */
import { lookup as resolveName } from 'node:dns';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from '../mail/private-address.ts';

export interface OutgoingCall {
  readonly method: string;
  readonly url: URL;
  /** Path and query as they are to be sent, instead of those of the URL. */
  readonly target?: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Uint8Array;
  /** Milliseconds for the whole call, the answer's body included. */
  readonly timeout: number;
  /** Bytes of the answer's body; a longer one is a fault. */
  readonly mostBytes: number;
  /** True in a development profile, or where the configuration allows it. */
  readonly mayBePrivate: boolean;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** Why a call brought no answer; `code` is the system's, or `EPRIVATE`, `ETIMEDOUT`, `ETOOLARGE`. */
export class OutgoingError extends Error {
  override readonly name = 'OutgoingError';
  readonly code: string;

  constructor(code: string) {
    super(`The call failed: ${code}`);
    this.code = code;
  }
}

/** @throws OutgoingError */
export function callOut(call: OutgoingCall): Promise<OutgoingAnswer> {
  const { url, method, timeout, body, mayBePrivate } = call;
  if (
    !mayBePrivate &&
    isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0 &&
    isPrivateAddress(url.hostname.replace(/^\[|\]$/g, ''))
  ) {
    return Promise.reject(new OutgoingError('EPRIVATE'));
  }
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(url, {
      method,
      ...(call.target !== undefined && { path: call.target }),
      headers: { ...call.headers, 'content-length': Buffer.byteLength(body) },
      agent: false,
      signal: AbortSignal.timeout(timeout),
      ...(!mayBePrivate && { lookup: publicOnly }),
    });
    const fail = (error: NodeJS.ErrnoException): void => {
      request.destroy();
      reject(
        new OutgoingError(
          error.name === 'AbortError' || error.name === 'TimeoutError' ? 'ETIMEDOUT' : (error.code ?? 'unknown'),
        ),
      );
    };
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > call.mostBytes) fail(Object.assign(new Error(), { code: 'ETOOLARGE' }));
        else chunks.push(chunk);
      });
      response.on('error', fail);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.end(body);
  });
}

/** Looks a name up, and refuses it as soon as one of its addresses is private: the one that is called was looked at. */
const publicOnly: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    const isPrivate = !error && addresses.some(({ address }) => isPrivateAddress(address));
    const fault = error ?? (isPrivate ? Object.assign(new Error(), { code: 'EPRIVATE' }) : null);
    if (fault || addresses.length === 0) callback(fault ?? Object.assign(new Error(), { code: 'ENOTFOUND' }), '', 0);
    else if (options.all) callback(null, addresses);
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
  });
};
