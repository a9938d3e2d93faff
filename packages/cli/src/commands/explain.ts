import { type Explanation, renderExplanation } from '@candor/doctor';
import { parseArguments } from '../arguments.ts';
import { explainCommand } from '../commands.ts';
import { openDemonstrationFile } from '../demonstration/demonstration-file.ts';
import { CommandError, exitStatus } from '../exit-status.ts';
import { coloursWanted } from '../terminal.ts';

const patience = 10_000;

/** `candor explain`: reads an explanation with the refused client's own credentials, or an administration token. */
export async function run(args: readonly string[]): Promise<number> {
  const { text, isSet, words } = parseArguments(explainCommand, args);
  const [word] = words;
  if (word === undefined || words.length > 1) {
    throw new CommandError(exitStatus.usage, 'candor explain takes one request id: candor explain req_…');
  }
  const { requestId, server } = readRequestId(word);
  const url = (text.url ?? server ?? process.env.CANDOR_URL ?? 'http://127.0.0.1:4000').replace(/\/+$/, '');
  const authorization = authorizationOf(text['client-id'], text.data ?? '.candor');
  const explanation = await fetchExplanation(`${url}/api/explanations/${encodeURIComponent(requestId)}`, authorization);
  if (isSet('json')) process.stdout.write(`${JSON.stringify(explanation, undefined, 2)}\n`);
  else {
    const options = { colour: coloursWanted(), width: process.stdout.columns ?? 100 };
    process.stdout.write(renderExplanation(explanation, options));
  }
  return exitStatus.fine;
}

/** A request id by itself, or in the error_uri in which the app found it, which names the server as well. */
function readRequestId(word: string): { readonly requestId: string; readonly server?: string } {
  const [requestId] = /req_[0-9a-z]{18}(?![0-9a-z])/.exec(word) ?? [];
  if (requestId === undefined) {
    throw new CommandError(
      exitStatus.usage,
      `"${word}" is no request id: one is req_ and 18 small letters and digits, as in the header candor-request-id.`,
    );
  }
  return URL.canParse(word) && word.startsWith('http') ? { requestId, server: new URL(word).origin } : { requestId };
}

function authorizationOf(clientId: string | undefined, data: string): string {
  const secret = process.env.CANDOR_CLIENT_SECRET;
  if (clientId !== undefined) {
    if (!secret) {
      throw new CommandError(
        exitStatus.usage,
        `The secret of ${clientId} is missing: set CANDOR_CLIENT_SECRET and run the command again.`,
      );
    }
    const encode = (part: string): string => encodeURIComponent(part);
    return `Basic ${Buffer.from(`${encode(clientId)}:${encode(secret)}`).toString('base64')}`;
  }
  const token = process.env.CANDOR_TOKEN ?? openDemonstrationFile(data)?.adminToken;
  if (token) return `Bearer ${token}`;
  throw new CommandError(
    exitStatus.usage,
    'An explanation is for the refused client or its supporters. Give --client-id and CANDOR_CLIENT_SECRET, or set ' +
      'CANDOR_TOKEN to a token of `candor token create --role supporter`.',
  );
}

async function fetchExplanation(address: string, authorization: string): Promise<Explanation> {
  let response: Response;
  try {
    response = await fetch(address, {
      headers: { authorization, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    throw new CommandError(
      exitStatus.fault,
      `No answer from ${new URL(address).origin} (${cause?.code ?? (error as Error).message}). Start the server, or name it with --url.`,
    );
  }
  if (response.ok) return (await response.json()) as Explanation;
  throw new CommandError(exitStatus.fault, describeRefusal(response.status));
}

function describeRefusal(status: number): string {
  if (status === 404) {
    return 'There is no explanation under this request id that these credentials may read: the id is mistyped, its request was not refused, or the refusal is another client’s. It is for the refused client itself, its organisation, supporters and administrators.';
  }
  if (status === 401) return 'The credentials were not accepted. Check the client id and its secret, or the token.';
  if (status === 429) return 'Too many explanations were asked for. Try again in a minute.';
  return `The server answered with status ${status}. Its log says more.`;
}
