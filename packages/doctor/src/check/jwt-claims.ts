import type { DecodedJwt } from '@candor/protocol';
import type { Diagnosis } from '../diagnosis.ts';
import { showDuration, showTime } from '../text/time.ts';
import { showValue } from '../text/value.ts';
import { adviceOn, type CheckFact } from './check.ts';

/** Claims that are about the token and about no person. */
const shown = ['iss', 'aud', 'azp', 'client_id', 'cid', 'appid', 'scope', 'scp', 'token_use', 'acr', 'amr'];
const times = ['iat', 'nbf', 'exp', 'auth_time'];
/** Seconds by which clocks may differ. */
const leeway = 60;
const mostNames = 20;

/** What a JWT is for, by its header and claims (RFC 9068 section 2.1, OpenID Connect Core 1.0 section 2, RFC 7523 section 3). */
export function kindOfJwt({ header, payload }: DecodedJwt): string {
  const type = typeof header.typ === 'string' ? header.typ.toLowerCase().replace(/^application\//, '') : '';
  if (type === 'at+jwt') return 'access token (RFC 9068)';
  if (type === 'logout+jwt' || 'events' in payload) return 'logout token';
  if (type === 'dpop+jwt') return 'DPoP proof';
  if (payload.token_use === 'access' || 'scope' in payload || 'scp' in payload) return 'access token';
  if (payload.token_use === 'id' || 'nonce' in payload || 'at_hash' in payload || 'c_hash' in payload)
    return 'ID token';
  if (payload.iss !== undefined && payload.iss === payload.sub) return 'client assertion';
  return 'JWT of unknown use';
}

/** The header and the claims that may be shown, with times in words; other claims by name only. */
export function jwtFacts({ header, payload }: DecodedJwt, now: number): readonly CheckFact[] {
  const facts: CheckFact[] = [];
  for (const name of ['alg', 'typ', 'kid']) {
    if (typeof header[name] === 'string') facts.push({ name, value: showValue(header[name]) });
  }
  for (const name of shown) {
    const value = payload[name];
    if (value !== undefined) facts.push({ name, value: textOf(value) });
  }
  for (const name of times) {
    const value = payload[name];
    if (typeof value === 'number') facts.push({ name, value: timeInWords(value, now) });
    else if (value !== undefined) facts.push({ name, value: `${kindOfValue(value)}, not a number` });
  }
  const others = Object.keys(payload).filter((name) => !shown.includes(name) && !times.includes(name));
  if (others.length > 0) facts.push({ name: 'not shown', value: others.slice(0, mostNames).map(showValue).join(', ') });
  return facts;
}

/** What is wrong with the times of a JWT at `now`, in Unix milliseconds; clocks may differ by a minute. */
export function timeFaults(jwt: DecodedJwt, now: number): readonly Diagnosis[] {
  const { header, payload, signature } = jwt;
  const faults: Diagnosis[] = [...formFaults(jwt)];
  const seconds = now / 1000;
  const { exp, nbf, iat } = payload;
  for (const [name, value] of [
    ['exp', exp],
    ['iat', iat],
    ['nbf', nbf],
  ] as const) {
    if (typeof value !== 'number' || value < 1e11) continue;
    const line = { where: name, seen: `${value}  (milliseconds)`, expected: `${Math.floor(value / 1000)}  (seconds)` };
    return [
      adviceOn(
        'clock/expiry-miscalculated',
        'milliseconds',
        line,
        `${name} is in milliseconds, and seconds are asked for.`,
      ),
    ];
  }
  if (typeof exp === 'number' && exp <= seconds) {
    const line = { where: 'exp', seen: timeInWords(exp, now), expected: `a time after ${showTime(now)}` };
    const title = `The token expired ${showDuration(now - exp * 1000)} ago.`;
    faults.push(adviceOn('token-use/access-token-expired', 'expired', line, title));
  }
  for (const [name, value] of [
    ['nbf', nbf],
    ['iat', iat],
  ] as const) {
    if (typeof value !== 'number' || value <= seconds + leeway) continue;
    const line = { where: name, seen: timeInWords(value, now), expected: `a time before ${showTime(now)}` };
    const title = `The token is not valid yet: ${name} is ${showDuration(value * 1000 - now)} ahead.`;
    faults.push(adviceOn('clock/skew', `${name}-ahead`, line, title));
    break;
  }
  if (header.alg === 'none') {
    const line = { where: 'alg', seen: 'none', expected: 'the algorithm of a signature by the issuer' };
    const words = {
      why: 'Anybody can write an unsigned token, so that no server may take one (RFC 8725 section 3.2).',
      fix: ['Use the token that the issuer gave, unchanged; where the app makes its own, sign it.'],
    };
    const title = 'The token is unsigned by its own words: its header says alg none.';
    faults.push(adviceOn('token-use/token-from-other-issuer', 'unsigned', line, title, words));
  } else if (signature.length === 0) {
    const line = { where: 'signature', seen: 'none', expected: 'a signature by the issuer' };
    faults.push(
      adviceOn(
        'token-use/token-truncated',
        'without-signature',
        line,
        'The token has no signature: its third part is empty.',
      ),
    );
  }
  return faults;
}

/** Times that are no numbers, and an end that is not there (RFC 7519 section 2). */
function formFaults(jwt: DecodedJwt): readonly Diagnosis[] {
  const { payload } = jwt;
  const name = ['exp', 'iat', 'nbf'].find((one) => payload[one] !== undefined && !Number.isFinite(payload[one]));
  if (name !== undefined) {
    const line = { where: name, seen: kindOfValue(payload[name]), expected: 'a number: seconds since 1970' };
    const words = {
      why: 'A time of a JWT is a JSON number (RFC 7519 section 2). Libraries refuse another type, or take the token for one that never ends.',
      fix: [`Where the token is made, write ${name} as a number: without quotes, in seconds.`],
    };
    return [adviceOn('clock/expiry-miscalculated', 'not-a-number', line, `${name} is not a number.`, words)];
  }
  const kind = kindOfJwt(jwt);
  // A proof of possession is dated by iat alone (RFC 9449 section 4.2).
  if (payload.exp !== undefined || kind === 'DPoP proof') return [];
  const line = { where: 'exp', seen: 'none', expected: 'the time at which the token ends, in seconds since 1970' };
  const words = {
    why: 'Without exp nobody can tell how long it lives. Access tokens, ID tokens and client assertions must have it (RFC 9068 section 2.2, OpenID Connect Core 1.0 section 2, RFC 7523 section 3).',
    fix: [
      'Where the token is made, add exp, in seconds; where a provider made it, check that this is the token it gave.',
    ],
  };
  const fault = adviceOn('clock/expiry-miscalculated', 'exp-missing', line, 'The token has no exp.', words);
  return [mustEnd.has(kind) ? fault : { ...fault, confidence: 'likely' }];
}

/** Kinds of JWT that the specifications do not allow to live without end. */
const mustEnd = new Set(['access token (RFC 9068)', 'ID token', 'client assertion']);

function kindOfValue(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'string' ? 'a text' : typeof value === 'boolean' ? 'true or false' : 'an object';
}

function timeInWords(seconds: number, now: number): string {
  const ms = seconds * 1000;
  const distance = showDuration(ms - now);
  return `${showTime(ms)}  (${ms <= now ? `${distance} ago` : `in ${distance}`})`;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.slice(0, 10).map(textOf).join(', ');
  if (typeof value === 'string') return value.split(' ').map(showValue).join(' ').slice(0, 400);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'an object';
}
