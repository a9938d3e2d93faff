import type { Comparison, Leg, ReadExplanation } from '../demo/run.ts';
import { shorten, type WireLine, type WireMessage } from '../demo/wire.ts';
import { copyable } from './document.ts';
import { confidenceBadge, diagnosisBody } from './explanation.ts';
import { attributes, type Content, type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en } from './messages/en.ts';

/** One leg of the transcript: a line that says how it went, and under it what was sent and what came back. */
export function legItem(leg: Leg, { number, isOpen }: { readonly number: number; readonly isOpen: boolean }): Html {
  return html`<li class="leg leg-${leg.state}" id="leg-${number}"><details ${attributes({ open: isOpen })}>
<summary><span class="leg-state">${stateIcon(leg, number)}</span><h3>${leg.title}</h3><span class="leg-way">${way(leg.way)}</span>
${answerBadge(leg)}</summary>
<div class="leg-body">
${leg.mistake !== undefined && html`<p class="on-purpose">${icons.attention}<span><b>On purpose</b> ${leg.mistake}</span></p>`}
<p class="leg-text">${leg.text}</p>
${leg.pkce && pkcePair(leg.pkce)}
${messages(leg)}
${leg.comparisons && compared(leg.comparisons)}
${leg.seeAt !== undefined && html`<p><a href="${leg.seeAt}">See the page that the user sees</a></p>`}
${leg.explanation && explained(leg.explanation, number)}
</div></details></li>`;
}

function stateIcon(leg: Leg, number: number): Content {
  if (leg.state === 'answered') return html`${icons.fine}<span class="unseen">Done: </span>`;
  if (leg.state === 'refused') return html`${icons.refused}<span class="unseen">Refused: </span>`;
  return html`<span class="leg-number">${number}</span>`;
}

function way(text: Leg['way']): Html {
  const [from = '', to = ''] = text.split(' to ');
  return html`${from} <span aria-hidden="true">→</span><span class="unseen">to</span> ${to}`;
}

function answerBadge({ state, response, took }: Leg): Content {
  if (!response) return undefined;
  const kind = state === 'refused' ? 'badge badge-refused' : 'badge badge-fine';
  const time = took === undefined ? undefined : html`<span class="leg-took">${Math.max(1, Math.round(took))} ms</span>`;
  return html`<span class="leg-answer">${time}<span class="${kind}"><code>${response.start}</code></span></span>`;
}

function pkcePair({ verifier, challenge }: NonNullable<Leg['pkce']>): Html {
  return html`<dl class="pkce">
<div><dt><code>code_verifier</code></dt><dd><code>${shorten(verifier)}</code> <span class="remark">32 random bytes, stays in the app</span></dd></div>
<div><dt><span aria-hidden="true">↓</span> <code>BASE64URL(SHA-256(…))</code></dt><dd></dd></div>
<div><dt><code>code_challenge</code></dt><dd><code>${shorten(challenge)}</code> <span class="remark">goes with the request</span></dd></div>
</dl>`;
}

function messages({ request, response }: Leg): Content {
  if (!request) return undefined;
  return html`<div class="exchange">${message('Request', request)}${response && message('Response', response)}</div>`;
}

function message(label: string, { start, headers, body }: WireMessage): Html {
  return html`<div class="message"><h4>${label}</h4>
<pre><code><b class="wire-start">${start}</b>${body?.kind === 'query' && bodyLines(body)}${headers.map((line) => wireLine(html`<span class="wire-name">${line.name}:</span> `, line, ''))}${body && body.kind !== 'query' && html`<span class="wire-gap"></span>${bodyLines(body)}`}</code></pre></div>`;
}

function bodyLines({ kind, lines }: NonNullable<WireMessage['body']>): Content {
  const last = lines.length - 1;
  switch (kind) {
    case 'page':
      return lines.map((line) => wireLine('', { ...line, value: `“${line.value}”` }, ''));
    case 'json':
      return html`<span class="wire-line">{</span>${lines.map((line, i) => wireLine(html`  <span class="wire-name">"${line.name}"</span>: `, { ...line, value: jsonValue(line.value) }, i < last ? ',' : ''))}<span class="wire-line">}</span>`;
    default:
      return lines.map((line, i) => {
        const sign = i > 0 ? '&' : kind === 'query' ? '?' : ' ';
        return wireLine(
          html`<span class="wire-sign">${sign}</span><span class="wire-name">${line.name}</span>=`,
          line,
          '',
        );
      });
  }
}

/** Numbers, true and false stand as they are. */
function jsonValue(value: string): string {
  return /^(-?\d+(\.\d+)?|true|false|null|[[{].*)$/s.test(value) ? value : JSON.stringify(value);
}

function wireLine(before: Content, { value, remark, isWrong }: WireLine, after: string): Html {
  const shown = html`${before}<span class="wire-value">${value}</span>${after}${remark !== undefined && html` <span class="remark">${remark}</span>`}`;
  if (!isWrong) return html`<span class="wire-line">${shown}</span>`;
  return html`<span class="wire-line wire-wrong"><span class="unseen">Wrong on purpose: </span>${shown}</span>`;
}

function compared(comparisons: readonly Comparison[]): Html {
  return html`<ul class="comparisons">${comparisons.map(
    ({
      name,
      kept,
      returned,
      isSame,
    }) => html`<li class="${isSame ? 'is-same' : 'differs'}">${isSame ? icons.fine : icons.refused}
<span><code>${name}</code> ${isSame ? html`is the one that the app kept <code class="kept">${kept}</code>` : html`differs: kept <code>${kept}</code>, returned <code>${returned ?? 'nothing'}</code>`}</span></li>`,
  )}</ul>`;
}

function explained(read: ReadExplanation, number: number): Html {
  if (read.outcome === 'not-read') return html`<p class="note note-attention">${read.why}</p>`;
  const { explanation } = read;
  const [diagnosis] = explanation.diagnoses;
  if (!diagnosis) return html`<p class="note note-attention">${en.explanation.none}</p>`;
  const fix = diagnosis.fix.split('\n').map((line) => line.replace(/^\d+\. /, ''));
  return html`<section class="explained" aria-labelledby="explained-${number}">
<p class="explained-from">Why, as the app reads it with its own credentials</p>
<h4 id="explained-${number}">${diagnosis.title}</h4>
<p class="explained-cause">${confidenceBadge(diagnosis, en)}<code>${diagnosis.cause}</code><code>${diagnosis.variant}</code></p>
${diagnosisBody({ ...diagnosis, fix }, en)}
<div class="explained-command">${copyable(`explain-${number}`, `npx candor explain ${explanation.requestId}`, en)}</div>
</section>`;
}
