import { type Address, addressOf } from '../evidence/address.ts';

/** An address in a sentence: a quote, a bracket or a comma ends it, and a stop or colon may still be behind it. */
export const addressInWords = /https?:\/\/[^\s"'`<>,;)\]\\]{1,300}/;

/** An address of a text, and where it begins and ends there. */
interface NamedAddress {
  readonly address: string;
  readonly from: number;
  readonly to: number;
}

/** The addresses that a text names, in its order. */
export function* addressesIn(text: string): Generator<NamedAddress> {
  for (const { 0: found, index } of text.matchAll(new RegExp(addressInWords, 'g')))
    yield { address: withoutStop(found), from: index, to: index + found.length };
}

/** The same, read. */
export function readAddressesIn(text: string): readonly Address[] {
  return [...addressesIn(text)].flatMap(({ address }) => addressOf(address) ?? []);
}

/** A text without the scopes of a request that it repeats: some providers' scopes are addresses. */
export function withoutScopes(text: string): string {
  return text.replace(/\bscope=[^\s&"'`]*(?: (?![\w.]+=)[^\s&"'`]+)*/gi, '');
}

/** An address without the stop or colon of the sentence that ends behind it. */
export function withoutStop(address: string): string {
  return address.replace(/[.:]+$/, '');
}
