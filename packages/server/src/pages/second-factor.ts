import { type App, type Deadline, deadlineLine } from './deadline.ts';
import { type Branding, csrfField, type Form, renderDocument } from './document.ts';
import { attributes, type Content, type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';
import { cancelForm } from './sign-in.ts';

/** Why the last attempt was refused: one reason for every code that is not accepted. `seconds` until the next may come. */
export type SecondFactorRefusal =
  | { readonly reason: 'code' }
  | { readonly reason: 'throttled'; readonly minutes: number }
  | { readonly reason: 'message-limit'; readonly seconds: number };

export interface SecondFactorModel {
  readonly branding: Branding;
  readonly app?: App;
  /** What is asked for now. */
  readonly ask: 'totp' | 'message' | 'recovery';
  /** The user's own second factor, to go back to from a recovery code. */
  readonly factor: 'totp' | 'message';
  /** Where codes go: an address, or a telephone number of which the middle is hidden. */
  readonly destination: string;
  readonly canMail: boolean;
  /** A new code was sent on demand. */
  readonly sentAgain?: boolean;
  /** None was sent for this sign-in, because one was sent a moment ago. */
  readonly waits?: boolean;
  readonly refused?: SecondFactorRefusal;
  /** Posts `code` and `kind`, or `decision=send`, `decision=another-sign-in`. */
  readonly form: Form;
  /** This page asking for a recovery code, and for the factor's own. */
  readonly recoveryHref: string;
  readonly factorHref: string;
  /** Where a lost second factor is reset; absent where no mail can be sent. */
  readonly lostHref?: string;
  /** Posts `decision=deny`. */
  readonly cancel?: Form;
  readonly deadline: Deadline;
}

/** The step after the password: one code. */
export function secondFactorPage(model: SecondFactorModel, messages: Messages = en): string {
  const texts = messages.secondFactor;
  const { app, cancel, form } = model;
  return renderDocument(
    {
      title: texts.title,
      branding: model.branding,
      layout: 'card',
      scripts: ['countdown.js'],
      main: html`<div class="heading"><h1>${texts.title}</h1>
<p class="lead">${leadOf(model, messages)}</p></div>
${notice(model, messages)}
<form class="stack" method="post" action="${form.action}" data-ends>
${csrfField(form)}<input type="hidden" name="kind" value="${model.ask === 'recovery' ? 'recovery' : 'factor'}">
${codeField(model, messages)}
<button class="button button-primary">${texts.submit}</button>
</form>
${otherWays(model, messages)}
${cancel !== undefined && app !== undefined && cancelForm(cancel, messages.signIn.cancel(app.name))}
${deadlineLine(model.deadline, app, messages)}`,
    },
    messages,
  );
}

function leadOf({ ask, destination, canMail, waits }: SecondFactorModel, messages: Messages): string {
  const texts = messages.secondFactor;
  if (ask === 'recovery') return texts.recovery;
  if (ask === 'totp') return texts.totp;
  if (!canMail) return texts.messageImpossible;
  return waits ? texts.messageWaits(destination) : texts.message(destination);
}

function codeField({ ask, refused }: SecondFactorModel, messages: Messages): Html {
  const texts = messages.secondFactor;
  const state = attributes({
    autofocus: refused === undefined,
    ...(refused?.reason === 'code' && { 'aria-invalid': 'true', 'aria-describedby': 'refused-text' }),
  });
  if (ask === 'recovery') {
    return html`<div class="field"><label for="code">${texts.recoveryCode}</label>
<input id="code" class="code" name="code" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" required maxlength="64" ${state}></div>`;
  }
  return digitsField(texts.code, state);
}

/** The field for a code of six digits, which phones fill in by themselves. */
export function digitsField(label: string, state: ReturnType<typeof attributes>): Html {
  return html`<div class="field"><label for="code">${label}</label>
<input id="code" class="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,9}" required maxlength="9" ${state}></div>`;
}

function notice({ refused, sentAgain, destination }: SecondFactorModel, messages: Messages): Content {
  const texts = messages.secondFactor;
  if (refused) return codeRefusal(refused, messages);
  return sentAgain && fineNotice(texts.sent(destination));
}

/** What a refused code or message is answered with, above the form. */
export function codeRefusal(refused: SecondFactorRefusal, messages: Messages): Html {
  const texts = messages.secondFactor;
  if (refused.reason === 'code') {
    return html`<div class="summary summary-refused" role="alert" tabindex="-1" autofocus>${icons.refused}<div><h2>${texts.refusedTitle}</h2>
<p id="refused-text"><a href="#code">${texts.refused}</a></p></div></div>`;
  }
  const [title, text] =
    refused.reason === 'throttled'
      ? [texts.refusedTitle, texts.throttled(refused.minutes)]
      : [texts.limitedTitle, texts.limited(refused.seconds)];
  return html`<div class="summary summary-attention" role="alert" tabindex="-1" autofocus>${icons.clock}<div><h2>${title}</h2>
<p>${text}</p></div></div>`;
}

/** Something that was just done, told politely. */
export function fineNotice(text: string): Html {
  return html`<div class="summary summary-fine" role="status">${icons.fine}<p>${text}</p></div>`;
}

function otherWays(model: SecondFactorModel, messages: Messages): Html {
  const texts = messages.secondFactor;
  const { ask, factor, form, canMail } = model;
  const send =
    ask === 'message' &&
    canMail &&
    html`<form method="post" action="${form.action}" data-ends>${csrfField(form)}
<button class="link" name="decision" value="send">${texts.sendAgain}</button></form>`;
  const back = factor === 'totp' ? texts.useTotp : texts.useMessage;
  return html`<div class="ways">${send}
${ask === 'recovery' ? html`<a href="${model.factorHref}">${back}</a>` : html`<a href="${model.recoveryHref}">${texts.useRecovery}</a>`}
${model.lostHref !== undefined && html`<a href="${model.lostHref}">${texts.lost}</a>`}
<form method="post" action="${form.action}" data-ends>${csrfField(form)}
<button class="link" name="decision" value="another-sign-in">${texts.other}</button></form></div>`;
}
