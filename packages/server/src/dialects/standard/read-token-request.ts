import { allParameters, isResourceIndicator, type ParsedForm, parseScope, presentParameter } from '@candor/protocol';
import type { Environment } from '../../environment.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import type { ClientCredentialsRequest } from '../../operations/client-credentials.ts';
import type { RedeemAuthorizationCodeRequest } from '../../operations/redeem-authorization-code.ts';
import type { RotateRefreshTokenRequest } from '../../operations/rotate-refresh-token.ts';
import { refuse } from '../../refusal.ts';
import { callerMark } from '../../trace/caller-mark.ts';
import { required } from './read-form.ts';

export function readRedeemRequest(
  request: HttpRequest,
  form: ParsedForm,
  environment: Environment,
): RedeemAuthorizationCodeRequest {
  return {
    requestId: request.requestId,
    code: required(presentParameter(form, 'code'), 'code'),
    codeVerifier: presentParameter(form, 'code_verifier'),
    redirectUri: presentParameter(form, 'redirect_uri'),
    resources: readResources(form),
    from: callerMark(environment.deps.fingerprints, request),
  };
}

export function readRefreshRequest(
  request: HttpRequest,
  form: ParsedForm,
  environment: Environment,
): RotateRefreshTokenRequest {
  return {
    requestId: request.requestId,
    refreshToken: required(presentParameter(form, 'refresh_token'), 'refresh_token'),
    scopes: readScopes(form),
    resources: readResources(form),
    from: callerMark(environment.deps.fingerprints, request),
  };
}

export function readClientCredentialsRequest(request: HttpRequest, form: ParsedForm): ClientCredentialsRequest {
  return { requestId: request.requestId, scopes: readScopes(form), resources: readResources(form) };
}

/** Scope names without repetition. @throws Refusal `scope-unknown` for text that can't be a scope. */
function readScopes(form: ParsedForm): readonly string[] {
  const text = presentParameter(form, 'scope');
  if (text === undefined) return [];
  const reading = parseScope(text);
  return reading.outcome === 'parsed' ? reading.values : refuse('scope-unknown', { seen: reading.why });
}

/** Resource indicators (RFC 8707 section 2). @throws Refusal `resource-not-accepted` for what is none. */
function readResources(form: ParsedForm): readonly string[] {
  const sent = allParameters(form, 'resource').filter((uri) => uri !== '');
  for (const uri of sent) {
    const check = isResourceIndicator(uri);
    if (!check.ok) refuse('resource-not-accepted', { seen: uri, why: check.why });
  }
  return [...new Set(sent)];
}
