/** Requests as Bruno keeps them: of the blocks of a file that of the method stands for the request, the others say what it has. */
import { filledByTool, requestIn, wireTextOf } from './described-message.ts';
import { isMembers, type Literal } from './literal.ts';

const begins = /^(?:get|post|put|patch|delete) \{\r?\n[ \t]{1,8}url:/m;
const block = /^(?<name>[a-z]{2,12}(?::[a-z-]{1,30})?) \{\r?\n(?<inner>(?:(?!\})[^\n]{0,16000}\n){0,400})\}[ \t\r]*$/gm;
/** As what a request has the bodies of these kinds. */
const bodyNames: Readonly<Record<string, string>> = {
  json: 'json',
  'form-urlencoded': 'form',
  'multipart-form': 'multipart',
};

/** A request that is saved in a text, as it goes over the wire; everything else as it is. */
export function savedWrittenOut(text: string): string {
  if (!begins.test(text)) return text;
  const members = new Map<string, Literal>();
  for (const { groups } of text.matchAll(block)) {
    const { name = '', inner = '' } = groups ?? {};
    const [kind = '', detail = 'json'] = name.split(':');
    const fields = fieldsIn(inner);
    if (/^(?:get|post|put|patch|delete)$/.test(kind)) members.set('method', kind).set('url', fields.get('url') ?? '');
    else if (kind === 'headers') members.set('headers', fields);
    else if (kind === 'auth') members.set('auth', fields);
    else if (kind === 'body') members.set(bodyNames[detail] ?? 'body', detail.includes('form') ? fields : inner.trim());
  }
  const filled = filledByTool(members);
  const request = isMembers(filled) ? requestIn(filled) : undefined;
  if (request === undefined) return text;
  return text.replace(block, (whole: string, ...rest: unknown[]) => {
    const { name = '' } = rest.at(-1) as Record<string, string>;
    if (/^(?:get|post|put|patch|delete)$/.test(name)) return wireTextOf(request);
    return /^(?:meta|headers|auth|body|params|vars|script|assert|tests|docs|settings)\b/.test(name) ? '' : whole;
  });
}

/** The lines `name: value` of a block; a wave before a name switches it off. */
function fieldsIn(inner: string): Map<string, Literal> {
  const lines = [...inner.matchAll(/^[ \t]{1,8}(?<name>[^\s~:][^\n:]{0,100}):[ \t]?(?<value>[^\n]{0,8000})$/gm)];
  return new Map(lines.map(({ groups }) => [groups?.name ?? '', (groups?.value ?? '').trim()]));
}
