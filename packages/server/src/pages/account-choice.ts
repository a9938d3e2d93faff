import { type App, type Deadline, deadlineLine } from './deadline.ts';
import { type Branding, csrfField, type Form, markOf, renderDocument } from './document.ts';
import { attributes, type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';
import { cancelForm } from './sign-in.ts';

export interface AccountOption {
  readonly id: string;
  readonly name: string;
  /** The user's role in it, as a word for people. */
  readonly role: string;
  /** Whether the policy lets this role grant; where not, the account is shown but can't be chosen. */
  readonly mayGrant: boolean;
}

export interface AccountChoiceModel {
  readonly branding: Branding;
  readonly app: App;
  readonly email: string;
  readonly accounts: readonly AccountOption[];
  /** The id of the account that is chosen at first; absent: the first that may grant. */
  readonly selected?: string;
  /** Posts `account`, `csrf_token`. */
  readonly form: Form;
  /** Posts `decision=another-sign-in`, `csrf_token`. */
  readonly otherSignIn?: Form;
  /** Posts `decision=deny`, `csrf_token`. */
  readonly cancel?: Form;
  readonly deadline: Deadline;
}

/** The account choice, also for `prompt=select_account`. */
export function accountChoicePage(model: AccountChoiceModel, messages: Messages = en): string {
  const texts = messages.accounts;
  const { app, form, otherSignIn, cancel } = model;
  const open = model.accounts.filter((account) => account.mayGrant);
  const selected = open.find((account) => account.id === model.selected) ?? open[0];
  return renderDocument(
    {
      title: texts.title,
      branding: model.branding,
      layout: 'card',
      scripts: ['countdown.js'],
      main: html`<div class="heading"><h1>${texts.title}</h1>
<p class="lead">${texts.lead(app.name)}</p></div>
<form class="stack" method="post" action="${form.action}" data-ends>
${csrfField(form)}
<fieldset class="choices"><legend>${texts.signedInAs(model.email)}</legend>
${model.accounts.map((account, i) => choice(account, i, account === selected, messages))}
</fieldset>
${
  open.length === 0
    ? html`<div class="summary summary-attention">${icons.attention}<p>${texts.noneMayGrant}</p></div>`
    : html`<button class="button button-primary">${texts.submit}</button>`
}
</form>
${otherSignIn !== undefined && otherForm(otherSignIn, texts.other)}
${cancel !== undefined && cancelForm(cancel, texts.cancel(app.name))}
${deadlineLine(model.deadline, app, messages)}`,
    },
    messages,
  );
}

function choice(account: AccountOption, index: number, checked: boolean, messages: Messages): Html {
  const id = `account-${index}`;
  const role = account.mayGrant ? account.role : `${account.role}, ${messages.accounts.mayNotGrant}`;
  const input = attributes({ id, value: account.id, checked, disabled: !account.mayGrant });
  return html`<div class="choice"><input type="radio" name="account" required ${input}>
<label for="${id}">${markOf({ name: account.name }, 'small')}<span><span class="choice-name">${account.name}</span>
<span class="choice-role">${role}</span></span></label></div>`;
}

function otherForm(form: Form, text: string): Html {
  return html`<form class="stack" method="post" action="${form.action}" data-ends>
${csrfField(form)}
<button class="button" name="decision" value="another-sign-in">${text}</button>
</form>`;
}
