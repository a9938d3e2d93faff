import { isRegistrableRedirectUri } from '@candor/protocol';
import type { Diagnosis } from '../diagnosis.ts';
import type { ExchangeRole, SentRequest } from '../evidence/evidence.ts';
import type { Habits } from '../providers/provider.ts';
import { placeholderForm } from '../text/placeholder.ts';
import { withoutUriSecrets } from '../text/uri.ts';
import { showValue } from '../text/value.ts';
import { adviceOn } from './check.ts';
import { wholeValueOf } from './sent-value.ts';

/** A fault that a check sees by itself. */
type Fault = (request: SentRequest, role: ExchangeRole, habits: Habits) => Diagnosis | undefined;

/** Faults of a request that no problem of a server names by itself. */
export const requestFaults: readonly Fault[] = Object.freeze([
  placeholderFault,
  whiteSpaceFault,
  scopeFault,
  redirectFault,
  secretInAddress,
  implicitFault,
]);

function placeholderFault({ parameters }: SentRequest): Diagnosis | undefined {
  const found = parameters.find(({ value, cut }) => cut !== true && placeholderForm(value) !== undefined);
  if (found === undefined) return undefined;
  const line = { where: showValue(found.name), seen: placeholderForm(found.value) ?? '', expected: 'a real value' };
  const title = `The parameter ${showValue(found.name)} was never filled in.`;
  return adviceOn('client-authentication/credentials-placeholder', 'placeholder', line, title);
}

function whiteSpaceFault({ parameters }: SentRequest): Diagnosis | undefined {
  const found = parameters.find(({ value, cut }) => cut !== true && value.trim() !== value && value.trim() !== '');
  if (found === undefined) return undefined;
  const place = /^\s/.test(found.value) ? 'before' : 'behind';
  const line = { where: showValue(found.name), seen: `white space ${place} the value`, expected: 'the value alone' };
  return adviceOn('transport-endpoint/stray-whitespace', 'around-value', line);
}

function scopeFault(request: SentRequest, _: ExchangeRole, habits: Habits): Diagnosis | undefined {
  const scope = wholeValueOf(request, 'scope') ?? '';
  const separator = /%20|[,;|+]/.exec(scope)?.[0];
  const names = scope.split(/(?:%20|[,;|+\s])+/).filter((name) => name !== '');
  // Google's and Microsoft's scopes are addresses, which have none of these signs.
  if (separator === undefined || separator === habits.scopeSeparator || names.length < 2) return undefined;
  const line = { where: 'scope', seen: showValue(scope), expected: showValue(names.join(' ')) };
  return { ...adviceOn('scope-consent/scope-separator', 'scope-separator', line), confidence: 'likely' };
}

function redirectFault(request: SentRequest): Diagnosis | undefined {
  const uri = wholeValueOf(request, 'redirect_uri');
  if (uri === undefined) return undefined;
  const check = isRegistrableRedirectUri(uri, { stage: 'production' });
  if (check.ok) return undefined;
  const seen = `${showValue(withoutUriSecrets(uri))}  (${check.why.replaceAll('-', ' ')})`;
  const line = { where: 'redirect_uri', seen, expected: 'https, or http to a loopback address, without fragment' };
  return { ...adviceOn('redirect-uri/kind-not-allowed', check.why, line), confidence: 'likely' };
}

function secretInAddress({ parameters }: SentRequest, role: ExchangeRole): Diagnosis | undefined {
  if (role !== 'authorization-request' || !parameters.some(({ name }) => name === 'client_secret')) return undefined;
  const line = {
    where: 'client_secret',
    seen: 'in the address that the browser opens',
    expected: 'in the token request only',
  };
  return {
    ...adviceOn('transport-endpoint/params-not-in-body', 'secret-in-address', line),
    title: 'The client secret stands in the address of the authorization request.',
    why: 'The user, the history of the browser and every log on the way can read the address, and so the secret.',
    fix: '1. Leave client_secret out of the authorization request, and send it in the token request only.\n2. Replace the secret: whoever has the address has it.',
  };
}

function implicitFault(request: SentRequest, role: ExchangeRole): Diagnosis | undefined {
  const type = wholeValueOf(request, 'response_type');
  if (role === 'token-request' || type === undefined || !type.split(/[ +]/).includes('token')) return undefined;
  const line = { where: 'response_type', seen: showValue(type), expected: 'code' };
  const title = `The request asks for the access token in the address: the ${type === 'token' ? 'implicit' : 'hybrid or implicit'} flow.`;
  const words = {
    why: 'A token in an address is seen by the history of the browser and by scripts of the page. RFC 9700 section 2.1.2 advises against it, OAuth 2.1 has no such flow, and many servers refuse it or ask for it to be switched on for the client.',
    fix: [
      'Send response_type=code with a code_challenge, and redeem the code at the token endpoint.',
      'In a library choose the authorization code flow with PKCE, also for an app in the browser.',
    ],
  };
  const cause = 'client-identification/grant-type-not-allowed';
  return { ...adviceOn(cause, 'implicit', line, title, words), confidence: 'likely' };
}
