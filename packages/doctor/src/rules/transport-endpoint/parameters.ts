import type { Evidence } from '../../evidence/evidence.ts';
import { sentValue, subjectOf } from '../../evidence/sent.ts';

const ofAuthorization = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'response_mode',
  'prompt',
  'max_age',
  'login_hint',
  'id_token_hint',
  'acr_values',
  'ui_locales',
  'display',
  'claims',
  'request',
  'request_uri',
  'resource',
] as const;
const ofClient = ['client_id', 'client_secret', 'client_assertion', 'client_assertion_type'] as const;
const ofToken = [
  ...ofClient,
  'grant_type',
  'code',
  'redirect_uri',
  'code_verifier',
  'refresh_token',
  'scope',
  'resource',
];
const ofTokenUse = [...ofClient, 'token', 'token_type_hint'];

/** The parameters that the endpoint of the failed request defines; empty where it is not known. */
export function definedParameters(evidence: Evidence): readonly string[] {
  switch (subjectOf(evidence)?.role) {
    case 'authorization-request':
      return ofAuthorization;
    case 'pushed-authorization-request':
      return [...ofAuthorization, ...ofClient];
    case 'token-request':
      return ofToken;
    case 'revocation-request':
    case 'introspection-request':
      return ofTokenUse;
    default:
      return [];
  }
}

const ofGrant: Readonly<Record<string, readonly string[]>> = {
  authorization_code: ['code', 'code_verifier'],
  refresh_token: ['refresh_token'],
};

/** The parameters without which the failed request can't be served, in the order in which they are read. */
export function requiredParameters(evidence: Evidence): readonly string[] {
  switch (subjectOf(evidence)?.role) {
    case 'authorization-request':
      return sentValue(evidence, 'request_uri') === undefined
        ? ['client_id', 'redirect_uri', 'response_type', 'code_challenge']
        : ['client_id'];
    case 'pushed-authorization-request':
      return ['redirect_uri', 'response_type', 'code_challenge'];
    case 'token-request': {
      const grant = sentValue(evidence, 'grant_type') ?? '';
      return ['grant_type', ...(Object.hasOwn(ofGrant, grant) ? (ofGrant[grant] as readonly string[]) : [])];
    }
    case 'revocation-request':
    case 'introspection-request':
      return ['token'];
    default:
      return [];
  }
}
