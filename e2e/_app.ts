/** The app's own address: a real small HTTP server that authorization responses arrive at. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

/** An authorization response, or anything else that came to the app. */
export interface Arrival {
  readonly method: string;
  readonly url: URL;
  /** Of the query, or of the posted form. */
  readonly parameters: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface App {
  readonly origin: string;
  /** The demonstration's loopback redirect URI with this server's own port (RFC 8252 section 7.3). */
  readonly redirectUri: string;
  /** The next arrival at the redirect URI, or the one that nobody has taken yet. */
  arrival(): Promise<Arrival>;
  /** How many came so far. */
  count(): number;
}

const patience = 15_000;

/** Listens on a free loopback port until the file's tests are over. */
export async function startApp(): Promise<App> {
  const arrived: Arrival[] = [];
  const waiting: ((arrival: Arrival) => void)[] = [];
  let count = 0;
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(page);
    if (url.pathname !== '/callback' && url.pathname !== '/callback/') return;
    count += 1;
    const parameters = request.method === 'POST' ? new URLSearchParams(body) : url.searchParams;
    const arrival = { method: request.method ?? '', url, parameters, headers: request.headers, body };
    const next = waiting.shift();
    if (next) next(arrival);
    else arrived.push(arrival);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    redirectUri: `${origin}/callback`,
    count: () => count,
    arrival() {
      const ready = arrived.shift();
      if (ready) return Promise.resolve(ready);
      return new Promise((done, fail) => {
        const timer = setTimeout(() => fail(new Error('Nothing arrived at the redirect URI')), patience);
        waiting.push((arrival) => {
          clearTimeout(timer);
          done(arrival);
        });
      });
    },
  };
}

const page =
  '<!doctype html><html lang="en"><title>The app</title><link rel="icon" href="data:,"><main><h1>The app</h1></main></html>';
