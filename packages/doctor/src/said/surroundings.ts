import type { Evidence } from '../evidence/evidence.ts';
import { sentParameters, sentValue, subjectOf } from '../evidence/sent.ts';
import type { Heard } from './heard.ts';
import { hasPhrase, phraseOf, type Squashed } from './phrase.ts';
import type { GrantWord, SaidText } from './said-text.ts';
import type { Pattern } from './spoken.ts';

/** What decides between the meanings of a text. */
export interface Surroundings {
  readonly provider: string | undefined;
  readonly hasRequest: boolean;
  readonly sent: ReadonlySet<string>;
  readonly grant: GrantWord | undefined;
  readonly mentions: (words: string) => boolean;
}

/** Words that tell which grant was asked for, where no request shows it. The first that stands decides. */
const grantWords: readonly (readonly [GrantWord, readonly string[]])[] = [
  // Functions and events of libraries that redeem a code: texts name several grants in one breath, these name one.
  [
    'authorization_code',
    [
      'grant_type=authorization_code',
      'OnAuthorizationCodeReceived',
      'AuthorizationCodeReceived',
      'AcquireTokenByAuthorizationCode',
      'acquireTokenByCode',
      'acquire_token_by_authorization_code',
      'acquire_token_by_auth_code_flow',
      'exchangeCodeForSession',
      'exchange_code',
    ],
  ],
  [
    'refresh_token',
    [
      'grant_type=refresh_token',
      'refresh token',
      'refreshing',
      'token refresh',
      'refresh of the token',
      'refresh the token',
      'refresh access token',
      'refresh the access token',
    ],
  ],
  [
    'client_credentials',
    [
      'client_credentials',
      'client credentials',
      'AcquireTokenForClient',
      'acquire_token_for_client',
      'acquireTokenByClientCredential',
      'ClientCredentialParameters',
      'ClientSecretCredential',
      'ClientCertificateCredential',
    ],
  ],
  ['device_code', ['device_code', 'device code', 'device flow']],
  ['password', ['grant_type=password', 'ROPC', 'password grant', 'resource owner password']],
  ['authorization_code', ['authorization_code', 'authorization code', 'callback', 'code exchange']],
];

/** Gathers once what the conditions of the texts ask for. */
export function surroundings(evidence: Evidence, words: Squashed): Surroundings {
  const answers = new Map<string, boolean>();
  const mentions = (phrase: string): boolean => {
    const answer = answers.get(phrase) ?? hasPhrase(words, phraseOf(phrase));
    answers.set(phrase, answer);
    return answer;
  };
  return {
    provider: evidence.provider,
    hasRequest: subjectOf(evidence)?.request !== undefined,
    sent: new Set(sentParameters(evidence).map((one) => one.name)),
    grant: grantOf(evidence, mentions),
    mentions,
  };
}

/** How many conditions the text has beside its words, or undefined where one of them does not hold. */
export function conditionsMet({ text, speaker }: Pattern, heard: Heard, around: Surroundings): number | undefined {
  const checks = [
    text.here && around.provider === speaker.name,
    text.status === undefined ? undefined : isOneOf(text.status, heard.status),
    text.roles === undefined ? undefined : isOneOf(text.roles, heard.role),
    text.grant === undefined ? undefined : text.grant === around.grant,
    text.mentions?.some(around.mentions),
    text.without === undefined ? undefined : !text.without.some(around.mentions),
    text.sent === undefined ? undefined : isSent(text, around),
    text.notSent === undefined ? undefined : around.hasRequest && !text.notSent.some((name) => around.sent.has(name)),
  ];
  const asked = checks.filter((check) => check !== undefined);
  return asked.every((check) => check) ? asked.length : undefined;
}

function isSent(text: SaidText, around: Surroundings): boolean {
  return around.hasRequest && (text.sent ?? []).every((name) => around.sent.has(name));
}

function isOneOf<Value>(wanted: Value | readonly Value[], seen: Value | undefined): boolean {
  return seen === undefined || [wanted].flat().includes(seen);
}

function grantOf(evidence: Evidence, mentions: (words: string) => boolean): GrantWord | undefined {
  const sent = sentValue(evidence, 'grant_type');
  if (sent !== undefined) return sent.endsWith('device_code') ? 'device_code' : (sent as GrantWord);
  return grantWords.find(([, words]) => words.some(mentions))?.[0];
}
