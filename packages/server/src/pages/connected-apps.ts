import { csrfField, type Form, markOf } from './document.ts';
import { type Content, type Html, html, webAddress } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';
import { type OwnPage, renderOwnPage } from './own-page.ts';
import { fineNotice } from './second-factor.ts';

export interface ConnectedApp {
  readonly id: string;
  readonly name: string;
  readonly home?: string;
  readonly organisation?: string;
  readonly verified: boolean;
  /** Name of the account, when the user has several. */
  readonly account?: string;
  readonly reads: readonly string[];
  readonly does: readonly string[];
  readonly identity: readonly string[];
  /** ISO 8601. */
  readonly since: string;
  readonly lastUsed: string;
}

export interface ConnectedAppsModel extends OwnPage {
  readonly apps: readonly ConnectedApp[];
  /** Posts `grant`. */
  readonly form: Form;
  /** The app that was disconnected just now. */
  readonly ended?: string;
}

/** What each app may do, since when, last used, and its end. */
export function connectedAppsPage(model: ConnectedAppsModel, messages: Messages = en): string {
  const texts = messages.apps;
  const none = html`<div class="empty"><p>${texts.none}</p><p class="hint">${texts.noneNext}</p></div>`;
  const main = html`<h1>${texts.title}</h1>
${model.apps.length > 0 && html`<p class="lead">${texts.lead(model.branding.name)}</p>`}
${model.ended !== undefined && fineNotice(texts.ended(model.ended))}
${model.apps.length === 0 ? none : html`<ul class="records">${model.apps.map((app) => entry(app, model.form, messages))}</ul>`}`;
  return renderOwnPage(model, { place: 'apps', title: texts.title, main }, messages);
}

function entry(app: ConnectedApp, form: Form, messages: Messages): Html {
  const texts = messages.apps;
  const home = webAddress(app.home);
  const consent = messages.consent;
  const badge = app.verified
    ? html`<span class="badge badge-fine">${icons.fine}${consent.verified}</span>`
    : html`<span class="badge badge-attention">${icons.attention}${consent.unverified}</span>`;
  return html`<li class="record"><div class="record-head">${markOf({ name: app.name }, 'large')}
<div class="record-title"><h2>${home === undefined ? app.name : html`<a href="${home}" rel="noreferrer">${app.name}</a>`}</h2>
<p class="record-facts">${app.organisation !== undefined && html`<span>${consent.madeBy(app.organisation)}</span>`}${badge}</p></div>
<form method="post" action="${form.action}">${csrfField(form)}<input type="hidden" name="grant" value="${app.id}">
<button class="button" aria-label="${texts.disconnectLabel(app.name)}">${texts.disconnect}</button></form></div>
<div class="record-body grants">
${group(texts.reads, icons.reads, app.reads)}
${group(texts.does, icons.does, app.does)}
${group(texts.identity, icons.identity, app.identity)}
</div>
<p class="record-foot">${app.account !== undefined && html`<span>${texts.account(app.account)}</span>`}<span>${texts.since(app.since)}</span><span>${texts.used(app.lastUsed)}</span></p></li>`;
}

function group(title: string, icon: Html, sentences: readonly string[]): Content {
  if (sentences.length === 0) return undefined;
  return html`<section class="grant">${icon}<div><h3>${title}</h3>
<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul></div></section>`;
}
