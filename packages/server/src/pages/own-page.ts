import { type Branding, csrfField, type Form, renderDocument } from './document.ts';
import { attributes, type Html, html } from './html.ts';
import type { Messages } from './messages/en.ts';

/** What every one of a user's own pages has. */
export interface OwnPage {
  readonly branding: Branding;
  readonly email: string;
  readonly menu: {
    readonly apps: string;
    readonly sessions: string;
    readonly security: string;
    /** Posts `decision=sign-out`. */
    readonly signOut: Form;
  };
}

type Place = 'apps' | 'sessions' | 'security';

/** One of a user's own pages: the menu, and one subject. */
export function renderOwnPage(
  page: OwnPage,
  content: {
    /** Absent for a page that is not in the menu. */
    readonly place?: Place;
    readonly title: string;
    readonly main: Html;
    readonly scripts?: readonly 'copy.js'[];
    readonly isShownOnce?: boolean;
  },
  messages: Messages,
): string {
  const texts = messages.own;
  const { menu } = page;
  const entry = (place: Place): Html =>
    html`<li><a ${attributes({ href: menu[place], 'aria-current': content.place === place ? 'page' : undefined })}>${texts[place]}</a></li>`;
  return renderDocument(
    {
      title: content.title,
      branding: page.branding,
      layout: 'sheet',
      ...(content.isShownOnce && { isShownOnce: true }),
      ...(content.scripts && { scripts: content.scripts }),
      menu: html`<div class="person"><span class="person-email">${page.email}</span>
<form method="post" action="${menu.signOut.action}">${csrfField(menu.signOut)}<button class="link" name="decision" value="sign-out">${texts.signOut}</button></form></div>
<nav class="menu" aria-label="${texts.menu}"><ul>${entry('apps')}${entry('sessions')}${entry('security')}</ul></nav>`,
      main: content.main,
    },
    messages,
  );
}
