import { isRedemption } from './flow-of-subject.ts';
import { looseJwt } from './loose-jwt.ts';
import type { Seen } from './view.ts';

/** The piece of evidence that would decide between causes. */
export interface Question {
  /** The causes, by the beginning of their id and variant; the longest that fits counts. */
  readonly about: string;
  /** The question, or what makes one of what the capture lacks: undefined where it has everything. */
  readonly ask: string | ((all: readonly Seen[]) => string | undefined);
}

/** Questions for every area. A page may be given the list after the engine. */
export const questions: readonly Question[] = [
  {
    about: 'redirect-uri/',
    ask: 'Send the redirect URIs as they are registered for this client, character by character.',
  },
  {
    about: 'redirect-uri/differs',
    ask: (all) =>
      startsWith(all, 'redirect_uri')
        ? undefined
        : 'Send the authorization request of this flow, with its redirect_uri.',
  },
  { about: 'pkce/', ask: ofPkce },
  {
    about: 'authorization-code/',
    ask: (all) =>
      hasTimesOfCode(all) ? undefined : 'Send the callback and every token request with this code, each with its time.',
  },
  {
    about: 'refresh/',
    ask: 'Send the token answers of the last two refreshes with their times, and say whether several processes refresh.',
  },
  {
    about: 'client-authentication/',
    ask: 'Send the token request with its headers (secret blotted out, first and last characters kept), and the authentication method of the registration.',
  },
  {
    about: 'client-authentication/secret',
    ask: 'Say when the client secret was last changed, and how the app loads it.',
  },
  {
    about: 'client-identification/',
    ask: "Send the client id as the provider's console shows it, and the host that was called.",
  },
  {
    about: 'state-session/session-expired:device-code',
    ask: 'Send the answer of the device authorization request with its expires_in and interval, and the polls with their times.',
  },
  {
    about: 'state-session/',
    ask: 'Send the answer that started the login with its Set-Cookie headers, and the callback with its Cookie header.',
  },
  {
    about: 'token-use/',
    ask: (all) =>
      all.some(({ bearer }) => looseJwt(bearer) !== undefined)
        ? 'Say what the API expects as aud and iss.'
        : "Send the token's header and claims (not its signature), and what the API expects as aud and iss.",
  },
  { about: 'scope-consent/', ask: 'Send the authorization request with its scope, and the scope of the token answer.' },
  {
    about: 'transport-endpoint/',
    ask: 'Send the token request as it left the program: method, address, headers and the names of its parameters.',
  },
  { about: 'clock/', ask: 'Send the Date header of the answer beside the iat, nbf and exp of the token or assertion.' },
  {
    about: 'environment/',
    ask: 'Say for which environment, region or tenant the credentials were issued, and which host was called.',
  },
  { about: 'discovery/', ask: 'Send the metadata document and the issuer that the client is configured with.' },
  {
    about: 'availability/',
    ask: 'Send the answer with its headers and time, and say how many requests went before it.',
  },
  { about: 'provider-policy/', ask: 'Say who signs in, and what state the app has in the console of the provider.' },
];

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
