import { isUnfilled, placeholderForm } from '../../text/placeholder.ts';
import { showValue } from '../../text/value.ts';
import { line, type Shown } from '../sign.ts';
import type { Seen } from '../view.ts';
import { refusesId } from './request-of-client.ts';

/** The pair of a documentation, as it is. */
const halves =
  /^(?:key|id|client|client_?id|consumer_?key|app_?id|username|user|api_?key):(?:secret|client_?secret|consumer_?secret|app_?secret|password|api_?secret)$/i;

/** `zoom_client_id`, `shopClientId`: what a setting is called, and now and then what somebody has registered. */
const nameOfSetting =
  /^(?:(?:[a-z][a-z0-9]{1,15}[-_]){1,4}(?:client|consumer|app|application)[-_](?:id|key)|[a-z]{2,16}(?:Client|Consumer|App)(?:Id|ID|Key))$/;

/** Tells whether the answer says that it does not know this id. */
function isIdRefused(subject: Seen, id: string): boolean {
  const isNamed = /\b(?:invalid|unknown|no such|unrecogni[sz]ed)\b|not (?:found|exist)/i.test(subject.text);
  return refusesId(subject) || (isNamed && subject.text.includes(id));
}

/** Words or a template in the place of id or secret; what a rule knows by its form is left to the rule. */
export function* inCredentials(subject: Seen): Generator<Shown<'template'>> {
  const { id = subject.sent('client_id'), secret } = subject.credentials ?? {};
  if (subject.credentials?.in === 'header' && halves.test(`${id}:${secret}`)) {
    yield {
      variant: 'template',
      confidence: 'likely',
      specificity: 3,
      lines: [line('Authorization header', 'the words for id and secret', 'the values of the registration')],
    };
  }
  if (id !== undefined && nameOfSetting.test(id) && isIdRefused(subject, id)) {
    yield {
      variant: 'template',
      confidence: 'certain',
      specificity: 3,
      lines: [line('client_id', `${showValue(id)}, the name of a setting`, 'the value of the registration')],
    };
  }
  for (const [name, value] of Object.entries({ client_id: id, client_secret: secret })) {
    if (value === undefined || placeholderForm(value) !== undefined) continue;
    if (!isUnfilled(value.split('.apps.')[0] ?? '')) continue;
    yield {
      variant: 'template',
      // A name such as my_client_id may be what somebody wrote over the real one.
      confidence: /^my[-_ ]/i.test(value) ? 'possible' : 'certain',
      specificity: 3,
      lines: [line(name, 'words or a template', 'the value of the registration')],
    };
  }
}
