import { csrfField, type Form } from './document.ts';
import { type Content, type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';
import { type OwnPage, renderOwnPage } from './own-page.ts';
import { fineNotice } from './second-factor.ts';

export interface SecurityModel extends OwnPage {
  readonly factor: 'none' | 'message' | 'totp';
  readonly recoveryCodesLeft: number;
  /** False where no mail can be sent: then the code by email is not offered. */
  readonly canMail: boolean;
  readonly hrefs: {
    readonly password: string;
    readonly authenticator: string;
    readonly emailCode: string;
    readonly turnOff: string;
    readonly recoveryCodes: string;
  };
  /** True right after the second factor was turned off. */
  readonly turnedOff?: boolean;
  /** True right after the password was changed. */
  readonly passwordChanged?: boolean;
}

/** The user's second factor and recovery codes. */
export function securityPage(model: SecurityModel, messages: Messages = en): string {
  const texts = messages.security;
  const { factor, email, hrefs } = model;
  const totp = {
    icon: icons.phone,
    title: texts.totp,
    text: factor === 'totp' ? texts.totpOn : texts.totpText,
    isOn: factor === 'totp',
    actions: html`<a class="button" href="${hrefs.authenticator}" aria-label="${factor === 'totp' ? texts.setUpAgain : texts.setUpTotp}">${factor === 'totp' ? texts.setUpAgain : texts.setUp}</a>`,
  };
  const message = {
    icon: icons.mail,
    title: texts.message,
    text: factor === 'message' ? texts.messageOn(email) : texts.messageText(email),
    isOn: factor === 'message',
    actions:
      factor !== 'message' &&
      html`<a class="button" href="${hrefs.emailCode}" aria-label="${texts.setUpMessage}">${texts.setUp}</a>`,
  };
  const password = {
    icon: icons.lock,
    title: texts.password,
    text: texts.passwordText,
    isOn: false,
    actions: html`<a class="button" href="${hrefs.password}">${texts.changePassword}</a>`,
  };
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
${model.passwordChanged && fineNotice(texts.passwordChanged)}
${model.turnedOff && fineNotice(texts.changed)}
<ul class="records">${entry(password, messages)}</ul>
<section class="part"><h2 class="part-title">${texts.second}</h2>
<p>${texts.secondLead}</p>
${factor === 'none' && !model.turnedOff && html`<div class="summary summary-attention">${icons.attention}<p>${texts.off}</p></div>`}
<ul class="records">${entry(totp, messages, 'h3')}${(model.canMail || factor === 'message') && entry(message, messages, 'h3')}
${factor !== 'none' && recovery(model, messages)}</ul>
${factor !== 'none' && html`<p><a class="button" href="${hrefs.turnOff}">${texts.turnOff}</a></p>`}</section>`;
  return renderOwnPage(model, { place: 'security', title: texts.title, main }, messages);
}

interface Entry {
  readonly icon: Html;
  readonly title: string;
  readonly text: string;
  readonly isOn: boolean;
  readonly actions: Content;
}

function entry({ icon, title, text, isOn, actions }: Entry, messages: Messages, level: 'h2' | 'h3' = 'h2'): Html {
  const badge = isOn && html`<span class="badge badge-fine">${icons.fine}${messages.security.on}</span>`;
  const heading = level === 'h2' ? html`<h2>${title} ${badge}</h2>` : html`<h3>${title} ${badge}</h3>`;
  return html`<li class="record"><div class="record-head"><span class="record-icon">${icon}</span>
<div class="record-title">${heading}<p class="record-facts">${text}</p></div>${actions}</div></li>`;
}

function recovery({ recoveryCodesLeft, hrefs }: SecurityModel, messages: Messages): Html {
  const texts = messages.security;
  const text = `${texts.recoveryLeft(recoveryCodesLeft)} ${texts.recoveryText}`;
  const actions = html`<a class="button" href="${hrefs.recoveryCodes}">${texts.renew}</a>`;
  return entry({ icon: icons.key, title: texts.recovery, text, isOn: false, actions }, messages, 'h3');
}

export interface TurnOffModel extends OwnPage {
  readonly form: Form;
  readonly cancelHref: string;
}

/** Asks before it turns the second factor off. */
export function turnOffPage(model: TurnOffModel, messages: Messages = en): string {
  const texts = messages.turnOff;
  return question(model, texts.title, texts.lead, texts.submit, texts.cancel, messages);
}

/** Asks before it makes new recovery codes. */
export function renewRecoveryCodesPage(model: TurnOffModel, messages: Messages = en): string {
  const texts = messages.recoveryCodes;
  return question(model, texts.renewTitle, texts.renewLead, texts.renewSubmit, messages.emailCode.cancel, messages);
}

function question(
  model: TurnOffModel,
  title: string,
  lead: string,
  submit: string,
  cancel: string,
  messages: Messages,
): string {
  const main = html`<h1>${title}</h1>
<p class="lead">${lead}</p>
<form class="actions" method="post" action="${model.form.action}">${csrfField(model.form)}
<a class="button" href="${model.cancelHref}">${cancel}</a><button class="button button-primary">${submit}</button></form>`;
  return renderOwnPage(model, { place: 'security', title, main }, messages);
}
