/** `candor doctor` and `candor check` as a person runs them: a process, with text on its standard input. */
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';

const launcher = resolve(import.meta.dirname, '../packages/cli/bin/candor.mjs');

export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command to its end. `input` is its standard input; without it that is empty. */
export function runWithInput(
  args: readonly string[],
  input: string | Buffer = '',
  env: Readonly<Record<string, string>> = {},
): Answer {
  const { NO_COLOR, FORCE_COLOR, COLUMNS, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], {
    cwd: tmpdir(),
    env: { ...inherited, ...env },
    encoding: 'utf8',
    input,
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

/** Secrets that stand in the captures below, and must be in nothing that is printed. */
export const plantedSecrets = [
  'planted-secret-4411-zz',
  'planted-code-99-xyz-77',
  's-planted-state-771',
  'planted-refresh-token-0815-abc',
  'planted-cookie-value-31337',
  'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
] as const;

const challenge = '13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3';
const authorization = `https://www.klaviyo.com/oauth/authorize?response_type=code&client_id=ledger-sync&redirect_uri=https%3A%2F%2Fledger.example%2Fcallback&scope=lists%3Aread&state=s-planted-state-771&code_challenge_method=S256&code_challenge=${challenge}`;
const form = {
  grant_type: 'authorization_code',
  code: 'planted-code-99-xyz-77',
  redirect_uri: 'https://ledger.example/callback',
  code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
};

/** A flow whose challenge is the hexadecimal text of the hash, as a person pastes it. */
export const hexPaste = `Our callback fails since this morning, the secret is planted-secret-4411-zz:

GET ${authorization}

curl -i https://a.klaviyo.com/oauth/token -u ledger-sync:planted-secret-4411-zz -H 'Cookie: sid=planted-cookie-value-31337' ${Object.entries(
  form,
)
  .map(([name, value]) => `-d ${name}=${value}`)
  .join(' ')}

HTTP/1.1 400 Bad Request
Content-Type: application/json

{"error":"invalid_grant","error_description":"Code challenge failed."}
`;

/** The same flow as a browser's HAR. */
export const hexHar = harOf([
  harEntry({ at: '2026-11-21T14:03:07.000Z', method: 'GET', url: authorization, status: 302 }),
  harEntry({
    at: '2026-11-21T14:03:27.400Z',
    method: 'POST',
    url: 'https://a.klaviyo.com/oauth/token',
    headers: {
      authorization: `Basic ${btoa('ledger-sync:planted-secret-4411-zz')}`,
      cookie: 'sid=planted-cookie-value-31337',
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'python-requests/2.32.3',
    },
    body: new URLSearchParams(form).toString(),
    status: 400,
    answer: '{"error":"invalid_grant","error_description":"Code challenge failed."}',
  }),
]);

/** A refresh that was answered. */
export const healthyHar = harOf([
  harEntry({
    at: '2026-11-21T14:03:27.400Z',
    method: 'POST',
    url: 'https://as.example/oauth/token',
    headers: {
      authorization: `Basic ${btoa('ledger-sync:planted-secret-4411-zz')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=refresh_token&refresh_token=planted-refresh-token-0815-abc',
    status: 200,
    answer: '{"access_token":"planted-code-99-xyz-77","token_type":"Bearer","expires_in":3600}',
  }),
]);

interface HarEntry {
  readonly at: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly status: number;
  readonly answer?: string;
}

function harEntry({ at, method, url, headers = {}, body, status, answer = '' }: HarEntry): object {
  const list = Object.entries(headers).map(([name, value]) => ({ name, value }));
  const type = { mimeType: 'application/x-www-form-urlencoded' };
  return {
    startedDateTime: at,
    time: 12,
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      headers: list,
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: -1,
      ...(body === undefined ? {} : { postData: { ...type, text: body } }),
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      headers: [{ name: 'content-type', value: 'application/json' }],
      cookies: [],
      content: { size: answer.length, mimeType: 'application/json', text: answer },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: 12, receive: 0 },
  };
}

function harOf(entries: readonly object[]): string {
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, entries } });
}
