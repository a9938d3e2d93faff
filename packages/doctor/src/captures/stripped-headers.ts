import type { Exchange } from '../evidence/evidence.ts';

/** The headers that hold credentials, which browsers leave out of what they export unless they are told otherwise. */
const ofCredentials = new Set(['authorization', 'cookie', 'set-cookie']);
const shownInText = /"name"\s{0,4}:\s{0,4}"(?:authorization|cookie|set-cookie)"/i;

/** What made the recording, where it leaves them out: the developer tools of Chrome, Edge and Opera, or who says so. */
const leavesOut =
  /"creator"\s{0,20}:\s{0,20}\{[^{}]{0,400}"(?:WebInspector|[^"{}]{0,80}(?:saniti[sz]|redact|scrub|anonymi[sz])[^"{}]{0,80})"/i;

/** Tells whether the text of an entry shows one of the headers that hold credentials. */
export function showsCredentials(entry: string): boolean {
  return shownInText.test(entry);
}

/**
 * Marks the exchanges of a recording that leaves out Authorization, Cookie and Set-Cookie: one that such a browser made,
 * of whose exchanges none has any of them.
 * @param around is the text that stands around the entries.
 * @param isShown tells that an entry that was not kept has one.
 */
export function withoutCredentials(
  exchanges: readonly Exchange[],
  around: string,
  isShown = false,
): readonly Exchange[] {
  const isStripping = leavesOut.test(around) || exchanges.some(isOfChromium);
  if (isShown || !isStripping || exchanges.some(hasCredentials)) return exchanges;
  return exchanges.map((one) => ({ ...one, areCredentialsUnseen: true as const }));
}

function hasCredentials({ request, response }: Exchange): boolean {
  return [...(request?.headers ?? []), ...(response?.headers ?? [])].some(({ name }) => ofCredentials.has(name));
}

/** Tells whether the browser names itself as one whose developer tools do so. */
function isOfChromium({ request }: Exchange): boolean {
  return request?.headers.some(({ name }) => name === 'sec-ch-ua') === true;
}
