import type { Diagnosis } from '../diagnosis.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { isRedemption } from './flow-of-subject.ts';
import { looseJwt } from './loose-jwt.ts';
import { hasUnsettledFailure, isPassed } from './subjects.ts';
import type { Seen } from './view.ts';

/** Headers in which a Candor server tells the id of what it refused, and the form of one. */
const idNames = /^(?:candor-request-id|location)$/i;
const requestId = /\breq_[0-9a-z]{18}\b/;

/** A question, or what makes one of what the capture lacks: undefined where it has everything. */
type Question = string | ((all: readonly Seen[]) => string | undefined);

/** What a recording without credentials lacks, and the causes that show themselves in it. */
const exportAgain =
  'The recording has no Authorization, Cookie and Set-Cookie header, as browsers save it: export it again with sensitive data, blot out the values, and send it.';
const inCredentials = /^(?:client-authentication|state-session|token-use)\//;

/** The piece of evidence that would decide, by the cause that is named first, and its variant where that needs something else. The longest beginning that fits decides. */
const questions: Readonly<Record<string, Question>> = {
  'redirect-uri/': 'Send the redirect URIs as they are registered for this client, character by character.',
  'redirect-uri/differs': (all) =>
    startsWith(all, 'redirect_uri') ? undefined : 'Send the authorization request of this flow, with its redirect_uri.',
  'pkce/': ofPkce,
  'authorization-code/': (all) =>
    hasTimesOfCode(all) ? undefined : 'Send the callback and every token request with this code, each with its time.',
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
  'token-use/': (all) =>
    all.some(({ bearer }) => looseJwt(bearer) !== undefined)
      ? 'Say what the API expects as aud and iss.'
      : "Send the token's header and claims (not its signature), and what the API expects as aud and iss.",
  'scope-consent/': 'Send the authorization request with its scope, and the scope of the token answer.',
  'transport-endpoint/':
    'Send the token request as it left the program: method, address, headers and the names of its parameters.',
  'clock/': 'Send the Date header of the answer beside the iat, nbf and exp of the token or assertion.',
  'environment/': 'Say for which environment, region or tenant the credentials were issued, and which host was called.',
  'discovery/': 'Send the metadata document and the issuer that the client is configured with.',
  'availability/': 'Send the answer with its headers and time, and say how many requests went before it.',
  'provider-policy/': 'Say who signs in, and what state the app has in the console of the provider.',
};

/** Asks for the request that has the other half of PKCE, or why there is none. RFC 7636 sections 4.3 and 4.5. */
function ofPkce(all: readonly Seen[]): string | undefined {
  const isBegun = all.some((one) => one.isOf('authorization-request', 'pushed-authorization-request'));
  const isRedeemed = all.some(isRedemption);
  const start = 'Send the authorization request of this flow with its code_challenge';
  if (!isBegun) return isRedeemed ? `${start}.` : `${start}, and the token request with its code_verifier.`;
  if (!isRedeemed) return 'Send the token request of this flow with its code_verifier.';
  const isUsed = all.some((one) => one.has('code_challenge') || one.has('code_verifier'));
  return isUsed ? undefined : 'Say whether the provider requires PKCE of this client.';
}

/** Tells whether an authorization request with this parameter is there. */
function startsWith(all: readonly Seen[], name: string): boolean {
  return all.some(
    (one) => one.isOf('authorization-request', 'pushed-authorization-request') && one.sent(name) !== undefined,
  );
}

/** Tells whether a callback and a token request are there with their times. */
function hasTimesOfCode(all: readonly Seen[]): boolean {
  return (['authorization-response', 'token-request'] as const).every((role) =>
    all.some((one) => one.isOf(role) && one.has('code') && one.at !== undefined),
  );
}

/** The one piece of further evidence that would decide; undefined where something is certain, nothing failed, or all is there. */
export function askFor(diagnoses: readonly Diagnosis[], all: readonly Seen[], evidence: Evidence): string | undefined {
  const [first] = diagnoses;
  if (first?.confidence === 'certain') return undefined;
  const known = all.map(idAtCandor).findLast((one) => one !== undefined);
  if (known !== undefined)
    return `Ask the server itself, which knows what it refused: npx candor explain ${known}, with the credentials of this client.`;
  if (first === undefined) {
    const isOpen =
      hasUnsettledFailure(all, evidence) || all.some((one) => one.outcome === 'unknown' && !isPassed(one, all));
    return isOpen ? requestOf(all) : undefined;
  }
  return diagnoses.map((one) => questionOf(one, all)).find((one) => one !== undefined);
}

/** Asks for the request that failed, or for what the recording has left out of it. */
function requestOf(all: readonly Seen[]): string {
  return all.some((one) => one.areCredentialsUnseen)
    ? exportAgain
    : 'Send the request that failed, with its address, headers and body, and the answer to it.';
}

/** The id under which a Candor server keeps why it refused, of its header or its error_uri. */
function idAtCandor({ outcome, exchange }: Seen): string | undefined {
  if (outcome !== 'refused') return undefined;
  const { headers = [], body = '' } = exchange.response ?? {};
  const texts = [...headers.flatMap(({ name, value }) => (idNames.test(name) ? [value] : [])), body];
  return texts.map((text) => requestId.exec(text)?.[0]).find((one) => one !== undefined);
}

function questionOf({ cause, variant }: Diagnosis, all: readonly Seen[]): string | undefined {
  if (inCredentials.test(cause) && all.some((one) => one.areCredentialsUnseen)) return exportAgain;
  const [best = ''] = Object.keys(questions)
    .filter((beginning) => `${cause}:${variant}`.startsWith(beginning))
    .sort((a, b) => b.length - a.length);
  const question = questions[best];
  return typeof question === 'function' ? question(all) : question;
}
