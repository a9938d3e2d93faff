/** The parts of an address that are compared. Names are as the URI generic syntax has them. */
export interface Address {
  readonly scheme: string;
  /** Lower case, without port. */
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

const parts =
  /^([a-z][a-z0-9+.-]{0,30}):\/\/(?:[^/?#@]{0,200}@)?(\[[0-9a-f:.]{2,45}\]|[^/?#:]{0,255})(?::(\d{0,5}))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;

/** Splits an absolute address; undefined for anything else. Never throws. */
export function addressOf(text: string): Address | undefined {
  const found = parts.exec(text.slice(0, 8192));
  if (found === null) return undefined;
  const [, scheme = '', host = '', port = '', path = '', query = '', fragment = ''] = found;
  return { scheme: scheme.toLowerCase(), host: host.toLowerCase(), port, path, query, fragment };
}

/** Scheme, host and port as one text. */
export function originOf({ scheme, host, port }: Address): string {
  return `${scheme}://${host}${port === '' ? '' : `:${port}`}`;
}

/** Tells whether the host names this very machine. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|.*\.localhost)$/.test(host);
}

/** Tells whether the host is one that only machines beside it can reach: private ranges, single names, `.internal`. */
export function isInternal(host: string): boolean {
  return (
    isLoopback(host) ||
    /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0$)/.test(host) ||
    /\.(?:local|internal|lan|svc|cluster\.local|docker|intranet|corp)$/.test(host) ||
    (/^[a-z0-9-]+$/.test(host) && host !== '')
  );
}

/**
 * The name below which a host's owner names hosts: `bank.example` of `api.bank.example`, `bank.co.uk` of `api.bank.co.uk`.
 * By the usual second levels of country codes, not by the public suffix list; an address of numbers is its own.
 */
export function domainOf(host: string): string {
  if (/^[\d.]+$|^\[/.test(host)) return host;
  const labels = host.split('.');
  const isOfCountry =
    /^(?:ac|co|com|edu|gob|go|gov|ne|net|or|org)$/.test(labels.at(-2) ?? '') && labels.at(-1)?.length === 2;
  return labels.slice(isOfCountry ? -3 : -2).join('.');
}

/** Decodes `%XX` and `+` of a query's part; the text itself where it is malformed. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
