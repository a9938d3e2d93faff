import { join, resolve } from 'node:path';
import type { Subject } from './subject.ts';

/** A server that can be measured. */
export interface Target {
  /** As the command line and the report call it. */
  readonly name: string;
  /** Its program and arguments. @param folder its own, empty at the first start. */
  program(folder: string): readonly string[];
  /** Path that answers 200 once it is up. */
  readonly ready: string;
  /** Started once before, so that the measured start finds its data in place. */
  readonly startsTwice: boolean;
  /** @param line the line of JSON that it prints once it listens. */
  subject(line: unknown): Omit<Subject, 'pid'>;
}

const root = resolve(import.meta.dirname, '../..');

/** What the two servers of this folder print. */
interface BenchLine {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** As much of the start line of `candor serve --json` as is used here. */
interface CandorLine {
  readonly url: string;
  readonly environments: readonly {
    readonly name: string;
    readonly baseUrl: string;
    readonly clients: readonly {
      readonly authMethod: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly redirectUris: readonly string[];
    }[];
    readonly users: readonly { readonly role: string; readonly email: string; readonly password: string }[];
  }[];
}

const redirectUri = 'http://127.0.0.1:8400/callback';

const floor: Target = {
  name: 'floor',
  program: (folder) => [join(root, 'bench/floor-server.ts'), join(folder, 'floor.db')],
  ready: '/',
  startsTwice: false,
  subject(line) {
    const { url, clientId, clientSecret } = line as BenchLine;
    return {
      url,
      endpoints: { token: '/token', introspection: '/introspect' },
      client: { id: clientId, secret: clientSecret },
      redirectUri,
      scope: 'read',
      form: {},
    };
  },
};

/** The server as anybody starts it, with its demonstration data in a folder on disk. */
const candor: Target = {
  name: 'candor',
  program: (folder) => [
    join(root, 'packages/cli/bin/candor.mjs'),
    ...['serve', '--demo', '--json', '--port', '0', '--data', join(folder, 'candor')],
  ],
  ready: '/healthz',
  startsTwice: true,
  subject(line) {
    const { url, environments } = line as CandorLine;
    const sandbox = environments.find(({ name }) => name === 'sandbox');
    const client = sandbox?.clients.find(({ authMethod }) => authMethod === 'client_secret_basic');
    const user = sandbox?.users.find(({ role }) => role === 'owner');
    if (!sandbox || !client || !user) throw new Error('The demonstration has no sandbox with a client and an owner.');
    const base = new URL(sandbox.baseUrl).pathname;
    return {
      url,
      endpoints: {
        token: `${base}/oauth/token`,
        introspection: `${base}/oauth/introspect`,
        authorization: `${base}/oauth/authorize`,
      },
      client: { id: client.clientId, secret: client.clientSecret },
      redirectUri: client.redirectUris[0] as string,
      scope: 'ledger:read',
      form: { email: user.email, password: user.password, decision: 'allow' },
    };
  },
};

const oidcProvider: Target = {
  name: 'oidc-provider',
  program: (folder) => [join(root, 'bench/oidc-provider-server.ts'), join(folder, 'oidc-provider.db')],
  ready: '/.well-known/openid-configuration',
  startsTwice: false,
  subject(line) {
    const { url, clientId, clientSecret } = line as BenchLine;
    return {
      url,
      endpoints: { token: '/token', introspection: '/token/introspection', authorization: '/auth' },
      client: { id: clientId, secret: clientSecret },
      redirectUri,
      scope: 'read',
      form: { login: 'alice', password: 'any' },
    };
  },
};

export const targets: readonly Target[] = [floor, candor, oidcProvider];
