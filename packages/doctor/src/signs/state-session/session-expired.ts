import { showDuration } from '../../text/time.ts';
import { answer, callback, paste } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { failedCallback } from './failed-callback.ts';
import { loginCookies } from './login-cookies.ts';
import { startOf } from './login-example.ts';

/** The login took longer than the app keeps its state. RFC 6265bis section 5.6.2. */
export const sessionExpired = defineSign({
  cause: 'state-session/session-expired',
  variants: {
    'max-age': 'The callback came after the Max-Age or the Expires of the cookie',
    slow: 'The callback came more than five minutes after the start',
  },
  specs: ['RFC 6265bis section 5.6.2'],
  look: function* sessionExpired(view) {
    const { callback, isTold } = failedCallback(view) ?? {};
    if (callback === undefined || view.start === callback) return;
    const seconds = ((callback.at ?? Number.NaN) - (view.start?.at ?? Number.NaN)) / 1000;
    const { keeping, missing } = loginCookies(view, callback);
    // A cookie that came back has not ended, and may be the one that keeps the state.
    const isSure = isTold || missing.length === keeping.length;
    const lives = missing.map((one) => one.maxAge ?? Number.POSITIVE_INFINITY);
    const life = Math.min(...lives);
    const seen = `${showDuration(seconds * 1000)} after the start`;
    if (seconds > life && life > 0) {
      yield {
        variant: 'max-age',
        confidence: isSure ? 'certain' : 'possible',
        specificity: 3,
        lines: [line('callback', seen, `within ${life} seconds, the life of the cookie`)],
      };
    } else if (seconds > 300) {
      yield {
        variant: 'slow',
        confidence: seconds > 3600 || /expired|unknown|long|time/i.test(view.words) ? 'likely' : 'possible',
        lines: [line('callback', seen, 'a few minutes')],
      };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'max-age',
        confidence: 'certain',
        name: 'a cookie for five minutes, and a callback after six',
        text: after(360, 300),
      },
      {
        variant: 'max-age',
        confidence: 'certain',
        name: 'a cookie that names its end, and a callback behind it',
        text: after(360, undefined, '', '', '; Expires=Mon, 02 Mar 2026 12:05:00 GMT'),
      },
      {
        variant: 'max-age',
        confidence: 'possible',
        name: 'the cookie that came back is another one than the one that ended',
        text: after(60, 600, '\nSet-Cookie: session_hint=1; Path=/; Max-Age=30', '\nCookie: state=a81kLs02'),
      },
      { variant: 'slow', confidence: 'likely', name: 'a callback after two hours', text: after(7200) },
    ],
    silent: [
      {
        variant: 'max-age',
        name: 'a cookie that names its end, and a callback before it',
        text: after(240, undefined, '', '', '; Expires=Mon, 02 Mar 2026 12:05:00 GMT'),
      },
      { variant: 'max-age', name: 'a callback after four minutes', text: after(240, 300) },
      { variant: 'slow', name: 'a callback after four minutes', text: after(240) },
    ],
  }),
});

/** A login whose callback comes so many seconds after its start. */
function after(seconds: number, maxAge?: number, otherCookie = '', carried = '', expires = ''): string {
  const dateOf = (second: number): string => new Date(Date.UTC(2026, 2, 2, 12, 0, second)).toUTCString();
  const life = maxAge === undefined ? expires : `; Max-Age=${maxAge}`;
  return paste(
    startOf({ setCookie: `state=a81kLs02; Path=/; Secure; SameSite=Lax${life}${otherCookie}`, date: dateOf(0) }),
    `${callback()}${carried}`,
    answer(400, { message: 'the login has to be started again' }, { Date: dateOf(seconds) }),
  );
}
