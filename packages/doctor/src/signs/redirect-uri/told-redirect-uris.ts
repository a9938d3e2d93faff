import { addressOf } from '../../evidence/address.ts';
import { addressesIn } from '../addresses-in.ts';
import type { View } from '../view.ts';

const before =
  /(?:regist\w*|configur\w*|console|partners?|connected app|whitelist\w*|allow\w*|settings?|lists?|valid redirect|redirect[- _]ur[il]s?(?!_)|callback[- _]ur[il]s?(?!_)|reply ur[il]s?|entered|added|expect\w*|dashboard|portal|authori[sz]ed)[^\n]{0,80}$/i;
const sending =
  /(?:passed|sends?|sent|sending|requests?(?:ed)?|actual|got|received|uses?|using|in the request|redirects? to|changes? (?:from|to)|variable|parameter)[^\n]{0,30}$/i;

/** Addresses of help pages and consoles, which messages often name. */
const documentation =
  /^https?:\/\/(?:aka\.ms|go\.microsoft|docs?\.|learn\.|developers?\.|support\.|help\.|console\.|portal\.|[^/]*\/(?:docs?|help|learn)\b)/i;

/** The place where redirect URIs are registered. */
const ofRegistration = /dashboard|console|portal|regist\w*|app settings|whitelist\w*/i;

/** Redirect URIs that a remark or a message says are the registered ones; only what clearly says so. */
export function toldRedirectUris(view: View): readonly string[] {
  const { found, registered } = told(view);
  return registered.length > 0 ? registered : found;
}

/** Those of them that stand beside the name of the place where redirect URIs are registered. */
export function urisOnTheList(view: View): readonly string[] {
  return told(view).registered;
}

interface Told {
  readonly found: readonly string[];
  readonly registered: readonly string[];
}

function told({ remarks, printed, subject }: View): Told {
  const found: string[] = [];
  const registered: string[] = [];
  for (const text of [remarks, printed]) {
    for (const { address: uri, from, to } of addressesIn(text)) {
      const lead = leadOf(text, from);
      const after = text.slice(to, to + 60);
      if (documentation.test(uri) || isOfServer(uri, subject)) continue;
      if (/\b(?:resource|issuer|audience|endpoint|metadata|authority|referer|origin)\b[^\n]{0,40}$/i.test(lead))
        continue;
      const says = before.test(lead) && !sending.test(lead.slice(-40));
      const saysAfter =
        /^\s*(?:is|are|was|were)\s+(?:the )?(?:registered|configured|entered|in the console|allowed|listed|whitelisted)/i.test(
          after,
        );
      if ((says || saysAfter) && !found.includes(uri)) found.push(uri);
      if (found.includes(uri) && (saysAfter || ofRegistration.test(lead.slice(-60) + after))) registered.push(uri);
      if (found.length === 20) return { found, registered };
    }
  }
  return { found, registered };
}

/** The words before an address; before one of a list, what announces the list. */
function leadOf(text: string, from: number): string {
  const before = text.slice(Math.max(0, from - 400), from);
  const list = /:[ \t]*((?:\n[ \t]*(?:[-*•][ \t]*)?https?:\/\/[^\s]+[ \t]*)*\n[ \t]*(?:[-*•][ \t]*)?)$/.exec(before);
  return (list === null ? before : before.slice(0, list.index)).slice(-100);
}

/** An address of the authorization server itself. */
function isOfServer(uri: string, subject: View['subject']): boolean {
  const address = addressOf(uri);
  if (address === undefined || subject?.isOf('authorization-request') !== true) return false;
  return address.host === subject.host && address.port === subject.address?.port;
}
