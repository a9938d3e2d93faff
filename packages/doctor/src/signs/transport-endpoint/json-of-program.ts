import type { View } from '../view.ts';
import { namesGrantOf } from './body-sent.ts';

/** What makes JSON of the body, in a program: by a call that does, or by its type. `Accept` asks for the answer alone. */
const asJson =
  /\bJSON\.stringify\(|\baxios(?:\.post)?\([^\n]{1,300},\s{0,4}\{\s{0,8}["']?grant_type|(?<!accept["']?\s?(?:=>|[:=,])\s?["'])\bapplication\/json\b|[,(]\s{0,4}json\s?=\s?[{\w]|["']json["']\s?=>|\bjson:\s?\{|\brequest :json|PostAsJsonAsync|JsonContent|\bjson\.Marshal\(/i;
/** What makes a form of it, or speaks of one. */
const asForm =
  /URLSearchParams|urlencoded|querystring|\bqs\.|\bhttp_build_query|form_params|FormBody|FormUrlEncoded|url\.Values|url_encoded|\bform[- ]?data|set_form|\bform\s?[:=]\s?[{\w]/i;
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
