import { type Branding, csrfField, type Form, markOf, renderDocument } from './document.ts';
import { type Content, type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';

/** One app that the user gave access, for one account. */
export interface ConnectedApp {
  readonly grantId: string;
  readonly name: string;
  readonly organisation?: string;
  /** Absent where the environment has no accounts beside the user. */
  readonly account?: string;
  /** What it may do, in the consent page's words. */
  readonly scopes: readonly string[];
  /** ISO 8601. */
  readonly since: string;
  readonly lastUsed: string;
}

export interface ConnectedAppsModel {
  readonly branding: Branding;
  readonly email: string;
  readonly apps: readonly ConnectedApp[];
  /** Name of the app that was disconnected a moment ago. */
  readonly disconnected?: string;
  /** Posts `decision=disconnect` with `grant`, or `decision=sign-out`; with `csrf_token`. */
  readonly form: Form;
}

/** The apps that a user connected, each with the way to end it. */
export function connectedAppsPage(model: ConnectedAppsModel, messages: Messages = en): string {
  const texts = messages.connectedApps;
  const { branding, apps, form } = model;
  return renderDocument(
    {
      title: texts.title,
      branding,
      layout: 'sheet',
      main: html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead(branding.name, model.email)}</p>
${model.disconnected !== undefined && html`<div class="summary summary-fine" role="status">${icons.fine}<p>${texts.disconnected(model.disconnected)}</p></div>`}
${apps.length === 0 ? html`<section class="panel"><p>${texts.none}</p></section>` : html`<ul class="apps">${apps.map((app) => appItem(app, form, messages))}</ul>`}
${signOutForm(form, messages)}`,
    },
    messages,
  );
}

/** The way out of the pages of a signed-in user. */
export function signOutForm(form: Form, messages: Messages): Html {
  return html`<form method="post" action="${form.action}">
${csrfField(form)}
<button class="button button-quiet" name="decision" value="sign-out">${messages.connectedApps.signOut}</button>
</form>`;
}

function appItem(app: ConnectedApp, form: Form, messages: Messages): Html {
  const texts = messages.connectedApps;
  return html`<li class="panel app"><div class="asker">${markOf(app, 'large')}
<div><h2 class="asker-name">${app.name}</h2>
<p class="asker-maker">${app.organisation !== undefined && html`<span>${messages.consent.madeBy(app.organisation)}</span>`}</p></div></div>
<dl class="facts">
${app.account !== undefined && fact(texts.account, app.account)}
${fact(texts.mayUse, app.scopes.length === 0 ? texts.nothing : html`<ul>${app.scopes.map((scope) => html`<li>${scope}</li>`)}</ul>`)}
${fact(texts.since, messages.dateTime(app.since))}
${fact(texts.lastUsed, messages.dateTime(app.lastUsed))}
</dl>
<form method="post" action="${form.action}">
${csrfField(form)}
<input type="hidden" name="grant" value="${app.grantId}">
<button class="button" name="decision" value="disconnect">${texts.disconnect}<span class="unseen"> ${app.name}</span></button>
<p class="hint">${texts.whatEnds(app.name)}</p>
</form></li>`;
}

function fact(label: string, value: Content): Html {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}
