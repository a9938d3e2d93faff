import { secretKindOf } from './secret.ts';

/**
 * A URI with the values of secret parameters in its query and fragment, and the password before its host, replaced by
 * `…`: a redirect URI may carry a code that was left in it.
 */
export function withoutUriSecrets(uri: string): string {
  return uri
    .replace(/([?&#;])([^=&#;?]*)=([^&#;]*)/g, (whole, before: string, name: string) =>
      secretKindOf(decoded(name)) === undefined ? whole : `${before}${name}=…`,
    )
    .replace(/^([A-Za-z][A-Za-z0-9+.-]*:[\\/]{2})[^\\/?#]*@/, '$1…@');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
