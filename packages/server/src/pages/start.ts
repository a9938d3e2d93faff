import { copyable, renderDocument } from './document.ts';
import { type Content, type Html, html } from './html.ts';
import { en, type Messages } from './messages/en.ts';

export interface StartModel {
  readonly environments: readonly {
    readonly name: string;
    readonly dialect: string;
    readonly stage: 'sandbox' | 'production';
    readonly issuer: string;
    /** Addresses of the metadata documents; left out where a dialect has none. */
    readonly openidConfiguration?: string;
    readonly oauthMetadata?: string;
  }[];
  /** In demonstration mode: the file with the credentials, relative to the folder the server was started in. */
  readonly demo?: {
    readonly credentialsFile: string;
    /** Address of the demonstration app. */
    readonly appHref?: string;
    /** Users to sign in as, one for each second factor. */
    readonly people?: {
      readonly none: string;
      readonly message?: string | undefined;
      readonly totp?: string | undefined;
    };
    /** A user's own pages. */
    readonly ownPagesHref?: string;
  };
  /** Up to three commands that can be tried as they are. */
  readonly commands: readonly { readonly title: string; readonly command: string }[];
}

/** For developers, like the app itself: in English only. */
const demoApp = {
  title: 'Run the whole flow, then break it',
  text: 'A demonstration app signs you in at this server and shows every leg. Eight switches make it do what apps get wrong, and each refusal explains itself.',
  button: 'Sign in with Candor',
};

/** The page at `/`: what this server is, and what can be done with it. */
export function startPage(model: StartModel, messages: Messages = en): string {
  const texts = messages.start;
  return renderDocument(
    {
      title: texts.title,
      layout: 'sheet',
      homeHref: '/',
      scripts: ['copy.js'],
      main: html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
${
  model.demo?.appHref !== undefined &&
  html`<section class="panel"><h2>${demoApp.title}</h2><p>${demoApp.text}</p>
<a class="button button-primary" href="${model.demo.appHref}">${demoApp.button}</a></section>`
}
<section><h2>${texts.environments}</h2>
${model.environments.length === 0 ? html`<p>${texts.noEnvironments}</p>` : html`<ul class="environments">${model.environments.map((environment) => environmentItem(environment, messages))}</ul>`}</section>
${
  model.demo !== undefined &&
  html`<section class="panel"><h2>${texts.demo}</h2><p>${texts.demoText}</p>
${copyable('credentials-file', model.demo.credentialsFile, messages)}
${model.demo.people && peopleOf(model.demo.people)}
${
  model.demo.ownPagesHref !== undefined &&
  html`<p>Their connected apps, sessions and second step are on <a href="${model.demo.ownPagesHref}">a user’s own pages</a>.</p>`
}</section>`
}
${tryIt(model.commands, messages)}`,
      foot: html`<a href="/problems">${texts.problems}</a>`,
    },
    messages,
  );
}

/** Who signs in how, and where the second step's code is found. */
function peopleOf({ none, message, totp }: NonNullable<NonNullable<StartModel['demo']>['people']>): Html {
  const person = (email: string | undefined, how: Content): Content =>
    email !== undefined && html`<div><dt>${email}</dt><dd>${how}</dd></div>`;
  return html`<dl class="facts">${person(none, 'signs in with the password alone')}
${person(message, html`gets a code by mail; <code>npx candor outbox</code> shows it`)}
${person(totp, html`has an authenticator app; its key is <code>totpSecret</code> in the file`)}</dl>`;
}

/** Commands with their copy buttons, one under the other. */
export function tryIt(commands: StartModel['commands'], messages: Messages): Content {
  if (commands.length === 0) return undefined;
  return html`<section><h2>${messages.start.tryIt}</h2>
${commands.map(({ title, command }, i) => html`<h3>${title}</h3>${copyable(`command-${i}`, command, messages)}`)}</section>`;
}

function environmentItem(environment: StartModel['environments'][number], messages: Messages): Html {
  const texts = messages.start;
  const { stage, openidConfiguration, oauthMetadata } = environment;
  return html`<li><div class="environment-name"><h3>${environment.name}</h3>
<span class="badge">${stage}</span>
<span class="environment-dialect">${texts.dialect(environment.dialect)}</span></div>
<code class="environment-issuer">${environment.issuer}</code>
<p class="environment-links">${openidConfiguration !== undefined && html`<a href="${openidConfiguration}">${texts.openid}</a>`}
${oauthMetadata !== undefined && html`<a href="${oauthMetadata}">${texts.oauth}</a>`}</p></li>`;
}
