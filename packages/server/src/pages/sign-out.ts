import { type Branding, csrfField, type Form, renderDocument } from './document.ts';
import { html, webAddress } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';

export interface SignedOutModel {
  readonly branding: Branding;
  readonly app?: { readonly name: string; readonly home?: string };
}

/** The page after the session at an environment was ended. */
export function signedOutPage(model: SignedOutModel, messages: Messages = en): string {
  const texts = messages.signedOut;
  const home = webAddress(model.app?.home);
  return renderDocument(
    {
      title: texts.title,
      branding: model.branding,
      layout: 'card',
      main: html`<div class="heading heading-fine">${icons.fine}<h1>${texts.title}</h1></div>
<p class="lead">${texts.text(model.branding.name)} ${texts.apps}</p>
${home !== undefined && html`<a class="button" href="${home}">${texts.back(model.app?.name ?? '')}</a>`}`,
    },
    messages,
  );
}

export interface SignOutModel {
  readonly branding: Branding;
  readonly email: string;
  /** The app that asks, when it is known. */
  readonly appName?: string;
  /** Posts `decision=sign-out` or `decision=stay`, `csrf_token`. */
  readonly form: Form;
}

/** Asks before it ends the session (RP-initiated logout without a valid `id_token_hint`). */
export function signOutPage(model: SignOutModel, messages: Messages = en): string {
  const texts = messages.signOut;
  const { form, appName } = model;
  return renderDocument(
    {
      title: texts.title(model.branding.name),
      branding: model.branding,
      layout: 'card',
      main: html`<div class="heading"><h1>${texts.title(model.branding.name)}</h1></div>
<p class="lead">${appName === undefined ? texts.textPlain : texts.text(appName)} ${texts.signedInAs(model.email)}</p>
<form class="decision" method="post" action="${form.action}">
${csrfField(form)}
<button class="button button-equal" name="decision" value="stay">${texts.stay}</button>
<button class="button button-equal button-primary" name="decision" value="sign-out">${texts.submit}</button>
</form>`,
    },
    messages,
  );
}
