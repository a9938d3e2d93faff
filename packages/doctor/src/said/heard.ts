import type { Evidence, Exchange, ExchangeRole, GivenResponse, Note, Parameter } from '../evidence/evidence.ts';
import { outcomeOf } from '../evidence/outcome.ts';
import { type Squashed, squash } from './phrase.ts';

/** One text of the evidence in which something may be said. */
export interface Heard {
  readonly where: string;
  readonly text: Squashed;
  readonly status?: number;
  readonly role?: ExchangeRole;
  /** False where it belongs to another exchange than the one that failed, or to an answer that is no error. */
  readonly decisive: boolean;
}

/** Characters that are read of one text, and of all. */
const longestText = 16_384;
const mostCharacters = 400_000;
const tellingHeaders = ['www-authenticate', 'location', 'server', 'x-cache', 'cf-mitigated'];
const names: Readonly<Record<ExchangeRole, string>> = {
  'authorization-request': 'authorization request',
  'pushed-authorization-request': 'pushed authorization request',
  'authorization-response': 'callback',
  'token-request': 'token request',
  'revocation-request': 'revocation request',
  'introspection-request': 'introspection request',
  'resource-request': 'API call',
  'metadata-request': 'metadata request',
  'registration-request': 'registration request',
  'device-authorization-request': 'device authorization request',
  other: 'request',
};
/** Where what is said of a failure before the one that is asked about stands. */
export const earlierInLog = 'log, of an earlier failure';
const noteNames = { remark: 'description', 'client-error': "client's error", 'log-line': 'log' } as const;

/** The texts in which a provider or a library may say what is wrong: answers that refuse, callbacks and notes. */
export function heardIn(evidence: Evidence): readonly Heard[] {
  const heard: Heard[] = [];
  let left = mostCharacters;
  const add = (said: Omit<Heard, 'text'>, text: string | undefined): void => {
    if (text === undefined || text === '' || left <= 0) return;
    const kept = text.slice(0, Math.min(longestText, left));
    left -= kept.length;
    heard.push({ ...said, text: squash(kept) });
  };
  for (const { kind, text, isMadeGood } of announced(evidence.notes ?? []))
    add({ where: noteNames[kind], decisive: isMadeGood !== true }, text);
  for (const { text } of evidence.earlier ?? []) add({ where: earlierInLog, decisive: false }, text);
  evidence.exchanges.forEach((exchange, at) => {
    const isSubject = evidence.subject === undefined || evidence.subject === at;
    for (const [where, text, isError] of textsOf(exchange)) {
      const status = exchange.response?.status;
      const rest = status === undefined || status === 0 ? {} : { status };
      add({ where, role: exchange.role, decisive: isSubject && isError, ...rest }, text);
    }
  });
  return heard;
}

/** What ends in a colon announces the note behind it: pages name what is wrong in a paragraph of its own. */
function announced(notes: readonly Note[]): readonly Note[] {
  const joined: Note[] = [];
  for (const note of notes) {
    const last = joined.at(-1);
    const continues = last !== undefined && last.kind === note.kind && /:\s*$/.test(last.text);
    if (continues) joined[joined.length - 1] = { ...last, text: `${last.text}\n${note.text}` };
    else joined.push(note);
  }
  return joined;
}

/** Everything of the evidence as one text, for words that only give the surroundings. */
export function surroundingsOf(evidence: Evidence, heard: readonly Heard[]): Squashed {
  const parts = heard.map((one) => one.text.readable);
  let left = mostCharacters;
  for (const { request } of evidence.exchanges) {
    if (request === undefined || left <= 0) continue;
    const text = `${request.method} ${request.url ?? request.target} ${request.body ?? listOf(request.parameters)}`;
    parts.push(text.slice(0, longestText));
    left -= text.length;
  }
  return squash(parts.join('\n'));
}

function* textsOf(exchange: Exchange): Generator<readonly [string, string | undefined, boolean]> {
  const { role, request, response } = exchange;
  const called = names[role];
  if (request?.parameters.some((one) => one.name === 'error' && one.in !== 'header')) {
    yield [called, listOf(request.parameters), true];
  }
  if (response === undefined) return;
  const refuses = isRefusal(response) || outcomeOf(exchange) === 'refused';
  if (refuses || isPage(response)) {
    yield [`answer to the ${called}`, response.body ?? listOf(response.parameters), refuses];
  }
  for (const { name, value } of response.headers) {
    if (refuses && tellingHeaders.includes(name)) yield [`${name} header of the answer`, `${name}: ${value}`, refuses];
  }
}

function isRefusal({ status, parameters, headers }: GivenResponse): boolean {
  const says = (one: Parameter): boolean => /^(?:error|error_description|errors|fault|message)$/.test(one.name);
  if (status >= 400 || parameters.some(says)) return true;
  return headers.some((one) => one.name === 'location' && /[?&#]error=/.test(one.value));
}

/** A page may show an error whatever its status says. */
function isPage({ headers, body = '' }: GivenResponse): boolean {
  return headers.some((one) => one.name === 'content-type' && /html/i.test(one.value)) || body.startsWith('<');
}

function listOf(parameters: readonly Parameter[]): string {
  return parameters.map((one) => `${one.name}: ${one.value}`).join('\n');
}
