import { isHexDigit } from '../parameters/form-component.ts';

/** A URI cut into its parts as they are written (RFC 3986 appendix B); nothing is decoded or normalised. */
export interface UriParts {
  /** Without its colon; empty where there is none. */
  readonly scheme: string;
  /** Undefined where no `//` follows the scheme. */
  readonly authority: string | undefined;
  readonly userInfo: string | undefined;
  readonly host: string;
  readonly port: string | undefined;
  readonly path: string;
  /** Without its question mark. */
  readonly query: string | undefined;
  /** Without its number sign. */
  readonly fragment: string | undefined;
}

/** Cuts any text into the parts of a URI; a text without a scheme is all path, query and fragment. */
export function splitUri(text: string): UriParts {
  const [beforeFragment, fragment] = cut(text, '#');
  const [beforeQuery, query] = cut(beforeFragment, '?');
  const schemeEnd = schemeLength(beforeQuery);
  const scheme = beforeQuery.slice(0, schemeEnd);
  const rest = schemeEnd === 0 ? beforeQuery : beforeQuery.slice(schemeEnd + 1);
  if (!rest.startsWith('//')) {
    return {
      scheme,
      authority: undefined,
      userInfo: undefined,
      host: '',
      port: undefined,
      path: rest,
      query,
      fragment,
    };
  }
  const pathStart = rest.indexOf('/', 2);
  const authority = rest.slice(2, pathStart === -1 ? rest.length : pathStart);
  const at = authority.lastIndexOf('@');
  const hostAndPort = authority.slice(at + 1);
  const colon = portColon(hostAndPort);
  return {
    scheme,
    authority,
    userInfo: at === -1 ? undefined : authority.slice(0, at),
    host: colon === -1 ? hostAndPort : hostAndPort.slice(0, colon),
    port: colon === -1 ? undefined : hostAndPort.slice(colon + 1),
    path: pathStart === -1 ? '' : rest.slice(pathStart),
    query,
    fragment,
  };
}

/** The characters of RFC 3986 section 2.2 and 2.3, by code. */
const uriCharacters = new Uint8Array(128);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=") {
  uriCharacters[character.charCodeAt(0)] = 1;
}

/** Names a character that may not stand in a URI, or a per cent sign that begins no escape (RFC 3986 section 2). */
export function uriTextFault(text: string): 'characters' | 'percent-encoding' | undefined {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x25) {
      if (!isHexDigit(text.charCodeAt(at + 1)) || !isHexDigit(text.charCodeAt(at + 2))) return 'percent-encoding';
      at += 2;
    } else if (code >= 128 || uriCharacters[code] !== 1) {
      return 'characters';
    }
  }
  return undefined;
}

function cut(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** The length of the scheme before its colon, or 0. */
function schemeLength(text: string): number {
  const colon = text.indexOf(':');
  return colon > 0 && /^[A-Za-z][A-Za-z0-9+.-]*$/.test(text.slice(0, colon)) ? colon : 0;
}

/** Where the port's colon stands; the colons of an IPv6 address stand in brackets. */
function portColon(hostAndPort: string): number {
  const colon = hostAndPort.lastIndexOf(':');
  return colon > hostAndPort.lastIndexOf(']') ? colon : -1;
}
