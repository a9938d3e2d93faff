import { isProblemId, publicProblem, type WhoseMove } from '@candor/protocol';
import { type Difference, difference, type Piece } from './difference.ts';
import { copyable, renderDocument } from './document.ts';
import { attributes, type Content, type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';

export interface ExplainedDiagnosis {
  readonly cause: string;
  readonly variant?: string;
  readonly title: string;
  readonly confidence: 'certain' | 'likely' | 'possible';
  readonly evidence: readonly { readonly where: string; readonly seen?: string; readonly expected?: string }[];
  readonly why: string;
  /** The steps in order; a string is one step. */
  readonly fix: string | readonly string[];
  readonly whoseMove: WhoseMove;
}

export interface ExplanationModel {
  readonly requestId: string;
  readonly flowId?: string;
  /** ISO 8601. */
  readonly at: string;
  readonly environment: string;
  /** Absent: the request's client is not known. */
  readonly clientId?: string;
  /** False: the request only named its client. */
  readonly authenticated?: boolean;
  /** The problem's id. */
  readonly problem: string;
  readonly response: { readonly status: number; readonly error?: string };
  /** Best first. */
  readonly diagnoses: readonly ExplainedDiagnosis[];
}

/** The explanation of one refused request, for those who may read it. */
export function explanationPage(model: ExplanationModel, messages: Messages = en): string {
  const texts = messages.explanation;
  const [first, ...others] = model.diagnoses;
  const title = first?.title ?? texts.heading(model.response.error ?? model.problem);
  return renderDocument(
    {
      title,
      layout: 'sheet',
      homeHref: '/',
      scripts: ['copy.js'],
      main: html`<p class="crumb"><span class="badge badge-refused">${icons.refused}<code>${model.response.status} ${model.response.error ?? model.problem}</code></span>${first !== undefined && confidenceBadge(first, messages)}</p>
<h1>${title}</h1>
${first === undefined ? html`<p class="lead">${texts.none}</p>` : diagnosisBody(first, messages)}
${
  others.length > 0 &&
  html`<section><h2>${texts.others}</h2>
${others.map((diagnosis) => html`<article class="other"><h3>${diagnosis.title} ${confidenceBadge(diagnosis, messages)}</h3>${diagnosisBody(diagnosis, messages)}</article>`)}</section>`
}
${requestFacts(model, messages)}`,
    },
    messages,
  );
}

/** How sure the doctor is. */
export function confidenceBadge({ confidence }: ExplainedDiagnosis, messages: Messages): Html {
  const kind = confidence === 'certain' ? 'badge badge-strong' : 'badge';
  return html`<span class="${kind}">${messages.explanation.confidence[confidence]}</span>`;
}

/** What was sent and what was expected, why it was refused, and how to fix it. */
export function diagnosisBody(diagnosis: ExplainedDiagnosis, messages: Messages): Html {
  const texts = messages.explanation;
  const steps = typeof diagnosis.fix === 'string' ? [diagnosis.fix] : diagnosis.fix;
  return html`${
    diagnosis.evidence.length > 0 &&
    html`<div class="compares">${diagnosis.evidence.map((evidence) => compared(evidence, messages))}</div>`
  }
<dl class="reasons">
<div><dt>${texts.why}</dt><dd>${diagnosis.why}</dd></div>
<div><dt>${texts.fix}</dt><dd>${steps.length === 1 ? inlineCode(steps[0] ?? '') : html`<ol>${steps.map((step) => html`<li>${inlineCode(step)}</li>`)}</ol>`}</dd></div>
<div><dt>${texts.move}</dt><dd>${messages.whoseMove[diagnosis.whoseMove]}</dd></div>
</dl>`;
}

/** Text between backticks is code. */
function inlineCode(text: string): Content {
  return text.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part));
}

function compared({ where, seen, expected }: ExplainedDiagnosis['evidence'][number], messages: Messages): Html {
  const texts = messages.explanation;
  const [sentLine, expectedLine] = [evidenceLine(seen), evidenceLine(expected)];
  const both = sentLine.isWire && expectedLine.isWire;
  const pieces: Difference = both
    ? difference(sentLine.value, expectedLine.value)
    : { sent: whole(sentLine.value), expected: whole(expectedLine.value) };
  const lines = { sent: sentLine, expected: expectedLine };
  const shownSide = (side: readonly Piece[], { value, isWire, remark: said }: EvidenceLine): Html =>
    isWire
      ? html`<code>${side.map(piece)}</code>${remark(said)}${spoken(side, both, messages)}`
      : html`<span class="in-words">${value}</span>${remark(said)}`;
  const line = (label: string, side: readonly Piece[], kind: 'sent' | 'expected', value: string | undefined): Html =>
    html`<div class="line line-${kind}"><dt>${label}</dt><dd>${value === undefined ? html`<i>${texts.nothing}</i>` : shownSide(side, lines[kind])}</dd></div>`;
  return html`<figure class="compare"><figcaption><code>${where}</code></figcaption>
<div class="scroll" tabindex="0" role="group" aria-label="${where}"><dl>${line(texts.sent, pieces.sent, 'sent', seen)}
${expected !== undefined && line(texts.expected, pieces.expected, 'expected', expected)}</dl></div></figure>`;
}

/** One side of the evidence: what came over the wire has no blanks; a remark follows it after two, in brackets. */
interface EvidenceLine {
  readonly value: string;
  readonly remark: string | undefined;
  /** False for words of ours, in which no character is right or wrong. */
  readonly isWire: boolean;
}

function evidenceLine(text: string | undefined): EvidenceLine {
  const [, value, remark] = /^(.*?)(?: {2}(\(.*\)))?$/s.exec(text ?? '') ?? [];
  return { value: value ?? '', remark, isWire: text !== undefined && !/\s/.test(value ?? '') };
}

function remark(text: string | undefined): Content {
  return text !== undefined && html` <span class="remark">${text}</span>`;
}

function whole(value: string): Piece[] {
  return difference(value, value).sent.slice();
}

function piece({ text, differs, gap }: Piece): Content {
  const space = gap > 0 && html`<span class="gap" ${attributes({ 'data-gap': '\u00a0'.repeat(gap) })}></span>`;
  if (!differs) return [foldOnPhones(text), space];
  return html`<mark>${text}${space}</mark>`;
}

/** Long equal text whose middle a narrow screen leaves out, so that the difference is in sight. */
function foldOnPhones(text: string): Content {
  const characters = [...text];
  if (characters.length < 30) return text;
  const cut = (from: number, to?: number): string => characters.slice(from, to).join('');
  return html`${cut(0, 8)}<span class="fold">${cut(8, -14)}</span><span class="fold-mark" aria-hidden="true">…</span>${cut(-14)}`;
}

/** The marks in words, for those who can't see them. */
function spoken(side: readonly Piece[], both: boolean, messages: Messages): Content {
  const parts = side.filter((part) => part.differs && part.text !== '').map((part) => part.text);
  return both && parts.length > 0 && html`<span class="unseen"> ${messages.explanation.marked(parts)}</span>`;
}

function requestFacts(model: ExplanationModel, messages: Messages): Html {
  const texts = messages.explanation;
  const fact = (term: string, text: string): Html => html`<div><dt>${term}</dt><dd><code>${text}</code></dd></div>`;
  return html`<section><h2>${texts.request}</h2>
${copyable('request-id', model.requestId, messages)}
<dl class="facts">
<div><dt>${texts.at}</dt><dd><time datetime="${model.at}">${messages.dateTime(model.at)}</time></dd></div>
${fact(texts.environment, model.environment)}
${model.clientId === undefined ? html`<div><dt>${texts.client}</dt><dd>${texts.unknownClient}</dd></div>` : fact(texts.client, model.clientId)}
${model.clientId !== undefined && model.authenticated === false && html`<div><dt>${texts.authenticated}</dt><dd>${texts.notAuthenticated}</dd></div>`}
${model.flowId !== undefined && fact(texts.flow, model.flowId)}
<div><dt>${texts.answer}</dt><dd>${problemLink(model.problem)}</dd></div>
</dl></section>`;
}

/** A problem that tells a stranger too much has no page: the one that the answer named stands for it. */
function problemLink(id: string): Html {
  if (!isProblemId(id)) return html`<code>${id}</code>`;
  return html`<a href="/problems/${publicProblem(id).id}"><code>${id}</code></a>`;
}
