/**
 * Decides what an authorization request needs before it can be answered, and answers it with a code (RFC 6749 section
 * 4.1.2, OpenID Connect Core section 3.1.2.3). Never shows a page: it names the next step, and the dialect has it shown.
 */
import { hash } from 'node:crypto';
import type { AccountRole, ClientRecord, GrantRecord, SessionRecord, UserRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { type RefusalFacts, refuse } from '../refusal.ts';
import { issueText } from '../tokens/issued-text.ts';
import { redirectOf, type ValidAuthorizationRequest } from './authorization-request.ts';

/** A user whose browser has a live session. */
export interface SignedIn {
  readonly user: UserRecord;
  readonly session: SessionRecord;
}

/** What has been settled for one authorization request so far. */
export interface AuthorizationProgress {
  readonly request: ValidAuthorizationRequest;
  readonly client: ClientRecord;
  readonly signedIn: SignedIn | undefined;
  /** True when the user proved or chose the sign-in for this very request. */
  readonly isSignInSettled: boolean;
  /** The account chosen for this request; '' stands for the user without an account. */
  readonly accountId: string | undefined;
  /** The live grant of this client, user and account. */
  readonly grant: GrantRecord | undefined;
  readonly now: number;
}

export type NextStep = 'sign-in' | 'choose-account' | 'consent' | 'answer';

/** The next step of a request, in OpenID Connect's order: who, for which account, with what consent. */
export function nextStep(progress: AuthorizationProgress): NextStep {
  if (needsSignIn(progress)) return 'sign-in';
  if (needsAccount(progress)) return 'choose-account';
  if (needsConsent(progress)) return 'consent';
  return 'answer';
}

/**
 * Refuses a request with `prompt=none` that needs a page (OpenID Connect Core section 3.1.2.6).
 * @throws Refusal, to be redirected.
 */
export function refuseSilentRequest(step: Exclude<NextStep, 'answer'>, progress: AuthorizationProgress): void {
  if (!progress.request.prompts.includes('none')) return;
  const detail = { seen: 'prompt=none', expected: step };
  const facts = authorizationFacts(progress);
  if (step === 'sign-in') refuse('login-required', { ...detail, ...ageOfSignIn(progress) }, facts);
  if (step === 'choose-account') refuse('account-selection-required', detail, facts);
  refuse('consent-required', detail, facts);
}

/** How old the sign-in is, and may be, in seconds. Whoever may send requests finds it out by asking with other ages. */
function ageOfSignIn({ request, signedIn, now }: AuthorizationProgress): Record<string, number> {
  if (!signedIn || request.maxAge === undefined) return {};
  return { signInAge: Math.floor((now - signedIn.session.authenticatedAt) / 1000), maxAge: request.maxAge };
}

/** The one account that needs no choice, '' for a user without accounts, undefined when the user has to choose. */
export function onlyAccount(user: UserRecord): string | undefined {
  return user.accounts.length > 1 ? undefined : (user.accounts[0]?.accountId ?? '');
}

/** True when the user's role in the account may grant; a user without accounts grants access to their own data. */
export function mayGrant(user: UserRecord, accountId: string, environment: Environment): boolean {
  if (accountId === '' && user.accounts.length === 0) return true;
  const held: AccountRole | undefined = user.accounts.find((role) => role.accountId === accountId);
  return held !== undefined && environment.policy.grantingRoles.includes(held.role);
}

/** What an authorization request's refusals are explained with. */
export function authorizationFacts(
  progress: Pick<AuthorizationProgress, 'request' | 'client'>,
  flowId?: string,
): RefusalFacts {
  return {
    client: progress.client,
    authenticated: false,
    redirect: redirectOf(progress.request),
    ...(flowId !== undefined && { flowId }),
  };
}

export interface AuthorizationAnswer {
  readonly code: string;
  readonly flowId: string;
}

/**
 * Answers the request with a code. The verb tests again that session, client and user are alive.
 * @throws Refusal `role-not-allowed-to-grant`, or of what changed meanwhile; to be redirected.
 */
export async function answerWithCode(
  progress: AuthorizationProgress & { readonly signedIn: SignedIn; readonly accountId: string },
  context: {
    readonly requestId: string;
    readonly flow: Uint8Array;
    readonly authorizationSessionId?: Uint8Array;
    /** Unix milliseconds after which the code is of no use, whatever its own life is. */
    readonly notAfter?: number;
  },
  environment: Environment,
): Promise<AuthorizationAnswer> {
  const { deps, policy, name } = environment;
  const { request, client, signedIn, accountId, now } = progress;
  const flowId = Buffer.from(context.flow).toString('base64url');
  const known = authorizationFacts(progress, flowId);
  if (!mayGrant(signedIn.user, accountId, environment)) {
    const role = signedIn.user.accounts.find((held) => held.accountId === accountId)?.role;
    refuse('role-not-allowed-to-grant', { seen: role ?? 'none', expected: policy.grantingRoles }, known);
  }
  const id = deps.identifiers.next();
  const codeExpiresAt = Math.min(now + policy.authorizationCodeLifetime * 1000, context.notAfter ?? Infinity);
  const made = await issueText('authorization-code', { id, endsAt: codeExpiresAt }, environment);
  const { outcome } = await deps.storage.issueAuthorizationCode({
    grant: {
      id: Buffer.from(deps.identifiers.next()).toString('base64url'),
      environment: name,
      clientId: client.clientId,
      userId: signedIn.user.id,
      accountId,
      scopes: request.scopes,
      resources: request.resources,
      createdAt: now,
      lastUsedAt: now,
    },
    authorization: {
      id,
      codeSecretHash: made.secretHash,
      environment: name,
      clientId: client.clientId,
      userId: signedIn.user.id,
      accountId,
      flowId,
      redirectUri: request.redirectUri,
      redirectUriSent: true,
      codeChallenge: request.codeChallenge,
      scope: request.scopes.join(' '),
      resources: request.resources,
      ...(request.nonce !== undefined && { nonce: request.nonce }),
      authenticatedAt: signedIn.session.authenticatedAt,
      ...(signedIn.session.amr && { amr: signedIn.session.amr }),
      ...(environment.regions.length > 1 && { region: signedIn.user.region }),
      ...(request.state !== undefined && { stateHash: hash('sha256', request.state, 'base64url') }),
      sessionId: signedIn.session.id,
      issuedAt: now,
      codeExpiresAt,
      issuedByRequest: context.requestId,
    },
    ...(context.authorizationSessionId && { authorizationSessionId: context.authorizationSessionId }),
    now,
  });
  switch (outcome) {
    case 'issued':
      return { code: made.text, flowId };
    case 'client-disabled':
      return refuse('authorization-client-disabled', {}, { client, authenticated: false, flowId });
    case 'user-disabled':
      return refuse('login-required', { seen: 'the user was disabled' }, known);
    case 'session-expired':
      return refuse('authorization-session-expired', {}, { client, authenticated: false, flowId });
    case 'session-concluded':
      return refuse(
        'authorization-session-unknown',
        { seen: 'answered before' },
        { client, authenticated: false, flowId },
      );
  }
}

function needsSignIn({ request, signedIn, isSignInSettled, now }: AuthorizationProgress): boolean {
  const { hintedSubject } = request;
  if (!signedIn) return true;
  if (isSignInSettled) return false;
  if (request.prompts.includes('login')) return true;
  if (hintedSubject !== undefined && hintedSubject !== signedIn.user.id) return true;
  return request.maxAge !== undefined && now - signedIn.session.authenticatedAt > request.maxAge * 1000;
}

function needsAccount({ request, accountId, isSignInSettled }: AuthorizationProgress): boolean {
  return accountId === undefined || (request.prompts.includes('select_account') && !isSignInSettled);
}

function needsConsent({ request, client, grant }: AuthorizationProgress): boolean {
  if (request.isGrantAutomatic) return false;
  if (request.prompts.includes('consent')) return true;
  if (mayBeAnotherApp(client, request.redirectUri)) return true;
  if (!grant) return true;
  return (
    !request.scopes.every((scope) => grant.scopes.includes(scope)) ||
    !request.resources.every((uri) => grant.resources.includes(uri))
  );
}

/**
 * Any app on the user's device can open a loopback port or claim a private-use scheme, so that such a redirect doesn't
 * prove who asks: the user is asked each time (RFC 8252 section 8.6, RFC 6749 section 10.2).
 */
function mayBeAnotherApp({ authMethod }: ClientRecord, redirectUri: string): boolean {
  return authMethod === 'none' && !redirectUri.startsWith('https:');
}
