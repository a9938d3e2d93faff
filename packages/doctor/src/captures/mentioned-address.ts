/** An address with which a login begins, inside a line that says so. */

/** Whole addresses, up to what closes them in code or in a sentence. */
const address = /https?:\/\/[^\s"'`<>(){}|\\]{1,8000}/g;
/** What stands before an address that somebody opened: a verb, a label, or code that keeps it. */
const opened =
  /(?:^|[\s#/*(])(?:open(?:s|ed|ing)?|visit(?:s|ed|ing)?|brows(?:e|er|ing)|navigat\w{1,5}|redirect(?:s|ed|ing)?|go(?:es|ing)?|went|sen[dt](?:s|ing)?|start(?:s|ed|ing)?|log(?:s|ged|ging)? ?in|sign(?:s|ed|ing)? ?in|login|authori[sz](?:e|ation)|(?:auth\w{0,14}[ _-]?)?ur[il])\b[^\n]{0,40}$|(?:^|\s)(?:const|let|var)\s{1,4}\w{1,40}\s{0,4}=\s{0,4}["'`]$/i;
/** Words of what is wished, was once, or belongs to somebody else. */
const unmeant =
  /\b(?:should|expect\w{0,3}|instead|works?|working|worked|example|e\.g\.|docs?|documentation|correct\w{0,2}|before|earlier|previous\w{0,2}|used to|would|could|never|not|old|other|another|if|cannot)\b|n['’]t\b/i;

/** A label that says whose address it is, or what for. */
const whose = /\b(?:of|for|from|with)\b/i;
/** A label that says that it was called. */
const called = /\b(?:request|sen[dt]|open|goes|went|redirect|visit|call|browser|fail|log\b|location:)/i;

/** Tells whether the label of an address tells of it, as people do of settings and of others, and not that it was called. */
export function isToldOf(label: string): boolean {
  return unmeant.test(label) || (whose.test(label) && !called.test(label));
}

/** An address of authorization, and where in its line it stands. */
interface MentionedAddress {
  readonly url: string;
  /** The line with the address alone, without what was sent with it. */
  readonly rest: string;
}

/** The address of authorization that a line says was opened; undefined for a line that has none, or speaks of another. */
export function mentionedAddress(line: string): MentionedAddress | undefined {
  if (line.length > 10_000) return undefined;
  const found = [...line.matchAll(address)];
  const [one] = found;
  if (one === undefined || found.length > 1) return undefined;
  const url = one[0].replace(/[.,;:!?]{1,3}$/, '');
  const [before, behind] = [line.slice(0, one.index), line.slice(one.index + url.length)];
  if (!/[?&]client_id=/.test(url) || !/[?&]response_type=/.test(url)) return undefined;
  if (!opened.test(before.slice(-120)) || unmeant.test(before) || unmeant.test(behind)) return undefined;
  return { url, rest: `${before}${url.replace(/\?.*$/, '')}${behind}` };
}
