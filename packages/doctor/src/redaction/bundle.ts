/**
 * What a support team needs to answer, and nothing that it must not see: the diagnosis, the exchanges and messages
 * without their secrets, the environment, the times, the client id, the versions.
 */
import type { Capture } from '../captures/capture.ts';
import type { Evidence, Exchange, Note, Parameter } from '../evidence/evidence.ts';
import { examine } from '../examine.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { isSecretName } from '../text/named-values.ts';
import { countOf, secretKindOf } from '../text/secret.ts';
import type { Tools } from '../tools.ts';
import { createRedaction, type Redaction } from './redact-text.ts';
import { findLeaks, type Leak } from './secret-scan.ts';

/** Versions of what made the bundle, as name and version. */
export type Versions = Readonly<Record<string, string>>;

export interface Bundle {
  /** Markdown. */
  readonly text: string;
  /** What is in it, for whoever decides to send it: one line each. */
  readonly contents: readonly string[];
  /** Anything secret-shaped that is left. Such a bundle must not be written. */
  readonly leaks: readonly Leak[];
}

/** Makes a support bundle of a capture. @param at Unix milliseconds. */
export function makeBundle(
  capture: Capture,
  made: { readonly at: number; readonly versions: Versions },
  tools: Tools,
): Bundle {
  const evidence: Evidence = { exchanges: capture.exchanges, notes: capture.notes };
  const clients = clientIdsOf(capture.exchanges);
  const open = new Set(clients);
  const redaction = createRedaction(evidence, open, tools);
  const examination = examine(capture, tools);
  const exchanges = capture.exchanges.map((exchange, index) => renderExchange(exchange, index, redaction));
  const notes = capture.notes.map((note) => renderNote(note, redaction));
  const text = `${[
    '# Support bundle',
    facts(capture, { clients, ...made }),
    redaction.redact(renderMarkdown(examination)).replace(/^## /, '## Diagnosis: '),
    '## Exchanges',
    ...(exchanges.length === 0 ? ['None was in what was handed over.'] : exchanges),
    '## Messages',
    ...(notes.length === 0 ? ['None was in what was handed over.'] : notes),
    ...(capture.leftOut.length === 0 ? [] : ['## Left out', ...capture.leftOut.map((left) => `- ${left}`)]),
  ].join('\n\n')}\n`;
  return { text, contents: contentsOf(capture, clients, redaction), leaks: findLeaks(text, evidence, open) };
}

function contentsOf(
  { exchanges, notes }: Capture,
  clients: readonly string[],
  { counts }: Redaction,
): readonly string[] {
  const taken = [...counts].map(([kind, count]) => `${kind} ×${count}`).join(', ');
  return [
    'the diagnosis, with its evidence and fix',
    `${countOf(exchanges.length, 'exchange')}: method, address, headers, parameters, status, answer`,
    `${countOf(notes.length, 'message')} of programs and people`,
    clients.length === 0 ? 'no client id' : `the client id ${clients.join(', ')}`,
    taken === '' ? 'nothing had to be taken out' : `taken out: ${taken}`,
  ];
}

function facts(
  { exchanges, formats }: Capture,
  { clients, at, versions }: { readonly clients: readonly string[]; readonly at: number; readonly versions: Versions },
): string {
  const times = exchanges.flatMap((exchange) => (exchange.at === undefined ? [] : [exchange.at])).sort((a, b) => a - b);
  const hosts = [...new Set(exchanges.flatMap(({ request }) => hostOf(request?.url) ?? []))].slice(0, 10);
  const [first, last] = [times[0], times.at(-1)];
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Made', new Date(at).toISOString()],
    [
      'Happened',
      first === undefined || last === undefined
        ? undefined
        : first === last
          ? iso(first)
          : `${iso(first)} to ${iso(last)}`,
    ],
    ['Hosts', hosts.join(', ')],
    ['Client id', clients.join(', ')],
    ['Read from', formats.join(', ')],
    ...Object.entries(versions),
  ];
  return rows
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `- ${name}: ${value}`)
    .join('\n');
}

const iso = (at: number): string => new Date(at).toISOString();

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : /^https?:\/\/(?:[^/?#@]*@)?([^/?#@]+)/i.exec(url)?.[1];
}

/** Client ids stay: the support team finds the app by them. */
function clientIdsOf(exchanges: readonly Exchange[]): readonly string[] {
  const names = ['client_id', 'x-client-key', 'clientid'];
  const found = exchanges.flatMap(({ request }) =>
    [...(request?.parameters ?? []), ...(request?.headers ?? [])]
      .filter(({ name, cut }) => names.includes(name.toLowerCase()) && !cut)
      .map(({ value }) => value),
  );
  return [...new Set(found)].filter((value) => value !== '' && value.length <= 200).slice(0, 10);
}

function renderExchange({ role, request, response, at }: Exchange, index: number, redaction: Redaction): string {
  const line = (parameter: Parameter): string => `  ${parameter.name}: ${shown(parameter, redaction)}`;
  const target = request && redaction.redact(request.target);
  const lines = [
    ...(request ? [`${request.method} ${target === '' ? '(address not shown)' : target}`] : []),
    ...(request?.headers ?? []).map(line),
    ...(request && request.parameters.length > 0 ? ['', ...request.parameters.map(line)] : []),
    ...(response
      ? ['', `→ ${response.status === 0 ? 'status not shown' : response.status}`]
      : ['', '→ no answer shown']),
    ...(response?.headers ?? []).map(line),
    ...(response && response.parameters.length > 0 ? ['', ...response.parameters.map(line)] : []),
    ...plainBody(response?.body, response?.parameters.length ?? 0, redaction),
  ];
  const when = at === undefined ? '' : `, ${iso(at)}`;
  return `### ${index + 1}. ${role.replaceAll('-', ' ')}${when}\n\n${fenced(lines.join('\n'))}`;
}

/** A body whose members are not shown already: the text of a page, bounded. */
function plainBody(body: string | undefined, members: number, redaction: Redaction): readonly string[] {
  const text = (body ?? '')
    .replace(/<(script|style)[\s\S]{0,100000}?<\/\1>/gi, '')
    .replace(/<[^>]{0,2000}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return members > 0 || text === '' ? [] : ['', `  ${redaction.redact(text).slice(0, 1000)}`];
}

function shown({ name, value, cut }: Parameter, redaction: Redaction): string {
  const lower = name.toLowerCase();
  const kind =
    lower === 'authorization' || lower === 'cookie' || lower === 'set-cookie' || lower === 'proxy-authorization'
      ? lower.replace('-', ' ')
      : (secretKindOf(name) ?? (isSecretName(name) ? 'secret' : undefined));
  const scheme = lower.endsWith('authorization') ? (/^[A-Za-z]{2,16}(?= )/.exec(value)?.[0] ?? '') : '';
  if (kind !== undefined && value !== '') return `${scheme === '' ? '' : `${scheme} `}${redaction.hide(kind, value)}`;
  if (personal.test(lower)) return redaction.hide('personal data', value);
  return `${redaction.redact(value)}${cut ? ' (cut)' : ''}`;
}

const personal =
  /^(?:email|e_mail|mail|name|given_name|family_name|first_?name|last_?name|user(?:name|_name)?|login|login_hint|preferred_username|phone(?:_?number)?|address|birth_?date|upn|unique_name)$/;

function renderNote({ kind, text }: Note, redaction: Redaction): string {
  const names = { remark: 'Said', 'client-error': 'Printed', 'log-line': 'Logged' } as const;
  return `${names[kind]}:\n\n${fenced(redaction.redact(text))}`;
}

/** A fence that nothing in the text closes. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
