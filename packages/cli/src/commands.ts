/** One option of a command, as the parser and the reference know it. */
export interface CommandOption {
  /** Without dashes. */
  readonly name: string;
  readonly type: 'string' | 'boolean';
  /** How it is written: `--port NUMBER`. */
  readonly flag: string;
  readonly meaning: string;
  readonly default: string;
}

export interface Command {
  /** Words after `candor`. */
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly options: readonly CommandOption[];
  /** What a script reads from the exit status, as one sentence. */
  readonly ends?: string;
}

const option = (flag: string, meaning: string, fallback = ''): CommandOption => {
  const [name = '', value] = flag.slice(2).split(' ');
  return { name, type: value === undefined ? 'boolean' : 'string', flag, meaning, default: fallback };
};

const data = option('--data DIR', 'Folder of the data, or :memory:.', '.candor');

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Run the authorization server.',
  usage: 'candor serve [options]',
  options: [
    option('--port NUMBER', 'Port to listen on; 0 takes any free one.', '4000'),
    option('--host ADDRESS', 'Address to listen on.', '127.0.0.1'),
    option('--url URL', 'Address under which browsers and apps reach the server.', 'http://HOST:PORT'),
    data,
    option('--config FILE', 'Configuration as JSON; options given here come before it.'),
    option('--demo', 'Add the demonstration data to an empty store.'),
    option('--json', 'Print one line of JSON on standard output once the server answers.'),
  ],
};

export const tokenCreateCommand: Command = {
  name: 'token create',
  summary: 'Create a token for the administration API.',
  usage: 'candor token create --role administrator|supporter [options]',
  options: [
    option('--role ROLE', 'administrator may do everything, supporter may read and open any explanation.'),
    option('--expires DURATION', 'Life of the token: 12h, 30d, 52w.', '30d'),
    option('--name TEXT', 'What the token is for, shown in lists.', 'command line'),
    data,
    option('--config FILE', 'Configuration of the server, which says where its data is; --data comes before it.'),
    option('--json', 'Print JSON.'),
  ],
};

export const explainCommand: Command = {
  name: 'explain',
  summary: 'Say why a request was refused.',
  usage: 'candor explain REQUEST_ID [options]',
  options: [
    option('--url URL', 'Address of the server; CANDOR_URL sets it as well.', 'http://127.0.0.1:4000'),
    option('--client-id ID', 'The refused client; its secret is read from CANDOR_CLIENT_SECRET.'),
    option('--data DIR', "Where a demonstration's credentials are, when no others are given.", '.candor'),
    option('--json', 'Print the explanation as JSON.'),
  ],
};

export const outboxCommand: Command = {
  name: 'outbox',
  summary: 'Show the codes and links that a development server has mailed to nobody.',
  usage: 'candor outbox [options]',
  options: [
    option('--environment NAME', 'The environment whose users were written to.', 'sandbox'),
    option('--to EMAIL', 'Only what was sent to this address.'),
    option('--url URL', 'Address of the server; CANDOR_URL sets it as well.', 'http://127.0.0.1:4000'),
    option('--data DIR', "Where a demonstration's credentials are, when CANDOR_TOKEN is not set.", '.candor'),
    option('--json', 'Print the messages as JSON, oldest first.'),
  ],
};

export const lintPromoteCommand: Command = {
  name: 'lint promote',
  summary: 'Tell what of a sandbox client would be refused in production.',
  usage: 'candor lint promote CLIENT_ID [options]',
  options: [
    option('--from NAME', 'The environment that the client is registered in.', 'sandbox'),
    option('--to NAME', 'The environment that it shall go to.', 'production'),
    option('--url URL', 'Address of the server; CANDOR_URL sets it as well.', 'http://127.0.0.1:4000'),
    option('--data DIR', "Where a demonstration's credentials are, when CANDOR_TOKEN is not set.", '.candor'),
    option('--json', 'Print the report as JSON.'),
  ],
};

export const emulateCommand: Command = {
  name: 'emulate',
  summary: 'Run a local copy of a provider, in memory and filled.',
  usage: 'candor emulate klaviyo|baanx [options]',
  options: [
    option('--port NUMBER', 'Port to listen on; 0 takes any free one.', '4000'),
    option('--json', 'Print one line of JSON on standard output once the server answers.'),
  ],
};

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Name the cause of a failing OAuth exchange, of any provider.',
  usage: 'candor doctor FILE… | - [options]',
  options: [
    option('--format FORMAT', 'text, json, markdown (for an issue) or sarif.', 'text'),
    option('--json', 'The same as --format json.'),
    option('--explain CAUSE', 'Print what is known about a cause, such as pkce/challenge-encoding.'),
  ],
  ends: 'Exit status: 0 where nothing failed and no cause is certain or likely (one that is possible may be named), 1 where an exchange failed or a cause is certain or likely, 2 where nothing could be read.',
};

export const bundleCommand: Command = {
  name: 'bundle',
  summary: 'Make a support bundle of failing exchanges, without their secrets.',
  usage: 'candor bundle FILE… | - [options]',
  options: [
    option('--out FILE', 'Where it is written.', 'candor-bundle.md'),
    option('--yes', 'Write it without asking.'),
  ],
};

const json = option('--json', 'Print the answer as JSON.');

export const checkPkceCommand: Command = {
  name: 'check pkce',
  summary: 'Tell whether a code_verifier belongs to a code_challenge.',
  usage: 'candor check pkce VERIFIER CHALLENGE (- reads a line of standard input)',
  options: [json],
};

export const checkRedirectCommand: Command = {
  name: 'check redirect',
  summary: 'Compare a redirect URI with the registered ones.',
  usage: 'candor check redirect SENT REGISTERED…',
  options: [json],
};

export const checkBasicCommand: Command = {
  name: 'check basic',
  summary: 'Tell whether a Basic header holds client credentials.',
  usage: "candor check basic 'Basic …' | -",
  options: [json],
};

export const checkTokenCommand: Command = {
  name: 'check token',
  summary: 'Tell what a token is, and whether its times are right; no signature is verified.',
  usage: 'candor check token TOKEN | -',
  options: [json],
};

export const checkRequestCommand: Command = {
  name: 'check request',
  summary: 'Validate an authorization request or a token request before it is sent.',
  usage: 'candor check request FILE | -',
  options: [json],
};

export const commands: readonly Command[] = [
  serveCommand,
  emulateCommand,
  tokenCreateCommand,
  explainCommand,
  outboxCommand,
  lintPromoteCommand,
  doctorCommand,
  bundleCommand,
  checkPkceCommand,
  checkRedirectCommand,
  checkBasicCommand,
  checkTokenCommand,
  checkRequestCommand,
];
