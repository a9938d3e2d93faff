import { parseArguments } from '../arguments.ts';
import { outboxCommand } from '../commands.ts';
import { openDemonstrationFile } from '../demonstration/demonstration-file.ts';
import { CommandError, exitStatus } from '../exit-status.ts';

const patience = 10_000;
/** Messages that are printed for a person. */
const most = 10;

interface Message {
  readonly to: string;
  readonly subject?: string;
  readonly code?: string;
  readonly link?: string;
  /** ISO 8601. */
  readonly at: string;
}

/** `candor outbox`: what a development server would have mailed, the newest last, where the eye is. */
export async function run(args: readonly string[]): Promise<number> {
  const { text, isSet, words } = parseArguments(outboxCommand, args);
  if (words.length > 0) {
    throw new CommandError(exitStatus.usage, `candor outbox takes options only, and "${words[0]}" is none.`);
  }
  const url = (text.url ?? process.env.CANDOR_URL ?? 'http://127.0.0.1:4000').replace(/\/+$/, '');
  const environment = text.environment ?? 'sandbox';
  const all = await fetchOutbox(url, environment, tokenOf(text.data ?? '.candor'));
  const messages = all.filter(({ to }) => text.to === undefined || to === text.to);
  process.stdout.write(isSet('json') ? `${JSON.stringify(messages, undefined, 2)}\n` : render(messages, environment));
  return exitStatus.fine;
}

function tokenOf(data: string): string {
  const token = process.env.CANDOR_TOKEN ?? openDemonstrationFile(data)?.adminToken;
  if (token) return token;
  throw new CommandError(
    exitStatus.usage,
    'The outbox is for administrators. Set CANDOR_TOKEN to a token of `candor token create --role administrator`, or name the folder of a demonstration with --data.',
  );
}

async function fetchOutbox(url: string, environment: string, token: string): Promise<readonly Message[]> {
  const address = `${url}/api/environments/${encodeURIComponent(environment)}/outbox`;
  let response: Response;
  try {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    response = await fetch(address, { headers, redirect: 'error', signal: AbortSignal.timeout(patience) });
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    throw new CommandError(
      exitStatus.fault,
      `No answer from ${url} (${cause?.code ?? (error as Error).message}). Start the server, or name it with --url.`,
    );
  }
  if (response.ok) return (await response.json()) as readonly Message[];
  throw new CommandError(exitStatus.fault, describeRefusal(response.status, environment));
}

function describeRefusal(status: number, environment: string): string {
  if (status === 401) return 'The administration token was not accepted. Check CANDOR_TOKEN, or the folder of --data.';
  if (status === 403) return 'The outbox is for administrators, and this token has another role.';
  if (status === 404) {
    return `There is no outbox of ${environment}: the environment does not exist, or the server really delivers its mail.`;
  }
  return `The server answered with status ${status}. Its log says more.`;
}

function render(messages: readonly Message[], environment: string): string {
  if (messages.length === 0) return `Nothing was mailed in ${environment} since the server was started.\n`;
  const shown = messages.slice(-most);
  const left = messages.length - shown.length;
  const head = left === 0 ? '' : `  … ${left} older: --json shows them all\n\n`;
  return `${head}${shown.map(renderMessage).join('\n')}`;
}

function renderMessage({ to, subject, code, link, at }: Message): string {
  const time = `${at.slice(0, 19).replace('T', ' ')} UTC`;
  const rows = [
    ['code', code],
    ['link', link],
  ].filter(([, value]) => value !== undefined);
  return `  ${time}   ${to}   ${subject ?? ''}\n${rows.map(([label, value]) => `    ${label}   ${value}\n`).join('')}`;
}
