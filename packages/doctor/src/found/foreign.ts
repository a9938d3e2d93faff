import type { Found } from '../diagnosis.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { heldFor } from './confidence.ts';

/** Words that who speaks of a login, of a token or of their server can hardly do without. */
const words =
  /o-?auth|openid|oidc|token|authori[sz]|authenticat|\bauth[ _-]?(?:server|service|provider|code|ur[il]|endpoint|[nz]\b)|(?<![@/%\w.])auth\b|\/auth\/|log(?:ged|s|ging)?[ _-]?(?:in|on|out)\b|sign(?:ed|s|ing)?[ _-]?(?:in|on|out)\b|anmeld|client[ _-]?(?:id|secret|credential)|redirect|callback|issuer|jwks|\bjwt|provider|identity|\bidp\b|credential|\brealms?\b|tenant|saml|\bsso\b|grant|scope|well-known/i;

/** What any program says of any other that it calls: nobody answers there, or there is no such page. */
const ofAnyCall: ReadonlySet<string> = new Set([
  ...['refused', 'timed-out', 'reset', 'name', 'no-answer', 'said'].map(
    (variant) => `availability/provider-unreachable:${variant}`,
  ),
  'availability/provider-incident:said',
  'transport-endpoint/endpoint-url-wrong:route',
]);

/** Tells whether anything in the capture is about OAuth: an exchange, a provider, or a word. */
function speaksOfOAuth({ exchanges, notes = [], provider }: Evidence): boolean {
  return exchanges.length > 0 || provider !== undefined || notes.some(({ text }) => words.test(text));
}

/** Holds what any program may print of any other server for possible, where nothing says that it means the provider. */
export function heldIfForeign(found: readonly Found[], evidence: Evidence): readonly Found[] {
  if (speaksOfOAuth(evidence)) return found;
  return found.map((one) => (ofAnyCall.has(`${one.rule.cause}:${one.rule.variant}`) ? heldFor(one, 'possible') : one));
}
