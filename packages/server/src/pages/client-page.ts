import { copyable, markOf } from './document.ts';
import { type Content, type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';
import { type OwnPage, renderOwnPage } from './own-page.ts';

/** An app as its makers see it; its secret was shown when it was made, and is nowhere since. */
export interface ManagedApp {
  readonly name: string;
  readonly clientId: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly verified: boolean;
  readonly enabled: boolean;
}

export interface ClientPageModel extends OwnPage {
  readonly accounts: readonly string[];
  readonly apps: readonly ManagedApp[];
}

/** The apps that an account makes: what has to stand in their configuration. */
export function clientPage(model: ClientPageModel, messages: Messages = en): string {
  const texts = messages.clientPage;
  const { apps } = model;
  const none = html`<div class="empty"><p>${texts.none}</p><p class="hint">${texts.noneNext}</p></div>`;
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead(model.accounts.join(', '))}</p>
${apps.length === 0 ? none : html`<ul class="records">${apps.map((app, at) => entry(app, at, messages))}</ul>`}
<p class="hint">${texts.secrets}</p>`;
  return renderOwnPage(model, { title: texts.title, scripts: ['copy.js'], main }, messages);
}

function entry(app: ManagedApp, at: number, messages: Messages): Html {
  const texts = messages.clientPage;
  return html`<li class="record"><div class="record-head">${markOf({ name: app.name }, 'large')}
<div class="record-title"><h2>${app.name}</h2><p class="record-facts">${badge(app, messages)}</p></div></div>
<div><h3>${texts.clientId}</h3>
${copyable(`client-id-${at}`, app.clientId, messages)}</div>
<dl class="facts">
${fact(
  texts.redirectUris,
  app.redirectUris.map((uri) => html`<li><code>${uri}</code></li>`),
)}
${fact(texts.scopes, html`<li>${app.scopes.map((scope) => html`<code>${scope}</code> `)}</li>`)}
</dl></li>`;
}

function badge({ enabled, verified }: ManagedApp, messages: Messages): Html {
  const { consent, clientPage: texts } = messages;
  if (!enabled) return html`<span class="badge badge-refused">${icons.refused}${texts.disabled}</span>`;
  return verified
    ? html`<span class="badge badge-fine">${icons.fine}${consent.verified}</span>`
    : html`<span class="badge badge-attention">${icons.attention}${consent.unverified}</span>`;
}

function fact(label: string, items: Content): Html {
  return html`<div><dt>${label}</dt><dd><ul>${items}</ul></dd></div>`;
}
