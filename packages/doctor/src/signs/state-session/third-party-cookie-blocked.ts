import { isMeantIn } from '../../said/how-meant.ts';
import { authorizationRequest, callback, paste } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { failedCallback } from './failed-callback.ts';
import { loginCookies, startOfLogin } from './login-cookies.ts';
import { loginRefused } from './login-example.ts';

type Variant = 'silent-login' | 'fetch';

const refusedSilently = paste(
  authorizationRequest({ prompt: 'none' }),
  callback({ code: undefined, error: 'login_required' }),
);

/** A browser keeps cookies back from what another site has embedded or fetched. Fetch standard, RFC 6265bis 5.2. */
export const thirdPartyCookieBlocked = defineSign<Variant>({
  cause: 'state-session/third-party-cookie-blocked',
  variants: {
    'silent-login': 'A silent login in a frame was answered with login_required',
    fetch: 'The login was started by a fetch from another origin, and no cookie was set',
  },
  specs: ['RFC 6265bis section 5.2', 'Fetch standard', 'OpenID Connect Core section 3.1.2.6'],
  look: function* thirdPartyCookieBlocked(view) {
    yield* ofSilentLogin(view);
    yield* ofFetch(view);
  },
  cases: () => ({
    fires: [
      {
        variant: 'silent-login',
        confidence: 'certain',
        name: 'somebody tells that the browser keeps the cookies back',
        text: paste(refusedSilently, 'The silent login fails since I have third-party cookies disabled in Chrome.'),
      },
      {
        variant: 'silent-login',
        confidence: 'likely',
        name: 'somebody asks whether it does',
        text: paste(refusedSilently, 'The silent login fails in Chrome. Are third-party cookies blocked there?'),
      },
      {
        variant: 'silent-login',
        confidence: 'likely',
        name: 'a browser that keeps cookies apart',
        text: paste(refusedSilently, 'It works in Chrome, and not in Safari.'),
      },
      {
        variant: 'silent-login',
        confidence: 'likely',
        name: 'a frame of Safari, which the server asks for interaction',
        text: `${callback({ code: undefined, error: 'interaction_required' })}\nSec-Fetch-Dest: iframe\nUser-Agent: Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/17.6 Safari/605.1.15`,
      },
      {
        variant: 'silent-login',
        confidence: 'possible',
        name: 'a frame of Chrome',
        text: `${callback({ code: undefined, error: 'interaction_required' })}\nSec-Fetch-Dest: iframe\nUser-Agent: Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/122.0 Safari/537.36`,
      },
      {
        variant: 'fetch',
        confidence: 'likely',
        name: 'the page calls the backend by fetch',
        text: loginRefused({ from: 'https://shop.example/login', header: 'Origin: https://app.example' }),
      },
    ],
    silent: [
      {
        variant: 'silent-login',
        name: 'a login with a page',
        text: paste(authorizationRequest(), callback({ code: undefined, error: 'login_required' })),
      },
      {
        variant: 'fetch',
        name: 'a fetch from the same origin',
        text: loginRefused({ from: 'https://shop.example/login', header: 'Origin: https://shop.example' }),
      },
    ],
  }),
});

function* ofSilentLogin(view: View): Generator<Shown<Variant>> {
  const { subject, words } = view;
  const code = subject?.sent('error') ?? subject?.code ?? '';
  // Entra and others answer interaction_required where they see no session.
  if (subject === undefined || !/^(?:login|interaction)_required$/.test(code)) return;
  const isSilent =
    view.all.some((one) => one.sent('prompt') === 'none') ||
    subject.header('sec-fetch-dest') === 'iframe' ||
    /silent/i.test(subject.path);
  if (!isSilent && !/prompt=none|silent|iframe|hidden frame/i.test(words)) return;
  const isBrowser =
    /safari|brave|firefox|ios|incognito|private (?:mode|window)|third.?party|itp\b|tracking/i.test(words) ||
    isApart(subject.header('user-agent') ?? '');
  const wasLoggedIn = view.before.some(
    (one) => one.role === 'authorization-response' && one.sent('code') !== undefined,
  );
  const isAsked = view.all.some((one) => one.sent('prompt') === 'none');
  yield {
    variant: 'silent-login',
    confidence: isAsked && isToldBlocked(view) ? 'certain' : isBrowser || wasLoggedIn ? 'likely' : 'possible',
    specificity: 3,
    lines: [line('prompt=none', code, 'a browser that sends its session cookie in a frame')],
  };
}

const blocked =
  /\b(?:disabl|block|forbid|restrict|turn(?:ed|ing)? off|reject|refus)\w*[^.?\n]{0,20}\b(?:3rd|third)[- ]?party cookies?\b|\b(?:3rd|third)[- ]?party cookies?\b[^.?\n]{0,20}\b(?:disabled|blocked|forbidden|restricted|off|rejected|refused)\b/i;

/** Tells whether the reporter states, and does not ask, that the browser keeps back cookies of other sites. */
function isToldBlocked({ remarks }: View): boolean {
  const found = blocked.exec(remarks);
  const around = found === null ? '' : remarks.slice(Math.max(0, found.index - 20), found.index + found[0].length);
  return isMeantIn(remarks, blocked) && !/\b(?:not|never|no longer)\b|n['’]t\b/i.test(around);
}

/** Safari and Firefox keep the cookies of an embedded site apart. Chrome's name has Safari in it. */
function isApart(agent: string): boolean {
  return /firefox\//i.test(agent) || (/safari\//i.test(agent) && !/chrom(?:e|ium)\//i.test(agent));
}

function* ofFetch(view: View): Generator<Shown<Variant>> {
  const { callback } = failedCallback(view) ?? {};
  const start = startOfLogin(view);
  if (callback === undefined || start === undefined || !isFetch(start)) return;
  if (loginCookies(view, callback).set.length > 0) return;
  yield {
    variant: 'fetch',
    confidence: 'likely',
    specificity: 3,
    lines: [line('start of the login', 'a fetch from another origin', 'a navigation of the browser')],
  };
}

function isFetch(start: Seen): boolean {
  const origin = start.header('origin');
  const isForeign = origin !== undefined && !origin.endsWith(`//${start.host}`);
  return isForeign || start.header('sec-fetch-mode') === 'cors';
}
