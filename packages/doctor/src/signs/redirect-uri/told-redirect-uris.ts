import { addressOf } from '../../evidence/address.ts';
import { addressesIn, withoutScopes } from '../addresses-in.ts';
import { saidUnasked } from '../said-about.ts';
import type { View } from '../view.ts';
import { isPageOfProvider } from './page-of-provider.ts';
import { builds, isRefused, ofRequest, sends, sentByName, wasSent } from './words-of-sending.ts';

/** Words right before an address that say that it is registered. */
const before =
  /(?:regist\w*|configur\w*|console|partners?|connected app|whitelist\w*|allow\w*|settings?|lists?|\bvalid redirect|redirect(?:ion|ed)?(?:[- _](?:ur[il]|address(?:es)?)|ur[il]s)s?(?!_)|callback[- _]?ur[il]s?(?!_)|\b(?:app(?:lication)?|client|provider)\b[^\n]{0,12} (?:has|with) (?:the |a )?(?:callback|redirect)|(?:settings|oauth\w*|apps?|credentials|login|general|clients?|security|configuration|authentication|developers?|integrations?) (?:>|→|->|»|›) \w|reply ur[il]s?|entered|added|expected|dashboard|portal|authori[sz]ed)[^\n]{0,80}$/i;
/** The same in an answer, whose pages name addresses for many reasons. */
const byServer = /(?:regist|allow|expect|configur|valid)[^\n]{0,40}$/i;
/** The page where something is to be done. */
const place = /\b(?:at|in|on|under|via|see|visit|open|to)[\s"'`(<]*$/i;
/** Between two addresses of a list in one line. */
const between = /^["'`]?[ ,;|]+(?:and )?["'`]?$/;
const sending = new RegExp(
  [
    String.raw`(?:\b|_)(?:given|provided|supplied|presented|submitted)(?:[ _](?:was|is|value|ur[il]|redirect[ _]?ur[il])){0,2}\W{0,8}$`,
    String.raw`\b(?:${sends}|requests?|requested|in the request|redirects? to|redirected from|from origin|changes? (?:from|to)|redirect_uri["'\`]? value|variable|parameter)(?!\w)[^\n]{0,30}$`,
    String.raw`\b(?:${builds})(?!\w)[^\n]{0,60}$`,
    String.raw`\b(?:invalid|unknown|unregistered|illegal) (?:redirect|callback)\w{0,8}(?: ur[il])?\W{1,4}$`,
    String.raw`\bfrom \W?https?:\S{1,80} to\W*$`,
  ].join('|'),
  'i',
);

const endsInName = new RegExp(`${sentByName}$`, 'i');

/** The parameter of a request before its value: by itself it shows what was sent, and tells nothing of the registration. */
const parameter = /(?<!\w)redirect_uri["'`]?[ \t]{0,20}[:=]>?[ \t]{0,4}["'`(<[]{0,2}$/i;
const refusedBehind = new RegExp(`^${isRefused}`, 'i');
const sentBehind = new RegExp(`^${wasSent}`, 'i');
const otherValue =
  /\b(?:client_id|client|app|state|realm|user|scope)["'`]?[ \t]{0,4}[:=]>?[ \t]{0,4}["'`]?[\w.-]{1,60}/gi;
const listed =
  /(?<!\bnot )\b(?:registered|configured|whitelist\w*|allowed|expected|console|dashboard|portal|settings)\b[^\n]{0,60}$/i;
/** Behind an address that is registered. */
const behind =
  /^["'`)]{0,2}\s*(?:,? ?(?:and|where|which) )?(?:(?:exactly |just |precisely )?(?:that|this|the same)(?: very| exact| same)?(?: ur[il]| address| one| value)? )?(?:is|are|was|were)\s+(?:also |already |the )?(?:registered|configured|entered|set in (?:the )?(?:provider|auth(?:0|entik|elia|ori[sz]ation server| server)|keycloak|okta|zitadel|entra)\b(?! as (?!(?:\w+ ){0,3}(?:redirect|callback)))|in the (?:console|(?:\w+[ -]){0,3}(?:white|allow)?[ -]?list)|on the (?:\w+[ -]){0,3}(?:white|allow)?[ -]?list|allowed|listed|whitelisted)/i;
const asRedirectUri =
  /^["'`)]{0,2}\s*(?:is |set |entered |registered |configured )?(?:as|for|among|under) (?:[\w'’]+ ){0,6}?(?:redirect(?:ion)?|callback|reply|allowed|valid|registered)[ _-]?(?:ur[il]|address)/i;

/** The name that a console gives to its list: people try what they enter there. */
const asListed =
  /^["'`)]{0,2}\s*(?:as|in|under|among) (?:[\w'’]+ ){0,3}?(?:(?:sign-?in|log-?in|valid|authori[sz]ed|allowed|registered) (?:redirect(?:ion)?|callback|reply)[ _-]?ur[il]|redirect[ _-]?ur[il] in (?:[\w'’]+ ){0,3}?(?:provider|client)\b)/i;

/** A place of a provider's settings behind it: `I have … in OAuth2 > Redirects`. */
const inSettings =
  /^["'`)]{0,2}\s*(?:set |listed |entered |added )?(?:in|under|at|on) [^\n.]{0,40}(?:\w (?:>|→|->|»|›) \w|\b(?:console|dashboard|portal|redirect ur[il]s)\b)/i;
/** Somebody's app at a provider, which has it: `the Slack app still has …`; apps are also named after what they are made with. */
const ofProvider =
  /\b(?!(?:My|Our|The|This|That|React|Next|Vue|Angular|Web|Android|iOS|Flask|Django|Rails|Laravel|Express|Spring|Desktop|Mobile)\b)[A-Z]\w+ (?:OAuth |OIDC )?(?:[Aa]pp(?:lication)?|[Cc]lient|[Rr]egistration)(?: settings?)? (?:still |only |already )?(?:has|have|had|says|shows|lists|contains) (?:still |only )?$/;

/** The same, told as a possession: `in the partner portal I have …`, `the connected app still has …`. */
const having =
  /\b(?:in|on|at|under)\b[^\n.]{2,40}\b(?:i|we)\s+(?:only |also |still |now )?(?:have|had|put|set(?: up)?|typed|wrote|saved|defined)\s+(?:only |just |it as |this )?$|\b(?:connected|oauth|oidc|registered|developer|partner|provider) (?:app(?:lication)?|client|account|page|side)\b[^\n]{0,12}\b(?:has|have|had|says|shows|contains)\b[^\n]{0,12}$/i;

/** Addresses of help pages and consoles, which messages often name, and examples with a word for the port. */
export const documentation =
  /^https?:\/\/(?:aka\.ms|go\.microsoft|docs?\.|learn\.|developers?\.|support\.|help\.|(?:console|portal)\.(?:azure|cloud|developers|aws|firebase)\b|[^/]*\/(?:docs?|help|learn)\b|[^/@]*:[a-z])/i;

/** The place where redirect URIs are registered. */
const ofRegistration =
  /dashboard|console|portal|regist\w*|app settings|whitelist\w*|(?:authori[sz]ed|valid oauth) redirect ur[il]s|redirectURIs|client (?:config|settings)/i;

/** Redirect URIs that a remark, a message or the answer says are the registered ones; only what clearly says so. */
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

/** Several signs ask for what is told of one failure. */
const heardOf = new WeakMap<View, Told>();

function told(view: View): Told {
  const known = heardOf.get(view) ?? listenFor(view);
  heardOf.set(view, known);
  return known;
}

/** What is answered: to the subject, or, where the texts alone are asked, to what nobody saved. */
function answeredIn(view: View): string {
  const { subject } = view;
  if (subject === undefined) return saidUnasked(view);
  return subject.outcome === 'refused' ? subject.text : '';
}

function listenFor(view: View): Told {
  const { remarks, printed, subject } = view;
  const found: string[] = [];
  const registered: string[] = [];
  const sent = subject?.sent('redirect_uri');
  // An app beside its server: an answer that lists addresses of this host means the app's.
  const isOnServer = addressOf(sent ?? '')?.host === subject?.host;
  const target = targetOfMismatch(subject);
  if (target !== undefined && target !== sent) return { found: [target], registered: [target] };
  const [said, shown] = [withoutScopes(remarks), withoutScopes(printed)];
  const heard = withoutScopes(answeredIn(view));
  for (const text of [said, shown, heard]) {
    if (sent !== undefined) found.push(...besideSent(sent, text, text === shown));
    let end = 0;
    for (const { address: uri, from, to } of addressesIn(text)) {
      const lead = leadOf(text, from);
      if (isElided(uri) || ofRequest.test(uri) || isPageOfProvider(uri, view.provider)) continue;
      if (isOfOther(uri, lead, text === heard && isOnServer ? undefined : subject)) continue;
      const follows = end > 0 && between.test(text.slice(end, from));
      // An answer repeats what was sent, and that is what it refuses.
      if (text === heard && (uri === sent || place.test(lead) || !(follows || byServer.test(lead)))) continue;
      const after = text.slice(to, to + 60);
      if (refusedBehind.test(after)) continue;
      const isOfRequest = sending.test(lead.slice(-60)) || sentBehind.test(after) || endsInName.test(lead);
      const isHad = having.test(lead) || ofProvider.test(lead) || isOfNamed(lead, view.provider);
      const says = follows || tellsBefore(lead) || isHad;
      const saysAfter =
        behind.test(after) ||
        asListed.test(after) ||
        ((asRedirectUri.test(after) || inSettings.test(after)) && !isOfRequest);
      if (!saysAfter && (!says || isOfRequest)) continue;
      end = to;
      found.push(uri);
      if (saysAfter || ofRegistration.test(lead.slice(-60) + after)) registered.push(uri);
      if (found.length === 20) return { found, registered };
    }
  }
  return { found, registered };
}

/** Tells whether what stands before an address says that it is registered. */
function tellsBefore(lead: string): boolean {
  if (!parameter.test(lead)) return before.test(lead);
  // What another address stands behind, or the value of another parameter, says nothing of this one.
  return listed.test(
    lead
      .replace(parameter, '')
      .replace(/^.*:\/\//, '')
      .replace(otherValue, ''),
  );
}

/** Tells whether the provider has the address, by its own name: `Okta has …`. */
function isOfNamed(lead: string, provider: string | undefined): boolean {
  const name = /\b([a-z]\w{2,30}) (?:still |only |already )?(?:has|knows|lists|shows|contains) (?:only )?["'`]?$/i.exec(
    lead,
  )?.[1];
  return name !== undefined && name.toLowerCase() === provider;
}

/** Tells whether no more than the scheme of an address is written out: `https://…`. */
function isElided(uri: string): boolean {
  return /^https?:\/\/[.…]*$/i.test(uri);
}

/** Where a server reports the mismatch to: GitHub calls the registered address with the error in its query. */
function targetOfMismatch(subject: View['subject']): string | undefined {
  const to = subject?.role === 'authorization-response' ? subject.url : subject?.answered('location');
  return /^(http[^?#]+)\?.*\berror=redirect_uri_mismatch/.exec(to ?? '')?.[1];
}

/** In a line that puts two addresses beside each other. */
const comparing = /string\(\d+\)|!=|<>|\bvs\b/i;
const comparingWords = /match|differ|expected/i;

/** What a program prints beside the redirect URI that was sent, because the two should be one. */
function besideSent(sent: string, text: string, isPrinted: boolean): readonly string[] {
  const compares = (one: string): boolean => comparing.test(one) || (isPrinted && comparingWords.test(one));
  const lines = text.split('\n').filter((one) => one.includes(sent) && compares(one));
  const pairs = lines.map((one) => [...addressesIn(one)].map(({ address }) => address));
  return pairs.filter((one) => one.includes(sent)).flatMap((one) => one.filter((address) => address !== sent));
}

/** Tells whether an address stands in a list of several, as a setting or a log has those that are registered. */
export function isInList({ remarks, printed }: View, uri: string): boolean {
  const lines = `${remarks}\n${printed}`.split('\n').map((one) => one.replace(/^[\s"'`*•-]+|[\s"'`,;]+$/g, ''));
  const at = lines.lastIndexOf(uri);
  return at >= 0 && /^https?:\S+$/m.test(`${lines[at - 1]}\n${lines[at + 1]}`);
}

/** A line of a list that has an address and nothing else. */
const item =
  /^[\s>*•\d.)"'`{[(\\-]{0,60}(?:ur[il]s? ?\d{1,3}\b[\s*:.]{0,6})?(?:https?:\/\/\S{1,300})?[\s,;\])}"'`\\]*$/i;
/** What a console writes above its list, without a colon. */
const consoleHeading =
  /^\W{0,6}(?:authori[sz]ed|allowed|valid|registered) (?:redirect(?:ion)?|callback|reply) ur[il]s?\b[^\n]{0,30}$/i;
const longestList = 20;

/** What stands before an address: its line, and the heading of the list whose line it is. */
function leadOf(text: string, from: number): string {
  const lines = text.slice(Math.max(0, from - 2000), from).split('\n');
  const own = lines.pop() ?? '';
  const lead = own.slice(-100);
  if (!item.test(own)) return lead;
  const heading = lines.slice(-longestList).findLast((one) => !item.test(one)) ?? '';
  return /[:：=[{(>]\s*$/.test(heading) || consoleHeading.test(heading) ? `${heading.slice(-60)} ${lead}` : lead;
}

/** What a program makes of an address: neither of the two is a registration. */
const rewriting = /\b(?:changes|rewrites|replaces|turns|converts|transforms)\b[^\n]{0,90}$/i;

/** Tells whether an address is none of the app: a page of help, the server's own, or another setting. */
function isOfOther(uri: string, lead: string, subject: View['subject']): boolean {
  const isSetting =
    /\b(?:site|(?!\w*(?:redirect|callback|reply|return))\w+_url)["'`]?\s*(?:=>?|:|is(?: set to)?|set to)\s*["'`]?$|\b(?:resource|issuer|audience|endpoint|metadata|authority|referer|origins?)\b[^\n]{0,40}$|\b(?:staging|other|another|old|former|second) (?:\w+ )?(?:client|app|project|tenant|realm|portal|site|website|service|shop|product)\b[^\n.]{0,30}$|\b(?:log-?out|sign-?out|home ?page|landing page|root|privacy|terms)\b[^\n.,;]{0,15}$/i.test(
      lead,
    );
  return isSetting || rewriting.test(lead) || documentation.test(uri) || isOfServer(uri, subject);
}

/** An address of the authorization server itself. */
function isOfServer(uri: string, subject: View['subject']): boolean {
  const address = addressOf(uri);
  if (address === undefined || subject?.isOf('authorization-request') !== true) return false;
  return address.host === subject.host && address.port === subject.address?.port;
}
