/** Connects an app without a browser, through the same operations, for demonstration data and the emulators only. */
import { hash } from 'node:crypto';
import type { Environment } from './environment.ts';
import { createSession } from './interaction/session-cookie.ts';
import { answerWithCode } from './operations/authorize.ts';
import { redeemAuthorizationCode } from './operations/redeem-authorization-code.ts';

export interface SeededTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/**
 * Gives a client what this user's consent would give it for the account.
 * @throws TypeError when there is no such client or user, and a Refusal where the flow itself would refuse.
 */
export async function seedTokens(
  environment: Environment,
  granted: { readonly clientId: string; readonly email: string; readonly accountId: string },
): Promise<SeededTokens> {
  const { deps, name } = environment;
  const client = await deps.storage.client(name, granted.clientId);
  const user = await deps.storage.userByEmail(name, granted.email);
  if (!client || !user) throw new TypeError('The demonstration has no such client or user');
  const codeVerifier = Buffer.from(deps.randomBytes(32)).toString('base64url');
  const request = {
    clientId: client.clientId,
    redirectUri: client.redirectUris[0] ?? '',
    responseMode: 'query',
    scopes: client.scopes,
    codeChallenge: hash('sha256', codeVerifier, 'base64url'),
    prompts: [],
    resources: [],
  } as const;
  const { session } = await createSession({ environment: name, userId: user.id }, 60, deps);
  const progress = {
    request,
    client,
    signedIn: { user, session },
    isSignInSettled: true,
    accountId: granted.accountId,
    grant: undefined,
    now: deps.now(),
  };
  const requestId = deps.identifiers.nextRequestId();
  const { code } = await answerWithCode(progress, { requestId, flow: deps.identifiers.next() }, environment);
  const { redirectUri } = request;
  const redemption = { requestId, code, codeVerifier, redirectUri, resources: [], from: 'demonstration' };
  const { accessToken, refreshToken } = await redeemAuthorizationCode(redemption, client, environment);
  return { accessToken, refreshToken: refreshToken ?? '' };
}
