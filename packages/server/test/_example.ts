/**
 * Real exchanges as examples for the public pages of problems: what is secret, or differs from run to run, becomes a
 * placeholder in capitals. Kept in src/pages/problem-examples.ts, which the test of every problem compares and writes.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ProblemId, problemIds, publicProblem } from '@candor/protocol';
import type { ExampleExchange } from '../src/pages/problem.ts';
import type { Answered, TestClient } from './_server.ts';

export interface Examples {
  /** Keeps the exchange, if it is the first of its public problem or the problem is public itself. */
  take(id: ProblemId, answer: Answered): void;
  /** By public problem, in the catalogue's order. */
  all(): Readonly<Record<string, ExampleExchange>>;
  write(): void;
}

const file = resolve(import.meta.dirname, '../src/pages/problem-examples.ts');
const root = resolve(import.meta.dirname, '../../..');

export function collectExamples(world: { readonly url: string; readonly clients: readonly TestClient[] }): Examples {
  const taken = new Map<string, ExampleExchange>();
  const all = (): Record<string, ExampleExchange> =>
    Object.fromEntries(
      problemIds.flatMap((id) => {
        const example = taken.get(id);
        return example === undefined ? [] : [[id, example]];
      }),
    );
  return {
    take(id, answer) {
      const shown = publicProblem(id).id;
      if (shown === id || !taken.has(shown)) taken.set(shown, exampleOf(answer, world));
    },
    all,
    write() {
      const text = `/** Generated from real exchanges by the test of every problem (see test/_example.ts). Change that, not this file. */
import type { ExampleExchange } from './problem.ts';

export const problemExamples: Readonly<Partial<Record<string, ExampleExchange>>> = ${JSON.stringify(all(), undefined, 2)};
`;
      writeFileSync(file, text);
      const biome = resolve(root, 'node_modules/@biomejs/biome/bin/biome');
      spawnSync(process.execPath, [biome, 'check', '--write', file], { cwd: root });
    },
  };
}

const requestHeaders = ['host', 'authorization', 'content-type', 'cookie', 'origin'];
const responseHeaders = ['allow', 'cache-control', 'content-type', 'location', 'retry-after', 'www-authenticate'];

function exampleOf(
  { sent, status, headers, text, json }: Answered,
  world: Parameters<typeof collectExamples>[0],
): ExampleExchange {
  const plain = (value: string): string => withPlaceholders(value, world);
  const body = sent.body.length > 1000 ? '(more bytes than the server reads)' : plain(sent.body);
  const sentHeaders = pick(requestHeaders, (name) => sent.headers[name], plain);
  const answered = pick(responseHeaders, (name) => headers.get(name) ?? undefined, plain);
  return {
    request: {
      method: sent.method,
      path: plain(sent.path),
      headers: {
        ...sentHeaders,
        ...(sent.headers.authorization !== undefined && { authorization: credentials(sent.headers.authorization) }),
        ...(sent.headers.cookie !== undefined && { cookie: 'COOKIE' }),
      },
      ...(body !== '' && { body }),
    },
    response: {
      status,
      headers: { ...answered, ...(answered['retry-after'] !== undefined && { 'retry-after': 'SECONDS' }) },
      ...(json !== undefined && { body: plain(JSON.stringify(json, undefined, 2)) }),
      ...(json === undefined &&
        !/^text\/html/.test(headers.get('content-type') ?? '') &&
        text !== '' && { body: plain(text) }),
    },
  };
}

function pick(
  names: readonly string[],
  read: (name: string) => string | undefined,
  plain: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = read(name);
      return value === undefined ? [] : [[name, plain(value)]];
    }),
  );
}

function credentials(header: string): string {
  const [scheme = '', ...rest] = header.split(' ');
  if (scheme === 'Basic' && rest[0] !== '!') return 'Basic BASE64(CLIENT_ID:CLIENT_SECRET)';
  const placeholder = (text: string): string => (text.startsWith('cad_') ? 'ADMINISTRATION_TOKEN' : 'ACCESS_TOKEN');
  return `${scheme} ${rest.map((text) => (text.length < 3 ? text : placeholder(text))).join(' ')}`;
}

/** Names of form fields and members whose whole value is replaced. */
const fields: Readonly<Record<string, string>> = {
  client_assertion: 'CLIENT_ASSERTION',
  client_secret: 'CLIENT_SECRET',
  code_challenge: 'CODE_CHALLENGE',
  code_verifier: 'CODE_VERIFIER',
  csrf_token: 'CSRF_TOKEN',
  email: 'EMAIL',
  flow: 'FLOW',
  link: 'LINK',
  password: 'PASSWORD',
};

function withPlaceholders(text: string, { url, clients }: Parameters<typeof collectExamples>[0]): string {
  let plain = text.replaceAll(encodeURIComponent(url), encodeURIComponent('https://auth.example'));
  plain = plain.replaceAll(url, 'https://auth.example').replaceAll(new URL(url).host, 'auth.example');
  for (const { clientId } of clients) plain = plain.replaceAll(clientId, 'CLIENT_ID');
  plain = plain
    .replaceAll(/req_[0-9a-z]{18}/g, 'REQUEST_ID')
    .replaceAll(/cid_(?:[A-Za-z0-9_-]{16}|nobody)/g, 'CLIENT_ID')
    .replaceAll(/cat_[a-z]+_[A-Za-z0-9_-]+/g, 'ACCESS_TOKEN')
    .replaceAll(/crt_[a-z]+_[A-Za-z0-9_-]+/g, 'REFRESH_TOKEN')
    .replaceAll(/cac_[a-z]+_[A-Za-z0-9_-]+/g, 'CODE')
    .replaceAll(/col_[A-Za-z0-9_-]+/g, 'OWNER_LINK');
  return plain.replaceAll(/(?<=^|[?&])([a-z_]+)=([^&]*)/g, (whole, name: string, value: string) => {
    const placeholder = Object.hasOwn(fields, name) ? fields[name] : undefined;
    // A value that is too short to be one is the mistake that the example shows.
    return placeholder === undefined || value === 'short' ? whole : `${name}=${placeholder}`;
  });
}
