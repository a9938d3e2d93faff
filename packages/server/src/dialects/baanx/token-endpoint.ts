import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../../environment.ts';
import type { HttpRequest, HttpResponse } from '../../http/exchange.ts';
import { redeemAuthorizationCode } from '../../operations/redeem-authorization-code.ts';
import { rotateRefreshToken } from '../../operations/rotate-refresh-token.ts';
import type { TokenAnswer } from '../../operations/token-answer.ts';
import { refuse } from '../../refusal.ts';
import { callerMark } from '../../trace/caller-mark.ts';
import type { Endpoint } from '../dialect.ts';
import { json } from '../standard/token-response.ts';
import { authenticateByKeys, countClientRequest } from './authenticate.ts';
import { baanxRedemptionOrder, baanxRefreshOrder } from './check-orders.ts';
import { keyedClient } from './gateway.ts';
import { baanxPaths } from './paths.ts';
import { type JsonFields, readJson, refuseMissing, refuseOtherFields } from './read-json.ts';
import { regionOf } from './region.ts';

interface TokenRequest {
  readonly request: HttpRequest;
  readonly fields: JsonFields;
  readonly client: ClientRecord;
  readonly environment: Environment;
}

interface Grant {
  /** Fields beside `grant_type`, all of them required. */
  readonly fields: readonly string[];
  run(asked: TokenRequest): Promise<TokenAnswer>;
}

const grants: Readonly<Record<string, Grant>> = {
  authorization_code: { fields: ['code', 'redirect_uri', 'code_verifier'], run: redeem },
  refresh_token: { fields: ['refresh_token'], run: refresh },
};

/** `POST …/token`, with a JSON body. */
export const tokenEndpoint: Endpoint = {
  name: 'token',
  path: baanxPaths.token,
  methods: ['POST'],
  crossOrigin: 'nobody',
  host: 'api',
  pausable: true,
  async handle(request, environment) {
    const keyed = await keyedClient(request, environment);
    const fields = readJson(request, keyed);
    const client = await authenticateByKeys(request, keyed, environment);
    await countClientRequest('token', client, request, environment);
    const known = { client, authenticated: client.authMethod !== 'none' };
    const grantType = fields.get('grant_type') ?? '';
    const grant = Object.hasOwn(grants, grantType) ? grants[grantType] : undefined;
    refuseOtherFields(fields, ['grant_type', ...(grant?.fields ?? everyField)], known, environment);
    refuseMissing((name) => fields.get(name), ['grant_type'], known);
    if (!grant) return refuse('grant-type-unsupported', { seen: grantType, expected: Object.keys(grants) }, known);
    refuseMissing((name) => fields.get(name), grant.fields, known);
    const answer = await grant.run({ request, fields, client, environment });
    return { response: writeTokens(answer, environment), clientId: answer.clientId, flowId: answer.flowId };
  },
};

const everyField = Object.values(grants).flatMap(({ fields }) => fields);

function redeem({ request, fields, client, environment }: TokenRequest): Promise<TokenAnswer> {
  const region = regionOf(request, environment);
  const redemption = {
    requestId: request.requestId,
    code: fields.get('code'),
    codeVerifier: fields.get('code_verifier'),
    redirectUri: fields.get('redirect_uri'),
    resources: [],
    from: callerMark(environment.deps.fingerprints, request),
    ...(region !== undefined && { region }),
  };
  return redeemAuthorizationCode(redemption, client, environment, baanxRedemptionOrder);
}

function refresh({ request, fields, client, environment }: TokenRequest): Promise<TokenAnswer> {
  const region = regionOf(request, environment);
  const asked = {
    requestId: request.requestId,
    refreshToken: fields.get('refresh_token'),
    scopes: [],
    resources: [],
    from: callerMark(environment.deps.fingerprints, request),
    ...(region !== undefined && { region }),
  };
  return rotateRefreshToken(asked, client, environment, baanxRefreshOrder);
}

function writeTokens(answer: TokenAnswer, environment: Environment): HttpResponse {
  const now = environment.deps.now();
  const seconds = (end: number): number => Math.max(0, Math.round((end - now) / 1000));
  return json({
    access_token: answer.accessToken,
    token_type: 'Bearer',
    expires_in: seconds(answer.accessExpiresAt),
    refresh_token: answer.refreshToken,
    ...(answer.refreshExpiresAt !== undefined && { refresh_token_expires_in: seconds(answer.refreshExpiresAt) }),
  });
}
