import { type Administration, administrationOf, readAdministration } from '../administration-call.ts';
import { parseArguments } from '../arguments.ts';
import { outboxCommand } from '../commands.ts';
import { CommandError, exitStatus } from '../exit-status.ts';

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
  const environment = text.environment ?? 'sandbox';
  const all = await fetchOutbox(administrationOf(text, 'The outbox is for administrators.'), environment);
  const messages = all.filter(({ to }) => text.to === undefined || to === text.to);
  process.stdout.write(isSet('json') ? `${JSON.stringify(messages, undefined, 2)}\n` : render(messages, environment));
  return exitStatus.fine;
}

async function fetchOutbox(administration: Administration, environment: string): Promise<readonly Message[]> {
  const response = await readAdministration(
    administration,
    `/api/environments/${encodeURIComponent(environment)}/outbox`,
  );
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
