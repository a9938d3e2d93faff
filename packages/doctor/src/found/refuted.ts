import { codeChallengeOf } from '@candor/protocol';
import type { Found } from '../diagnosis.ts';
import { addressOf } from '../evidence/address.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { isOfOneClock } from '../evidence/oldest-first.ts';
import type { CauseId } from '../rules/causes.ts';
import { deniedIn, isNamedInOrder } from '../said/denied.ts';
import { hasCredentials } from '../signs/client-authentication/request-of-client.ts';
import { isInSight, mayBeUnseen } from '../signs/compatible.ts';
import { isRedemption } from '../signs/flow-of-subject.ts';
import { looseJwt } from '../signs/loose-jwt.ts';
import { isOfUnknownFlow, pairOf } from '../signs/pkce/flow-of-code.ts';
import { isOfOtherForm, redirectUriOf } from '../signs/redirect-uri/form-of-uri.ts';
import { subjectsOf } from '../signs/subjects.ts';
import { headerNotSent } from '../signs/token-use/token-header.ts';
import { type Seen, type View, viewOf } from '../signs/view.ts';
import type { Tools } from '../tools.ts';
import { heldFor } from './confidence.ts';
import { isOnPrintedList, namesInOrder, printsForm, printsSecret, storesNewToken } from './refuted-by-print.ts';

/** Tells of a cause whether the capture speaks against it. */
type Tells = (cause: CauseId) => boolean;

/** What a capture itself has against causes that words or its likeness name. */
export interface Refuted {
  /** What would have to differ or to be missing is the same, or is there; or a redirect URI hardly looks so. */
  readonly isRefuted: Tells;
  /** What would have to stand in the capture twice stands there once, as far as it was saved. */
  readonly isUnlikely: Tells;
  /** The reporter says that it is not that. */
  readonly isDenied: Tells;
  /** Any of these; or it would be seen and was not found; or the capture lacks where it would stand. */
  readonly isNoGuess: Tells;
}

/** What a view of the exchange that failed last shows, and the beginnings of the causes that it speaks against. */
interface Refutation {
  readonly shows: (view: View) => boolean;
  readonly causes: readonly string[];
}

const refutations: readonly Refutation[] = [
  // A server that compares in another way than RFC 7636 section 4.6 refuses such a pair all the same.
  { shows: hasFittingPair, causes: ['pkce/verifier-mismatch', 'pkce/only-one-half-sent', 'pkce/required-not-sent'] },
  { shows: (view) => hasFittingPair(view) && !saysPkce.test(view.words), causes: ['pkce/'] },
  { shows: hasNoPkce, causes: ['pkce/verifier', 'pkce/challenge', 'pkce/only-one-half'] },
  { shows: hasOneClient, causes: ['client-identification/credentials-of-other-app'] },
  { shows: hasOneRedirectUri, causes: ['redirect-uri/differs-between-requests'] },
  {
    shows: hasPassedRedirectUri,
    // One that the server writes in its own way before it compares has a slash more, or another name of the loopback host.
    causes: [
      'redirect-uri/scheme',
      'redirect-uri/path',
      'redirect-uri/host-port',
      'redirect-uri/not-',
      'redirect-uri/extra-query',
      'redirect-uri/kind',
      'redirect-uri/oob',
    ],
  },
  { shows: hasDeliveredCode, causes: ['authorization-code/altered-by-client'] },
  { shows: isRedeemedAtOnce, causes: ['authorization-code/expired'] },
  {
    shows: redeemsCode,
    causes: [
      'refresh/concurrent',
      'refresh/expired',
      'refresh/lifetime',
      'refresh/revoked',
      'refresh/rotation',
      'refresh/testing',
      'refresh/unknown',
      'refresh/used',
    ],
  },
  { shows: isOfDevice, causes: ['authorization-code/'] },
  { shows: refreshes, causes: ['authorization-code/', 'pkce/', 'state-session/'] },
  { shows: sendsNoSecret, causes: ['client-authentication/secret-', 'client-authentication/basic-'] },
  {
    shows: sendsNoCredentials,
    causes: [
      'client-authentication/auth-method',
      'client-authentication/multiple-methods',
      'client-authentication/assertion',
    ],
  },
  { shows: isAnsweredReadably, causes: ['transport-endpoint/cors-blocked'] },
  { shows: hasAccessToken, causes: ['token-use/id-token-used-as-access-token'] },
  { shows: hasTokenUnread, causes: ['token-use/access-token', 'token-use/token-', 'token-use/wrong', 'environment/'] },
  { shows: isOnPrintedList, causes: ['redirect-uri/'] },
  { shows: printsForm, causes: ['transport-endpoint/body-not-form'] },
  { shows: printsSecret, causes: ['client-authentication/credentials-missing'] },
  { shows: namesInOrder, causes: ['scope-consent/scope-separator'] },
  { shows: storesNewToken, causes: ['refresh/rotation-not-stored'] },
  { shows: sendsReadForm, causes: ['transport-endpoint/body-not-form'] },
];
const doubts: readonly Refutation[] = [
  { shows: isRedeemedOnce, causes: ['authorization-code/redeemed-twice'] },
  { shows: gaveCodeWithoutPkce, causes: ['pkce/required-not-sent'] },
];

/** What every refusal of a redirect URI means. */
export const unregistered = 'redirect-uri/not-registered';

/** Reads what the capture itself has against causes. */
export function refutedIn(evidence: Evidence, all: readonly Seen[], tools: Tools): Refuted {
  const [subject] = subjectsOf(all);
  const uri = redirectUriOf(evidence, all);
  const view = viewOf(subject === undefined ? evidence : { ...evidence, subject: subject.index }, all, tools);
  const speaksAgainst = tellsOf(refutations, view);
  const isUnlikely = tellsOf(doubts, view);
  const denied = deniedIn(evidence);
  const isDenied: Tells = (cause) => denied(cause) !== undefined || isNamedInOrder(cause, view.words);
  const isRefuted: Tells = (cause) => speaksAgainst(cause) || isOfOtherForm(cause, uri);
  return {
    isRefuted,
    isUnlikely,
    isDenied,
    isNoGuess: (cause) =>
      mayBeUnseen(cause, subject) ||
      isInSight(cause, subject) ||
      isRefuted(cause) ||
      isUnlikely(cause) ||
      isDenied(cause),
  };
}

/**
 * Holds what is only said against the capture for possible, and leaves it out where it was no more before. What a text
 * says for certain stays likely: its author knows what no capture has.
 */
export function withoutRefuted(found: readonly Found[], { isRefuted, isUnlikely }: Refuted): readonly Found[] {
  return found.flatMap((one) => {
    const cause = one.rule.cause as CauseId;
    if (one.isSaid !== true) return [one];
    const { confidence } = one.finding;
    if (isRefuted(cause))
      return confidence === 'possible' ? [] : [heldFor(one, confidence === 'certain' ? 'likely' : 'possible')];
    return [confidence === 'likely' && isUnlikely(cause) ? heldFor(one, 'possible') : one];
  });
}

/**
 * Leaves out, behind a finding that is certain, what is only said against the capture; and behind one that shows a whole
 * redirect URI beside what it should be, the ways in which one may differ that are only said: in what they do is seen.
 */
export function behindProof(found: readonly Found[], { isRefuted, isUnlikely }: Refuted): readonly Found[] {
  const [first, ...others] = found;
  if (first === undefined || first.finding.confidence === 'possible') return found;
  const isSure = first.finding.confidence === 'certain';
  const isCompared = showsBothUris(first);
  const isIdle = (cause: string): boolean =>
    (isSure && (isRefuted(cause as CauseId) || isUnlikely(cause as CauseId))) ||
    (isCompared && cause.startsWith('redirect-uri/') && (isSure || cause !== unregistered));
  return [first, ...others.filter(({ rule, isSaid }) => !(isSaid && isIdle(rule.cause)))];
}

/** Tells whether a finding shows two whole redirect URIs beside each other: in what they differ is seen. */
export function showsBothUris({ isSaid, finding: { evidence } }: Found): boolean {
  return (
    isSaid !== true &&
    evidence.some((line) => line.where === 'redirect_uri' && isUri(line.seen) && isUri(line.expected))
  );
}

function isUri(text: string): boolean {
  return addressOf(text.split(' ', 1)[0] ?? '') !== undefined;
}

function tellsOf(list: readonly Refutation[], view: View): Tells {
  return (cause) =>
    list.some(({ causes, shows }) => causes.some((beginning) => cause.startsWith(beginning)) && shows(view));
}

const saysPkce = /verifier|challenge|pkce/i;

/** Verifier and challenge of the flow are both there, and fit. */
function hasFittingPair(view: View): boolean {
  const pair = pairOf(view);
  if (pair === undefined || !view.isOneFlow || isOfUnknownFlow(view)) return false;
  return view.start?.sent('code_challenge_method') === 'S256'
    ? pair.challenge === codeChallengeOf(pair.verifier, view.tools.sha256)
    : pair.challenge === pair.verifier;
}

/** Neither request of the flow has anything of RFC 7636. */
function hasNoPkce({ subject, start, isOneFlow }: View): boolean {
  if (subject === undefined || start === undefined || !isOneFlow || !isRedemption(subject)) return false;
  const isElsewhere = subject.isBodyUnseen || start.isAddressCut || start.has('request') || start.has('request_uri');
  return !isElsewhere && !subject.has('code_verifier') && !start.has('code_challenge');
}

/** Both requests of the flow have the same client. */
function hasOneClient({ subject, start, isOneFlow }: View): boolean {
  if (subject === undefined || !isOneFlow || !isRedemption(subject)) return false;
  return subject.clientId !== undefined && subject.clientId === start?.sent('client_id');
}

/** Both requests of the flow have the same redirect URI. RFC 6749 section 4.1.3. */
function hasOneRedirectUri({ subject, start, isOneFlow }: View): boolean {
  if (subject === undefined || !isOneFlow || !isRedemption(subject)) return false;
  const uri = subject.sent('redirect_uri');
  return uri !== undefined && uri === start?.sent('redirect_uri');
}

/** The server has taken the redirect URI of both requests before: it logged in, or brought a code. */
function hasPassedRedirectUri(view: View): boolean {
  return hasOneRedirectUri(view) && (view.start?.outcome === 'accepted' || view.callback?.has('code') === true);
}

/** The code is the text that the callback brought. */
function hasDeliveredCode({ subject, callback }: View): boolean {
  const code = subject?.role === 'token-request' ? subject.sent('code') : undefined;
  return code !== undefined && callback?.sent('code') === code;
}

/** In seconds: no server ends a code before. */
const atOnce = 10;

/** The code was sent as soon as the callback had brought it. */
function isRedeemedAtOnce(view: View): boolean {
  const { subject, callback } = view;
  if (!hasDeliveredCode(view) || callback?.at === undefined || subject?.at === undefined) return false;
  if (!isOfOneClock([callback.exchange, subject.exchange])) return false;
  const age = (subject.at - callback.at) / 1000;
  return age >= 0 && age < atOnce;
}

const saysUsed =
  /(?:code|was|been|is|already|times?)[ _]used\b|redeemed\b|already|\b(?:second|twice|again|double|two|both|once|duplicat\w+|revoked|F5)\b|\bre-?(?:load|us(?:e|ing)|tr(?:y|ied)|fresh|send|submit)/i;

/** The code is in one token request alone, and nobody speaks of another. */
function isRedeemedOnce({ all, subject, words }: View): boolean {
  const code = subject?.role === 'token-request' ? subject.sent('code') : undefined;
  if (code === undefined || saysUsed.test(words)) return false;
  return all.filter((one) => one.role === 'token-request' && one.sent('code') === code).length === 1;
}

/** The server gave a code to a login without challenge, and nobody speaks of PKCE. RFC 7636 section 4.4.1. */
function gaveCodeWithoutPkce({ start, callback, words }: View): boolean {
  return (
    start?.has('code_challenge') === false && callback?.has('code') === true && !/pkce|verifier|challenge/i.test(words)
  );
}

/** The body has the parts that this provider reads as well as a form. */
function sendsReadForm({ subject, habits }: View): boolean {
  return habits?.readsMultipart === true && subject?.header('content-type')?.includes('multipart') === true;
}

/** A code is redeemed, and no refresh token. */
function redeemsCode({ subject }: View): boolean {
  return subject !== undefined && isRedemption(subject) && !subject.has('refresh_token');
}

/** A refresh token is used, and no code. */
function refreshes({ subject }: View): boolean {
  return subject?.role === 'token-request' && subject.sent('grant_type') === 'refresh_token' && !subject.has('code');
}

/** The code that ran out is that of a device (RFC 8628 section 3.5), and none of a callback. */
function isOfDevice({ subject }: View): boolean {
  return subject?.role === 'token-request' && subject.code === 'expired_token' && !subject.has('code');
}

/** The whole request of a client is there, and has nothing that proves who it is. */
function sendsNoCredentials({ subject }: View): boolean {
  return subject?.role === 'token-request' && hasWholeForm(subject) && !hasCredentials(subject);
}

/** The same, or an assertion in the place of a secret. */
function sendsNoSecret(view: View): boolean {
  return sendsNoCredentials(view) || (view.subject !== undefined && isSignedByKey(view.subject));
}

/** Tells whether a key signed the assertion of the client, and no secret (`client_secret_jwt`) as far as can be read. */
function isSignedByKey(subject: Seen): boolean {
  const assertion = subject.sent('client_assertion');
  if (assertion === undefined || subject.has('client_secret')) return false;
  return !/^HS/i.test(String(looseJwt(assertion)?.header.alg ?? ''));
}

function hasWholeForm({ isBodyUnseen, areCredentialsUnseen, parameters }: Seen): boolean {
  return !isBodyUnseen && !areCredentialsUnseen && parameters.length > 0;
}

/**
 * Whoever saved the answer could read it, and neither server nor browser speaks of origins: a recording and the log of a
 * server have answers, too, that a page may not read.
 */
function isAnsweredReadably({ subject, words }: View): boolean {
  if (subject === undefined || subject.outcome !== 'refused' || subject.method === 'OPTIONS') return false;
  return (subject.code !== undefined || subject.text.trim() !== '') && !saysOrigin.test(words);
}

const saysOrigin = /cors|origin(?!al)|access-control/i;

/** The token says itself that it is an access token (RFC 9068 section 2.1), or has a scope, which no ID token has. */
function hasAccessToken({ subject, jwt }: View): boolean {
  const token = jwt(subject?.bearer);
  if (token === undefined) return false;
  const { scope, scp } = token.claims;
  return /^(?:application\/)?at\+jwt$/i.test(String(token.header.typ)) || scope !== undefined || scp !== undefined;
}

/** The token stands in another header than the one that this API reads. */
function hasTokenUnread({ subject, provider }: View): boolean {
  return subject !== undefined && headerNotSent(subject, provider) !== undefined;
}
