import { copyable, csrfField, type Form, renderDocument } from './document.ts';
import { html } from './html.ts';
import { en, type Messages } from './messages/en.ts';

export interface ConsoleHomeModel {
  readonly email: string;
  readonly organisations: readonly { readonly name: string; readonly role: string }[];
  /** The server's address. */
  readonly url: string;
  /** Posts `csrf_token`. */
  readonly signOut: Form;
}

/** What a member finds after signing in: who they are, where explanations are, and the way out. */
export function consoleHomePage(model: ConsoleHomeModel, messages: Messages = en): string {
  const texts = messages.consoleHome;
  return renderDocument(
    {
      title: texts.title,
      layout: 'sheet',
      homeHref: '/',
      scripts: ['copy.js'],
      main: html`<h1>${texts.title}</h1>
<p class="lead">${texts.signedInAs(model.email)}</p>
<section><h2>${texts.organisations}</h2>
<ul>${model.organisations.map(({ name, role }) => html`<li>${name} (${role})</li>`)}</ul></section>
<section><h2>${texts.explanations}</h2>
<p>${texts.explanationsText}</p>
${copyable('explanation-address', `${model.url}/console/requests/$REQUEST_ID`, messages)}</section>
<form method="post" action="${model.signOut.action}">
${csrfField(model.signOut)}
<button class="button">${texts.signOut}</button>
</form>`,
    },
    messages,
  );
}
