import { decoded } from '../../evidence/address.ts';
import { isBlotted } from '../../evidence/blotted.ts';
import { addressesIn } from '../addresses-in.ts';
import { line, type Shown } from '../sign.ts';
import type { View } from '../view.ts';

/** What became of the code on its way. */
export type Alteration =
  | 'other-token'
  | 'client-id'
  | 'truncated'
  | 'extended'
  | 'case'
  | 'decoded-twice'
  | 'rest-of-query'
  | 'literal'
  | 'white-space'
  | 'other-parameter'
  | 'other';

/** The codes that the callbacks before delivered, or, where there are none, those of the addresses that the text shows. */
export function deliveredCodes(view: View): readonly string[] {
  const brought = codesOfCallbacks(view);
  return brought.length > 0 ? brought : codesInWords(view);
}

function codesOfCallbacks({ before }: View): readonly string[] {
  const callbacks = before.filter((one) => one.role === 'authorization-response' && one.has('code'));
  return callbacks.map((one) => one.sent('code') ?? '');
}

/** Codes of the addresses that the text shows, as somebody who pastes the callback by hand has them. */
function codesInWords({ words }: View): readonly string[] {
  const found = [...addressesIn(words)].map(({ address }) => /[?&#]code=([^&#]{4,})/.exec(address)?.[1] ?? '');
  return found.map((one) => decoded(one) ?? one).filter((one) => one !== '' && !isBlotted(one));
}

/** The difference between the code that was sent and one that a callback delivered, where it is one that has a name. */
export function comparedWith(whole: string, code: string): Shown<Alteration> | undefined {
  if (whole.startsWith(code) && whole.length > code.length && code.length >= 4)
    return altered('truncated', 'certain', `the first ${code.length} of ${whole.length} characters`);
  if (code.startsWith(whole) && code.length > whole.length && whole.length >= 4)
    return altered('extended', 'certain', `${code.length - whole.length} more characters than the callback delivered`);
  if (code.toLowerCase() === whole.toLowerCase()) return altered('case', 'certain', 'in another case');
  if (decoded(whole) === code || whole.replaceAll('+', ' ') === code)
    return altered('decoded-twice', 'certain', 'decoded once too often');
  // A plus that the server did not encode arrives as a blank, and is a plus again.
  if (whole.replaceAll(' ', '+') === code) return undefined;
  if (code.trim() === whole) return altered('white-space', 'certain', 'with white space');
  return undefined;
}

const shortestValue = 8;
/** Parameters in which nobody hands a code on. */
const neverCode = /^(?:state|session_state|nonce|iss|client_id|id_token|access_token)$/i;

/**
 * The value of another parameter of an address that the capture shows, as a pattern that is too loose picks it. A page may
 * hand the code on under another name, so that only a callback that delivered another code, which nobody redeemed, proves it.
 */
export function ofOtherParameter(view: View, code: string): Shown<Alteration> | undefined {
  const name = code.length < shortestValue ? undefined : nameOf(code, view);
  if (name === undefined || /code/i.test(name)) return undefined;
  const isSure = codesOfCallbacks(view).some((one) => !isRedeemed(one, view));
  if (!isSure && !neverCode.test(name)) return undefined;
  return altered('other-parameter', isSure ? 'certain' : 'likely', `the value of ${name}`);
}

/** The name that a value has in an address before. */
function nameOf(value: string, { before }: View): string | undefined {
  const addresses = before.flatMap((one) => [one.url, one.answered('location') ?? '']);
  const pairs = addresses.flatMap((one) => one.split(/[?&#]/).slice(1)).filter((one) => one.indexOf('=') > 0);
  return pairs.find((pair) => decoded(pair.slice(pair.indexOf('=') + 1)) === value)?.split('=', 1)[0];
}

function isRedeemed(code: string, { all }: View): boolean {
  return all.some((one) => one.role === 'token-request' && one.sent('code') === code);
}

/** A code that is not the one of the callback. */
export function altered(variant: Alteration, confidence: Shown['confidence'], seen: string): Shown<Alteration> {
  return {
    variant,
    confidence,
    specificity: 3,
    lines: [line('code', seen, 'the code of the callback, unchanged')],
  };
}
