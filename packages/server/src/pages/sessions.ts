import { csrfField, type Form } from './document.ts';
import { type Html, html } from './html.ts';
import * as icons from './icons.ts';
import { en, type Messages } from './messages/en.ts';
import { type OwnPage, renderOwnPage } from './own-page.ts';
import { fineNotice } from './second-factor.ts';

export interface ListedSession {
  readonly id: string;
  /** Browser and system, where they are known. */
  readonly agent?: string | undefined;
  readonly isThis: boolean;
  /** ISO 8601. */
  readonly since: string;
  readonly lastUsed: string;
  readonly until: string;
  /** Whether it was used last from the address of this request; undefined when that is not known. */
  readonly sameAddress: boolean | undefined;
}

export interface SessionsModel extends OwnPage {
  /** This browser's first. */
  readonly sessions: readonly ListedSession[];
  /** Posts `session`, or `decision=end-others`. */
  readonly form: Form;
  readonly newPasswordHref: string;
  /** How many sessions were ended just now, and whether all others were meant. */
  readonly ended?: { readonly count: number; readonly all: boolean };
}

/** The browsers that are signed in as this user. */
export function sessionsPage(model: SessionsModel, messages: Messages = en): string {
  const texts = messages.sessions;
  const { form, ended, sessions } = model;
  const others = sessions.length > 1;
  const endOthers = html`<form method="post" action="${form.action}">${csrfField(form)}
<button class="button" name="decision" value="end-others">${texts.endOthers}</button></form>`;
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead(model.branding.name)}</p>
${ended && fineNotice(ended.all ? texts.endedAll(ended.count) : texts.ended)}
<ul class="records">${sessions.map((session) => entry(session, form, messages))}</ul>
${others ? endOthers : html`<p class="hint">${texts.onlyHere}</p>`}
<p class="hint">${texts.note} <a href="${model.newPasswordHref}">${texts.newPassword}</a></p>`;
  return renderOwnPage(model, { place: 'sessions', title: texts.title, main }, messages);
}

function entry(session: ListedSession, form: Form, messages: Messages): Html {
  const texts = messages.sessions;
  const { isThis, sameAddress } = session;
  const end = html`<form method="post" action="${form.action}">${csrfField(form)}<input type="hidden" name="session" value="${session.id}">
<button class="button" aria-label="${texts.endLabel(session.since)}">${texts.end}</button></form>`;
  return html`<li class="record"><div class="record-head"><span class="record-icon">${icons.screen}</span>
<div class="record-title"><h2>${isThis ? texts.here : texts.other}</h2>
<p class="record-facts">${session.agent !== undefined && html`<span>${session.agent}</span>`}<span>${texts.since(session.since)}</span></p></div>
${!isThis && end}</div>
<p class="record-foot"><span>${texts.used(session.lastUsed)}</span>${!isThis && sameAddress !== undefined && html`<span>${sameAddress ? texts.sameAddress : texts.otherAddress}</span>`}<span>${texts.until(session.until)}</span></p></li>`;
}
