import type { ClientRecord, UserRecord } from '@candor/storage';
import { findAppSession } from '../../directory/app-sign-in.ts';
import type { Environment } from '../../environment.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { type ReachedResource, reachResource } from '../../operations/reach-resource.ts';
import { splitScope } from '../../operations/scope.ts';
import { refuse } from '../../refusal.ts';
import type { Endpoint } from '../dialect.ts';
import { json } from '../standard/token-response.ts';
import { keyedClient } from './gateway.ts';
import { baanxPaths } from './paths.ts';
import { readBearerText } from './read-bearer.ts';
import { regionOf } from './region.ts';
import { textKindOf } from './token-texts.ts';
import { userUuid } from './user-id.ts';

/** `GET /v1/user`: what the final access token is for; the cheapest call to try it with. */
export const userEndpoint: Endpoint = {
  name: 'api',
  path: baanxPaths.user,
  methods: ['GET'],
  crossOrigin: 'nobody',
  host: 'api',
  pausable: true,
  async handle(request, environment) {
    const client = await keyedClient(request, environment);
    const { user, flowId } = await userOf(request, client, environment);
    return { response: json(profileOf(user)), clientId: client.clientId, flowId };
  },
};

async function userOf(
  request: HttpRequest,
  client: ClientRecord,
  environment: Environment,
): Promise<{ readonly user: UserRecord; readonly flowId: string | undefined }> {
  const text = readBearerText(request, client);
  const region = regionOf(request, environment);
  if (environment.policy.loginTokenAtApi && textKindOf(text) === 'a login token') {
    const { user } = await findAppSession(text, { client, region }, environment);
    return { user, flowId: undefined };
  }
  const reached = await reachResource({ accessToken: text, ...(region !== undefined && { region }) }, environment);
  refuseOtherClient(reached, client);
  refuseOtherScope(reached, environment);
  const userId = reached.tokens.authorization?.userId ?? '';
  const user = await environment.deps.storage.user(environment.name, userId);
  if (!user) return refuse('access-token-unknown', { seen: 'the token of a user who is gone' }, { client });
  return { user, flowId: reached.flowId };
}

/** A token works with the key of its own client alone. @throws Refusal `access-token-unknown`. */
export function refuseOtherClient(reached: ReachedResource, client: ClientRecord): void {
  if (reached.client.clientId === client.clientId) return;
  refuse(
    'access-token-unknown',
    { seen: 'the token of another client key' },
    { client, issuedTo: reached.client.clientId },
  );
}

/**
 * The profile is for tokens with its scope, and for those whose scopes are all the app's own words, which the provider
 * accepts without a meaning. @throws Refusal `scope-insufficient`.
 */
function refuseOtherScope({ tokens, client }: ReachedResource, environment: Environment): void {
  const scopes = splitScope(tokens.scope);
  const areOwnWords = scopes.length > 0 && !scopes.some((name) => environment.scopes.has(name));
  if (areOwnWords || scopes.includes('user:read')) return;
  refuse('scope-insufficient', { seen: tokens.scope, expected: 'user:read' }, { client, authenticated: true });
}

function profileOf(user: UserRecord): object {
  return {
    id: userUuid(user.id),
    firstName: user.givenName ?? null,
    lastName: user.familyName ?? null,
    email: user.email,
    phoneNumber: user.phoneNumber ?? null,
    verificationState: 'VERIFIED',
    createdAt: new Date(user.createdAt).toISOString(),
  };
}
