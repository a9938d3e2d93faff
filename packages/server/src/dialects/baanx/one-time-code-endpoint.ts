import { sendCodeThroughApp } from '../../directory/app-sign-in.ts';
import { messagesFor } from '../../pages/messages/languages.ts';
import type { Endpoint } from '../dialect.ts';
import { json } from '../standard/token-response.ts';
import { keyedClient } from './gateway.ts';
import { refuseFor } from './login-endpoint.ts';
import { baanxPaths } from './paths.ts';
import { readJson, refuseMissing, refuseOtherFields } from './read-json.ts';
import { regionOf } from './region.ts';
import { userIdOf } from './user-id.ts';

/** `POST /v1/auth/login/otp`: sends a code to a user whose password was proved a moment before; never of itself. */
export const oneTimeCodeEndpoint: Endpoint = {
  name: 'one-time-code',
  path: baanxPaths.oneTimeCode,
  methods: ['POST'],
  crossOrigin: 'nobody',
  host: 'api',
  pausable: true,
  async handle(request, environment) {
    const client = await keyedClient(request, environment);
    const known = { client, authenticated: false };
    const fields = readJson(request, client);
    refuseOtherFields(fields, ['userId'], known, environment);
    refuseMissing((name) => fields.get(name), ['userId'], known);
    const asked = {
      userId: userIdOf(fields.get('userId') ?? '') ?? '',
      client,
      region: regionOf(request, environment),
      messages: messagesFor(request),
    };
    await sendCodeThroughApp(asked, environment).catch((error: unknown) => refuseFor(client, error));
    return { response: json({ success: true }), clientId: client.clientId };
  },
};
