import { type ParsedForm, presentParameter } from '@candor/protocol';
import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../../environment.ts';
import type { HttpRequest, HttpResponse } from '../../http/exchange.ts';
import { authenticateClient } from '../../operations/authenticate-client.ts';
import { redeemAuthorizationCode } from '../../operations/redeem-authorization-code.ts';
import { rotateRefreshToken } from '../../operations/rotate-refresh-token.ts';
import { splitScope } from '../../operations/scope.ts';
import type { TokenAnswer } from '../../operations/token-answer.ts';
import { refuse } from '../../refusal.ts';
import { callerMark } from '../../trace/caller-mark.ts';
import type { Endpoint } from '../dialect.ts';
import { json } from '../standard/token-response.ts';
import { klaviyoRedemptionOrder, klaviyoRefreshOrder } from './check-orders.ts';
import { klaviyoPaths } from './paths.ts';
import { readCredentials } from './read-credentials.ts';
import { readFormBody } from './read-form.ts';

interface TokenRequest {
  readonly request: HttpRequest;
  readonly form: ParsedForm;
  readonly client: ClientRecord;
  readonly environment: Environment;
}

const grants: Readonly<Record<string, (asked: TokenRequest) => Promise<TokenAnswer>>> = {
  authorization_code: redeem,
  refresh_token: refresh,
};

/** `POST /oauth/token`: the grant type is looked for before the client is. */
export const tokenEndpoint: Endpoint = {
  name: 'token',
  path: klaviyoPaths.token,
  methods: ['POST'],
  crossOrigin: 'nobody',
  host: 'api',
  pausable: true,
  async handle(request, environment) {
    const form = await readFormBody(request);
    const grantType = presentParameter(form, 'grant_type');
    const grant = grantType !== undefined && Object.hasOwn(grants, grantType) ? grants[grantType] : undefined;
    if (!grant) refuse('grant-type-unsupported', { seen: grantType ?? 'none', expected: Object.keys(grants) });
    const from = environment.deps.fingerprints.address(request.address);
    const client = await authenticateClient(readCredentials(request), from, environment);
    refuseRepetition(form, client);
    const answer = await grant({ request, form, client, environment });
    return { response: writeTokenResponse(answer, environment), clientId: answer.clientId, flowId: answer.flowId };
  },
};

function redeem({ request, form, client, environment }: TokenRequest): Promise<TokenAnswer> {
  const redemption = {
    requestId: request.requestId,
    code: form.parameters.get('code'),
    codeVerifier: form.parameters.get('code_verifier'),
    // Left out it differs from the one of the authorization request, which is always there.
    redirectUri: form.parameters.get('redirect_uri') ?? '',
    resources: [],
    from: callerMark(environment.deps.fingerprints, request),
  };
  return redeemAuthorizationCode(redemption, client, environment, klaviyoRedemptionOrder);
}

function refresh({ request, form, client, environment }: TokenRequest): Promise<TokenAnswer> {
  const asked = {
    requestId: request.requestId,
    refreshToken: form.parameters.get('refresh_token'),
    scopes: splitScope(form.parameters.get('scope')),
    resources: [],
    from: callerMark(environment.deps.fingerprints, request),
  };
  return rotateRefreshToken(asked, client, environment, klaviyoRefreshOrder);
}

/** The first name that occurs twice: two readers could pick different values. */
export function refuseRepetition(form: ParsedForm, client: ClientRecord): void {
  const [name] = form.duplicated;
  if (name !== undefined) refuse('parameter-duplicated', { seen: name }, { client, authenticated: true });
}

function writeTokenResponse(answer: TokenAnswer, environment: Environment): HttpResponse {
  return json({
    access_token: answer.accessToken,
    token_type: 'Bearer',
    expires_in: Math.max(0, Math.round((answer.accessExpiresAt - environment.deps.now()) / 1000)),
    refresh_token: answer.refreshToken,
    scope: answer.scope,
  });
}
