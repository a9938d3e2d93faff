import { decoded } from '../../evidence/address.ts';
import { addressInWords, withoutStop } from '../addresses-in.ts';
import type { View } from '../view.ts';

/** What an answer calls the address of the authorization request: it was sent then, and need not be registered. */
const ofStart = new RegExp(
  String.raw`\b(?:authori[sz](?:ation|e) (?:request|endpoint|step|call|leg)|(?:used|sent|given|passed) (?:in|for|with|at|during|to) (?:the )?(?:initial )?authori[sz](?:ation|e)\b|when the code was (?:requested|issued))[^\n]{0,20}?\b(${addressInWords.source})`,
  'i',
);
/** The form of a redemption as a log of Java has it, and its redirect URI. */
const logged =
  /\bgrant_type=\[?authorization_code\b[^\n]{0,600}?\bredirect_uri=\[?(https?(?::|%3A)[^\s&"'<>\],;]{1,300})/i;

/** The redirect URI that a message says was the one of the authorization request. */
export function namedAsOfStart(text: string): string | undefined {
  const found = ofStart.exec(text)?.[1];
  return found === undefined ? undefined : withoutStop(found);
}

/** What was sent at the redemption, and what the server says was sent at the start; undefined where one is not there. */
export function besideStart(view: View): { readonly sent: string; readonly first: string } | undefined {
  const { subject, printed, remarks } = view;
  if (subject !== undefined) {
    const isRedeemed = subject.role === 'token-request' && subject.outcome === 'refused';
    return isRedeemed ? differing(subject.sent('redirect_uri'), namedAsOfStart(subject.text)) : undefined;
  }
  if (view.all.some((one) => one.role === 'token-request')) return undefined;
  const sent = decoded(logged.exec(`${printed}\n${remarks}`)?.[1] ?? '');
  return differing(sent, namedAsOfStart(`${printed}\n${answeredAlone(view)}`));
}

function differing(sent = '', first = ''): { readonly sent: string; readonly first: string } | undefined {
  return sent === '' || first === '' || sent === first ? undefined : { sent, first };
}

/** What was answered to what nobody saved. */
function answeredAlone({ all }: View): string {
  const answers = all.filter((one) => one.outcome === 'refused' && one.exchange.request === undefined);
  return answers.map((one) => one.text).join('\n');
}
