import { type Address, addressOf, isLoopback, originOf } from '../../evidence/address.ts';
import type { Confidence, EvidenceLine } from '../../rules/rule.ts';
import { showValue } from '../../text/value.ts';
import type { View } from '../view.ts';
import { type SuspectedUri, uriLine } from './uri-in-question.ts';

/** A page that is reached in another way than the redirect URI would be. */
export interface PageOfTheUser {
  readonly address: Address;
  /** Where nobody saved how the request ended, the page proves little. */
  readonly confidence: Confidence;
  readonly line: EvidenceLine;
}

/**
 * The page from which the user came, which tells how the app is reached: the one on the redirect URI's host, or one
 * that is on this machine as that is, or not. Undefined where it has the redirect URI's origin.
 */
export function pageOfTheUser({ before }: View, asked: SuspectedUri): PageOfTheUser | undefined {
  const { subject, uri, address, isNamed } = asked;
  const seen = [
    subject.header('referer'),
    subject.header('origin'),
    ...before.filter((one) => one.role === 'other').map((one) => one.url),
  ];
  const pages = seen.flatMap((one) => addressOf(one ?? '') ?? []).filter((one) => one.host !== subject.host);
  const page =
    pages.findLast((one) => one.host === address.host) ??
    pages.find((one) => isLoopback(one.host) === isLoopback(address.host));
  if (page === undefined || originOf(page) === originOf(address)) return undefined;
  return {
    address: page,
    confidence: subject.outcome === 'unknown' && !isNamed ? 'possible' : 'likely',
    line: uriLine(showValue(uri), showValue(originOf(page)), 'the address of the page'),
  };
}
