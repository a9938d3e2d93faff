import type { Environment } from '../../environment.ts';
import { clientAuthenticationMethods } from '../../operations/authenticate-client.ts';
import { assertionAlgorithms } from '../../operations/client-assertion.ts';
import { languageTags } from '../../pages/messages/languages.ts';
import { standardPaths } from './paths.ts';

/** Authorization server metadata (RFC 8414 section 2) and OpenID Provider metadata (Discovery section 3), one document. */
export async function metadata(environment: Environment): Promise<Record<string, unknown>> {
  const at = (path: string): string => environment.baseUrl + path;
  const confidentialMethods = clientAuthenticationMethods.filter((method) => method !== 'none');
  return {
    issuer: environment.issuer,
    authorization_endpoint: at(standardPaths.authorization),
    token_endpoint: at(standardPaths.token),
    pushed_authorization_request_endpoint: at(standardPaths.pushedAuthorizationRequest),
    revocation_endpoint: at(standardPaths.revocation),
    introspection_endpoint: at(standardPaths.introspection),
    userinfo_endpoint: at(standardPaths.userinfo),
    jwks_uri: at(standardPaths.jwks),
    end_session_endpoint: at(standardPaths.endSession),
    scopes_supported: [...environment.scopes.keys()],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'form_post'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    token_endpoint_auth_methods_supported: clientAuthenticationMethods,
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    revocation_endpoint_auth_methods_supported: clientAuthenticationMethods,
    revocation_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    introspection_endpoint_auth_methods_supported: confidentialMethods,
    introspection_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: await environment.deps.signingKeys.algorithms(),
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'auth_time',
      'amr',
      'nonce',
      'at_hash',
      'sid',
      'name',
      'given_name',
      'family_name',
      'email',
      'email_verified',
    ],
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    ui_locales_supported: languageTags,
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    require_request_uri_registration: false,
  };
}
