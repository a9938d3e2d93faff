import { formatToken } from '@candor/protocol';
import { secretHashOf } from '../admin/create-administration-token.ts';
import type { ServerContext } from '../server.ts';

/** Milliseconds that an owner link works for. */
const lifetime = 15 * 60_000;

/** Makes a link by which the first owner sets the server up, once, within 15 minutes. @returns its address. */
export async function createOwnerLink(
  server: Pick<ServerContext, 'storage' | 'identifiers' | 'randomBytes' | 'machineNow' | 'consoleUrl'>,
): Promise<string> {
  const id = server.identifiers.next();
  const text = formatToken({ kind: 'owner-link', id, secret: server.randomBytes(32) });
  const expiresAt = server.machineNow() + lifetime;
  await server.storage.createOwnerLink({ id, secretHash: secretHashOf(text), expiresAt });
  return `${server.consoleUrl}/console/owner/${text}`;
}
