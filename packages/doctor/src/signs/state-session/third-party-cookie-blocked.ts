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
  cases: {
    fires: [
      {
        variant: 'silent-login',
        confidence: 'likely',
        name: 'a browser that keeps cookies apart',
        text: paste(refusedSilently, 'It works in Chrome, and not in Safari.'),
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
  },
});

function* ofSilentLogin(view: View): Generator<Shown<Variant>> {
  const { subject, words } = view;
  if (subject?.sent('error') !== 'login_required' && subject?.code !== 'login_required') return;
  const isSilent = view.all.some((one) => one.sent('prompt') === 'none');
  if (!isSilent && !/prompt=none|silent|iframe|hidden frame/i.test(words)) return;
  const isBrowser = /safari|brave|firefox|ios|incognito|private (?:mode|window)|third.?party|itp\b|tracking/i.test(
    `${words} ${subject.header('user-agent') ?? ''}`,
  );
  const wasLoggedIn = view.before.some(
    (one) => one.role === 'authorization-response' && one.sent('code') !== undefined,
  );
  yield {
    variant: 'silent-login',
    confidence: isBrowser || wasLoggedIn ? 'likely' : 'possible',
    specificity: 3,
    lines: [line('prompt=none', 'login_required', 'a browser that sends its session cookie in a frame')],
  };
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
