import type { Environment } from '../../environment.ts';
import type { HttpResponse } from '../../http/exchange.ts';
import type { IntrospectTokenResult } from '../../operations/introspect-token.ts';
import type { TokenAnswer } from '../../operations/token-answer.ts';
import type { UserinfoResult } from '../../operations/userinfo.ts';

const jsonHeaders = Object.freeze({
  'content-type': 'application/json',
  'cache-control': 'no-store',
  pragma: 'no-cache',
});

/** RFC 6749 section 5.1. `scope` is always told: clients need not know what was left out. */
export function writeTokenResponse(answer: TokenAnswer, environment: Environment): HttpResponse {
  return json({
    access_token: answer.accessToken,
    token_type: 'Bearer',
    expires_in: Math.max(0, Math.round((answer.accessExpiresAt - environment.deps.now()) / 1000)),
    refresh_token: answer.refreshToken,
    scope: answer.scope,
    id_token: answer.idToken,
  });
}

/** RFC 7009 section 2.2; with a JSON body, because some clients refuse another type and some an empty body. */
export function writeRevocationResponse(): HttpResponse {
  return json({});
}

/** RFC 7662 section 2.2. */
export function writeIntrospectionResponse(result: IntrospectTokenResult, environment: Environment): HttpResponse {
  if (result.outcome === 'inactive') return json({ active: false });
  const { tokens, kind } = result;
  const isAccessToken = kind === 'access-token';
  const expiresAt = isAccessToken ? tokens.accessExpiresAt : Math.min(...refreshEnds(tokens));
  return json({
    active: true,
    iss: environment.issuer,
    client_id: tokens.clientId,
    sub: tokens.authorization?.userId ?? tokens.clientId,
    scope: tokens.scope,
    aud: tokens.audience.length === 1 ? tokens.audience[0] : tokens.audience,
    token_type: isAccessToken ? 'Bearer' : undefined,
    token_use: isAccessToken ? 'access_token' : 'refresh_token',
    account: tokens.authorization?.accountId || undefined,
    iat: Math.floor(tokens.issuedAt / 1000),
    exp: Math.floor(expiresAt / 1000),
  });
}

/** OpenID Connect Core section 5.3.2. */
export function writeUserinfoResponse(result: UserinfoResult): HttpResponse {
  return json(result.claims);
}

export function json(body: unknown, status = 200): HttpResponse {
  return { status, headers: jsonHeaders, body: JSON.stringify(body) };
}

function refreshEnds({ refresh }: Extract<IntrospectTokenResult, { outcome: 'active' }>['tokens']): number[] {
  return refresh ? [refresh.expiresAt, refresh.inactiveAt] : [];
}
