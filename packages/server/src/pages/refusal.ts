import type { WhoseMove } from '@candor/protocol';
import { type Branding, copyable, renderDocument } from './document.ts';
import { type Content, html, webAddress } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';

export interface RefusalModel {
  readonly branding?: Branding;
  /** What happened, in a few words: the problem's title. */
  readonly title: string;
  /** What happened, in one or two sentences that anybody may read: the problem's meaning. */
  readonly whatHappened: string;
  readonly whoseMove: WhoseMove;
  readonly whatToDo: string;
  readonly requestId: string;
  /** The problem's page with `?request=`. */
  readonly developerHref?: string;
  /** The way back to the app; only where its address is proven. */
  readonly back?: { readonly appName: string; readonly href: string };
}

/** The page that a refused request shows to the person at the browser. */
export function refusalPage(model: RefusalModel, messages: Messages = en): string {
  const texts = messages.refusal;
  const back = webAddress(model.back?.href);
  return renderDocument(
    {
      title: model.title,
      branding: model.branding,
      layout: 'card',
      scripts: ['copy.js'],
      main: html`<div class="heading heading-refused">${icons.refused}<h1>${model.title}</h1></div>
<p class="lead">${model.whatHappened}</p>
<dl class="steps">
<div><dt>${texts.whoseMove}</dt><dd>${messages.whoseMove[model.whoseMove]}</dd></div>
<div><dt>${texts.whatToDo}</dt><dd>${model.whatToDo}</dd></div>
</dl>
${back !== undefined && html`<a class="button button-primary" href="${back}">${texts.back(model.back?.appName ?? '')}</a>`}
${requestIdLine(model.requestId, messages)}`,
      foot:
        model.developerHref !== undefined && html`<a href="${model.developerHref}">${messages.forThisDeveloper}</a>`,
    },
    messages,
  );
}

export interface ErrorModel {
  readonly status: 404 | 405 | 421 | 500 | 503;
  readonly requestId: string;
  readonly branding?: Branding;
}

/** The page of an HTTP error at an address that people open. */
export function errorPage(model: ErrorModel, messages: Messages = en): string {
  const texts = messages.error[model.status];
  return renderDocument(
    {
      title: texts.title,
      branding: model.branding,
      layout: 'card',
      scripts: ['copy.js'],
      main: html`<div class="heading heading-refused">${icons.refused}<h1>${texts.title}</h1></div>
<p class="lead">${texts.what}</p>
<p>${texts.next}</p>
${requestIdLine(model.requestId, messages)}`,
    },
    messages,
  );
}

export interface ExpiredModel {
  readonly branding: Branding;
  /** How long a sign-in lasts, in minutes. */
  readonly lifetimeMinutes: number;
  readonly app?: { readonly name: string; readonly home?: string };
}

/** The page of an authorization session that ran out. */
export function expiredPage(model: ExpiredModel, messages: Messages = en): string {
  const texts = messages.expired;
  const { app } = model;
  const home = webAddress(app?.home);
  return renderDocument(
    {
      title: texts.title,
      branding: model.branding,
      layout: 'card',
      main: html`<div class="heading heading-attention">${icons.clock}<h1>${texts.title}</h1></div>
<p class="lead">${texts.text(model.lifetimeMinutes)}</p>
${
  app !== undefined && home !== undefined
    ? html`<a class="button button-primary" href="${home}">${texts.startAgain(app.name)}</a>`
    : html`<p>${app === undefined ? texts.startAgainPlain : `${texts.startAgain(app.name)}.`}</p>`
}`,
    },
    messages,
  );
}

function requestIdLine(requestId: string, messages: Messages): Content {
  return html`<div class="request"><h2>${messages.refusal.requestId}</h2>
${copyable('request-id', requestId, messages)}
<p class="hint">${messages.refusal.quote}</p></div>`;
}
