import { addressOf } from '../../evidence/address.ts';
import { addressesIn } from '../addresses-in.ts';
import type { View } from '../view.ts';

/** Words right before an address that say that it is registered. */
const before =
  /(?:regist\w*|configur\w*|console|partners?|connected app|whitelist\w*|allow\w*|settings?|lists?|valid redirect|redirect(?:ion)?[- _]ur[il]s?(?!_)|callback[- _]ur[il]s?(?!_)|reply ur[il]s?|entered|added|expect\w*|dashboard|portal|authori[sz]ed)[^\n]{0,80}$/i;
const sending =
  /\b(?:passed|sends?|sent|sending|requests?(?:ed)?|actual|got|received|uses?|using|in the request|redirects? to|changes? (?:from|to)|redirect_uri["'`]? value|variable|parameter)[^\n]{0,30}$/i;

/** Behind an address that is registered. */
const behind =
  /^["'`)]{0,2}\s*(?:,? ?(?:and|where|which) )?(?:(?:exactly |just |precisely )?(?:that|this|the same)(?: very| exact| same)?(?: ur[il]| address| one| value)? )?(?:is|are|was|were)\s+(?:also |already |the )?(?:registered|configured|entered|in the (?:console|(?:\w+[ -]){0,3}(?:white|allow)?[ -]?list)|on the (?:\w+[ -]){0,3}(?:white|allow)?[ -]?list|allowed|listed|whitelisted)/i;
const asRedirectUri =
  /^["'`)]{0,2}\s*(?:is |set |entered |registered |configured )?(?:as|for) (?:the |its |my |our |an? )?(?:allowed |valid |registered )?(?:redirect|callback|reply)[ _-]?(?:ur[il]|address)/i;

/** The same, told as a possession: `in the partner portal I have …`, `the connected app still has …`. */
const having =
  /\b(?:in|on|at|under)\b[^\n.]{2,40}\b(?:i|we)\s+(?:only |also |still |now )?(?:have|had|put|set|typed|wrote|saved|defined)\s+(?:only |just |it as |this )?$|\b(?:connected|oauth|oidc|registered|developer|partner|provider) (?:app(?:lication)?|client|account|page|side)\b[^\n]{0,12}\b(?:has|have|had|says|shows|contains)\b[^\n]{0,12}$/i;

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
      const isOfRequest = sending.test(lead.slice(-40));
      const says = (before.test(lead) || having.test(lead)) && !isOfRequest;
      const saysAfter = behind.test(after) || (asRedirectUri.test(after) && !isOfRequest);
      if ((says || saysAfter) && !found.includes(uri)) found.push(uri);
      if (found.includes(uri) && (saysAfter || ofRegistration.test(lead.slice(-60) + after))) registered.push(uri);
      if (found.length === 20) return { found, registered };
    }
  }
  return { found, registered };
}

/** A line of a list that has an address and nothing else. */
const item = /^[\s>*•\d.)-]{0,12}(?:https?:\/\/\S{1,300})?[\s,;]*$/;
const longestList = 20;

/** What stands before an address: its line, and the heading of the list whose line it is. */
function leadOf(text: string, from: number): string {
  const lines = text.slice(Math.max(0, from - 2000), from).split('\n');
  const own = lines.pop() ?? '';
  const lead = own.slice(-100);
  if (!item.test(own)) return lead;
  const heading = lines.slice(-longestList).findLast((one) => !item.test(one)) ?? '';
  return /[:：]\s*$/.test(heading) ? `${heading.slice(-60)} ${lead}` : lead;
}

/** An address of the authorization server itself. */
function isOfServer(uri: string, subject: View['subject']): boolean {
  const address = addressOf(uri);
  if (address === undefined || subject?.isOf('authorization-request') !== true) return false;
  return address.host === subject.host && address.port === subject.address?.port;
}
