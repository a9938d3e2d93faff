import { classOfName } from './secret-names.ts';

/** How the parts of an address are redacted. */
export interface AddressParts {
  /** Redacts a text by its value. */
  readonly text: (value: string) => string;
  /** Describes a value that is not shown. */
  readonly hidden: (name: string, value: string, fingerprinted: boolean) => string;
}

const parts = /^([a-z][a-z0-9+.-]*:)?([/\\]{0,2})([^/\\?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/is;

/**
 * Redacts an address part by part and leaves the rest spelled as it was sent, because the difference to the registered
 * one may be in the spelling (RFC 3986 section 3).
 */
export function redactAddress(address: string, { text, hidden }: AddressParts): string {
  const match = parts.exec(address);
  if (match === null) return text(address);
  const [, scheme = '', slashes = '', authority = '', path = '', query = '', fragment = ''] = match;
  const at = authority.lastIndexOf('@');
  const host = at === -1 ? text(authority) : `(credentials)@${text(authority.slice(at + 1))}`;
  const shownPath = path.split('/').map(text).join('/');
  // Each part was redacted alone; a secret that runs across their borders is found in the whole.
  const whole = `${scheme}${slashes}${host}${shownPath}`;
  return text(whole) + redactPairs(query, { text, hidden }) + redactPairs(fragment, { text, hidden });
}

function redactPairs(pairs: string, { text, hidden }: AddressParts): string {
  if (pairs === '') return '';
  const redacted = pairs
    .slice(1)
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      if (equals === -1) return text(pair);
      const name = pair.slice(0, equals);
      const value = pair.slice(equals + 1);
      const found = classOfName(name);
      if (found === 'secret' || found === 'fingerprinted') {
        return `${text(name)}=${hidden(name, value, found === 'fingerprinted')}`;
      }
      return `${text(name)}=${text(value)}`;
    });
  return pairs.charAt(0) + redacted.join('&');
}
