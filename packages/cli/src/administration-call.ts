import { openDemonstrationFile } from './demonstration/demonstration-file.ts';
import { CommandError, exitStatus } from './exit-status.ts';

const patience = 10_000;

/** Where the administration API is, and with what right it is asked. */
export interface Administration {
  /** Address of the server, without a slash at the end. */
  readonly url: string;
  readonly token: string;
}

/**
 * From the options, the environment's variables, or a demonstration's file.
 * @param what what is read, as the beginning of a sentence: `The outbox is for administrators.` @throws CommandError
 */
export function administrationOf(text: Readonly<Record<string, string | undefined>>, what: string): Administration {
  const url = (text.url ?? process.env.CANDOR_URL ?? 'http://127.0.0.1:4000').replace(/\/+$/, '');
  const token = process.env.CANDOR_TOKEN ?? openDemonstrationFile(text.data ?? '.candor')?.adminToken;
  if (token) return { url, token };
  throw new CommandError(
    exitStatus.usage,
    `${what} Set CANDOR_TOKEN to a token of \`candor token create\`, or name the folder of a demonstration with --data.`,
  );
}

/** Reads from the administration API. @param path with its query. @throws CommandError when nobody answers. */
export async function readAdministration({ url, token }: Administration, path: string): Promise<Response> {
  try {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    return await fetch(url + path, { headers, redirect: 'error', signal: AbortSignal.timeout(patience) });
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    throw new CommandError(
      exitStatus.fault,
      `No answer from ${url} (${cause?.code ?? (error as Error).message}). Start the server, or name it with --url.`,
    );
  }
}
