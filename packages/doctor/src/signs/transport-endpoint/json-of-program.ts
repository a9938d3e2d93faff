import type { View } from '../view.ts';
import { namesGrantOf } from './body-sent.ts';

/** What makes JSON of the body, in a program: by a call that does, or by its type. Other headers, and those of the answer, may have the same type. */
const asJson =
  /\bJSON\.stringify\(|\baxios(?:\.post)?\([^\n]{1,300},\s{0,4}\{\s{0,8}["']?grant_type|\bcontent[-_]?type\b["'`]?\s{0,3}(?:=>|[:=,(])\s{0,3}["'`]application\/json\b|\bapplication\/json["'`]\s?,\s?(?:\w{1,24}:\s?)?["'`]content-type|[,(]\s{0,4}json\s?=\s?[{\w]|["']json["']\s?=>|\bjson:\s?\{|\brequest :json|PostAsJsonAsync|JsonContent|\bjson\.Marshal\(/i;
/** What makes a form of it, or speaks of one. */
const asForm =
  /URLSearchParams|urlencoded|querystring|\bqs\.|\bhttp_build_query|form_params|FormBody|FormUrlEncoded|url\.Values|url_encoded|\bform[- ]?data|set_form|\bform\s?[:=]\s?[{\w]|[{(]\s?:form\b|\bHTTParty\b|percentEncoded/i;
/** A grant_type that a program gives to what it calls. */
const grantGiven = /\bgrant_type\\?["']?\s?(?:=>|[:=])\s?\\?["']\w/g;
const missesGrant =
  /(?:missing|requir|must (?:specify|contain|include)|lacks?)[^\n]{0,60}\bgrant[_ ]type|\bgrant[_ ]type\b[^\n]{0,40}(?:missing|requir|not (?:specified|present|provided|given|found)|empty|blank|null)/i;

/**
 * Tells whether somebody shows the program in the place of its request, it sends one grant_type as JSON, and the answer
 * misses just that.
 */
export function isJsonOfProgram({ subject, remarks }: View): boolean {
  if (subject?.outcome !== 'refused' || subject.exchange.request !== undefined || namesGrantOf(subject)) return false;
  const given = remarks.match(grantGiven)?.length;
  return given === 1 && missesGrant.test(subject.text) && asJson.test(remarks) && !asForm.test(remarks);
}
