import type { Problem } from '@candor/protocol';
import { copyable, renderDocument } from './document.ts';
import { type Content, type Html, html } from './html.ts';
import { en, type Messages } from './messages/en.ts';

/** The public side of a problem. */
export type PublicProblem = Pick<Problem, 'id' | 'title' | 'meaning' | 'whoseMove' | 'fix' | 'retry' | 'spec'>;

/** A real exchange that ended in a problem, its secrets and what differs from run to run replaced by placeholders. */
export interface ExampleExchange {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** Absent where a page is answered. */
    readonly body?: string;
  };
}

export interface ProblemModel {
  readonly problem: PublicProblem;
  /** How the standard dialect answers. */
  readonly wire: { readonly status: number; readonly error?: string; readonly errorDescription?: string };
  readonly example?: ExampleExchange;
  /** From `?request=`: whatever a stranger wrote there. Ids of another shape show no panel. */
  readonly request?: {
    readonly id: string;
    /** The server's own address, without a slash at the end. */
    readonly url: string;
    readonly consoleHref?: string;
  };
}

/** The public page of one problem, `/problems/{id}`. */
export function problemPage(model: ProblemModel, messages: Messages = en): string {
  const texts = messages.problem;
  const { problem } = model;
  return renderDocument(
    {
      title: problem.title,
      layout: 'sheet',
      homeHref: '/',
      scripts: ['copy.js'],
      main: html`<p class="crumb"><a href="/problems">${texts.indexTitle}</a><span aria-hidden="true">/</span><code>${problem.id}</code></p>
<h1>${problem.title}</h1>
<p class="lead">${problem.meaning}</p>
${explanationPanel(model.request, messages)}
<section><h2>${texts.fix}</h2><p>${problem.fix}</p></section>
<dl class="facts">
<div><dt>${texts.whoseMove}</dt><dd>${messages.whoseMove[problem.whoseMove]}</dd></div>
<div><dt>${texts.retry}</dt><dd>${problem.retry ? texts.retryYes : texts.retryNo}</dd></div>
<div><dt>${texts.specification}</dt><dd>${problem.spec}</dd></div>
</dl>
<section><h2>${texts.onTheWire}</h2>
${model.example === undefined ? html`<pre class="wire" tabindex="0"><code>${wireAnswer(model)}</code></pre>` : exampleOf(model.example, messages)}
<p class="hint">${texts.onTheWireNote}</p></section>`,
    },
    messages,
  );
}

export interface ProblemIndexModel {
  readonly problems: readonly (PublicProblem & { readonly error?: string })[];
}

/** The index of all public problems, `/problems`. */
export function problemIndexPage(model: ProblemIndexModel, messages: Messages = en): string {
  const texts = messages.problem;
  return renderDocument(
    {
      title: texts.indexTitle,
      layout: 'sheet',
      homeHref: '/',
      main: html`<h1>${texts.indexTitle}</h1>
<p class="lead">${texts.indexLead}</p>
<ul class="index">${model.problems.map(
        (
          problem,
        ) => html`<li><a href="/problems/${encodeURIComponent(problem.id)}"><span class="index-title">${problem.title}</span>
<span class="index-meaning">${problem.meaning}</span></a>
<span class="index-error">${problem.error !== undefined && html`<code>${problem.error}</code>`}</span></li>`,
      )}</ul>`,
    },
    messages,
  );
}

function explanationPanel(request: ProblemModel['request'], messages: Messages): Content {
  // The id ends in shell commands that a developer copies, and it came from the address.
  if (request === undefined || !/^[A-Za-z0-9_-]{1,64}$/.test(request.id)) return undefined;
  const texts = messages.problem;
  const curl = `curl -u "$CLIENT_ID:$CLIENT_SECRET" ${request.url}/api/explanations/${request.id}`;
  return html`<section class="panel"><h2>${texts.yours(html`<code>${request.id}</code>`)}</h2>
<p>${texts.yoursText}</p>
<h3>${texts.yoursTerminal}</h3>
${copyable('explain-command', `npx candor explain ${request.id} --url ${request.url}`, messages)}
<h3>${texts.yoursHttp}</h3>
${copyable('explain-curl', curl, messages)}
${request.consoleHref !== undefined && html`<a class="button" href="${request.consoleHref}">${texts.yoursConsole}</a>`}</section>`;
}

/** What was asked and what was answered, long lines folded, a form broken before each of its parameters. */
function exampleOf({ request, response }: ExampleExchange, messages: Messages): Html {
  const texts = messages.problem;
  const parameters = (text: string): string => text.replaceAll('&', '\n&');
  const headers = (all: Readonly<Record<string, string>>): string =>
    Object.entries(all)
      .map(([name, value]) => `\n${name}: ${name === 'location' ? parameters(value) : value}`)
      .join('');
  const isForm = request.headers['content-type']?.includes('form-urlencoded') ?? false;
  const body = (text: string | undefined): string => (text === undefined || text === '' ? '' : `\n\n${text}`);
  return html`<h3 class="wire-title">${texts.exampleRequest}</h3>
<pre class="wire wire-folds" tabindex="0"><code><b>${request.method} ${parameters(request.path)}</b>${headers(request.headers)}${body(isForm ? parameters(request.body ?? '') : request.body)}</code></pre>
<h3 class="wire-title">${texts.exampleResponse}</h3>
<pre class="wire wire-folds" tabindex="0"><code><b>HTTP/1.1 ${response.status}</b>${headers(response.headers)}${body(response.body)}</code></pre>
${response.headers['content-type']?.startsWith('text/html') && html`<p class="hint">${texts.exampleIsPage}</p>`}
<p class="hint">${texts.examplePlaceholders}</p>`;
}

function wireAnswer({ wire, problem }: ProblemModel): Html {
  const status = html`<b>HTTP/1.1 ${wire.status}</b>`;
  if (wire.error === undefined) return status;
  const lines = [
    `"error": ${JSON.stringify(wire.error)}`,
    ...(wire.errorDescription === undefined ? [] : [`"error_description": ${JSON.stringify(wire.errorDescription)}`]),
    `"error_uri": ${JSON.stringify(`…/problems/${problem.id}?request=…`)}`,
  ];
  return html`${status}
content-type: application/json

{
  ${lines.join(',\n  ')}
}`;
}
