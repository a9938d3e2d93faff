import type { UserRecord } from '@candor/storage';
import { findAppSession } from '../../directory/app-sign-in.ts';
import type { Environment } from '../../environment.ts';
import { redirectOf } from '../../operations/authorization-request.ts';
import { answerWithCode, mayGrant } from '../../operations/authorize.ts';
import { refuse } from '../../refusal.ts';
import type { Endpoint } from '../dialect.ts';
import { json } from '../standard/token-response.ts';
import { refuseWithoutOAuth } from './authenticate.ts';
import { redirectAddress } from './authorization-response.ts';
import { keyedClient } from './gateway.ts';
import { baanxPaths } from './paths.ts';
import { readBearerText } from './read-bearer.ts';
import { readJson, refuseMissing, refuseOtherFields } from './read-json.ts';
import { regionOf } from './region.ts';
import { openSession } from './session-token.ts';

/** `POST …/authorize`: in API mode, the user who signed in in the app's own form grants, and the code comes in the body. */
export const authorizeEndpoint: Endpoint = {
  name: 'authorization-grant',
  path: baanxPaths.authorize,
  methods: ['POST'],
  crossOrigin: 'nobody',
  host: 'api',
  pausable: true,
  async handle(httpRequest, environment) {
    const client = await keyedClient(httpRequest, environment);
    const known = { client, authenticated: false };
    const region = regionOf(httpRequest, environment);
    const fields = readJson(httpRequest, client);
    refuseWithoutOAuth(client, known);
    refuseOtherFields(fields, ['token'], known, environment);
    refuseMissing((name) => fields.get(name), ['token'], known);
    const loginToken = readBearerText(httpRequest, client);
    const signedIn = await findAppSession(loginToken, { client, region }, environment);
    const open = await openSession(fields.get('token') ?? '', { client, region }, environment);
    const { request, session, flowId } = open;
    const now = environment.deps.now();
    const accountId = grantableAccount(signedIn.user, environment);
    if (accountId === undefined) {
      return refuse('role-not-allowed-to-grant', { expected: environment.policy.grantingRoles }, { ...known, flowId });
    }
    const progress = { request, client, signedIn, accountId, isSignInSettled: true, grant: undefined, now };
    const context = {
      requestId: httpRequest.requestId,
      flow: session.id,
      authorizationSessionId: session.id,
      notAfter: session.expiresAt,
    };
    const { code } = await answerWithCode(progress, context, environment);
    const { state } = request;
    const url = redirectAddress(redirectOf(request), { code });
    return { response: json({ url, code, state }), clientId: client.clientId, flowId };
  },
};

/** The first account in which the user's role may grant, '' for a user without accounts. */
function grantableAccount(user: UserRecord, environment: Environment): string | undefined {
  const ids = user.accounts.length === 0 ? [''] : user.accounts.map(({ accountId }) => accountId);
  return ids.find((accountId) => mayGrant(user, accountId, environment));
}
