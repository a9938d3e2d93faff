import { showValue } from '../../text/value.ts';
import { line, type Shown } from '../sign.ts';

/**
 * `https://anna@idp.example/token`: an account in the place of a host. HTTP clients make Basic credentials of it (RFC
 * 3986 section 3.2.1), which the server takes for those of the client. A password behind it is meant so.
 */
export function userInFront(url: string): Shown<'user-in-front'> | undefined {
  const [, user, rest] = /^https?:\/\/([^/?#:\s]{1,100})@([^?#@]+)/i.exec(url) ?? [];
  if (user === undefined || rest === undefined || !/oauth|token|authorize|connect/i.test(rest)) return undefined;
  return {
    variant: 'user-in-front',
    confidence: 'likely',
    specificity: 3,
    lines: [line('address', `a name and an @ in front of ${showValue(rest)}`, 'the host alone')],
    why: 'What stands before the @ is sent as HTTP credentials, which the server takes for those of the client.',
  };
}

/** Tells whether the scheme was put before a setting that has it already. */
export function hasSchemeTwice(url: string): boolean {
  return /^https?:\/\/(?:https?(?::|\/|$)|[^/]*https?:\/\/)/i.test(url);
}

/**
 * The parameter in which a second query begins that is a whole request as the first one is: the setting for the
 * endpoint had one. An address in the value of state has a query of its own.
 */
export function secondQuery(url: string): string | undefined {
  const [, one = '', two = ''] = url.split('?');
  const isWhole = [one, two].every((part) => /\bresponse_type=/.test(part) && /\bclient_id=/.test(part));
  return isWhole ? /(?:^|&)(\w{1,40})=(?:[^&/:%]|%20)*$/.exec(one)?.[1] : undefined;
}
