import { type App, type Deadline, deadlineLine } from './deadline.ts';
import { type Branding, csrfField, type Form, renderDocument } from './document.ts';
import { attributes, type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';

/**
 * Why the last attempt was refused. An unknown user and a wrong password are one reason, so that the page tells a
 * stranger nothing; `throttled` and, after wrong codes, `paused` give the wait in minutes.
 */
export type SignInRefusal =
  | { readonly reason: 'credentials' }
  | { readonly reason: 'throttled' | 'paused'; readonly minutes: number };

export interface SignInModel {
  readonly branding: Branding;
  /** Absent: the user goes to their own pages. */
  readonly app?: App;
  /** True when a user who is signed in has to prove it again. */
  readonly again?: boolean;
  /** The page on which a new password is asked for. */
  readonly forgottenHref?: string;
  /** Posts `email`, `password`, `csrf_token`. */
  readonly form: Form;
  /** From `login_hint`, or what was typed in the refused attempt. */
  readonly email?: string;
  readonly refused?: SignInRefusal;
  /** Posts `decision=deny`, `csrf_token`. */
  readonly cancel?: Form;
  readonly developerHref?: string;
  readonly deadline: Deadline;
}

/** The sign-in page of an environment. */
export function signInPage(model: SignInModel, messages: Messages = en): string {
  const texts = messages.signIn;
  const { app, cancel } = model;
  return renderDocument(
    {
      title: texts.title,
      branding: model.branding,
      layout: 'card',
      scripts: ['countdown.js'],
      main: html`<div class="heading"><h1>${texts.title}</h1>
<p class="lead">${app ? texts.lead(app.name) : model.again ? texts.leadAgain : texts.leadOwn(model.branding.name)}</p></div>
${signInForm({ form: model.form, email: model.email, refused: model.refused, ends: true }, messages)}
${model.forgottenHref !== undefined && html`<p class="aside"><a href="${model.forgottenHref}">${texts.forgotten}</a></p>`}
${cancel !== undefined && app && cancelForm(cancel, texts.cancel(app.name))}
${deadlineLine(model.deadline, app, messages)}`,
      foot:
        model.developerHref !== undefined &&
        app &&
        html`<a href="${model.developerHref}">${messages.forDeveloper(app.name)}</a>`,
    },
    messages,
  );
}

export interface MemberSignInModel {
  /** Posts `email`, `password`, `csrf_token`. */
  readonly form: Form;
  readonly email?: string;
  readonly refused?: SignInRefusal;
}

/** The sign-in page of the console, for members of an organisation. */
export function memberSignInPage(model: MemberSignInModel, messages: Messages = en): string {
  return renderDocument(
    {
      title: messages.memberSignIn.title,
      layout: 'card',
      main: html`<div class="heading"><h1>${messages.memberSignIn.title}</h1>
<p class="lead">${messages.memberSignIn.lead}</p></div>
${signInForm({ form: model.form, email: model.email, refused: model.refused, ends: false }, messages)}`,
    },
    messages,
  );
}

/** A form of its own, so that leaving never sends what was typed. */
export function cancelForm(form: Form, text: string): Html {
  return html`<form class="stack" method="post" action="${form.action}" data-ends>
${csrfField(form)}
<button class="button button-quiet" name="decision" value="deny">${text}</button>
</form>`;
}

interface Credentials {
  readonly form: Form;
  readonly email: string | undefined;
  readonly refused: SignInRefusal | undefined;
  readonly ends: boolean;
}

function signInForm({ form, email, refused, ends }: Credentials, messages: Messages): Html {
  const texts = messages.signIn;
  const invalid =
    refused?.reason === 'credentials' ? { 'aria-invalid': 'true', 'aria-describedby': 'refused-text' } : {};
  const onEmail = refused === undefined && email === undefined;
  return html`${refused !== undefined && refusedSummary(refused, messages)}
<form class="stack" method="post" action="${form.action}" ${attributes({ 'data-ends': ends })}>
${csrfField(form)}
<div class="field"><label for="email">${texts.email}</label>
<input id="email" name="email" type="email" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="254" ${attributes({ value: email, autofocus: onEmail, ...invalid })}></div>
<div class="field"><label for="password">${texts.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024" ${attributes({ autofocus: refused === undefined && !onEmail, ...invalid })}></div>
<button class="button button-primary">${texts.submit}</button>
</form>`;
}

function refusedSummary(refused: SignInRefusal, messages: Messages): Html {
  const texts = messages.signIn;
  if (refused.reason !== 'credentials') {
    const text = refused.reason === 'paused' ? texts.paused(refused.minutes) : texts.throttled(refused.minutes);
    return html`<div class="summary summary-attention" role="alert" tabindex="-1" autofocus>${icons.clock}<div><h2>${texts.refusedTitle}</h2>
<p>${text}</p></div></div>`;
  }
  return html`<div class="summary summary-refused" role="alert" tabindex="-1" autofocus>${icons.refused}<div><h2>${texts.refusedTitle}</h2>
<p id="refused-text"><a href="#email">${texts.wrongCredentials}</a></p></div></div>`;
}
