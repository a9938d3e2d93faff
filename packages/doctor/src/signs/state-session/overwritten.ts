import { addressOf } from '../../evidence/address.ts';
import { answer, authorizationRequest, callback, codeRedemption, jwtOf, paste, refused, tokens } from '../example.ts';
import { prefetchPurpose } from '../prefetch.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { headerOf, openSessions, type SetCookie } from './cookies.ts';
import { failedCallback, nothingShown, startsBefore, statesOf } from './failed-callback.ts';
import { loginCookies, startOfLogin } from './login-cookies.ts';
import { loginRefused } from './login-example.ts';
import { nonceOfIdToken } from './nonce-of-id-token.ts';
import { statesIn } from './two-states.ts';

/** A member of a session that has a state, as its value or in its name. */
const keepsState =
  /"(?:(?:oauth2?|oidc|auth|login|google|github|azure|okta|keycloak)[_-]?)?state":"[\w~.+/=-]{12}|"_?state_[\w~.-]{16}/i;

/** What the app had stored for this login was replaced before the callback came. RFC 6749 section 10.12. */
export const overwritten = defineSign({
  cause: 'state-session/overwritten',
  variants: {
    'second-start': 'The callback belongs to the first of several logins that were started',
    prefetch: 'The login was also started by a prefetch of the browser',
    nonce: 'The ID token has another nonce than the one that the login was begun with',
    kept: 'The session that came back with the callback keeps the state of another login',
    'other-answer': 'Another answer of the app set the cookie anew before the callback',
    unshown: 'Two logins or answers may have written over each other: the state was refused, and nothing shows why',
  },
  specs: ['RFC 6749 section 10.12', 'RFC 6265bis section 5.7', 'OpenID Connect Core section 3.1.3.7'],
  look: function* overwritten(view) {
    yield* nonceOfIdToken(view);
    if (view.subject === undefined && areBothOfApp(view.words)) {
      yield {
        variant: 'kept',
        confidence: 'likely',
        specificity: 3,
        lines: [line('state', 'of another login', 'the state that was stored last')],
      };
    }
    const failed = failedCallback(view);
    if (failed === undefined) return;
    const { callback, isTold } = failed;
    const starts = startsBefore(view).filter((one) => isOfCallback(one, callback));
    const states = statesOf(starts);
    const got = callback.sent('state');
    if (got !== undefined && states.includes(got)) {
      if (states.at(-1) !== got) {
        yield {
          variant: 'second-start',
          confidence: isTold ? 'certain' : 'likely',
          specificity: 3,
          lines: [line('state', 'of the first of two logins that were started', 'the state that was stored last')],
        };
      } else if (starts.some((one) => prefetchPurpose(one) !== undefined)) {
        yield {
          variant: 'prefetch',
          confidence: 'likely',
          specificity: 3,
          lines: [line('authorization request', 'one of them a prefetch', 'one start of the login')],
        };
      }
    }
    const session = openSessions(callback);
    if (got !== undefined && keepsState.test(session) && !session.includes(JSON.stringify(got).slice(1, -1))) {
      yield {
        variant: 'kept',
        confidence: isTold ? 'certain' : 'likely',
        specificity: 3,
        lines: [line('state', 'of another login', 'the state that was stored last')],
      };
    }
    const replaced = replacedCookie(view, callback);
    const isCarried = replaced !== undefined && callback.header('cookie')?.includes(replaced.value) === true;
    if (replaced !== undefined && (isCarried || callback.header('cookie') === undefined)) {
      const seen = 'set again by another answer before the callback';
      yield {
        variant: 'other-answer',
        // Where no cookie came back, or none is shown, the client may keep none.
        confidence: isCarried ? 'certain' : 'likely',
        specificity: 3,
        lines: [line(headerOf(replaced), seen, 'the cookie that keeps the state, untouched')],
      };
    }
    if (!isTold) return;
    yield {
      variant: 'unshown',
      confidence: 'possible',
      specificity: 1,
      lines: [nothingShown],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'nonce',
        confidence: 'certain',
        name: 'the program says that the nonce does not match',
        text: paste(loginWithNonce('k39fL20f', 'p02kQmd9'), 'Error: the nonce of the ID token does not match'),
      },
      {
        variant: 'nonce',
        confidence: 'likely',
        name: 'two nonces, and nobody complains',
        text: loginWithNonce('k39fL20f', 'p02kQmd9'),
      },
      {
        variant: 'nonce',
        confidence: 'likely',
        name: 'two nonces, and a failure of something else beside a word about them',
        text: paste(
          loginWithNonce('k39fL20f', 'p02kQmd9'),
          'Our code has no use for the nonce.',
          "Error: KeyError: 'email'",
        ),
      },
      {
        variant: 'nonce',
        confidence: 'likely',
        name: 'a program prints both nonces',
        text: 'IdTokenError: nonce mismatch, expected k39fL20f, got: p02kQmd9',
      },
      {
        variant: 'second-start',
        confidence: 'certain',
        name: 'two tabs',
        text: paste(
          authorizationRequest(),
          authorizationRequest({ state: 'p02kQmd93hgW' }),
          callback(),
          refused('invalid_state', 'the state does not match'),
        ),
      },
      {
        variant: 'prefetch',
        confidence: 'likely',
        name: 'a link to the login that the browser follows ahead',
        text: paste(
          `${authorizationRequest()}\nSec-Purpose: prefetch`,
          authorizationRequest(),
          callback(),
          refused('invalid_state', 'the state does not match'),
        ),
      },
      {
        variant: 'kept',
        confidence: 'certain',
        name: 'the session is in the cookie, signed and readable',
        text: loginRefused({ cookie: `session=${btoa('{"oauth_state":"p02kQmd93hgW"}')}.Zk3.c2ln` }),
      },
      {
        variant: 'kept',
        confidence: 'likely',
        name: 'a program prints both states, each with the page that was asked for',
        text: `Error: state mismatch, expected ${btoa('{"to":"/icon.png"}')}, got: ${btoa('{"to":"/cart"}')}`,
      },
      {
        variant: 'other-answer',
        confidence: 'certain',
        name: 'a call of the page in the meantime',
        text: loginRefused({
          setCookie: 'session=a81kLs02; Path=/; HttpOnly',
          between: paste(
            'GET https://shop.example/cart',
            answer(200, {}, { 'Set-Cookie': 'session=f39fL02k; Path=/' }),
          ),
          cookie: 'session=f39fL02k',
        }),
      },
      {
        variant: 'unshown',
        confidence: 'possible',
        name: 'a callback alone',
        text: paste(callback(), refused('bad_request', 'the cookie of the login is gone')),
      },
    ],
    silent: [
      { variant: 'nonce', name: 'the same nonce', text: loginWithNonce('k39fL20f', 'k39fL20f') },
      {
        variant: 'nonce',
        name: 'a plus that nobody encoded in the address',
        text: paste(
          loginWithNonce('Qk39+L20/f', 'Qk39+L20/f').replace('Qk39%2BL20%2Ff', 'Qk39+L20/f'),
          'Error: nonce mismatch',
        ),
      },
      {
        variant: 'nonce',
        name: 'a token that has the hash of the nonce',
        text: paste(
          loginWithNonce('k39fL20f', '86cbeb182cf83418b4d5f09adc96f7199031bd88b5c67c84753a0aba0f147fe9'),
          'Error: the nonces do not match',
        ),
      },
      { variant: 'nonce', name: 'a login without nonce', text: loginWithNonce(undefined, 'k39fL20f') },
      {
        variant: 'nonce',
        name: 'two logins, and nothing tells which of them the token is of',
        text: paste(authorizationRequest({ state: 'p02kQmd93hgW' }), loginWithNonce('k39fL20f', 'p02kQmd9')),
      },
      {
        variant: 'second-start',
        name: 'a login of another app was started in between',
        text: paste(
          authorizationRequest({ state: 'first0001' }),
          authorizationRequest({ state: 'second002', redirect_uri: 'https://admin.example/callback' }),
          callback({ state: 'first0001' }),
          refused('invalid_state', 'the state was not found'),
        ),
      },
      {
        variant: 'kept',
        name: 'a setting of the page is a state too',
        text: loginRefused({ cookie: `session=${btoa('{"panel_state":"collapsed-panel"}')}.Zk3.c2ln` }),
      },
      {
        variant: 'kept',
        name: 'a program prints both states, which are random',
        text: 'Error: state mismatch, expected k39fL20fkLsQ, got: p02kQmd93hgW',
      },
      {
        variant: 'kept',
        name: 'the session keeps this state',
        text: loginRefused({ cookie: `session=${btoa('{"oauth_state":"k39fL20fkLsQ"}')}.Zk3.c2ln` }),
      },
      {
        variant: 'second-start',
        name: 'the second of two tabs',
        text: paste(
          authorizationRequest({ state: 'p02kQmd93hgW' }),
          authorizationRequest(),
          callback(),
          refused('invalid_state', 'the state does not match'),
        ),
      },
      {
        variant: 'other-answer',
        name: 'the cookie of the start came back',
        text: loginRefused({
          setCookie: 'session=a81kLs02; Path=/; HttpOnly',
          between: paste(
            'GET https://shop.example/cart',
            answer(200, {}, { 'Set-Cookie': 'session=f39fL02k; Path=/' }),
          ),
          cookie: 'session=a81kLs02',
        }),
      },
    ],
  }),
});

function loginWithNonce(sent: string | undefined, got: string): string {
  const claims = { iss: 'https://idp.example', aud: 'shop', sub: '1', nonce: got };
  return paste(authorizationRequest({ nonce: sent }), codeRedemption(), tokens({ id_token: jwtOf(claims) }));
}

/** Tells whether a login may end at the host of this callback: others keep their states elsewhere. */
function isOfCallback(start: Seen, { host }: Seen): boolean {
  const asked = addressOf(start.sent('redirect_uri') ?? '')?.host;
  return asked === undefined || host === '' || asked === host;
}

/** Tells whether a program prints two states that are both the app's own, because both have members. */
function areBothOfApp(words: string): boolean {
  const { sent = '', got = '', isOfProgram } = statesIn(words) ?? {};
  return isOfProgram === true && sent !== got && [sent, got].every((one) => one.startsWith('eyJ'));
}

/** The cookie that stands in the place of the one that the start of the login had set. */
function replacedCookie(view: View, callback: Seen): SetCookie | undefined {
  const { keeping } = loginCookies(view, callback);
  const sender = startOfLogin(view);
  const first = keeping.find((one) => one.setBy === sender);
  // What the server's own endpoint sets is another program's cookie, and no answer of the app.
  const isOfApp = (one: SetCookie): boolean => !one.setBy.isOf('authorization-request');
  return (
    first && keeping.find((one) => one.setBy.index > first.setBy.index && isOfApp(one) && isReplacedBy(first, one))
  );
}

function isReplacedBy(first: SetCookie, later: SetCookie): boolean {
  const isSameServer = first.setBy.host === later.setBy.host && first.setBy.address?.port === later.setBy.address?.port;
  return isSameServer && later.name === first.name && later.value !== first.value;
}
