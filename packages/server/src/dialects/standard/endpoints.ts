import { type ParsedForm, presentParameter, readBasic } from '@candor/protocol';
import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../../environment.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { pageEndpoints } from '../../interaction/page-endpoints.ts';
import { authenticateClient, findClientBySecret } from '../../operations/authenticate-client.ts';
import { issueClientCredentialsToken } from '../../operations/client-credentials.ts';
import { introspectToken } from '../../operations/introspect-token.ts';
import { pushAuthorizationRequest } from '../../operations/push-authorization-request.ts';
import { redeemAuthorizationCode } from '../../operations/redeem-authorization-code.ts';
import { revokeToken } from '../../operations/revoke-token.ts';
import { rotateRefreshToken } from '../../operations/rotate-refresh-token.ts';
import type { TokenAnswer } from '../../operations/token-answer.ts';
import { userinfo } from '../../operations/userinfo.ts';
import { Refusal, type RefusalFacts, refuse } from '../../refusal.ts';
import type { Answer, Endpoint } from '../dialect.ts';
import { authorizationEndpoint } from './authorization-endpoint.ts';
import { writeAuthorizationResponse } from './authorization-response.ts';
import { endSessionEndpoint } from './end-session-endpoint.ts';
import { metadata } from './metadata.ts';
import { standardPaths } from './paths.ts';
import { readAuthorizationRequest } from './read-authorization-request.ts';
import { readBearerToken } from './read-bearer-token.ts';
import { readCredentials } from './read-credentials.ts';
import { readFormBody, refuseDuplicates } from './read-form.ts';
import { readClientCredentialsRequest, readRedeemRequest, readRefreshRequest } from './read-token-request.ts';
import {
  json,
  writeIntrospectionResponse,
  writeRevocationResponse,
  writeTokenResponse,
  writeUserinfoResponse,
} from './token-response.ts';

const tokenEndpoint: Endpoint = {
  name: 'token',
  path: standardPaths.token,
  methods: ['POST'],
  crossOrigin: 'registered-origins',
  pausable: true,
  async handle(request, environment) {
    const { form, client } = await authenticated(request, environment);
    const grantType = requiredOf(client, form, 'grant_type');
    const answer = await grant(grantType, { request, form, client }, environment);
    return { response: writeTokenResponse(answer, environment), clientId: answer.clientId, flowId: answer.flowId };
  },
};

function grant(
  grantType: string,
  { request, form, client }: { request: HttpRequest; form: ParsedForm; client: ClientRecord },
  environment: Environment,
): Promise<TokenAnswer> {
  switch (grantType) {
    case 'authorization_code':
      return redeemAuthorizationCode(
        readAs(client, () => readRedeemRequest(request, form, environment)),
        client,
        environment,
      );
    case 'refresh_token':
      return rotateRefreshToken(
        readAs(client, () => readRefreshRequest(request, form, environment)),
        client,
        environment,
      );
    case 'client_credentials':
      return issueClientCredentialsToken(
        readAs(client, () => readClientCredentialsRequest(request, form)),
        client,
        environment,
      );
    default:
      return refuse('grant-type-unsupported', { seen: grantType }, { client, authenticated: true });
  }
}

const pushedAuthorizationRequestEndpoint: Endpoint = {
  name: 'pushed-authorization-request',
  path: standardPaths.pushedAuthorizationRequest,
  methods: ['POST'],
  crossOrigin: 'nobody',
  pausable: true,
  async handle(request, environment) {
    const { form, client } = await authenticated(request, environment);
    // RFC 9126 section 2.1: a pushed request can't name another one.
    if (form.parameters.has('request_uri')) {
      refuse('request-uri-not-accepted', { seen: 'request_uri in a pushed request' }, { client, authenticated: true });
    }
    const pushed = await pushAuthorizationRequest(
      readAs(client, () => readAuthorizationRequest(form)),
      client,
      environment,
    );
    const body = { request_uri: pushed.requestUri, expires_in: pushed.expiresIn };
    return { response: json(body, 201), clientId: client.clientId };
  },
};

const revocationEndpoint: Endpoint = {
  name: 'revocation',
  path: standardPaths.revocation,
  methods: ['POST'],
  crossOrigin: 'registered-origins',
  pausable: true,
  async handle(request, environment) {
    const { form, client } = await authenticated(request, environment);
    const token = requiredOf(client, form, 'token');
    const { flowId } = await revokeToken({ token }, client, environment);
    return { response: writeRevocationResponse(), clientId: client.clientId, flowId };
  },
};

const introspectionEndpoint: Endpoint = {
  name: 'introspection',
  path: standardPaths.introspection,
  methods: ['POST'],
  crossOrigin: 'nobody',
  pausable: true,
  async handle(request, environment) {
    const { form, client } = await authenticated(request, environment);
    const token = requiredOf(client, form, 'token');
    const result = await introspectToken({ token }, client, environment);
    const flowId = result.outcome === 'active' ? result.tokens.authorization?.flowId : undefined;
    return { response: writeIntrospectionResponse(result, environment), clientId: client.clientId, flowId };
  },
};

const userinfoEndpoint: Endpoint = {
  name: 'userinfo',
  path: standardPaths.userinfo,
  methods: ['GET', 'POST'],
  crossOrigin: 'registered-origins',
  pausable: true,
  async handle(request, environment) {
    const result = await userinfo({ accessToken: readBearerToken(request) }, environment);
    return { response: writeUserinfoResponse(result), clientId: result.clientId, flowId: result.flowId };
  },
};

const jwksEndpoint: Endpoint = {
  name: 'jwks',
  path: standardPaths.jwks,
  methods: ['GET'],
  crossOrigin: 'everybody',
  pausable: false,
  async handle(_request, environment) {
    return publicDocument({ keys: await environment.deps.signingKeys.publicKeys() });
  },
};

const metadataEndpoint = (path: string): Endpoint => ({
  name: 'metadata',
  path,
  methods: ['GET'],
  crossOrigin: 'everybody',
  pausable: false,
  async handle(_request, environment) {
    return publicDocument(await metadata(environment));
  },
});

/** Everything that an environment of the standard dialect answers. */
export const standardEndpoints: readonly Endpoint[] = [
  authorizationEndpoint,
  pushedAuthorizationRequestEndpoint,
  tokenEndpoint,
  revocationEndpoint,
  introspectionEndpoint,
  userinfoEndpoint,
  jwksEndpoint,
  metadataEndpoint(standardPaths.openidConfiguration),
  metadataEndpoint(standardPaths.oauthMetadata),
  endSessionEndpoint,
  ...pageEndpoints(writeAuthorizationResponse),
];

/** Form and client of a request that has to authenticate. */
async function authenticated(
  request: HttpRequest,
  environment: Environment,
): Promise<{ readonly form: ParsedForm; readonly client: ClientRecord }> {
  const form = await readFormOfClient(request, environment);
  const from = environment.deps.fingerprints.address(request.address);
  const client = await authenticateClient(readCredentials(request, form), from, environment);
  return { form, client };
}

/** A body that can't be read says nothing of the client, but the header may: then the client's owner can read why. */
async function readFormOfClient(request: HttpRequest, environment: Environment): Promise<ParsedForm> {
  try {
    const form = readFormBody(request);
    refuseDuplicates(form);
    return form;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse(error.problem, error.detail, { ...error.facts, ...(await clientOfHeader(request, environment)) });
  }
}

async function clientOfHeader(request: HttpRequest, environment: Environment): Promise<RefusalFacts> {
  const basic = readBasic(request.headers.authorization ?? '');
  if (basic.outcome !== 'credentials') return {};
  const { matched } = await findClientBySecret(
    basic.readings,
    environment.deps.fingerprints.address(request.address),
    environment,
  );
  const isAuthenticated = matched?.enabled && matched.authMethod === 'client_secret_basic';
  return isAuthenticated ? { client: matched, authenticated: true } : {};
}

function requiredOf(client: ClientRecord, form: ParsedForm, name: string): string {
  const value = presentParameter(form, name);
  return value ?? refuse('parameter-missing', { expected: name }, { client, authenticated: true });
}

/** Reads what an authenticated client sent, so that a refusal of it is known to be that client's. */
function readAs<Read>(client: ClientRecord, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse(error.problem, error.detail, { ...error.facts, client, authenticated: true });
  }
}

function publicDocument(body: unknown): Answer {
  const { headers, ...response } = json(body);
  const { pragma: _pragma, ...kept } = headers;
  return { response: { ...response, headers: { ...kept, 'cache-control': 'public, max-age=300' } } };
}
