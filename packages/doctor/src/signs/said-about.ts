import { addressInWords, withoutStop } from './addresses-in.ts';
import { anyOf } from './phrases.ts';
import type { Seen, View } from './view.ts';

/** What the failure is about, by the words of answers, printed lines and remarks. */
export const topics = {
  redirect:
    /redirect(?:ion)?.?ur[il](?!=https?[:%])|redirect_mismatch|(?:invalid|unregistered) redirect|callback.?ur[il]|reply (?:address|url)|redirection ur[il]|whitelist/i,
  state: anyOf(
    /\bstate\b(?! of|["']?\s*[=:]|%3D)/,
    /(?:invalid|mismatch(?:ing)?|missing|unknown|wrong|expired)[a-z_]{0,12}state/,
    // What Auth.js throws.
    /InvalidCheck/,
    /csrf/,
    /correlation(?![ _-]?id)/,
    /\bnonce\b/,
    /cookie/,
    /authorization_request_not_found/,
    /session (?:state|invalid|not found|missing)/,
    /mismatching_state/,
    /not in (?:the )?session/,
    /in session/,
    /(?:authorization|login|auth) request (?:details|was |is )?(?:not |.{0,20}not )?found/,
    /stays? logged out/,
    /login loop/,
    /redirect loop/,
    /(?:login|sign-?in) (?:page|screen|form) again/,
    /not logged in/,
  ),
  pkce: /pkce|code.?verifier|code.?challenge|verifier|proof key/i,
  client: /client.{0,20}(?:secret|credential|authenticat)|invalid_client|unauthorized_client|authentication failed/i,
  refresh: /refresh/i,
  issuer:
    /\biss(?:uer)?\b(?! cert)|invalid_?issuer|issuer_?(?:mismatch|error|validation)|\btoken (?:was )?issued by\b/i,
  audience:
    /\baud(?:ience)?s?\b|Audience(?:Error|Exception)\b|invalid_?audience|resource server|\b(?:bound|issued|meant|intended|minted) (?:to|for) (?:(?:an?|the) (?:different|other|wrong)|another) (?:resource|api|service)/i,
  scope: /\bscopes?\b|permission/i,
  time: /expire|not (?:yet )?valid|not active|too (?:early|late)|\b(?:iat|nbf|exp)\b|in the future|clock|time ?range|reasonable timeframe/i,
  grant: /unsupported_grant_type|grant.?type/i,
  code: /invalid_grant|invalid_code|authorization code|auth code|code (?:was )?(?:already|expired|invalid)|"code"|bad_verification_code/i,
} as const;

/** Grants whose refusal is about a topic, whatever the words. */
const grantOf: Partial<Readonly<Record<Topic, string>>> = { refresh: 'refresh_token', code: 'authorization_code' };

/** A topic of failures. */
export type Topic = keyof typeof topics;

/** Tells whether the words of this capture are about a topic. */
export function isAbout(view: View, topic: Topic): boolean {
  const known = asked.get(view) ?? new Map<Topic, boolean>();
  asked.set(view, known);
  const answer = known.get(topic) ?? speaksOf(view, topic);
  known.set(topic, answer);
  return answer;
}

/** Some hundred signs, sayings and clues ask for the same topics. */
const asked = new WeakMap<View, Map<Topic, boolean>>();

function speaksOf(view: View, topic: Topic): boolean {
  const grant = grantOf[topic];
  if (grant !== undefined && view.all.some((one) => one.outcome !== 'accepted' && one.sent('grant_type') === grant))
    return true;
  return topics[topic].test(view.words);
}

/** What an area of causes is about, where messages tell areas apart. */
const topicOfArea: Readonly<Record<string, Topic>> = {
  pkce: 'pkce',
  'redirect-uri': 'redirect',
  'scope-consent': 'scope',
};

/** Tells whether the words are about something else than this cause: then its mistake may be there, but was not meant. */
export function isAboutOther(view: View, cause: string): boolean {
  const own = topicOfArea[cause.split('/')[0] ?? ''];
  if (own === undefined || isAbout(view, own)) return false;
  return Object.values(topicOfArea).some((topic) => topic !== own && isAbout(view, topic));
}

/** Tells whether the answer to one exchange is about a topic. */
export function saysAbout(seen: Seen | undefined, topic: Topic): boolean {
  return seen !== undefined && topics[topic].test(`${seen.code ?? ''}\n${seen.text}`);
}

/** What the answer gives as its reason; where it has fewer words than a sentence, all that is said of the failure. */
export function reasonIn({ subject, words }: View): string {
  const said = subject?.outcome === 'refused' ? subject.text : '';
  return /\w\w \w{2,80} \w\w/.test(said) ? `${subject?.code ?? ''}\n${said}` : words;
}

/** Tells whether anything beside the exchanges says that something failed. */
export function isComplainedOf(view: View): boolean {
  return view.remarks !== '' || view.printed !== '' || view.all.some(isProse);
}

/** A short text in the place of a page, as people paste what they saw. */
function isProse({ exchange, role }: Seen): boolean {
  const body = exchange.response?.body?.trim() ?? '';
  return role === 'authorization-response' && body.length > 8 && body.length < 400 && /^[A-Za-z][^<{]*$/.test(body);
}

/** What was answered to what nobody saved. */
export function saidUnasked({ all }: View): string {
  const answers = all.filter((one) => one.outcome === 'refused' && one.exchange.request === undefined);
  return answers.map((one) => one.text).join('\n');
}

/** Tells whether the failure that is looked at was refused by the server, or that somebody says it failed. */
export function hasFailed(view: View): boolean {
  return view.subject?.outcome === 'refused' || (view.subject?.outcome !== 'accepted' && isComplainedOf(view));
}

const quotedOrAddress = new RegExp(String.raw`(["'\`])((?:(?!\1)[^\n]){1,300}?)\1|(${addressInWords.source})`, 'g');

/** Two values that a message puts beside each other: in quotes, or as addresses. Longer lists give their first pairs. */
export function quotedValues(text: string): readonly string[] {
  const values: string[] = [];
  for (const [, , quoted, address] of text.slice(0, 8000).matchAll(quotedOrAddress)) {
    const value = quoted ?? (address === undefined ? undefined : withoutStop(address));
    if (value !== undefined && !values.includes(value)) values.push(value);
    if (values.length === 40) break;
  }
  return values;
}

/** Tells whether a text says that two values should be the same: many stand beside each other for other reasons. */
export function compares(text: string): boolean {
  return /expect|\bactual\b|\bgot\b|match|differ|\bequal|\binstead\b/i.test(text);
}

/** Tells whether the answer says anything in words, beside its code. */
export function givesReason({ text }: Seen): boolean {
  return /[a-z]{2} [a-z]{2}/i.test(text);
}

/** Tells whether the answer says in words why it refuses, and the words are about something else than `own`. */
export function givesOtherReason(answer: Seen, own: RegExp): boolean {
  return givesReason(answer) && !own.test(answer.text);
}
