import { join, resolve } from 'node:path';
import { styleText } from 'node:util';
import type { Configuration } from '@candor/server';
import {
  type Demonstration,
  type DemonstrationUser,
  demonstrationFileName,
} from './demonstration/demonstration-file.ts';
import type { StartLine } from './demonstration/start-line.ts';

interface StartContext {
  readonly demonstration: Demonstration | undefined;
  readonly configuration: Configuration;
  readonly colour: boolean;
}

type Style = Parameters<typeof styleText>[0];

/** What `candor serve` prints for a person once it answers requests. */
export function renderStart(line: StartLine, { demonstration, configuration, colour }: StartContext): string {
  const paint = (style: Style, text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const row = (label: string, value: string): string => `  ${paint('dim', label.padEnd(14))}${value}`;
  const blocks = [[`${paint('bold', 'Candor')} answers at ${paint('underline', line.url)}`]];
  const width = Math.max(12, ...line.environments.map(({ name }) => String(name).length + 2));
  blocks.push([
    row('environments', ''),
    ...line.environments.map(({ name, issuer }) => `    ${String(name).padEnd(width)}${String(issuer)}`),
  ]);
  if (demonstration) blocks.push(demonstrationBlock(line, demonstration, configuration.data, row, paint));
  if (line.ownerLink) {
    blocks.push([row('owner', `${line.ownerLink}`), row('', 'works once, for 15 minutes: it makes the first owner')]);
  }
  const isOpen = configuration.profile === 'development';
  const folder = configuration.data === ':memory:' ? 'in memory: gone when this stops' : configuration.data;
  blocks.push([
    row('data', folder),
    ...(isOpen
      ? [row('profile', `development${demonstration ? ', demonstration data' : ''}: not for production`)]
      : []),
    row('stop', 'Ctrl-C'),
  ]);
  return `\n${blocks.map((block) => block.join('\n')).join('\n\n')}\n\n`;
}

function demonstrationBlock(
  line: StartLine,
  demonstration: Demonstration,
  data: string,
  row: (label: string, value: string) => string,
  paint: (style: Style, text: string) => string,
): string[] {
  const [name, first] = Object.entries(demonstration.environments)[0] ?? [];
  const client = first?.clients[0];
  if (!client || !first) return [];
  const environment = line.environments.find((known) => known.name === name);
  const where = optionsFor(line.url, data);
  const { token } = (environment?.endpoints ?? {}) as { token?: string };
  return [
    row('demo', `${line.url}/demo   the whole flow in the browser, and eight ways to break it`),
    ...signInRows(first.users, where, row),
    row('app', `${client.clientId}   ${client.name}, in ${name}`),
    row('secret', client.clientSecret ?? ''),
    row('console', `${demonstration.member.email}   ${demonstration.member.password}`),
    ...(data === ':memory:' ? [] : [row('all of them', join(data, demonstrationFileName))]),
    '',
    row('try', ''),
    `    curl -u '${client.clientId}:${client.clientSecret}' \\`,
    `      -d grant_type=client_credentials ${token}`,
    '',
    `    ${paint('dim', 'a refusal carries candor-request-id; this says why:')}`,
    `    npx candor explain REQUEST_ID${where}`,
  ];
}

/** What commands need to find this server, where its address or its folder is not the one that they take by themselves. */
function optionsFor(url: string, data: string): string {
  const isDefault = data === ':memory:' || resolve(data) === resolve('.candor');
  const folder = /^[\w./:-]+$/.test(data) ? data : `'${data}'`;
  return `${url === 'http://127.0.0.1:4000' ? '' : ` --url ${url}`}${isDefault ? '' : ` --data ${folder}`}`;
}

/** One user for each way to sign in, and where the second step's code is found. */
function signInRows(
  users: readonly DemonstrationUser[],
  where: string,
  row: (label: string, value: string) => string,
): readonly string[] {
  const kinds = {
    none: 'password alone',
    message: `code by mail: npx candor outbox${where}`,
    totp: 'authenticator app',
  };
  const shown = Object.entries(kinds).flatMap(([kind, how]) => {
    const user = users.find(({ secondFactor }) => secondFactor === kind);
    return user ? [{ user, how }] : [];
  });
  const width = Math.max(...shown.map(({ user }) => user.email.length));
  return shown.flatMap(({ user: { email, password, totpSecret }, how }, index) => [
    row(index === 0 ? 'sign in' : '', `${email.padEnd(width)}   ${password}   ${how}`),
    ...(totpSecret === undefined ? [] : [row('', `${''.padEnd(width)}   its key: ${totpSecret}`)]),
  ]);
}
