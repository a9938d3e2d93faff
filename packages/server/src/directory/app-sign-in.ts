/**
 * Signs a user in through an app's own form, in a dialect that has one. What comes of it is the token of a session that
 * works with the same app alone. A code is sent only when it is asked for, and only after the right password.
 */
import type { ClientRecord, SessionRecord, UserRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import type { SignedIn } from '../operations/authorize.ts';
import type { Messages } from '../pages/messages/en.ts';
import { refuse } from '../refusal.ts';
import { sha256 } from '../sha256.ts';
import { isSameSecret } from '../tokens/same-secret.ts';
import { sendOneTimeCode } from './one-time-code.ts';
import { passwordOnly, proveSecondFactor } from './second-factor.ts';
import { refusePaused } from './second-factor-limits.ts';
import { signIn } from './sign-in.ts';

export interface AppSignInAttempt {
  readonly email: string;
  readonly password: string;
  /** The code of the second factor, where one was typed. */
  readonly code: string | undefined;
  readonly address: string;
  readonly region: string | undefined;
  /** Whose form it is; nothing proves that the request comes from it. */
  readonly client: ClientRecord;
  /** The dialect's form of the session's token. @param secret 32 random bytes. */
  makeText(region: string, secret: Uint8Array): { readonly text: string; readonly secretHash: Uint8Array };
}

export type AppSignIn =
  | { readonly outcome: 'signed-in'; readonly user: UserRecord; readonly token: string }
  | { readonly outcome: 'code-required'; readonly user: UserRecord };

/** Milliseconds after a right password within which a code may be asked for. */
const proofLifetime = 10 * 60_000;

/** @throws Refusal of the password (`signIn`), `sign-in-paused`, or of the code (`proveSecondFactor`). */
export async function signInThroughApp(attempt: AppSignInAttempt, environment: Environment): Promise<AppSignIn> {
  const { client, code } = attempt;
  const { email, password, address, region } = attempt;
  const isKnownBrowser = (userId: string) => wasSignedInFrom(address, { userId, client }, environment);
  const user = await signIn({ email, password, address, region, isKnownBrowser }, environment);
  if (user.secondFactor === 'none') {
    // Whoever asks for a code all the same is told that there is nowhere to send it.
    await keepProof(user, client, environment);
    return begin(user, passwordOnly, attempt, environment);
  }
  await refusePaused(user.id, environment);
  if (code === undefined) {
    await keepProof(user, client, environment);
    return { outcome: 'code-required', user };
  }
  const binding = bindingOf(client);
  const amr = await proveSecondFactor({ user, kind: 'factor', code, binding, isKnownBrowser: false }, environment);
  // The sign-in is done: no further message of this proof.
  await keepProof(user, client, environment, 0);
  return begin(user, amr, attempt, environment);
}

/**
 * No cookie comes along with an app's request. What strangers can't have in its place is a live sign-in of the user
 * through the same app from the same address: their wrong passwords don't count against it.
 */
async function wasSignedInFrom(
  address: string,
  { userId, client }: { readonly userId: string; readonly client: ClientRecord },
  { deps, name }: Environment,
): Promise<boolean> {
  const from = deps.fingerprints.address(address);
  const sessions = await deps.storage.sessionsOfUser(name, userId);
  const live = sessions.filter(({ expiresAt }) => deps.now() < expiresAt);
  return live.some(({ clientId, usedFrom }) => clientId === client.clientId && usedFrom === from);
}

/**
 * Sends a code to a user whose password was proved through the same app within ten minutes. For a user with an
 * authenticator app nothing has to be sent.
 * @throws Refusal `message-not-expected`, `message-without-destination`, `message-limit-reached`.
 */
export async function sendCodeThroughApp(
  asked: {
    readonly userId: string;
    readonly client: ClientRecord;
    readonly region: string | undefined;
    readonly messages: Messages;
  },
  environment: Environment,
): Promise<void> {
  const { userId, client, region, messages } = asked;
  const { deps, name } = environment;
  const user = await deps.storage.user(name, userId);
  const proof = await deps.storage.passwordProof(name, userId, client.clientId);
  const isProved = proof !== undefined && deps.now() < proof.expiresAt && proof.userVersion === user?.version;
  if (!user?.enabled || !isProved || (region !== undefined && user.region !== region)) {
    return refuse('message-not-expected', { expected: 'a login with the right password' }, { retryAfter: 30 });
  }
  if (user.secondFactor === 'totp') return;
  if (user.secondFactor === 'none') refuse('message-without-destination', { seen: user.secondFactor });
  await sendOneTimeCode(user, bindingOf(client), messages, environment);
}

interface AppRequest {
  readonly client: ClientRecord;
  readonly region: string | undefined;
}

/**
 * The user whose live session the token is, through this app and in this region.
 * @throws Refusal `access-token-of-wrong-kind`, `access-token-unknown`, `access-token-revoked`, `access-token-expired`,
 * `access-token-of-other-region`.
 */
export async function findAppSession(text: string, by: AppRequest, environment: Environment): Promise<SignedIn> {
  const { client, region } = by;
  const { deps, dialect, name } = environment;
  const known = { client, authenticated: false };
  const expected = 'a login token';
  const read = dialect.tokenTexts.read(text, 'access-token', name);
  const kind = read.outcome === 'not-accepted' ? read.reason : 'an access token';
  if (kind !== expected) refuse('access-token-of-wrong-kind', { seen: kind, expected }, known);
  const id = await deps.storage.idOfText(name, sha256(text));
  const session = id && (await deps.storage.session(id));
  const isOwn = session?.environment === name && session.clientId === client.clientId;
  if (!session || !isOwn || !isSameSecret(sha256(text), session.secretHash)) {
    return refuse(
      'access-token-unknown',
      { seen: session ? 'the token of another client key' : 'no such token' },
      { ...known, ...(session?.environment === name && { issuedTo: session.clientId ?? '' }) },
    );
  }
  return { user: await liveUser(session, { client, region }, environment), session };
}

async function liveUser(
  session: SessionRecord,
  { client, region }: AppRequest,
  { deps, name }: Environment,
): Promise<UserRecord> {
  const known = { client, authenticated: false };
  const now = deps.now();
  const user = await deps.storage.user(name, session.userId);
  if (session.endedAt !== undefined || !user?.enabled) return refuse('access-token-revoked', { seen: 'user' }, known);
  if (now >= session.expiresAt) refuse('access-token-expired', { seen: now, expected: session.expiresAt }, known);
  if (region !== undefined && user.region !== region) {
    refuse('access-token-of-other-region', { seen: region, expected: user.region }, known);
  }
  return user;
}

/** Ends the session whose token this is. @throws Refusal as `findAppSession`. */
export async function endAppSession(text: string, by: AppRequest, environment: Environment): Promise<void> {
  const { session } = await findAppSession(text, by, environment);
  await environment.deps.storage.endSession(session.id, environment.deps.now());
}

async function begin(
  user: UserRecord,
  amr: readonly string[],
  { client, address, makeText }: AppSignInAttempt,
  { deps, policy, name }: Environment,
): Promise<AppSignIn> {
  const now = deps.now();
  const { text, secretHash } = makeText(user.region, deps.randomBytes(32));
  const session = {
    id: deps.identifiers.next(),
    secretHash,
    environment: name,
    userId: user.id,
    clientId: client.clientId,
    amr,
    agent: client.name,
    usedFrom: deps.fingerprints.address(address),
    authenticatedAt: now,
    createdAt: now,
    expiresAt: now + policy.loginTokenLifetime * 1000,
  };
  await deps.storage.nameTexts(name, [{ hash: secretHash, id: session.id, endsAt: session.expiresAt }]);
  await deps.storage.createSession(session);
  return { outcome: 'signed-in', user, token: text };
}

function keepProof(
  user: UserRecord,
  { clientId }: ClientRecord,
  { deps, name }: Environment,
  lifetime = proofLifetime,
): Promise<void> {
  return deps.storage.keepPasswordProof({
    environment: name,
    userId: user.id,
    clientId,
    userVersion: user.version,
    expiresAt: deps.now() + lifetime,
  });
}

/** A code works with the key of the app through which it was asked for. */
function bindingOf({ clientId }: ClientRecord): string {
  return `app ${clientId}`;
}
