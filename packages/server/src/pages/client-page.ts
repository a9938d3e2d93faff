import { signOutForm } from './connected-apps.ts';
import { type Branding, copyable, type Form, markOf, renderDocument } from './document.ts';
import { type Content, type Html, html } from './html.ts';
import { en, type Messages } from './messages/en.ts';

/** An app as its makers see it; its secret was shown when it was made, and is nowhere since. */
export interface ManagedApp {
  readonly name: string;
  readonly clientId: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly verified: boolean;
  readonly enabled: boolean;
}

export interface ClientPageModel {
  readonly branding: Branding;
  readonly email: string;
  readonly accounts: readonly string[];
  readonly apps: readonly ManagedApp[];
  /** Posts `decision=sign-out`, `csrf_token`. */
  readonly form: Form;
}

/** The apps that an account makes: what has to stand in their configuration. */
export function clientPage(model: ClientPageModel, messages: Messages = en): string {
  const texts = messages.clientPage;
  const { branding, apps } = model;
  return renderDocument(
    {
      title: texts.title,
      branding,
      layout: 'sheet',
      scripts: ['copy.js'],
      main: html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead(model.accounts.join(', '), model.email)}</p>
${apps.length === 0 ? html`<section class="panel"><p>${texts.none}</p></section>` : html`<ul class="apps">${apps.map((app, at) => appItem(app, at, messages))}</ul>`}
<p class="hint">${texts.secrets}</p>
${signOutForm(model.form, messages)}`,
    },
    messages,
  );
}

function appItem(app: ManagedApp, at: number, messages: Messages): Html {
  const texts = messages.clientPage;
  const state = app.enabled
    ? app.verified
      ? html`<span class="badge badge-fine">${messages.consent.verified}</span>`
      : html`<span class="badge badge-attention">${messages.consent.unverified}</span>`
    : html`<span class="badge badge-refused">${texts.disabled}</span>`;
  return html`<li class="panel app"><div class="asker">${markOf(app, 'large')}
<div><h2 class="asker-name">${app.name}</h2><p class="asker-maker">${state}</p></div></div>
<h3>${texts.clientId}</h3>
${copyable(`client-id-${at}`, app.clientId, messages)}
<dl class="facts">
${fact(texts.redirectUris, app.redirectUris)}
${fact(texts.scopes, app.scopes)}
</dl></li>`;
}

function fact(label: string, values: readonly string[]): Content {
  return html`<div><dt>${label}</dt><dd>${values.map((value) => html`<code>${value}</code> `)}</dd></div>`;
}
