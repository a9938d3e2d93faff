import { encode } from 'uqr';
import { copyable, csrfField, type Form } from './document.ts';
import { attributes, type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';
import { type OwnPage, renderOwnPage } from './own-page.ts';
import { codeRefusal, digitsField, fineNotice, type SecondFactorRefusal } from './second-factor.ts';

interface SetupModel extends OwnPage {
  readonly form: Form;
  readonly cancelHref: string;
  readonly refused?: SecondFactorRefusal;
  /** True when another second factor is on, which this one replaces. */
  readonly replaces: boolean;
}

export interface AuthenticatorModel extends SetupModel {
  /** `otpauth://…` for the QR code. */
  readonly address: string;
  /** The secret as base32. */
  readonly secret: string;
  /** The sealed secret, handed back with the form as `enrolment`. */
  readonly enrolment: string;
  readonly outdated?: boolean;
}

/** Shows a new authenticator secret, as a picture and as text, and asks for a code made from it. */
export function authenticatorPage(model: AuthenticatorModel, messages: Messages = en): string {
  const texts = messages.authenticator;
  const { form, refused } = model;
  const grouped = model.secret.replaceAll(/(.{4})(?=.)/g, '$1 ');
  const main = html`<h1>${texts.title}</h1>
${model.replaces && html`<p class="lead">${messages.security.replaces}</p>`}
${model.outdated && html`<div class="summary summary-attention" role="alert">${icons.clock}<p>${texts.outdated}</p></div>`}
${refused && codeRefusal(refused, messages)}
<ol class="setup">
<li><h2>${texts.scan}</h2>${qrCode(model.address, texts.qr)}</li>
<li><h2>${texts.byHand}</h2>${copyable('totp-key', grouped, messages)}</li>
<li><h2 id="confirm">${texts.confirm}</h2>
<form class="stack setup-form" method="post" action="${form.action}">${csrfField(form)}<input type="hidden" name="enrolment" value="${model.enrolment}">
${digitsField(messages.secondFactor.code, codeState(refused))}
${buttons(texts.submit, texts.cancel, model.cancelHref)}</form></li>
</ol>`;
  return renderOwnPage(model, { place: 'security', title: texts.title, main, scripts: ['copy.js'] }, messages);
}

export interface EmailCodeModel extends SetupModel {
  readonly canMail: boolean;
  /** True when a code was sent and can be typed. */
  readonly sent: boolean;
}

/** Sends a code to the user's address and asks for it, before such codes are asked for at each sign-in. */
export function emailCodePage(model: EmailCodeModel, messages: Messages = en): string {
  const texts = messages.emailCode;
  const { form, refused, sent, email } = model;
  const send = html`<form class="actions" method="post" action="${form.action}">${csrfField(form)}
<a class="button" href="${model.cancelHref}">${texts.cancel}</a><button class="button button-primary" name="decision" value="send">${texts.send}</button></form>`;
  const confirm = html`<form class="stack setup-form" method="post" action="${form.action}">${csrfField(form)}
${digitsField(messages.secondFactor.code, codeState(refused))}
${buttons(texts.submit, texts.cancel, model.cancelHref)}</form>
<form method="post" action="${form.action}">${csrfField(form)}<button class="link" name="decision" value="send">${messages.secondFactor.sendAgain}</button></form>`;
  const main = html`<h1>${texts.title}</h1>
${(!sent || model.replaces) && html`<p class="lead">${model.canMail ? !sent && texts.lead(email) : texts.impossible} ${model.replaces && messages.security.replaces}</p>`}
${refused ? codeRefusal(refused, messages) : sent && fineNotice(texts.sent(email))}
${model.canMail && (sent ? confirm : send)}`;
  return renderOwnPage(model, { place: 'security', title: texts.title, main }, messages);
}

function codeState(refused: SecondFactorRefusal | undefined): ReturnType<typeof attributes> {
  return attributes({
    ...(refused?.reason === 'code' && { 'aria-invalid': 'true', 'aria-describedby': 'refused-text' }),
  });
}

function buttons(submit: string, cancel: string, cancelHref: string): Html {
  return html`<div class="actions"><a class="button" href="${cancelHref}">${cancel}</a><button class="button button-primary">${submit}</button></div>`;
}

/** Dark on light in every colour scheme: cameras don't read it the other way round. */
function qrCode(text: string, label: string): Html {
  const { data, size } = encode(text, { ecc: 'M', border: 3 });
  let path = '';
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < row.length; x++) {
      const start = x;
      while (row[x]) x++;
      if (x > start) path += `M${start} ${y}h${x - start}v1h-${x - start}z`;
    }
  }
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" width="208" height="208" role="img" aria-label="${label}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path fill="#0b0d14" d="${path}"/></svg>`;
}

export interface RecoveryCodesModel extends OwnPage {
  readonly codes: readonly string[];
  /** True when they came with a second factor that was turned on just now. */
  readonly turnedOn: boolean;
  /** Posts `recovery_codes` back for the text file. */
  readonly download: Form;
  readonly doneHref: string;
}

/** The recovery codes, this once. */
export function recoveryCodesPage(model: RecoveryCodesModel, messages: Messages = en): string {
  const texts = messages.recoveryCodes;
  const { codes, download } = model;
  const main = html`<h1>${texts.title}</h1>
${model.turnedOn && fineNotice(texts.turnedOn)}
<p class="lead">${texts.lead}</p>
<section class="codes" aria-label="${texts.label}">${copyable('recovery-codes', codes.join('\n'), messages, 'block')}</section>
<form class="actions" method="post" action="${download.action}">${csrfField(download)}<input type="hidden" name="recovery_codes" value="${codes.join(' ')}">
<button class="button">${texts.download}</button><a class="button button-primary" href="${model.doneHref}">${texts.done}</a></form>
<p class="hint only-screen">${texts.print}</p>`;
  const content = { place: 'security', title: texts.title, main, scripts: ['copy.js'], isShownOnce: true } as const;
  return renderOwnPage(model, content, messages);
}
