import { copyable, csrfField, type Form, renderDocument } from './document.ts';
import { attributes, type Content, type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';
import { type StartModel, tryIt } from './start.ts';

type Field = 'organisation' | 'email' | 'password';

export interface OwnerLinkModel {
  /** Posts `organisation`, `email`, `password`, `csrf_token`. */
  readonly form: Form;
  readonly passwordMinimum: number;
  /** What was typed, after a refusal. Never the password. */
  readonly organisation?: string;
  readonly email?: string;
  /** One sentence for each field that was refused. */
  readonly errors?: { readonly [field in Field]?: string };
}

/** The page behind the one-time owner link of the first start. */
export function ownerLinkPage(model: OwnerLinkModel, messages: Messages = en): string {
  const texts = messages.owner;
  const { form, errors = {} } = model;
  const field = (name: Field, label: string, more: Parameters<typeof attributes>[0], hint?: string): Html => {
    const describedBy = [errors[name] !== undefined && `${name}-error`, hint !== undefined && `${name}-hint`];
    const state = attributes({
      ...more,
      'aria-invalid': errors[name] === undefined ? undefined : 'true',
      'aria-describedby': describedBy.filter(Boolean).join(' ') || undefined,
    });
    return html`<div class="field"><label for="${name}">${label}</label>
${errors[name] !== undefined && html`<p class="field-error" id="${name}-error">${icons.refused}${errors[name]}</p>`}
<input id="${name}" name="${name}" required ${state}>
${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}</div>`;
  };
  return renderDocument(
    {
      title: texts.title,
      layout: 'card',
      main: html`<div class="heading"><h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p></div>
${errorSummary(errors, messages)}
<form class="stack" method="post" action="${form.action}">
${csrfField(form)}
${field('organisation', texts.organisation, { value: model.organisation, autocomplete: 'organization', maxlength: 100 })}
${field('email', texts.email, { value: model.email, type: 'email', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', maxlength: 254 })}
${field('password', texts.password, { type: 'password', autocomplete: 'new-password', minlength: model.passwordMinimum, maxlength: 1024 }, texts.passwordRule(model.passwordMinimum))}
<button class="button button-primary">${texts.submit}</button>
</form>`,
    },
    messages,
  );
}

export interface OwnerDoneModel {
  readonly organisation: string;
  /** Shown this once. */
  readonly adminToken: string;
  /** ISO 8601. */
  readonly expiresAt?: string;
  readonly commands: StartModel['commands'];
  readonly signInHref?: string;
}

/** The page that shows the administration token, once. */
export function ownerDonePage(model: OwnerDoneModel, messages: Messages = en): string {
  const texts = messages.owner;
  return renderDocument(
    {
      title: texts.doneTitle(model.organisation),
      layout: 'card',
      scripts: ['copy.js'],
      main: html`<div class="heading heading-fine">${icons.fine}<h1>${texts.doneTitle(model.organisation)}</h1></div>
<p class="lead">${texts.doneText}</p>
<div class="request"><h2>${texts.token}</h2>${copyable('admin-token', model.adminToken, messages)}
${model.expiresAt !== undefined && html`<p class="hint">${texts.expires(model.expiresAt)}</p>`}</div>
${tryIt(model.commands, messages)}
${model.signInHref !== undefined && html`<a class="button button-primary" href="${model.signInHref}">${texts.signIn}</a>`}`,
    },
    messages,
  );
}

export interface OwnerLinkRefusedModel {
  readonly reason: 'expired' | 'used' | 'unknown';
}

/** The page of an owner link that no longer works. */
export function ownerLinkRefusedPage(model: OwnerLinkRefusedModel, messages: Messages = en): string {
  const texts = messages.owner;
  return renderDocument(
    {
      title: texts.deadTitle,
      layout: 'card',
      main: html`<div class="heading heading-refused">${icons.refused}<h1>${texts.deadTitle}</h1></div>
<p class="lead">${texts.dead[model.reason]}</p>
<p>${texts.deadNext}</p>`,
    },
    messages,
  );
}

function errorSummary(errors: NonNullable<OwnerLinkModel['errors']>, messages: Messages): Content {
  const entries = Object.entries(errors);
  if (entries.length === 0) return undefined;
  return html`<div class="summary summary-refused" role="alert" tabindex="-1" autofocus>${icons.refused}<div><h2>${messages.owner.errorTitle}</h2>
<ul>${entries.map(([name, sentence]) => html`<li><a href="#${name}">${sentence}</a></li>`)}</ul></div></div>`;
}
