import { type Branding, renderDocument } from './document.ts';
import { html } from './html.ts';
import { en, type Messages } from './messages/en.ts';

export interface FormPostModel {
  readonly branding: Branding;
  readonly appName: string;
  /** The proven redirect URI, http or https. */
  readonly action: string;
  /** The authorization response's parameters. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/** The authorization response as a form that sends itself (OAuth 2.0 Form Post Response Mode). */
export function formPostPage(model: FormPostModel, messages: Messages = en): string {
  const texts = messages.formPost;
  return renderDocument(
    {
      title: texts.title(model.appName),
      branding: model.branding,
      layout: 'card',
      isShownOnce: true,
      scripts: ['form-post.js'],
      main: html`<div class="heading"><h1>${texts.title(model.appName)}</h1></div>
<p class="lead">${texts.text(new URL(model.action).host)}</p>
<form class="stack by-hand" method="post" action="${model.action}">
${model.fields.map(({ name, value }) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p>${texts.next}</p>
<button class="button button-primary">${texts.submit}</button>
</form>`,
    },
    messages,
  );
}
