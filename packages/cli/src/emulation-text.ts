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
    readonly region: string;
    readonly secondFactor: 'none' | 'message' | 'totp';
    readonly totpSecret?: string;
  }[];
}

/** What the text says of one provider. */
interface ProviderText {
  readonly id: string;
  readonly secret: string;
  readonly begin: string;
  /** Three commands that work as they are. */
  commands(emulated: Emulated, client: Credentials, tokens: EmulatedTokens): readonly string[];
  /** What can be seen with them. */
  readonly seen: string;
}

interface Credentials {
  readonly id: string;
  readonly secret: string;
}

const texts: Readonly<Record<'klaviyo' | 'baanx', ProviderText>> = {
  klaviyo: {
    id: 'client id',
    secret: 'client secret',
    begin: 'authorize',
    commands: ({ endpoints }, { id, secret }, { accessToken, refreshToken }) => [
      `curl -i -H 'Authorization: Bearer ${accessToken}' -H 'revision: 2026-07-15' ${endpoints.api}/accounts`,
      `curl -i -u '${id}:${secret}' -d grant_type=refresh_token -d refresh_token=${refreshToken} ${endpoints.token}`,
      `curl -i -u '${id}:${secret}' -d token_type_hint=refresh_token -d token=${refreshToken} ${endpoints.revocation}`,
    ],
    seen: 'after the third the second says "Refresh token has been revoked"; a refusal says why:',
  },
  baanx: {
    id: 'client key',
    secret: 'secret key',
    begin: 'initiate',
    commands: ({ endpoints }, { id, secret }, { accessToken, refreshToken }) => [
      `curl -i -H 'x-client-key: ${id}' -H 'Authorization: Bearer ${accessToken}' ${endpoints.api}/user`,
      `curl -i -H 'x-client-key: ${id}' -H 'x-secret-key: ${secret}' -H 'Content-Type: application/json' -d '${JSON.stringify({ grant_type: 'refresh_token', refresh_token: refreshToken })}' ${endpoints.token}`,
      `curl -i -X DELETE -H 'x-client-key: ${id}' -H 'Authorization: Bearer ${accessToken}' ${endpoints.revocation}`,
    ],
    seen: 'the second works once, and after the third nothing does; a refusal says why:',
  },
};

/** What `candor emulate` prints for a person: credentials, addresses, and three commands that work as they are. */
export function renderEmulation(
  provider: keyof typeof texts,
  line: StartLine,
  { tokens, colour }: { readonly tokens: EmulatedTokens; readonly colour: boolean },
): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const row = (label: string, value: string): string => `  ${paint('dim', label.padEnd(14))}${value}`;
  const said = texts[provider];
  const all = line.environments as readonly unknown[] as readonly Emulated[];
  const [emulated] = all;
  const client = emulated?.clients.find(({ clientId }) => clientId === tokens.clientId);
  if (!emulated || !client) return '';
  const { users } = emulated;
  const [user] = users;
  const credentials = { id: client.clientId, secret: client.clientSecret ?? '' };
  const { port } = new URL(line.url);
  const commands = said.commands(emulated, credentials, tokens);
  return `\n${[
    [`${paint('bold', `Candor emulates ${provider}`)} at ${paint('underline', line.url)}`],
    ...all.map((one) => addressRows(one, said, { row, port, isOnly: all.length === 1 })),
    [
      row('password', `${user?.password}   for everybody:`),
      ...peopleRows(emulated, all.length === 1).map((one) => `    ${one}`),
    ],
    [row('try', `${client.name} is connected to ${user?.account} already:`), ...commands.map((one) => `    ${one}`)],
    [
      `  ${paint('dim', said.seen)}`,
      `    curl -u '${credentials.id}:${credentials.secret}' ${line.url}/api/explanations/REQUEST_ID`,
    ],
    [
      row('admin token', `${line.adminToken}`),
      row('', `moves the clock, by POST {"advance":"PT1H"} to ${line.url}/api/environments/${emulated.name}/clock,`),
      row('', 'switches maintenance on, by POST {"on":true} to …/maintenance,'),
      row('', 'and reads the codes that were sent, by GET …/outbox'),
    ],
    [row('data', 'in memory: gone when this stops'), row('stop', 'Ctrl-C')],
  ]
    .map((block) => block.join('\n'))
    .join('\n\n')}\n\n`;
}

/** Who can sign in, and what is particular about them; the keys of authenticator apps differ in each environment. */
function peopleRows({ name, users }: Emulated, isOnly: boolean): readonly string[] {
  const width = Math.max(...users.map(({ email }) => email.length));
  const accountWidth = Math.max(...users.map(({ account }) => account.length));
  return users.map(({ email, role, account, region, secondFactor, totpSecret }) => {
    const notes = [
      ...(region === 'default' ? [] : [`region ${region}`]),
      ...(secondFactor === 'message' ? ['code by message'] : []),
      ...(secondFactor === 'totp' ? [`authenticator app, key ${totpSecret}${isOnly ? '' : ` in ${name}`}`] : []),
    ];
    return `${email.padEnd(width)}  ${role.padEnd(7)}  ${account.padEnd(accountWidth)}  ${notes.join(', ')}`.trimEnd();
  });
}

/** Credentials of an environment's first app, and its addresses. */
function addressRows(
  { name, clients, endpoints, hosts }: Emulated,
  said: ProviderText,
  { row, port, isOnly }: { row(label: string, value: string): string; readonly port: string; readonly isOnly: boolean },
): readonly string[] {
  const [client] = clients;
  return [
    ...(isOnly ? [] : [row('environment', name)]),
    row(said.id, `${client?.clientId}   ${client?.name}`),
    row(said.secret, `${client?.clientSecret}`),
    row('redirect URLs', client?.redirectUris.join('  ') ?? ''),
    ...(isOnly ? [''] : []),
    row(said.begin, endpoints.authorization),
    row('token', endpoints.token),
    row('revoke', endpoints.revocation),
    row('API', endpoints.api),
    ...(hosts
      ? [row('apart', `http://${hosts.browser}:${port} for browsers, http://${hosts.api}:${port} for apps`)]
      : []),
  ];
}
