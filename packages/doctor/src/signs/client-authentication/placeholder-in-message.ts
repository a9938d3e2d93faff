import { isBlotted } from '../../evidence/blotted.ts';
import { isUnfilled } from '../../text/placeholder.ts';
import { showValue } from '../../text/value.ts';
import { line, type Shown } from '../sign.ts';
import type { View } from '../view.ts';

const isMissed = /not\b|n['’]t\b|unknown|invalid|no such|missing|wrong|unauthori[sz]ed|denied|fail/i;

/** How Keycloak writes of an event that it knows no client. */
const absentInEvent = /^clientId="null"$/;

/** `Application with identifier 'Insert your client ID here' was not found`. */
export function* placeholderQuoted({ words: said, remarks }: View): Generator<Shown<'quoted'>> {
  const quoted =
    /(?:client[ _]?id|tenant|directory|realm|identifier|resource principal named)\b[^\n]{0,30}?(["'`])([^"'`\n]{3,120})\1/gi;
  for (const { 0: found, 2: value = '', index } of said.matchAll(quoted)) {
    const isNull = /^(?:undefined|null|none|\[object object\])$/i.test(value);
    if (isNull && absentInEvent.test(found) && /\brealm(?:Id|Name)="/.test(said)) continue;
    const isTemplate = isNull || isUnfilled(value);
    if (
      !isTemplate ||
      remarks.includes(value) ||
      isBlotted(value) ||
      isOfItsAuthor(said, index) ||
      !/your|insert|enter|replace|here|undefined|null|none|\[object|[{}<>$%]/i.test(value)
    )
      continue;
    yield {
      variant: 'quoted',
      // Angle brackets are how people blot out what they do not want to show.
      confidence: !isMissed.test(said) ? 'possible' : /^<[^>]*>$/.test(value) ? 'likely' : 'certain',
      specificity: 3,
      lines: [line('answer', showValue(value), 'the value of the registration')],
    };
    return;
  }
}

/**
 * Tells whether whoever wrote the message left it unfilled, and not the app: each of its values is the name of one, or it
 * stands where Entra's log of sign-ins always has the form of its message.
 */
function isOfItsAuthor(said: string, at: number): boolean {
  const from = said.lastIndexOf('\n', at) + 1;
  const line = said.slice(Math.max(from, at - 300), at + 400).split('\n')[0] ?? '';
  const values = line.match(/'[^'\n]{1,120}'/g) ?? [];
  const areNames = values.length > 1 && values.every((one) => /^'\{\w{1,40}\}'$/.test(one));
  return areNames || (/\b(?:failureReason|resultDescription)\b/i.test(line) && /'\{\w{1,40}\}'/.test(line));
}

/** `Expected https://idp.example/undefined`: what the app itself wants to see has no value. */
export function* placeholderExpected({ words: said }: View): Generator<Shown<'expected'>> {
  const expected = /\bexpected:? (?:issuer |audience |aud |iss )?["'`]?(https?:\/\/[^\s"'`,;]+)/i.exec(said)?.[1];
  if (expected === undefined || !/\/(?:undefined|null|None|\$\{\w+\}|\[object)(?=\/|$)/.test(expected)) return;
  yield {
    variant: 'expected',
    confidence: 'certain',
    specificity: 3,
    lines: [line('expected value', showValue(expected), 'the tenant or project of the settings')],
  };
}
