import { styleText } from 'node:util';
import { administrationOf, readAdministration } from '../administration-call.ts';
import { parseArguments } from '../arguments.ts';
import { lintPromoteCommand } from '../commands.ts';
import { CommandError, exitStatus } from '../exit-status.ts';

interface Promotion {
  readonly clientId: string;
  readonly from: string;
  readonly to: string;
  readonly refused: readonly {
    readonly pointer: string;
    readonly seen: string;
    readonly why: string;
    readonly fix: string;
  }[];
}

/** `candor lint promote`: exits with 0 when nothing would be refused, and with 1 when something would. */
export async function run(args: readonly string[]): Promise<number> {
  const { text, isSet, words } = parseArguments(lintPromoteCommand, args);
  const [clientId] = words;
  if (clientId === undefined || words.length > 1) {
    throw new CommandError(exitStatus.usage, `candor lint promote takes one client id: ${lintPromoteCommand.usage}`);
  }
  const { from = 'sandbox', to = 'production' } = text;
  const administration = administrationOf(text, 'Clients are for administrators and supporters.');
  const path = `/api/environments/${encodeURIComponent(from)}/clients/${encodeURIComponent(clientId)}/promotion`;
  const response = await readAdministration(administration, `${path}?to=${encodeURIComponent(to)}`);
  if (!response.ok) throw new CommandError(exitStatus.usage, await describeRefusal(response, { from, clientId }));
  const promotion = (await response.json()) as Promotion;
  // https://no-color.org: any value but an empty one.
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  process.stdout.write(isSet('json') ? `${JSON.stringify(promotion, undefined, 2)}\n` : render(promotion, colour));
  return promotion.refused.length === 0 ? exitStatus.fine : exitStatus.fault;
}

async function describeRefusal(
  response: Response,
  { from, clientId }: { readonly from: string; readonly clientId: string },
): Promise<string> {
  if (response.status === 401) {
    return 'The administration token was not accepted. Check CANDOR_TOKEN, or the folder of --data.';
  }
  if (response.status === 404) return `The environment ${from} has no client ${clientId}, or does not exist.`;
  const { errors = [] } = (await response.json().catch(() => ({}))) as {
    readonly errors?: readonly { readonly message: string }[];
  };
  return errors[0]?.message ?? `The server answered with status ${response.status}. Its log says more.`;
}

function render({ clientId, from, to, refused }: Promotion, colour: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const way = `${clientId}  ${from} → ${to}`;
  if (refused.length === 0)
    return `\n  ${paint('bold', way)}\n\n  ${paint('green', 'Nothing of it would be refused.')}\n\n`;
  const count = refused.length === 1 ? 'One thing would be refused' : `${refused.length} things would be refused`;
  const blocks = refused.map(({ pointer, seen, why, fix }) =>
    [
      `  ${paint('yellow', pointer.replace(/^\//, '').replaceAll('/', ' ') || 'dialect')}  ${seen}`,
      `    ${why}`,
      `    ${paint('dim', '→')} ${fix}`,
    ].join('\n'),
  );
  return `\n  ${paint('bold', way)}\n  ${paint('red', count)}\n\n${blocks.join('\n\n')}\n\n`;
}
