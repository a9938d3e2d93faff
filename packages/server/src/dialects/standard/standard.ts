import type { Dialect } from '../dialect.ts';
import { standardEndpoints } from './endpoints.ts';
import { writeRefusal } from './error-writer.ts';
import { standardPaths } from './paths.ts';
import { standardProblemMap } from './problem-map.ts';
import { standardScopes } from './scopes.ts';
import { standardTokenTexts } from './token-texts.ts';

/** OAuth 2.1 and OpenID Connect, as the specifications say them. */
export const standardDialect: Dialect = Object.freeze({
  name: 'standard',
  endpoints: standardEndpoints,
  tokenTexts: standardTokenTexts,
  scopes: standardScopes,
  problemMap: standardProblemMap,
  addresses: ({ baseUrl }) => ({
    authorization: baseUrl + standardPaths.authorization,
    token: baseUrl + standardPaths.token,
    revocation: baseUrl + standardPaths.revocation,
    api: baseUrl + standardPaths.userinfo,
    pushedAuthorizationRequest: baseUrl + standardPaths.pushedAuthorizationRequest,
  }),
  commands: ({ baseUrl }) => [
    { title: 'Read the metadata', command: `curl ${baseUrl}${standardPaths.openidConfiguration}` },
    {
      title: 'Get a token for an app itself',
      command: `curl -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials ${baseUrl}${standardPaths.token}`,
    },
  ],
  writeRefusal,
} satisfies Dialect);
