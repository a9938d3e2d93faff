import { type App, type Deadline, deadlineLine } from './deadline.ts';
import { type Branding, csrfField, type Form, markOf, renderDocument } from './document.ts';
import { type Content, type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';

/** What is granted, in plain sentences without a full stop (`your orders and their status`). */
export interface ScopeSentences {
  readonly reads: readonly string[];
  readonly does: readonly string[];
  readonly identity: readonly string[];
}

export interface ConsentModel {
  readonly branding: Branding;
  readonly app: App & {
    /** Who made the app: the organisation that owns it. */
    readonly organisation?: string;
    readonly verified: boolean;
  };
  readonly email: string;
  /** Absent where the environment has no accounts beside the user. */
  readonly account?: { readonly name: string; readonly role: string };
  readonly changeAccountHref?: string;
  readonly asks: ScopeSentences;
  /** What the same app may do already, shown quietly. */
  readonly granted?: readonly string[];
  /** Where the user can end access, when there is such a page. */
  readonly endHref?: string;
  /** Host of the redirect URI, in punycode: `app.example`. */
  readonly returnHost: string;
  /** Posts `decision=allow` or `decision=deny`, `csrf_token`. */
  readonly form: Form;
  readonly developerHref?: string;
  readonly deadline: Deadline;
}

/** The consent page: one question, two answers of equal standing. */
export function consentPage(model: ConsentModel, messages: Messages = en): string {
  const texts = messages.consent;
  const { app, asks, form } = model;
  return renderDocument(
    {
      title: texts.title(app.name),
      branding: model.branding,
      layout: 'card',
      scripts: ['countdown.js'],
      main: html`${whoAsks(model, messages)}
<h1>${texts.title(app.name)}</h1>
${whichAccount(model, messages)}
<div class="grants">
${group(texts.reads, icons.reads, asks.reads)}
${group(texts.does, icons.does, asks.does)}
${group(texts.identity, icons.identity, asks.identity)}
${alreadyGranted(model.granted ?? [], messages)}
</div>
<form class="decision" method="post" action="${form.action}" data-ends>
${csrfField(form)}
<button class="button button-equal" name="decision" value="deny">${texts.deny}</button>
<button class="button button-equal button-primary" name="decision" value="allow">${texts.allow}</button>
</form>
<div class="after">
<p>${texts.lasts} ${endsHow(model, messages)}</p>
<p>${texts.returnTo(html`<strong class="host">${model.returnHost}</strong>`)}</p>
</div>
${deadlineLine(model.deadline, app, messages)}`,
      foot:
        model.developerHref !== undefined &&
        html`<a href="${model.developerHref}">${messages.forDeveloper(app.name)}</a>`,
    },
    messages,
  );
}

function whoAsks({ app, branding }: ConsentModel, messages: Messages): Html {
  const texts = messages.consent;
  const badge = app.verified
    ? html`<span class="badge badge-fine">${icons.fine}${texts.verified}</span>`
    : html`<span class="badge badge-attention">${icons.attention}${texts.unverified}</span>`;
  const note = app.verified ? texts.verifiedNote(branding.name) : texts.unverifiedNote(branding.name);
  return html`<div class="asker">${markOf(app, 'large')}
<div><p class="asker-name">${app.name}</p>
<p class="asker-maker">${app.organisation !== undefined && html`<span>${texts.madeBy(app.organisation)}</span>`}${badge}</p></div></div>
<p class="${app.verified ? 'unseen' : 'note note-attention'}">${note}</p>`;
}

function whichAccount({ account, email, changeAccountHref }: ConsentModel, messages: Messages): Html {
  const texts = messages.consent;
  const change =
    changeAccountHref !== undefined &&
    html`<a class="account-change" href="${changeAccountHref}" aria-label="${texts.changeAccount}">${texts.change}</a>`;
  return html`<div class="account">${markOf({ name: account?.name ?? email }, 'small')}
<p><span class="unseen">${texts.account}: </span><span class="account-name">${account?.name ?? email}</span>
${account !== undefined && html`<span class="account-user">${texts.signedInAs(email, account.role)}</span>`}</p>${change}</div>`;
}

function group(title: string, icon: Html, sentences: readonly string[]): Content {
  if (sentences.length === 0) return undefined;
  return html`<section class="grant">${icon}<div><h2>${title}</h2>
<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul></div></section>`;
}

function alreadyGranted(sentences: readonly string[], messages: Messages): Content {
  if (sentences.length === 0) return undefined;
  return html`<section class="grant grant-already">${icons.fine}<div><h2>${messages.consent.already}</h2>
<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul></div></section>`;
}

function endsHow({ endHref, branding }: ConsentModel, messages: Messages): Content {
  const texts = messages.consent;
  if (endHref === undefined) return texts.endPlain(branding.name);
  return [texts.endAt, html` <a href="${endHref}">${texts.endLink}</a>.`];
}
