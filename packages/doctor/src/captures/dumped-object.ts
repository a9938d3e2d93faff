/** Objects that programs print and tools export, written out as the messages that they describe. */
import { filledByTool, messagesIn, wireTextOf } from './described-message.ts';
import { isMembers, jsonOf, type Literal, type Members } from './literal.ts';
import { programCall } from './read-call.ts';
import { LiteralReader } from './read-literal.ts';
import { unseen } from './shell-variables.ts';

/** A line in which an object begins, with what stands before it. */
const begins = /^(?<label>[^\n{}]{0,200}?)\{(?=\s{0,40}["']?[\w$-]{1,40}["']?\s{0,4}:)/gm;
const telling = /\b(?:method|statusCode|status|error|access_token)\b["']?\s{0,4}:/;
/** An answer that somebody writes down alone, with its status at most, or puts into a comment. */
const ofAnswer = /^[ \t]{0,8}(?:(?:\/\/|#)[ \t]{0,4})?(?:(?:->|→|=>)[ \t]{0,4})?(?:[1-5]\d\d[ \t]{1,4})?$/;
const ofAnswerNamed =
  /^[ \t]{0,8}(?:error[. ]?)?(?:response|answer|data|body)(?:[. ](?:data|body))?[ \t]?:[ \t]{0,4}$/i;
/** Words that say more than what the object is. */
const isSaid = /Error\b|Exception\b|^\s{0,20}at \S|\S+(?:\s+\S+){6}/;

/** Characters of objects that are read and describe nothing, and of the longest that is read. */
const most = 400_000;
const longest = 300_000;

/** The messages that are described in a text, as they go over the wire; everything else as it is. */
export function dumpedWrittenOut(text: string): string {
  if (!telling.test(text)) return text;
  let [written, end, left] = ['', 0, most];
  for (const { index, 0: whole, groups } of text.matchAll(begins)) {
    const at = index + whole.length - 1;
    // A call is read as one.
    if (programCall.test(whole)) continue;
    if (index < end || left < 0) continue;
    const reader = new LiteralReader(text.slice(at, at + longest), 0, 'other');
    const value = reader.alone();
    const label = groups?.label ?? '';
    const meant =
      reader.isBroken || !isMembers(value)
        ? undefined
        : writtenOut(value, label, /^\{\s*"/.test(text.slice(at, at + 100)));
    if (meant === undefined) {
      left -= reader.at;
      continue;
    }
    written += text.slice(end, index) + meant;
    end = at + reader.at;
    end += /^[;,)]{0,4}/.exec(text.slice(end, end + 4))?.[0].length ?? 0;
  }
  return written + text.slice(end);
}

function writtenOut(value: Members, label: string, isJson: boolean): string | undefined {
  if (!isJson && ofAnswer.test(label) && isAnswer(value)) return label + jsonOf(value);
  if (!isJson && ofAnswerNamed.test(label) && isAnswer(value)) return `\nResponse:\n\n${jsonOf(value)}\n`;
  const found = messagesIn(value);
  const isKept = isJson && !found.some((one) => 'status' in one);
  // Answers in JSON have such members of their own, and logs are read elsewhere.
  const isOther =
    found.every((one) => 'status' in one || one.isMentioned) || notOfMessages.some((name) => value.has(name));
  if (found.length === 0 || (isJson && isOther)) return undefined;
  const messages = isKept ? messagesIn(filledByTool(value)) : found;
  return (isSaid.test(label) ? label : '') + messages.map(wireTextOf).join('\n');
}

const notOfMessages = ['level', 'msg', 'severity', 'error', 'ts', 'time', 'timestamp', '@timestamp'];

function isAnswer(value: Members): boolean {
  const isKnown = [...value].every(([name, one]: readonly [string, Literal]) => name !== unseen && one !== unseen);
  return isKnown && ['error', 'access_token'].some((name) => typeof value.get(name) === 'string');
}
