import { type Branding, csrfField, type Form, renderDocument } from './document.ts';
import { attributes, html } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';

export interface ForgottenModel {
  readonly branding: Branding;
  readonly what: 'password' | 'second-factor';
  /** False where no mail can be sent: then the page says so and has no form. */
  readonly canMail: boolean;
  /** Posts `email`. */
  readonly form: Form;
  readonly email?: string;
  /** Seconds until the next request may come, when this one was refused. */
  readonly limited?: number;
}

/** Asks for the address to which a link is mailed. */
export function forgottenPage(model: ForgottenModel, messages: Messages = en): string {
  const texts = messages.forgotten;
  const { form, limited, email } = model;
  const isPassword = model.what === 'password';
  const title = isPassword ? texts.title : texts.lostTitle;
  const field = attributes({ value: email, autofocus: limited === undefined });
  return renderDocument(
    {
      title,
      branding: model.branding,
      layout: 'card',
      main: html`<div class="heading"><h1>${title}</h1>
<p class="lead">${model.canMail ? (isPassword ? texts.lead : texts.lostLead) : texts.impossible}</p></div>
${
  limited !== undefined &&
  html`<div class="summary summary-attention" role="alert" tabindex="-1" autofocus>${icons.clock}<div><h2>${texts.refusedTitle}</h2>
<p>${texts.limited(limited)}</p></div></div>`
}
${
  model.canMail &&
  html`<form class="stack" method="post" action="${form.action}">
${csrfField(form)}
<div class="field"><label for="email">${messages.signIn.email}</label>
<input id="email" name="email" type="email" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="254" ${field}></div>
<button class="button button-primary">${texts.submit}</button>
</form>`
}`,
    },
    messages,
  );
}

export interface ForgottenSentModel {
  readonly branding: Branding;
  /** As it was typed, whether or not somebody has it. */
  readonly email: string;
  readonly againHref: string;
}

/** The answer to every request for a link, for a user and for a stranger. */
export function forgottenSentPage(model: ForgottenSentModel, messages: Messages = en): string {
  const texts = messages.forgotten;
  return renderDocument(
    {
      title: texts.sentTitle,
      branding: model.branding,
      layout: 'card',
      main: html`<div class="heading heading-information">${icons.mail}<h1>${texts.sentTitle}</h1></div>
<p class="lead">${texts.sent(model.email)}</p>
<p>${texts.sentNext}</p>
<a class="button" href="${model.againHref}">${texts.again}</a>`,
    },
    messages,
  );
}
