import { csrfField, type Form } from './document.ts';
import { attributes, type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';
import { type OwnPage, renderOwnPage } from './own-page.ts';
import { passwordField, passwordRefusal } from './reset.ts';

/** Why the password was not changed: the present one is wrong, was not looked at, or the new one has a wrong length. */
export type PasswordChangeRefusal =
  | { readonly reason: 'password' }
  | { readonly reason: 'length' }
  | { readonly reason: 'throttled'; readonly minutes: number };

export interface ChangePasswordModel extends OwnPage {
  /** Posts `present_password` and `password`. */
  readonly form: Form;
  readonly cancelHref: string;
  readonly minimumLength: number;
  readonly refused?: PasswordChangeRefusal;
}

/** The present password and a new one. */
export function changePasswordPage(model: ChangePasswordModel, messages: Messages = en): string {
  const texts = messages.changePassword;
  const { form, refused, minimumLength, cancelHref } = model;
  const reason = refused?.reason;
  const invalid = { 'aria-invalid': 'true', 'aria-describedby': 'refused-text' };
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
${refused && notice(refused, minimumLength, messages)}
<form class="stack setup-form" method="post" action="${form.action}">${csrfField(form)}
<input type="hidden" name="username" autocomplete="username" value="${model.email}">
<div class="field"><label for="present">${texts.present}</label>
<input id="present" name="present_password" type="password" autocomplete="current-password" required maxlength="1024" ${attributes({ autofocus: refused === undefined, ...(reason === 'password' && invalid) })}></div>
<div class="field">${passwordField(messages.reset.password, {
    autocomplete: 'new-password',
    minlength: minimumLength,
    'aria-describedby': reason === 'length' ? 'refused-text password-hint' : 'password-hint',
    'aria-invalid': reason === 'length' ? 'true' : undefined,
  })}<p class="hint" id="password-hint">${messages.reset.rule(minimumLength)}</p></div>
<div class="actions"><a class="button" href="${cancelHref}">${texts.cancel}</a><button class="button button-primary">${texts.submit}</button></div></form>`;
  return renderOwnPage(model, { place: 'security', title: texts.title, main }, messages);
}

function notice(refused: PasswordChangeRefusal, minimumLength: number, messages: Messages): Html {
  const title = messages.changePassword.refusedTitle;
  if (refused.reason === 'length') return passwordRefusal(title, messages.reset.tooShort(minimumLength));
  if (refused.reason === 'password') return passwordRefusal(title, messages.changePassword.wrong, '#present');
  return html`<div class="summary summary-attention" role="alert" tabindex="-1" autofocus>${icons.clock}<div><h2>${title}</h2>
<p>${messages.signIn.throttled(refused.minutes)}</p></div></div>`;
}
