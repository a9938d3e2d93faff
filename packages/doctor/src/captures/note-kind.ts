import type { Note, Source } from '../evidence/evidence.ts';
import { isoTime } from './logged-time.ts';

const longestNote = 16_384;

/** Signs of a program's own words: an exception, a stack, a code, a quoted error. */
const printed =
  /(?:^|\s)(?:[A-Za-z_$][\w.$]{0,100}(?:Error|Exception|Failure|Rejection)\b|Error[A-Z][a-z]\w{2,60}\b|Traceback \(most recent|at (?:async |new )?[\w.$<>[\]]{1,100} ?\(|at \S{1,200}:\d+:\d+|panic:|Caused by:|error:|ERR_[A-Z_]+|AADSTS\d{4,}|E[A-Z]{4,}:)|(?:^|["'\s(])(?:invalid_(?:grant|client|request|scope|token|target)|unauthorized_client|access_denied|unsupported_grant_type|insufficient_scope|redirect_uri_mismatch)\b|^\s*(?:error|fehler|exception)\b|^\s*[a-z]\w{0,30}(?:\.\w{1,30}){0,4}\.(?:invalid|error|fail(?:ed|ure)|missing|expired|denied|unauthorized|not_found|mismatch):\s/im;
const logged =
  /^\s*(?:(?:\[|(?:time|ts)="?)?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|level=|\[?\d\d:\d\d:\d\d|\[?(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|TRACE)\b|[\w.-]+ \| |\d{1,3}(?:\.\d{1,3}){3} - )/i;

/** What kind of note a text is. */
function noteKindOf(text: string): Note['kind'] {
  if (logged.test(text)) return 'log-line';
  return printed.test(text) ? 'client-error' : 'remark';
}

/** The notes of a text: one for each line or paragraph of one kind, in their order. */
export function notesIn(text: string, source: Source, kind?: Note['kind']): readonly Note[] {
  const notes: Note[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const own = kind ?? noteKindOf(line);
    const last = notes.at(-1);
    const continues = last && (own === last.kind || /^\s/.test(line)) && last.text.length + line.length < longestNote;
    if (last && continues) notes[notes.length - 1] = { ...last, text: `${last.text}\n${line}` };
    else notes.push({ kind: own, text: line.slice(0, longestNote), source, ...timeOf(line) });
  }
  return notes;
}

/** When a line of a log was written; nothing where it does not say so with a date. */
export function timeOf(line: string): { readonly at?: number } {
  const found = isoTime(line.slice(0, 200));
  const at = Date.parse(
    found
      .replace(',', '.')
      .replace(' ', 'T')
      .replace(/(\.\d{3})\d+/, '$1')
      .replace(/(T\d\d:\d\d:\d\d(?:\.\d+)?)$/, '$1Z'),
  );
  return Number.isNaN(at) ? {} : { at };
}
