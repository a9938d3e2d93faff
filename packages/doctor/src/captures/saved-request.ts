/** Requests as tools keep them in files that are no JSON: Bruno, and Insomnia since its fifth version. */
import { filledByTool, messagesIn, requestIn, wireTextOf } from './described-message.ts';
import { isMembers, type Literal } from './literal.ts';
import { readYaml } from './yaml-lines.ts';

const brunoBegins = /^(?:get|post|put|patch|delete) \{\r?\n[ \t]{1,8}url:/m;
const brunoBlock =
  /^(?<name>[a-z]{2,12}(?::[a-z-]{1,30})?) \{\r?\n(?<inner>(?:(?!\})[^\n]{0,16000}\n){0,400})\}[ \t\r]*$/gm;
const insomniaBegins = /^type: collection\.insomnia\.rest\//m;

/** A request that is saved in a text, as it goes over the wire; everything else as it is. */
export function savedWrittenOut(text: string): string {
  if (brunoBegins.test(text)) return brunoWrittenOut(text);
  return insomniaBegins.test(text) ? insomniaWrittenOut(text) : text;
}

/** Of the blocks of a file that of the method stands for the request, the others say what it has. */
function brunoWrittenOut(text: string): string {
  const members = new Map<string, Literal>();
  for (const { groups } of text.matchAll(brunoBlock)) {
    const { name = '', inner = '' } = groups ?? {};
    const [kind = '', detail] = name.split(':');
    const fields = fieldsIn(inner);
    if (/^(?:get|post|put|patch|delete)$/.test(kind)) members.set('method', kind).set('url', fields.get('url') ?? '');
    else if (kind === 'headers') members.set('headers', fields);
    else if (kind === 'auth') members.set('auth', fields);
    else if (kind === 'body')
      members.set(
        detail === 'form-urlencoded'
          ? 'form'
          : detail === 'multipart-form'
            ? 'multipart'
            : detail === undefined || detail === 'json'
              ? 'json'
              : 'body',
        detail?.includes('form') ? fields : inner.trim(),
      );
  }
  const filled = filledByTool(members);
  const request = isMembers(filled) ? requestIn(filled) : undefined;
  if (request === undefined) return text;
  return text.replace(brunoBlock, (block: string, ...rest: unknown[]) => {
    const { name = '' } = rest.at(-1) as Record<string, string>;
    if (/^(?:get|post|put|patch|delete)$/.test(name)) return wireTextOf(request);
    return /^(?:meta|headers|auth|body|params|vars|script|assert|tests|docs|settings)\b/.test(name) ? '' : block;
  });
}

/** The lines `name: value` of a block; a wave before a name switches it off. */
function fieldsIn(inner: string): Map<string, Literal> {
  const lines = [...inner.matchAll(/^[ \t]{1,8}(?<name>[^\s~:][^\n:]{0,100}):[ \t]?(?<value>[^\n]{0,8000})$/gm)];
  return new Map(lines.map(({ groups }) => [groups?.name ?? '', (groups?.value ?? '').trim()]));
}

/** What stands below the file, a comment or words, stays. */
function insomniaWrittenOut(text: string): string {
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex((line) => insomniaBegins.test(line));
  const length = lines.slice(at).findIndex((line) => !/^(?:[\w-]{1,60}:(?:\s|$)|\s|$|- )/.test(line));
  const end = length === -1 ? lines.length : at + length;
  const requests = messagesIn(filledByTool(readYaml(lines.slice(at, end)))).map(wireTextOf);
  return requests.length === 0 ? text : [...lines.slice(0, at), ...requests, ...lines.slice(end)].join('\n');
}
