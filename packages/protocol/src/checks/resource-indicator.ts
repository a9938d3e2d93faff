import { parameterSizes } from './parameter-text.ts';
import { splitUri, uriTextFault } from './uri-parts.ts';

/** Why a text is no resource indicator. */
export type ResourceFault =
  | 'empty'
  | 'too-long'
  | 'characters'
  | 'percent-encoding'
  | 'not-absolute'
  | 'fragment'
  | 'host-missing';

/** Whether a text is a resource indicator, and if not, why. */
export type ResourceCheck = { readonly ok: true } | { readonly ok: false; readonly why: ResourceFault };

const acceptable: ResourceCheck = Object.freeze({ ok: true });

/**
 * Tells whether a text is a resource indicator: an absolute URI without a fragment, at most 2,048 characters (RFC 8707
 * section 2). A query is allowed there, though it should not be used.
 */
export function isResourceIndicator(text: string): ResourceCheck {
  const why = faultOf(text);
  return why === undefined ? acceptable : { ok: false, why };
}

function faultOf(text: string): ResourceFault | undefined {
  if (text.length === 0) return 'empty';
  if (text.length > parameterSizes.resource) return 'too-long';
  const textFault = uriTextFault(text);
  if (textFault !== undefined) return textFault;
  const parts = splitUri(text);
  if (parts.fragment !== undefined) return 'fragment';
  if (parts.scheme === '') return 'not-absolute';
  const isWeb = parts.scheme.toLowerCase() === 'https' || parts.scheme.toLowerCase() === 'http';
  if (isWeb && parts.host === '') return 'host-missing';
  return parts.authority === undefined && parts.path === '' ? 'not-absolute' : undefined;
}
