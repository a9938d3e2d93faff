import { allParameters, type ParsedForm, parseScope, presentParameter } from '@candor/protocol';
import type { HttpRequest } from '../../http/exchange.ts';
import type { AuthorizationRequest } from '../../operations/authorization-request.ts';
import { mediaTypeOf, readFormBody, readQuery } from './read-form.ts';

/** The parameters of an authorization request: the query of a GET, the form of a POST. */
export function readAuthorizationForm(request: HttpRequest): ParsedForm {
  if (request.method !== 'POST') return readQuery(request);
  return mediaTypeOf(request) === undefined ? readQuery(request) : readFormBody(request);
}

/** Converts wire names, once. What is malformed is left for the checks: only they know where the refusal may go. */
export function readAuthorizationRequest(form: ParsedForm): AuthorizationRequest {
  const parameter = (name: string): string | undefined => presentParameter(form, name);
  return {
    clientId: parameter('client_id'),
    redirectUri: parameter('redirect_uri'),
    responseType: parameter('response_type'),
    responseMode: parameter('response_mode'),
    scopes: splitLoosely(parameter('scope')),
    state: parameter('state'),
    nonce: parameter('nonce'),
    codeChallenge: parameter('code_challenge'),
    codeChallengeMethod: parameter('code_challenge_method'),
    prompts: splitLoosely(parameter('prompt')),
    maxAge: parameter('max_age'),
    loginHint: parameter('login_hint')?.slice(0, 320),
    idTokenHint: parameter('id_token_hint'),
    uiLocales: parameter('ui_locales')?.slice(0, 200),
    resources: [...new Set(allParameters(form, 'resource').filter((uri) => uri !== ''))],
    requestObject: parameter('request') ?? parameter('registration'),
    duplicated: form.duplicated,
  };
}

function splitLoosely(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const reading = parseScope(text);
  return reading.outcome === 'parsed' ? reading.values : [text.slice(0, 200)];
}
