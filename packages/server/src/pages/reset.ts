import { type Branding, csrfField, type Form, renderDocument } from './document.ts';
import { attributes, type Content, type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';

interface ResetModel {
  readonly branding: Branding;
  /** Posts `password` and `link`. */
  readonly form: Form;
  /** The link's own text, handed back with the form. */
  readonly link: string;
}

export interface ResetPasswordModel extends ResetModel {
  readonly minimumLength: number;
  readonly refused?: boolean;
}

/** Behind the mailed link: a new password. */
export function resetPasswordPage(model: ResetPasswordModel, messages: Messages = en): string {
  const texts = messages.reset;
  const { minimumLength, refused } = model;
  const field = passwordField(texts.password, {
    autocomplete: 'new-password',
    minlength: minimumLength,
    'aria-describedby': refused ? 'refused-text password-hint' : 'password-hint',
    ...(refused ? { 'aria-invalid': 'true' } : { autofocus: true }),
  });
  return page(texts.passwordTitle, texts.passwordLead, model, messages, {
    notice: refused && passwordRefusal(texts.refusedTitle, texts.tooShort(minimumLength)),
    field: html`${field}<p class="hint" id="password-hint">${texts.rule(minimumLength)}</p>`,
    submit: texts.submit,
  });
}

export interface ResetSecondFactorModel extends ResetModel {
  readonly refused?:
    | { readonly reason: 'password' }
    | { readonly reason: 'throttled'; readonly minutes: number }
    | { readonly reason: 'too-soon'; readonly minutes: number };
}

/** Behind the mailed link: the password, and the second factor is off. */
export function resetSecondFactorPage(model: ResetSecondFactorModel, messages: Messages = en): string {
  const texts = messages.reset;
  const { refused } = model;
  const title = texts.secondRefusedTitle;
  const notice =
    refused &&
    (refused.reason === 'password'
      ? passwordRefusal(title, texts.wrong)
      : passwordRefusal(
          title,
          refused.reason === 'throttled'
            ? messages.signIn.throttled(refused.minutes)
            : texts.tooSoon(Math.ceil(refused.minutes / 60)),
        ));
  return page(texts.secondTitle, texts.secondLead, model, messages, {
    notice,
    field: passwordField(texts.secondPassword, {
      autocomplete: 'current-password',
      ...(refused ? { 'aria-invalid': 'true', 'aria-describedby': 'refused-text' } : { autofocus: true }),
    }),
    submit: texts.secondSubmit,
  });
}

function page(
  title: string,
  lead: string,
  { branding, form, link }: ResetModel,
  messages: Messages,
  parts: { readonly notice: Content; readonly field: Html; readonly submit: string },
): string {
  const main = html`<div class="heading"><h1>${title}</h1>
<p class="lead">${lead}</p></div>
${parts.notice}
<form class="stack" method="post" action="${form.action}">
${csrfField(form)}<input type="hidden" name="link" value="${link}">
<div class="field">${parts.field}</div>
<button class="button button-primary">${parts.submit}</button>
</form>`;
  return renderDocument({ title, branding, layout: 'card', main }, messages);
}

/** A label and its field for a password. */
export function passwordField(label: string, more: Parameters<typeof attributes>[0]): Html {
  return html`<label for="password">${label}</label>
<input id="password" name="password" type="password" required maxlength="1024" ${attributes(more)}>`;
}

/** Says why a password was not taken, and leads to its field. */
export function passwordRefusal(title: string, text: string, field = '#password'): Html {
  return html`<div class="summary summary-refused" role="alert" tabindex="-1" autofocus>${icons.refused}<div><h2>${title}</h2>
<p id="refused-text"><a href="${field}">${text}</a></p></div></div>`;
}

export interface ResetDoneModel {
  readonly branding: Branding;
  readonly what: 'password' | 'second-factor';
  readonly ownPagesHref: string;
}

export function resetDonePage(model: ResetDoneModel, messages: Messages = en): string {
  const texts = messages.reset;
  const [title, text] =
    model.what === 'password' ? [texts.doneTitle, texts.done] : [texts.secondDoneTitle, texts.secondDone];
  const main = html`<div class="heading heading-fine">${icons.fine}<h1>${title}</h1></div>
<p class="lead">${text}</p>
<a class="button" href="${model.ownPagesHref}">${texts.toOwnPages}</a>`;
  return renderDocument({ title, branding: model.branding, layout: 'card', main }, messages);
}

export interface ResetLinkRefusedModel {
  readonly branding: Branding;
  readonly againHref: string;
}

/** One page for a link that is old, used, or of nobody. */
export function resetLinkRefusedPage(model: ResetLinkRefusedModel, messages: Messages = en): string {
  const texts = messages.reset;
  const main = html`<div class="heading heading-refused">${icons.refused}<h1>${texts.deadTitle}</h1></div>
<p class="lead">${texts.dead}</p>
<a class="button button-primary" href="${model.againHref}">${texts.deadNext}</a>`;
  return renderDocument({ title: texts.deadTitle, branding: model.branding, layout: 'card', main }, messages);
}
