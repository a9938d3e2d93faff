import { decoded } from '../evidence/address.ts';
import { countOf } from '../text/secret.ts';
import { showDuration } from '../text/time.ts';
import { hasFailed, isAbout, isComplainedOf } from './said-about.ts';
import { type Look, line, type Sign } from './sign.ts';
import type { Seen, View } from './view.ts';

const scanners =
  /slackbot|facebookexternalhit|twitterbot|linkedinbot|whatsapp|telegrambot|discordbot|skypeuripreview|safelinks|barracuda|mimecast|proofpoint|googleimageproxy|microsoft preview|bingpreview|headlesschrome/i;
const isAboutAnswer = /\b(?:code|token|state|param(?:eter)?s?|callback|response)\b/i;
/** RFC 6749 section 4.1.2 recommends ten minutes at most. In seconds. */
const longestCode = 600;

/** The code between callback and redemption: used before, altered, late, opened by a robot, or in the fragment. */
export const codeSigns: Look = function* code(view) {
  yield* ofFragment(view);
  if (view.subject === undefined) return;
  yield* ofSecondUse(view);
  yield* ofPrefetch(view);
  if (!hasFailed(view)) return;
  yield* ofAlteration(view);
  yield* ofAge(view);
};

function* ofSecondUse(view: View): Generator<Sign> {
  const { subject, before } = view;
  const code = subject?.sent('code');
  if (subject === undefined || code === undefined || subject.outcome === 'accepted') return;
  const role = subject.role === 'token-request' ? 'token-request' : 'authorization-response';
  const earlier = before.filter((one) => one.role === role && one.sent('code') === code);
  const good = earlier.find((one) => one.outcome === 'accepted');
  const callbacks = before.filter((one) => one.role === 'authorization-response' && one.sent('code') === code);
  if (role === 'token-request' && good !== undefined) {
    yield second(
      'after-success',
      'certain',
      `${countOf(earlier.length + 1, 'token request')} with this code, one of them answered with success`,
    );
  } else if (earlier.length > 0) {
    const isRetried = role === 'token-request' && earlier.every((one) => one.outcome === 'refused');
    yield second(
      role === 'token-request' ? 'token-request' : 'callback',
      isRetried ? 'possible' : 'likely',
      `${countOf(earlier.length + 1, role === 'token-request' ? 'token request' : 'callback')} with this code`,
    );
  } else if (role === 'token-request' && callbacks.length > 1) {
    yield second('callback', 'likely', `${callbacks.length} callbacks with this code`);
  }
}

function second(variant: string, confidence: Sign['confidence'], seen: string): Sign {
  return {
    cause: 'authorization-code/redeemed-twice',
    variant,
    confidence,
    specificity: 3,
    lines: [line('code', seen, 'one')],
  };
}

function* ofPrefetch(view: View): Generator<Sign> {
  const { subject } = view;
  const code = subject?.sent('code') ?? subject?.sent('token') ?? subject?.sent('token_hash');
  for (const one of view.before) {
    const purpose =
      one.header('sec-purpose') ?? one.header('purpose') ?? one.header('x-purpose') ?? one.header('x-moz') ?? '';
    const robot = scanners.exec(one.header('user-agent') ?? '')?.[0];
    const isPrefetch = /prefetch|preview|prerender/i.test(purpose);
    if (!isPrefetch && robot === undefined && one.method !== 'HEAD') continue;
    const isSame =
      one.url === subject?.url || (code !== undefined && one.parameters.some(({ value }) => value === code));
    if (!isSame) continue;
    yield {
      cause: 'authorization-code/consumed-by-prefetch',
      variant: isPrefetch ? 'prefetch' : robot === undefined ? 'head' : 'robot',
      confidence: one.method === 'HEAD' ? 'likely' : 'certain',
      specificity: 3,
      lines: [
        line(
          'earlier request',
          isPrefetch ? `Purpose: ${purpose.slice(0, 40)}` : (robot ?? 'HEAD'),
          'the user alone opens the address',
        ),
      ],
    };
    return;
  }
}

function* ofAlteration(view: View): Generator<Sign> {
  const { subject, before } = view;
  const code = subject?.sent('code');
  if (subject?.role !== 'token-request' || code === undefined) return;
  const callbacks = before.filter((one) => one.role === 'authorization-response' && one.has('code'));
  const given = callbacks.map((one) => one.sent('code') ?? '');
  if (given.includes(code)) return;
  for (const whole of given) {
    const how = alteration(code, whole);
    if (how === undefined) continue;
    yield altered(how[0], 'certain', how[1]);
    return;
  }
  if (/%[0-9A-Fa-f]{2}/.test(code))
    yield altered(
      'encoded-twice',
      isAbout(view, 'code') ? 'likely' : 'possible',
      'still percent-encoded after decoding once',
    );
  else if (/&|(?:scope|state|session_state|iss)=/.test(code))
    yield altered('rest-of-query', 'certain', 'with other parameters of the callback');
  else if (
    /^(?:auth_?code|authorization_?code|code|your_?code|the_?code|undefined|null|none|\[object object\])$/i.test(
      code,
    ) ||
    /^[<{$].*[>}]$/.test(code)
  )
    yield altered('literal', 'likely', 'a word in the place of the code');
  else if (/\s/.test(code)) yield altered('white-space', 'certain', 'with white space');
  else if (given.length === 1) yield altered('other', 'possible', 'another text than the callback delivered');
}

function alteration(code: string, whole: string): readonly [string, string] | undefined {
  if (whole.length > code.length && code.length >= 4 && whole.startsWith(code))
    return ['truncated', `the first ${code.length} of ${whole.length} characters`];
  if (code.length > whole.length && whole.length >= 4 && code.startsWith(whole))
    return ['extended', `${code.length - whole.length} more characters than the callback delivered`];
  if (code !== whole && code.toLowerCase() === whole.toLowerCase()) return ['case', 'in another case'];
  if (decoded(code) === whole || decoded(decoded(code)) === whole)
    return ['encoded-twice', 'percent-encoded once too often'];
  if (decoded(whole) === code || whole.replaceAll('+', ' ') === code || whole.replaceAll(' ', '+') === code)
    return ['decoded-twice', 'decoded once too often'];
  if (code.trim() === whole) return ['white-space', 'with white space'];
  return undefined;
}

function altered(variant: string, confidence: Sign['confidence'], seen: string): Sign {
  return {
    cause: 'authorization-code/altered-by-client',
    variant,
    confidence,
    specificity: 3,
    lines: [line('code', seen, 'the code of the callback, unchanged')],
  };
}

function* ofAge(view: View): Generator<Sign> {
  const { subject, callback, habits } = view;
  if (subject?.role !== 'token-request' || subject.sent('code') === undefined || callback === undefined) return;
  const [from, to] = [callback.at, subject.at];
  if (from === undefined || to === undefined) return;
  const age = (to - from) / 1000;
  const life = habits?.lifetimes?.code;
  if (age <= (life ?? longestCode)) return;
  yield {
    cause: 'authorization-code/expired',
    variant: 'by-the-times',
    confidence: life === undefined && age < 3600 ? 'likely' : 'certain',
    specificity: 3,
    lines: [
      line(
        'code',
        `sent ${showDuration(age * 1000)} after the callback`,
        `within ${showDuration((life ?? longestCode) * 1000)}`,
      ),
    ],
  };
}

function* ofFragment(view: View): Generator<Sign> {
  if (!isComplainedOf(view) && !view.all.some((one) => one.outcome === 'refused')) return;
  const found = view.all.find((one) =>
    one.parameters.some(({ name, in: place }) => place === 'fragment' && /^(?:code|access_token|id_token)$/.test(name)),
  );
  if (found === undefined || (view.subject !== undefined && view.subject !== found)) return;
  const asked = view.all.find(
    (one: Seen) =>
      one.isOf('authorization-request') &&
      (one.sent('response_mode') === 'fragment' || /token/.test(one.sent('response_type') ?? '')),
  );
  const missing =
    /(?:missing|no|without|not (?:found|present)|undefined|empty|null|required).{0,40}\b(?:code|token|query|param)|\b(?:code|token)\b.{0,40}(?:missing|undefined|null|not (?:found|present|provided)|empty|required)/i.test(
      view.words,
    );
  yield {
    cause: 'authorization-code/response-in-fragment',
    variant: asked === undefined ? 'fragment' : 'as-asked',
    confidence:
      missing || (view.printed !== '' && (asked !== undefined || isAboutAnswer.test(view.printed)))
        ? 'certain'
        : 'likely',
    specificity: 3,
    lines: [
      line('callback', 'the answer stands after #', 'the answer in the query, or a client that reads the fragment'),
    ],
  };
}
