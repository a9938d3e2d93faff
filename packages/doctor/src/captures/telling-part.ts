/** Of a text that is too long to be read whole, the part that tells of a failure: of OAuth first, the newest first. */

/** Characters of a text that are read; a HAR is not text. */
const longestText = 300_000;
/** Characters of failures that are not said to be of OAuth, where others are. */
const mostBeside = 30_000;
const linesAround = 3;

/** What a line of a log may say when something goes wrong, or is part of an exchange. */
const telling =
  /error|exception|fail|invalid|denied|refus|unauthori|forbidden|expired|revoked|mismatch|missing|rejected|AADSTS|HTTP\/\d|\b(?:GET|POST)\b.*(?:[\s"'>→(]|->)[45]\d\d(?=[\s,;"')]|$)|\bstatus\W{1,3}[45]\d\d\b/i;
/** Words, paths and codes of OAuth. */
const ofOAuth =
  /oauth|openid|oidc|\bsso\b|AADSTS|\.well-known|authori[sz]e\b|\/token\b|access.?token|refresh.?token|id.?token|grant|client.?(?:id|secret|credential|assertion|authentication)|redirect.?uri|callback|code.?(?:verifier|challenge)|pkce|invalid_(?:client|request|scope|token|target)|unauthorized_client|access_denied|consent|\bjwt\b|\bstate\b.{0,20}mismatch|authori[sz]ation code/i;

/** A text within what is read, with what was left out of it in words. */
export interface TellingPart {
  readonly text: string;
  readonly leftOut: readonly string[];
}

/** The text itself, where it is not too long; otherwise the lines that tell of a failure, with those around them. */
export function tellingPart(text: string): TellingPart {
  if (text.length <= longestText) return { text, leftOut: [] };
  const lines = text.split('\n');
  const found = lines.flatMap((line, index) => (telling.test(line) ? [index] : []));
  const oauth = found.filter((index) => ofOAuth.test(lines[index] ?? ''));
  const kept = new Set<number>();
  keepNewest(lines, oauth, kept, longestText);
  keepNewest(lines, found, kept, oauth.length > 0 ? mostBeside : longestText);
  const near = around(lines, found);
  const cut = [...near].reduce((sum, index) => sum + (kept.has(index) ? 0 : (lines[index] ?? '').length + 1), 0);
  const left = lines.length - near.size;
  return {
    text: lines
      .filter((_line, index) => kept.has(index))
      .join('\n')
      .slice(-longestText),
    leftOut: [
      ...(left > 0 ? [`${left} of ${lines.length} lines, in which nothing is said of a failure`] : []),
      ...(cut > 0
        ? [
            `${cut} characters ${oauth.length > 0 ? 'of failures other than the newest of OAuth' : 'before the newest failures'}`,
          ]
        : []),
    ],
  };
}

/** Adds these lines with those around them, from the last one on, while they fit. */
function keepNewest(lines: readonly string[], found: readonly number[], kept: Set<number>, most: number): void {
  let size = 0;
  for (const index of found.toReversed()) {
    for (const near of around(lines, [index])) {
      if (kept.has(near)) continue;
      kept.add(near);
      size += (lines[near] ?? '').length + 1;
    }
    if (size > most) return;
  }
}

function around(lines: readonly string[], found: readonly number[]): Set<number> {
  const near = new Set<number>();
  for (const index of found) {
    const last = Math.min(lines.length - 1, index + linesAround);
    for (let at = Math.max(0, index - linesAround); at <= last; at++) near.add(at);
  }
  return near;
}
