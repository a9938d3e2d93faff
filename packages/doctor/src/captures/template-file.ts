import type { Exchange, Parameter, SentRequest } from '../evidence/evidence.ts';

/** What the tools that keep requests in files write around them: Bruno, Insomnia, Hoppscotch and Thunder Client. */
const ofTool =
  /^(?:meta|get|post|put|patch|delete|auth:\w{1,20}|body:[\w-]{1,30}|vars(?::[\w-]{1,20})?) \{\s*$|collection\.insomnia\.rest\/|"_type"\s{0,4}:\s{0,4}"export"|"clientName"\s{0,4}:\s{0,4}"Thunder Client"|"preRequestScript"\s{0,4}:/im;

/** What a file of requests has and a trace has not: a variable, the name of a request, and the divider before its line. */
const ofRequests =
  /^@[A-Za-z_][\w.-]{0,60}\s{0,4}=|^(?:#|\/\/) ?@(?:name|no-\w+|prompt) |^###[^\n]{0,100}\n(?:[ \t]{0,20}(?:[#@][^\n]{0,200}|\/\/[^\n]{0,200})?\n){0,8}(?:GET|POST|PUT|PATCH|DELETE|HEAD) \S/m;

/** A variable that the tool fills in before it sends. */
const variable = /\{\{[^{}\n]{1,200}\}\}|\{%[^{}\n]{1,400}%\}/;

/** Tells whether a text is a file of requests, as they are before they are sent. */
export function isTemplateFile(text: string): boolean {
  return ofTool.test(text) || ofRequests.test(text);
}

/**
 * Marks the values of saved requests that hold variables as cut: nothing shows what was sent in their place. Where the
 * answer repeats a variable, or the request has it encoded as it was sent, it is left as it is.
 */
export function withoutVariables(exchanges: readonly Exchange[]): readonly Exchange[] {
  return exchanges.map((one) => {
    const { request } = one;
    if (request === undefined || isAnswered(one) || isSent(one)) return one;
    return { ...one, request: withoutValues(request) };
  });
}

function withoutValues(request: SentRequest): SentRequest {
  return { ...request, headers: request.headers.map(marked), parameters: request.parameters.map(marked) };
}

function marked(one: Parameter): Parameter {
  return variable.test(one.value) || variable.test(pairOf(one)) ? { ...one, cut: true } : one;
}

/** Id and secret of a Basic header, which the reader of a collection has encoded. */
function pairOf({ name, value }: Parameter): string {
  const encoded = name === 'authorization' ? /^basic +(\S{1,8000})$/i.exec(value)?.[1] : undefined;
  try {
    return atob(encoded ?? '');
  } catch {
    return '';
  }
}

function isAnswered({ response }: Exchange): boolean {
  return variable.test(response?.body ?? '') || response?.headers.some(({ value }) => variable.test(value)) === true;
}

/** Braces are encoded in what was sent. A collection's reader encodes all that it reads. */
function isSent({ source, request }: Exchange): boolean {
  const isCollection = source.from === 'capture' && source.format === 'postman-collection';
  return /%7B%7B/i.test(`${request?.url ?? ''}\n${isCollection ? '' : (request?.body ?? '')}`);
}
