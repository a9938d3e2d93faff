import { endAppSession } from '../../directory/app-sign-in.ts';
import { reachResource } from '../../operations/reach-resource.ts';
import { endAccessOfUser } from '../../operations/revoke-token.ts';
import type { Endpoint } from '../dialect.ts';
import { json } from '../standard/token-response.ts';
import { keyedClient } from './gateway.ts';
import { baanxPaths } from './paths.ts';
import { readBearerText } from './read-bearer.ts';
import { regionOf } from './region.ts';
import { textKindOf } from './token-texts.ts';
import { refuseOtherClient } from './user-endpoint.ts';

const common = { crossOrigin: 'nobody', host: 'api', pausable: true } as const;

/** `DELETE …/revoke`: ends every token of the app for the user whose access token is sent; the user stays signed in. */
export const revocationEndpoint: Endpoint = {
  ...common,
  name: 'revocation',
  path: baanxPaths.revocation,
  methods: ['DELETE'],
  async handle(request, environment) {
    const client = await keyedClient(request, environment);
    const region = regionOf(request, environment);
    const accessToken = readBearerText(request, client);
    const reached = await reachResource({ accessToken, ...(region !== undefined && { region }) }, environment);
    refuseOtherClient(reached, client);
    await endAccessOfUser(reached.tokens, client, 'app', environment);
    return { response: json({ success: true }), clientId: client.clientId, flowId: reached.flowId };
  },
};

/** `POST /v1/auth/logout`: ends one token, that of an app or that of a sign-in in an app's form. */
export const logoutEndpoint: Endpoint = {
  ...common,
  name: 'logout',
  path: baanxPaths.logout,
  methods: ['POST'],
  async handle(request, environment) {
    const client = await keyedClient(request, environment);
    const region = regionOf(request, environment);
    const text = readBearerText(request, client);
    if (textKindOf(text) === 'a login token') {
      await endAppSession(text, { client, region }, environment);
      return { response: json({ success: true }), clientId: client.clientId };
    }
    const reached = await reachResource({ accessToken: text, ...(region !== undefined && { region }) }, environment);
    refuseOtherClient(reached, client);
    const { deps, name } = environment;
    await deps.storage.revokeAccessToken({ environment: name, id: reached.tokens.id, now: deps.now() });
    return { response: json({ success: true }), clientId: client.clientId, flowId: reached.flowId };
  },
};
