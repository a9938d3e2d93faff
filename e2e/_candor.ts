/** The real `candor` command as a child process, as a person or a script starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';

const launcher = resolve(import.meta.dirname, '../packages/cli/bin/candor.mjs');
/** Milliseconds. */
const patience = 60_000;

export interface DemoClient {
  readonly name: string;
  readonly clientId: string;
  /** Absent for the public client. */
  readonly clientSecret?: string;
  readonly authMethod: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
}

export interface DemoUser {
  readonly email: string;
  readonly password: string;
  readonly role: string;
  readonly account: string;
  readonly secondFactor: 'none' | 'message' | 'totp';
  /** Base32. */
  readonly totpSecret?: string;
}

/** One environment of the line that `--json` prints. */
export interface DemoEnvironment {
  readonly name: string;
  readonly dialect: string;
  readonly stage: string;
  readonly regions: readonly string[];
  readonly baseUrl: string;
  readonly issuer: string;
  readonly endpoints: Readonly<Record<'authorization' | 'token' | 'revocation' | 'api', string>>;
  /** Where a dialect has a host for each side. */
  readonly hosts?: { readonly browser: string; readonly api: string };
  readonly clients: readonly DemoClient[];
  readonly users: readonly DemoUser[];
}

export interface Exit {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Candor {
  readonly url: string;
  readonly ownerLink: string | undefined;
  readonly adminToken: string;
  readonly environments: readonly DemoEnvironment[];
  readonly pid: number;
  /** The environment of this name; `sandbox` unless told otherwise. */
  environment(name?: string): DemoEnvironment;
  client(name: string, environment?: string): DemoClient;
  /** The user whose address begins with this name. */
  user(name: string, environment?: string): DemoUser;
  /** Everything on standard output and standard error so far. */
  stdout(): string;
  stderr(): string;
  /** A request to the administration API as the demonstration's administrator. */
  api(method: string, path: string, body?: unknown): Promise<ApiAnswer>;
  readonly exited: Promise<Exit>;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<Exit>;
  kill9(): Promise<Exit>;
}

export interface ApiAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: records of every shape
  readonly json: any;
}

export interface CandorOptions {
  /** Folder, or `:memory:` (the default). */
  readonly data?: string;
  /** False: a server without demonstration data. */
  readonly demo?: boolean;
  /** Written to a file that `--config` names. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** True: a shell starts the command and waits for it, as npm does; `pid` is the shell's. */
  readonly throughShell?: boolean;
}

/** Starts `candor serve --json --port 0` and waits for its line; it is stopped when the file's tests are over. */
export async function startCandor(options: CandorOptions = {}): Promise<Candor> {
  const { child, output, exited } = run(
    [
      'serve',
      ...(options.demo === false ? [] : ['--demo']),
      ...['--json', '--port', '0', '--data', options.data ?? ':memory:'],
      ...(options.configuration ? ['--config', configurationFile(options.configuration)] : []),
      ...(options.args ?? []),
    ],
    options.env,
    options.throughShell,
  );
  const stop = async (signal: NodeJS.Signals): Promise<Exit> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return exited;
  };
  after(() => stop('SIGKILL'));
  await Promise.race([
    exited.then(({ status, stderr }) => {
      throw new Error(`candor serve ended with status ${status} before it answered:\n${stderr}`);
    }),
    whenLine(child, output),
  ]);
  exited.catch(() => {});
  const line = JSON.parse(output.stdout.slice(0, output.stdout.indexOf('\n')));
  return {
    ...candorOf(line),
    pid: child.pid as number,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    exited,
    stop: () => stop('SIGTERM'),
    kill9: () => stop('SIGKILL'),
  };
}

/** Runs a command of `candor` to its end. */
export function runCandor(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Exit> {
  const { child, exited } = run(args, env);
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  return exited.finally(() => clearTimeout(timer));
}

/** Starts a command that runs until it is stopped, and waits until its output holds this text. */
export async function startCommand(
  args: readonly string[],
  awaited: string,
): Promise<{ readonly stdout: string; stop(): Promise<Exit> }> {
  const { child, output, exited } = run(args);
  const stop = (): Promise<Exit> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    return exited;
  };
  after(stop);
  await new Promise<void>((done, fail) => {
    child.stdout?.on('data', () => output.stdout.includes(awaited) && done());
    exited.then(({ stderr }) => fail(new Error(`candor ${args.join(' ')} ended before it answered:\n${stderr}`)));
  });
  return { stdout: output.stdout, stop };
}

/** A folder that is deleted when the file's tests are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'candor-e2e-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file with the given configuration, for `--config`. */
export function configurationFile(configuration: Readonly<Record<string, unknown>>): string {
  const file = join(temporaryFolder(), 'candor.json');
  writeFileSync(file, JSON.stringify(configuration));
  return file;
}

interface Output {
  stdout: string;
  stderr: string;
}

function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  throughShell = false,
): { readonly child: ChildProcess; readonly output: Output; readonly exited: Promise<Exit> } {
  const command = [process.execPath, launcher, ...args];
  const [file = '', ...words] = throughShell ? ['/bin/sh', '-c', '"$@"; exit $?', 'sh', ...command] : command;
  const child = spawn(file, words, {
    cwd: tmpdir(),
    env: { ...inheritedEnvironment(), NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test run that is cut short must not leave servers behind.
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const output: Output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  const exited = new Promise<Exit>((done) => {
    child.once('close', (status, signal) => {
      process.off('exit', kill);
      done({ status, signal, ...output });
    });
  });
  return { child, output, exited };
}

/** The settings of the person who runs the tests must not reach the server. */
function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(CANDOR_|NODE_TEST_)/.test(name)));
}

function whenLine(child: ChildProcess, output: Output): Promise<void> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`candor serve did not answer in time:\n${output.stderr}`)), patience);
    const look = (): void => {
      if (!output.stdout.includes('\n')) return;
      clearTimeout(timer);
      child.stdout?.off('data', look);
      done();
    };
    child.stdout?.on('data', look);
    child.once('close', () => clearTimeout(timer));
  });
}

function candorOf(line: {
  readonly url: string;
  readonly ownerLink?: string;
  readonly adminToken?: string;
  readonly environments: readonly DemoEnvironment[];
}): Omit<Candor, 'pid' | 'stdout' | 'stderr' | 'exited' | 'stop' | 'kill9'> {
  const { url, ownerLink, adminToken = '', environments } = line;
  const environment = (name = 'sandbox'): DemoEnvironment => found(environments, name, (known) => known.name === name);
  return {
    url,
    ownerLink,
    adminToken,
    environments,
    environment,
    client: (name, of) => found(environment(of).clients, name, (client) => client.name === name),
    user: (name, of) => found(environment(of).users, name, ({ email }) => email.startsWith(`${name}@`)),
    async api(method, path, body) {
      const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' };
      const response = await fetch(url + path, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
    },
  };
}

function found<Item>(items: readonly Item[], name: string, is: (item: Item) => boolean): Item {
  const item = items.find(is);
  if (item === undefined) throw new TypeError(`The demonstration has no ${name}`);
  return item;
}
