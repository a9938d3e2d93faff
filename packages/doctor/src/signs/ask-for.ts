import type { Diagnosis } from '../diagnosis.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { hasUnsettledFailure, isPassed } from './subjects.ts';
import type { Seen } from './view.ts';

/** The piece of evidence that would decide, by the cause that is named first, and its variant where that needs something else. The longest beginning that fits decides. */
const questions: Readonly<Record<string, string>> = {
  'redirect-uri/': 'Send the redirect URIs as they are registered for this client, character by character.',
  'redirect-uri/differs': 'Send the authorization request of this flow, with its redirect_uri.',
  'pkce/':
    'Send the authorization request of this flow with its code_challenge, and the token request with its code_verifier.',
  'authorization-code/': 'Send the callback and every token request with this code, each with its time.',
  'refresh/':
    'Send the token answers of the last two refreshes with their times, and say whether several processes refresh.',
  'client-authentication/':
    'Send the token request with its headers (secret blotted out, first and last characters kept), and the authentication method of the registration.',
  'client-authentication/secret': 'Say when the client secret was last changed, and how the app loads it.',
  'client-identification/': "Send the client id as the provider's console shows it, and the host that was called.",
  'state-session/session-expired:device-code':
    'Send the answer of the device authorization request with its expires_in and interval, and the polls with their times.',
  'state-session/':
    'Send the answer that started the login with its Set-Cookie headers, and the callback with its Cookie header.',
  'token-use/': "Send the token's header and claims (not its signature), and what the API expects as aud and iss.",
  'scope-consent/': 'Send the authorization request with its scope, and the scope of the token answer.',
  'transport-endpoint/':
    'Send the token request as it left the program: method, address, headers and the names of its parameters.',
  'clock/': 'Send the Date header of the answer beside the iat, nbf and exp of the token or assertion.',
  'environment/': 'Say for which environment, region or tenant the credentials were issued, and which host was called.',
  'discovery/': 'Send the metadata document and the issuer that the client is configured with.',
  'availability/': 'Send the answer with its headers and time, and say how many requests went before it.',
  'provider-policy/': 'Say who signs in, and what state the app has in the console of the provider.',
};

/** The one piece of further evidence that would decide; undefined where something is certain or nothing failed. */
export function askFor(diagnoses: readonly Diagnosis[], all: readonly Seen[], evidence: Evidence): string | undefined {
  const [first] = diagnoses;
  if (first?.confidence === 'certain') return undefined;
  if (first === undefined) {
    return hasUnsettledFailure(all, evidence) || all.some((one) => one.outcome === 'unknown' && !isPassed(one, all))
      ? 'Send the request that failed, with its address, headers and body, and the answer to it.'
      : undefined;
  }
  const [best] = Object.keys(questions)
    .filter((beginning) => `${first.cause}:${first.variant}`.startsWith(beginning))
    .sort((a, b) => b.length - a.length);
  return best === undefined ? undefined : questions[best];
}
