import { styleText } from 'node:util';
import type { StartLine } from './demonstration/start-line.ts';

/** Tokens of the app that is connected from the start. */
export interface EmulatedTokens {
  readonly clientId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** What is read here of an environment of the start line. */
interface Emulated {
  readonly name: string;
  readonly endpoints: Readonly<Record<'authorization' | 'token' | 'revocation' | 'api', string>>;
  readonly hosts?: { readonly browser: string; readonly api: string };
  readonly clients: readonly {
    readonly name: string;
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly redirectUris: readonly string[];
  }[];
  readonly users: readonly {
    readonly email: string;
    readonly password: string;
    readonly role: string;
    readonly account: string;
    readonly secondFactor: string;
  }[];
}

/** What `candor emulate` prints for a person: credentials, addresses, and three commands that work as they are. */
export function renderEmulation(line: StartLine, tokens: EmulatedTokens, colour: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const row = (label: string, value: string): string => `  ${paint('dim', label.padEnd(14))}${value}`;
  const [emulated] = line.environments as readonly unknown[] as readonly Emulated[];
  if (!emulated) return '';
  const { endpoints, hosts, clients, users } = emulated;
  const client = clients.find(({ clientId }) => clientId === tokens.clientId);
  const plain = users.filter(({ secondFactor }) => secondFactor === 'none');
  const credentials = `${client?.clientId}:${client?.clientSecret}`;
  const width = Math.max(...plain.map(({ email }) => email.length));
  const port = new URL(line.url).port;
  return `\n${[
    [`${paint('bold', `Candor emulates ${emulated.name}`)} at ${paint('underline', line.url)}`],
    [
      row('client id', `${client?.clientId}   ${client?.name}`),
      row('client secret', `${client?.clientSecret}`),
      row('redirect URLs', client?.redirectUris.join('  ') ?? ''),
    ],
    [
      row('authorize', endpoints.authorization),
      row('token', endpoints.token),
      row('revoke', endpoints.revocation),
      row('API', endpoints.api),
      ...(hosts
        ? [row('apart', `http://${hosts.browser}:${port} for browsers, http://${hosts.api}:${port} for apps`)]
        : []),
    ],
    [
      row('password', `${plain[0]?.password}   for everybody:`),
      ...plain.map(({ email, role, account }) => `    ${email.padEnd(width)}  ${role.padEnd(7)}  ${account}`),
    ],
    [
      row('try', `${client?.name} is connected to ${plain[0]?.account} already:`),
      `    curl -i -H 'Authorization: Bearer ${tokens.accessToken}' -H 'revision: 2026-07-15' ${endpoints.api}/accounts`,
      `    curl -i -u '${credentials}' -d grant_type=refresh_token -d refresh_token=${tokens.refreshToken} ${endpoints.token}`,
      `    curl -i -u '${credentials}' -d token_type_hint=refresh_token -d token=${tokens.refreshToken} ${endpoints.revocation}`,
    ],
    [
      `  ${paint('dim', 'after the third the second says "Refresh token has been revoked"; a refusal says why:')}`,
      `    curl -u '${credentials}' ${line.url}/api/explanations/REQUEST_ID`,
    ],
    [
      row('admin token', `${line.adminToken}`),
      row('', `moves the clock, by POST {"advance":"PT1H"} to ${line.url}/api/environments/${emulated.name}/clock,`),
      row('', 'and switches maintenance on, by POST {"on":true} to …/maintenance'),
    ],
    [row('data', 'in memory: gone when this stops'), row('stop', 'Ctrl-C')],
  ]
    .map((block) => block.join('\n'))
    .join('\n\n')}\n\n`;
}
