import { type ParsedForm, presentParameter } from '@candor/protocol';
import { answerAuthorizationRequest } from '../../interaction/authorization-request.ts';
import { type AuthorizationRequest, validateAuthorizationRequest } from '../../operations/authorization-request.ts';
import { splitScope } from '../../operations/scope.ts';
import type { Endpoint } from '../dialect.ts';
import { readQuery } from '../standard/read-form.ts';
import { writeAuthorizationResponse } from './authorization-response.ts';
import { klaviyoAuthorizationOrder } from './check-orders.ts';
import { klaviyoPaths } from './paths.ts';

/** `GET /oauth/authorize`: the seven documented parameters are read, and no others. */
export const authorizationEndpoint: Endpoint = {
  name: 'authorization',
  path: klaviyoPaths.authorization,
  methods: ['GET'],
  crossOrigin: 'nobody',
  host: 'browser',
  pausable: true,
  async handle(httpRequest, environment) {
    const asked = readAuthorizationRequest(readQuery(httpRequest));
    const valid = await validateAuthorizationRequest(asked, environment, false, klaviyoAuthorizationOrder);
    return answerAuthorizationRequest({ httpRequest, ...valid }, writeAuthorizationResponse, environment);
  },
};

function readAuthorizationRequest(form: ParsedForm): AuthorizationRequest {
  const parameter = (name: string): string | undefined => presentParameter(form, name);
  return {
    clientId: parameter('client_id'),
    redirectUri: parameter('redirect_uri'),
    responseType: parameter('response_type'),
    scopes: splitScope(parameter('scope')),
    state: parameter('state'),
    codeChallenge: parameter('code_challenge'),
    codeChallengeMethod: parameter('code_challenge_method'),
    duplicated: form.duplicated,
    responseMode: undefined,
    nonce: undefined,
    prompts: [],
    maxAge: undefined,
    loginHint: undefined,
    uiLocales: undefined,
    idTokenHint: undefined,
    resources: [],
    requestObject: undefined,
  };
}
