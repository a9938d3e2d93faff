import { addressOf } from '../../evidence/address.ts';
import { isHostOfProvider } from '../../providers/recognise.ts';

/** The part of a page to which a link leads. A redirect URI has none (RFC 6749 section 3.1.2), but pages that route by `#/` have. */
const partOfPage = /#(?![/!?]|$)[\w.:-]+$/;
/** Redirect URIs that a provider itself has: of native apps, and where it is the client of another one. */
const ofCallback = /callback|redirect|native|response|handler|oob|playground|signin|\/cb\b/i;

/** Tells whether an address is a page to read or to set something on, as messages name them, and so never the app's. */
export function isPageOfProvider(uri: string, provider: string | undefined): boolean {
  if (partOfPage.test(uri)) return true;
  const address = addressOf(uri);
  if (address === undefined || provider === undefined) return false;
  return isHostOfProvider(provider, address.host) && !ofCallback.test(address.path);
}
