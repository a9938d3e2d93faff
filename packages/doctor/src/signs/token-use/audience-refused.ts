import { addressOf } from '../../evidence/address.ts';
import { withoutStop } from '../addresses-in.ts';
import { anyOf } from '../phrases.ts';
import { saysAbout } from '../said-about.ts';
import type { Seen } from '../view.ts';

/** Microsoft Graph, now and before. */
export const graph = /^(?:00000003-0000-0000-c000-000000000000|https:\/\/graph\.(?:microsoft|windows)\.)/;
/** The API of Entra that came before it, for which a token is of no use at Microsoft Graph. */
const formerGraph = /^(?:00000002-0000-0000-c000-000000000000|https:\/\/graph\.windows\.)/;

/** The audience of the token that the answer itself calls a bad one: `Bad audience: https://api.example`. */
export function audienceNamedIn({ text }: Seen, audiences: readonly string[]): string | undefined {
  const named = /\b(?:bad|invalid|wrong|unexpected|unknown|incorrect) audience:? ["'`]?([^\s"'`,;]{4,200})/i.exec(
    text,
  )?.[1];
  return named === undefined ? undefined : audiences.find((one) => one === withoutStop(named));
}

/** Tells whether an audience is an address of the host that was called. */
export function isOfHost(audience: string, { host, address }: Seen): boolean {
  const own = addressOf(audience);
  return own !== undefined && own.host === host && own.port === (address?.port ?? own.port);
}

/** That the audience is missing or wrong: the name of the server in a realm, or of a setting, says neither. */
const audienceRefused = anyOf(
  /\baud(?:ience)?s?\b(?! (?:config|setting|cache|key))(?:[^\n;,.]|\.(?! )){0,80}(?:invalid|missing|match|required|wrong|\bnot\b(?! (?:checked|needed|required|looked)\b)|n['’]t\b|absent|expect|incorrect|differ|denied|fail|unknown)/,
  /(?:invalid|missing|match|required?s?|wrong|\bnot?\b|n['’]t\b|without|expect\w{0,6}|incorrect|unknown|bad|fail\w{0,4})(?:[^\n;,.]|\.(?! )){0,40}\baud(?:ience)?s?\b(?! (?:config|setting|cache|key))/,
  /invalid_?audience/,
  /\b(?:bound|issued|meant|intended|minted) (?:to|for) (?:(?:an?|the) (?:different|other|wrong)|another) (?:resource|api|service)/,
  /\bnot (?:\w+ ){0,2}for this (?:resource|api|service)/,
);

/** Tells whether the answer says that the audience is missing or wrong. */
export function refusesAudience({ code, text }: Seen): boolean {
  return audienceRefused.test(`${code ?? ''}\n${text}`);
}

/** Tells whether all audiences are other APIs, and none the default of a server that was asked for no API. */
export function isPlainlyOther(audiences: readonly string[], call: Seen): boolean {
  if (saysAbout(call, 'issuer') || saysAbout(call, 'time')) return false;
  if (call.host === 'graph.microsoft.com') return audiences.every((one) => formerGraph.test(one) || !graph.test(one));
  // A token that is for nobody is for no API (RFC 7519 section 4.1.3), and this one wants to be named.
  return audiences.every((one) => {
    return addressOf(one) !== undefined && !/\/userinfo$/.test(one) && !isOfHost(one, call);
  });
}

/** Tells whether all audiences are addresses of other hosts than the one that was called. */
export function areElsewhere(audiences: readonly string[], call: Seen): boolean {
  const hosts = audiences.map((one) => addressOf(one)?.host ?? '');
  return hosts.length > 0 && hosts.every((host) => host !== '' && host !== call.host);
}
