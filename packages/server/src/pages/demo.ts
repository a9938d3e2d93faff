import type { Mistake } from '../demo/mistakes.ts';
import type { NextStep, Run } from '../demo/run.ts';
import { legItem } from './demo-leg.ts';
import { csrfField, renderDocument } from './document.ts';
import { attributes, type Content, type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en } from './messages/en.ts';

export interface DemoModel {
  readonly csrfToken: string;
  readonly environments: readonly string[];
  /** The environment of the run, or the one that is chosen before there is a run. */
  readonly environment: string;
  /** Whom the reader can sign in as. The password is in the terminal. */
  readonly signInAs: string;
  readonly mistakes: readonly Mistake[];
  readonly run?: Run;
  /** Why what was asked could not be done. */
  readonly notice?: string;
}

/** The page of the demonstration app: what can go wrong, and the transcript of the run so far. For developers: English. */
export function demoPage(model: DemoModel): string {
  return renderDocument(
    {
      title: 'Sign in with Candor',
      layout: 'bench',
      homeHref: '/',
      stylesheet: 'demo.css',
      scripts: ['copy.js'],
      main: html`<div class="bench-head"><h1>Sign in with Candor</h1>
<p class="lead">A demonstration app runs the whole flow against this very server. Have it make a mistake, and read why the server refused.</p></div>
${model.notice !== undefined && html`<p class="note note-attention" role="alert">${model.notice}</p>`}
<div class="bench-columns">
${controls(model)}
<section class="transcript" aria-labelledby="transcript-title"><h2 class="unseen" id="transcript-title">Transcript</h2>
${model.run ? transcript(model, model.run) : beforeTheRun(model)}</section>
</div>`,
      foot: html`<a href="/">This server</a><a href="/problems">Problems</a>`,
    },
    en,
  );
}

function controls(model: DemoModel): Html {
  const chosen = model.run?.mistake?.id ?? '';
  const option = (id: string, title: string, text: string): Html => {
    const state = attributes({ id: `mistake-${id || 'none'}`, value: id, checked: chosen === id });
    return html`<div class="switch"><input type="radio" name="mistake" ${state}>
<label for="mistake-${id || 'none'}"><span class="switch-title">${title}</span><span class="switch-text">${text}</span></label></div>`;
  };
  return html`<form class="controls" method="post" action="/demo/start">
${csrfField({ action: '/demo/start', csrfToken: model.csrfToken })}
<fieldset class="segments"><legend>Environment</legend>
<div class="segments-row">${model.environments.map((name) => segment(name, name === model.environment))}</div></fieldset>
<fieldset class="switches"><legend>What goes wrong</legend>
${option('', 'Nothing', 'The flow as it should be.')}
${model.mistakes.map(({ id, title, text }) => option(id, title, text))}</fieldset>
<button class="button ${model.run ? '' : 'button-primary'}">${model.run ? 'Start over' : 'Start'}</button>
</form>`;
}

function segment(name: string, isChosen: boolean): Html {
  const state = attributes({ id: `environment-${name}`, value: name, checked: isChosen });
  return html`<div class="segment"><input type="radio" name="environment" ${state}><label for="environment-${name}">${name}</label></div>`;
}

/** What will be seen, in the place where it will be seen. */
const outline: readonly (readonly [string, string])[] = [
  ['Authorization request', 'PKCE pair, state and nonce are made; the browser goes to the server.'],
  ['Sign-in and consent', 'At the server’s own pages.'],
  ['Callback', 'The code arrives; state and iss are compared.'],
  ['Token request', 'The code becomes an access token, a refresh token and an ID token.'],
  ['API call', 'The access token opens the userinfo endpoint.'],
  ['Refresh', 'The refresh token is exchanged for its successor.'],
];

function beforeTheRun({ signInAs }: DemoModel): Html {
  return html`<ol class="legs outline">${outline.map(
    ([title, text], i) => html`<li class="leg"><div class="outline-line"><span class="leg-number">${i + 1}</span>
<h3>${title}</h3><p class="leg-way">${text}</p></div></li>`,
  )}</ol>
<p class="hint">Sign in as <code>${signInAs}</code>. The password is printed in the terminal in which this server was started.</p>
`;
}

function transcript(model: DemoModel, run: Run): Html {
  const last = run.legs.length - 1;
  return html`<ol class="legs">${run.legs.map((leg, i) => legItem(leg, { number: i + 1, isOpen: i === last || leg.state === 'refused' || leg.mistake !== undefined }))}</ol>
${next(model, run)}`;
}

const labels: Readonly<Record<NextStep['kind'], string>> = {
  'sign-in': 'Sign in with Candor',
  'try-authorization': 'Send the request',
  'call-api': 'Call the API',
  refresh: 'Refresh the tokens',
  'refresh-twice': 'Refresh in two tabs',
  'ask-silently': 'Ask whether the user is still signed in',
};

function next(model: DemoModel, run: Run): Content {
  const step = run.next;
  if (!step) return html`<p class="after-run">${end(run)}</p>`;
  if (step.kind === 'sign-in') {
    return html`<div class="next"><a class="button button-primary" href="${step.href}">${labels[step.kind]}</a>
<p class="hint">Sign in as <code>${model.signInAs}</code>. The password is printed in the terminal in which this server was started.</p></div>`;
  }
  return html`<form class="next" method="post" action="/demo/next">
${csrfField({ action: '/demo/next', csrfToken: model.csrfToken })}
<input type="hidden" name="legs" value="${run.legs.length}">
<button class="button button-primary">${labels[step.kind]}</button></form>`;
}

function end(run: Run): Content {
  const isRefused = run.legs.at(-1)?.state === 'refused';
  if (isRefused) return 'The run ends here. Choose another mistake, or the flow as it should be, and start over.';
  if (run.mistake) return 'The server accepted this. Start over to try it again.';
  return html`${icons.fine}Every leg went through. Choose a mistake and start over, to see what the server says to it.`;
}
