/** Words beside an address that tell of a request which has it, and not of a registration; sources of patterns. */

/** What somebody does who sends it. */
export const sends = 'sends?|sent|sending|pass(?:es|ed)|uses?|using|actual|got|received';
/** What was done with it. */
export const given = 'given|provided|supplied|presented|requested';
/** What a program makes of its own address. */
export const builds = 'builds?|built|generates?|generated|constructs?|computes?|resolves?';
/** What stands between an address and the words behind it. */
const endOfAddress = String.raw`["'\`)\]”»]{0,2},? `;
/** Behind an address that is refused: `https://… is not registered`. */
export const isRefused = String.raw`${endOfAddress}(?:\w{1,20} ){0,4}(?:is|was|does|did)(?: not|n['’]t) (?:(?:in|on|an?|part|one of) |(?:allow|regist|match|valid|white|config|permit|list))`;
/** Behind the address of a request: `https://… was given`. */
export const wasSent = String.raw`${endOfAddress}(?:is|was) (?:${given}|sent|received|passed)\b`;
/** A name of what was sent, before its value: `actual_uri=`, `"requestedRedirectUri": `. */
export const sentByName = String.raw`\b(?:${given}|actual|received|sent)[_-]?(?:redirect[_-]?)?ur[il]["'\`]?\s{0,3}[:=]>?\s{0,3}["'\`]?`;
/** What only the address of an authorization request has. */
export const ofRequest = /[?&](?:redirect_uri|response_type)=/i;
