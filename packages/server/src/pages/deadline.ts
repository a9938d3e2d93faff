import { attributes, type Html, html, webAddress } from './html.ts';
import { clock } from './icons.ts';
import type { Messages } from './messages/en.ts';

/** The end of the authorization session: ISO 8601, and the seconds from the making of the page until then. */
export interface Deadline {
  readonly expiresAt: string;
  readonly secondsLeft: number;
}

/** The app that asks. `home` is shown as a link only where it is an http(s) address. */
export interface App {
  readonly name: string;
  readonly logo?: string;
  readonly home?: string;
}

/**
 * The line at the foot of a card, and what `countdown.js` shows: a notice at two minutes and, at the end, an offer to
 * start again at the app. Without the script the line states the end in words and nothing else appears. Forms that end
 * with the session carry `data-ends`. @param app absent on a user's own pages, which no app asks for.
 */
export function deadlineLine(deadline: Deadline, app: App | undefined, messages: Messages): Html {
  const texts = messages.deadline;
  const script = attributes({
    'data-seconds-left': Math.max(0, Math.floor(deadline.secondsLeft)),
    'data-left': texts.left,
    'data-two': texts.twoMinutes,
    'data-one': texts.oneMinute,
    'data-ended': texts.ended,
  });
  const home = webAddress(app?.home);
  return html`<p class="deadline" data-countdown ${script}>${clock}<span data-deadline-text>${texts.usableUntil(deadline.expiresAt)}</span></p>
<div class="deadline-notice" data-deadline-status role="status" aria-live="polite">${clock}<span data-deadline-sentence></span></div>
<section class="deadline-over" data-deadline-over hidden tabindex="-1" aria-labelledby="deadline-over">
<h2 id="deadline-over">${texts.overTitle}</h2>
<p>${app === undefined ? texts.overTextPlain : texts.overText(app.name)}</p>
${home !== undefined && app && html`<a class="button button-primary" href="${home}">${texts.startAgain(app.name)}</a>`}
</section>`;
}
