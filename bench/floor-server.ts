/**
 * The floor: what a token server can't do without on this machine, and nothing else. Bare node:http, a form body, Basic
 * with one SHA-256, a random token under a time-ordered key, and one durable transaction of two writes for each request,
 * those of one turn of the event loop committed together at synchronous=FULL. It validates nothing: it is a limit, not
 * a server. Its refresh and code requests store one row less than a server with opaque access tokens does.
 */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';

const clientId = 'bench';
const clientSecret = 'bench-secret';
const secretHash = hash('sha256', clientSecret, 'buffer');
const lifetime = 3600;

interface Write {
  /** Key of the token that is used up; absent for client_credentials. */
  readonly used: Uint8Array | undefined;
  readonly key: Uint8Array;
  readonly expiresAt: number;
  readonly done: (ok: boolean) => void;
}

const database = new DatabaseSync(process.argv[2] ?? ':memory:');
database.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000; PRAGMA cache_size = -65536;
  CREATE TABLE tokens (key BLOB PRIMARY KEY, client TEXT, expires_at INTEGER, used INTEGER, scope TEXT) WITHOUT ROWID;
  CREATE TABLE clients (id TEXT PRIMARY KEY, tokens INTEGER);
  INSERT INTO clients VALUES ('${clientId}', 0);
`);
const insert = database.prepare(`INSERT INTO tokens VALUES (?, '${clientId}', ?, 0, 'read write')`);
const count = database.prepare('UPDATE clients SET tokens = tokens + 1 WHERE id = ?');
const use = database.prepare('UPDATE tokens SET used = 1 WHERE key = ? AND used = 0');
const select = database.prepare('SELECT expires_at AS expiresAt, used FROM tokens WHERE key = ?');
const begin = database.prepare('BEGIN IMMEDIATE');
const commit = database.prepare('COMMIT');

let waiting: Write[] = [];

/** Calls back once the write is on disk. */
function write(asked: Write): void {
  if (waiting.push(asked) === 1) setImmediate(flush);
}

function flush(): void {
  const batch = waiting;
  waiting = [];
  begin.run();
  const results = batch.map(apply);
  commit.run();
  for (const [index, { done }] of batch.entries()) done(results[index] === true);
}

function apply({ used, key, expiresAt }: Write): boolean {
  if (used === undefined) count.run(clientId);
  else if (use.run(used).changes !== 1) return false;
  insert.run(key, expiresAt);
  return true;
}

let counter = 0;

/** 32 random bytes behind 6 of milliseconds and 2 of a counter, so that the rows of a batch are neighbours. */
function mint(): string {
  const bytes = randomBytes(40);
  bytes.writeUIntBE(Date.now(), 0, 6);
  counter = (counter + 1) % 0x10000;
  bytes.writeUInt16BE(counter, 6);
  return bytes.toString('base64url');
}

/** The time-ordered part of a token in the clear, the rest hashed. */
function keyOf(token: string): Uint8Array {
  const key = Buffer.allocUnsafe(32);
  Buffer.from(token.slice(0, 12), 'base64url').copy(key, 0, 0, 8);
  hash('sha256', token, 'buffer').copy(key, 8, 0, 24);
  return key;
}

function send(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
    'cache-control': 'no-store',
  });
  response.end(body);
}

function authenticates(header: string | undefined): boolean {
  if (!header?.startsWith('Basic ')) return false;
  const pair = Buffer.from(header.slice(6), 'base64').toString('latin1');
  const colon = pair.indexOf(':');
  return (
    pair.slice(0, colon) === clientId && timingSafeEqual(hash('sha256', pair.slice(colon + 1), 'buffer'), secretHash)
  );
}

function introspect(response: ServerResponse, form: URLSearchParams, now: number): void {
  const row = select.get(keyOf(form.get('token') ?? '')) as { expiresAt: number; used: number } | undefined;
  const active = row !== undefined && row.used === 0 && row.expiresAt > now;
  const facts = { client_id: clientId, scope: 'read write', exp: row?.expiresAt, token_type: 'Bearer' };
  send(response, 200, active ? { active, ...facts } : { active });
}

function issue(response: ServerResponse, form: URLSearchParams, now: number): void {
  const old = form.get('refresh_token') ?? form.get('code') ?? undefined;
  const token = mint();
  const answer = { token_type: 'Bearer', expires_in: lifetime };
  write({
    used: old === undefined ? undefined : keyOf(old),
    key: keyOf(token),
    expiresAt: now + lifetime,
    done(ok) {
      if (!ok) return send(response, 400, { error: 'invalid_grant' });
      if (old !== undefined) {
        const accessToken = randomBytes(32).toString('base64url');
        return send(response, 200, { ...answer, access_token: accessToken, refresh_token: token });
      }
      const refresh = form.get('want_refresh') === null ? {} : { refresh_token: token };
      send(response, 200, { ...answer, access_token: token, scope: 'read write', ...refresh });
    },
  });
}

const server = createServer((request, response) => {
  if (request.method === 'GET') return send(response, 200, {});
  let body = '';
  request.setEncoding('latin1');
  request.on('data', (part: string) => {
    body += part;
  });
  request.on('end', () => {
    if (!authenticates(request.headers.authorization)) return send(response, 401, { error: 'invalid_client' });
    const form = new URLSearchParams(body);
    const now = Math.floor(Date.now() / 1000);
    if (request.url === '/introspect') introspect(response, form, now);
    else issue(response, form, now);
  });
});

server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.stdout.write(`${JSON.stringify({ url, clientId, clientSecret })}\n`);
});
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => database.close());
});
