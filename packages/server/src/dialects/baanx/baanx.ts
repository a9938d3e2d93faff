import { pageEndpoints } from '../../interaction/page-endpoints.ts';
import type { Dialect } from '../dialect.ts';
import { writeAuthorizationResponse } from './authorization-response.ts';
import { authorizeEndpoint } from './authorize-endpoint.ts';
import { logoutEndpoint, revocationEndpoint } from './ending-endpoints.ts';
import { writeRefusal } from './error-writer.ts';
import { admit } from './gateway.ts';
import { hostedPageEndpoint } from './hosted-page.ts';
import { initiateEndpoint } from './initiate-endpoint.ts';
import { loginEndpoint } from './login-endpoint.ts';
import { oneTimeCodeEndpoint } from './one-time-code-endpoint.ts';
import { baanxPaths } from './paths.ts';
import { baanxProblemMap } from './problem-map.ts';
import { regionOf } from './region.ts';
import { baanxScopes } from './scopes.ts';
import { tokenEndpoint } from './token-endpoint.ts';
import { baanxTokenTexts } from './token-texts.ts';
import { userEndpoint } from './user-endpoint.ts';

/** OAuth as Baanx speaks it: a hosted page or the app's own form, client keys in headers, one-time codes, regions. */
export const baanxDialect: Dialect = Object.freeze({
  name: 'baanx',
  endpoints: [
    initiateEndpoint,
    loginEndpoint,
    oneTimeCodeEndpoint,
    authorizeEndpoint,
    tokenEndpoint,
    revocationEndpoint,
    logoutEndpoint,
    userEndpoint,
    hostedPageEndpoint,
    ...pageEndpoints(writeAuthorizationResponse),
  ],
  admit,
  regionOf,
  parameterHeaders: ['x-client-key', 'x-secret-key', 'x-us-env'],
  codeEndsWithSession: true,
  tokenTexts: baanxTokenTexts,
  scopes: baanxScopes,
  problemMap: baanxProblemMap,
  addresses: ({ baseUrl }) => ({
    authorization: baseUrl + baanxPaths.initiate,
    token: baseUrl + baanxPaths.token,
    revocation: baseUrl + baanxPaths.revocation,
    api: `${baseUrl}/v1`,
  }),
  commands: ({ baseUrl }) => [
    {
      title: 'Refresh the tokens of a user',
      command: `curl -H "x-client-key: $CLIENT_KEY" -H "x-secret-key: $SECRET_KEY" --json '{"grant_type":"refresh_token","refresh_token":"'$REFRESH_TOKEN'"}' ${baseUrl}${baanxPaths.token}`,
    },
    {
      title: 'Read the user',
      command: `curl -H "x-client-key: $CLIENT_KEY" -H "Authorization: Bearer $ACCESS_TOKEN" ${baseUrl}${baanxPaths.user}`,
    },
  ],
  writeRefusal,
} satisfies Dialect);
