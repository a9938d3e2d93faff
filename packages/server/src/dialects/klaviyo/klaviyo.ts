import { pageEndpoints } from '../../interaction/page-endpoints.ts';
import type { Dialect } from '../dialect.ts';
import { apiEndpoints, apiOrigin } from './api/endpoints.ts';
import { authorizationEndpoint } from './authorization-endpoint.ts';
import { writeAuthorizationResponse } from './authorization-response.ts';
import { clientPageEndpoints } from './client-page.ts';
import { writeRefusal } from './error-writer.ts';
import { klaviyoPaths } from './paths.ts';
import { klaviyoProblemMap } from './problem-map.ts';
import { revocationEndpoint } from './revocation-endpoint.ts';
import { klaviyoScopes } from './scopes.ts';
import { tokenEndpoint } from './token-endpoint.ts';
import { klaviyoTokenTexts } from './token-texts.ts';

/** OAuth as Klaviyo speaks it, so that an integration can be built, and broken on purpose, against a local server. */
export const klaviyoDialect: Dialect = Object.freeze({
  name: 'klaviyo',
  endpoints: [
    authorizationEndpoint,
    tokenEndpoint,
    revocationEndpoint,
    ...apiEndpoints,
    ...clientPageEndpoints,
    ...pageEndpoints(writeAuthorizationResponse),
  ],
  tokenTexts: klaviyoTokenTexts,
  scopes: klaviyoScopes,
  problemMap: klaviyoProblemMap,
  addresses: (environment) => ({
    authorization: environment.baseUrl + klaviyoPaths.authorization,
    token: apiOrigin(environment) + klaviyoPaths.token,
    revocation: apiOrigin(environment) + klaviyoPaths.revocation,
    api: apiOrigin(environment) + klaviyoPaths.api,
  }),
  commands: (environment) => [
    {
      title: 'Refresh the tokens of an account',
      command: `curl -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=refresh_token -d refresh_token=$REFRESH_TOKEN ${apiOrigin(environment)}${klaviyoPaths.token}`,
    },
    {
      title: 'Read the account',
      command: `curl -H "Authorization: Bearer $ACCESS_TOKEN" ${apiOrigin(environment)}${klaviyoPaths.api}/accounts`,
    },
  ],
  writeRefusal,
} satisfies Dialect);
