import type { UserRecord } from '@candor/storage';
import type { Answer } from '../dialects/dialect.ts';
import { createRecoveryCodes, recoveryCodeHashes } from '../directory/recovery-codes.ts';
import { notify } from '../directory/resets.ts';
import { type OwnContext, ownAddress } from './own-page.ts';
import { ownPaths } from './own-paths.ts';
import { seeOther } from './page-response.ts';
import { showRecoveryCodes } from './show-recovery-codes.ts';

/** Turns a proved second factor on, in place of another, and shows its new recovery codes. */
export async function turnOn(
  factor: Pick<UserRecord, 'secondFactor' | 'totpSecretSealed'>,
  context: OwnContext,
): Promise<Answer> {
  const { environment, signedIn, messages } = context;
  const { deps } = environment;
  const { totpSecretSealed: _before, ...rest } = signedIn.user;
  const user = { ...rest, ...factor, version: rest.version + 1, updatedAt: deps.now() };
  const codes = createRecoveryCodes(deps.randomBytes);
  const { outcome } = await deps.storage.changeSecondFactor({
    user,
    recoveryCodeHashes: recoveryCodeHashes(codes, user.id, environment),
  });
  // Another request changed the user in between: the page says what is on now.
  if (outcome !== 'changed') return { response: seeOther(ownAddress(ownPaths.security, context)) };
  // Whoever signed in elsewhere did so without it.
  const others = { environment: environment.name, userId: user.id, now: deps.now(), except: signedIn.session.id };
  await deps.storage.endSessionsOfUser(others);
  notify(user, 'secondFactorAdded', messages, environment);
  return showRecoveryCodes(codes, true, context);
}
