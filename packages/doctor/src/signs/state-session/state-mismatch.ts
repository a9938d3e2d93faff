import { isBlotted } from '../../evidence/blotted.ts';
import type { Confidence } from '../../rules/rule.ts';
import { showValue } from '../../text/value.ts';
import { answer, authorizationRequest, callback, page, paste, refused } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { failedCallback, lastCallback, startsBefore, statesOf } from './failed-callback.ts';
import { changeOf, statesIn } from './two-states.ts';

type Variant = 'absent' | 'by-hand' | 'encoded-otherwise' | 'altered' | 'other';

/** The state of the callback is not the text that was sent. RFC 6749 section 10.12. */
export const stateMismatch = defineSign<Variant>({
  cause: 'state-session/state-mismatch',
  variants: {
    absent: 'The callback has no state, and the authorization request had one',
    'by-hand': 'The state is a word that somebody wrote by hand, and not one that the client issued',
    'encoded-otherwise': 'The state came back in another encoding',
    altered: 'The state came back cut, extended or in another case',
    other: 'The state of the callback was not sent by any authorization request',
  },
  specs: ['RFC 6749 section 4.1.2', 'RFC 6749 section 10.12'],
  look: function* stateMismatch(view) {
    if (view.subject === undefined) yield* ofMessage(view.words);
    const failed = failedCallback(view);
    if (failed === undefined) {
      yield* unminded(view);
      return;
    }
    const { callback, isTold } = failed;
    const starts = startsBefore(view);
    const sent = statesOf(starts);
    const got = callback.sent('state');
    const sureness = isTold ? 'certain' : 'likely';
    if (got === undefined) {
      const wanted = 'the state of the authorization request';
      const isMissed = sent.length > 0 || (isTold && view.start === undefined);
      const isCookie = saysNoCookie.test(view.words);
      const isSure = isTold && sent.length > 0 && view.isOneFlow && saysNone.test(view.printed) && !isCookie;
      if (isMissed && !callback.has('state') && !callback.isAddressCut)
        yield shown('absent', isSure ? 'certain' : 'likely', 'none in the callback', wanted);
      return;
    }
    const start = starts.find((one) => one.sent('state') === got);
    if (start !== undefined) {
      if (isTold && writtenByHand.test(got))
        yield shown('by-hand', 'likely', showValue(got), 'a value that the client issues');
      yield* onTheWire(start, callback, saysNoCookie.test(view.words) ? 'possible' : sureness);
      return;
    }
    const change = sent.map((one) => changeOf(one, got)).find((one) => one !== undefined);
    if (change !== undefined) {
      const variant = change === 'percent-encoded otherwise' ? 'encoded-otherwise' : 'altered';
      yield shown(variant, sureness, `the one that was sent, ${change}`, 'the same text');
    } else if (sent.length > 0) {
      const isOpen = saysNoCookie.test(view.words) || /redact|hidden|mask/i.test(got);
      yield shown(
        'other',
        isOpen ? 'likely' : sureness,
        'another text than any that was sent',
        'the state of the authorization request',
      );
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'altered',
        confidence: 'likely',
        name: 'somebody writes both down by their names',
        text: 'The app says invalid state. state sent: k39fL20fkL; state received: K39FL20FKL',
      },
      {
        variant: 'other',
        confidence: 'likely',
        name: 'a recording that ends at the page of the app',
        text: paste(authorizationRequest(), callback({ state: 'p02kQmd93hgW' }), page(200, '<p>Welcome</p>')),
      },
      {
        variant: 'other',
        confidence: 'likely',
        name: 'another state, and a reason for which nothing was compared',
        text: paste(
          authorizationRequest({ state: 'k39fL20fkLsQ' }),
          callback({ state: 'p02kQmd93hgW' }),
          refused('invalid_state', 'the state cookie was missing'),
        ),
      },
      {
        variant: 'encoded-otherwise',
        confidence: 'likely',
        name: 'the escape is written otherwise, and the place where states are kept does not answer',
        text: onWire('the session could not be loaded from redis'),
      },
      {
        variant: 'absent',
        confidence: 'likely',
        name: 'a provider that forgets it',
        text: login('k39fL20fkLsQ', undefined),
      },
      {
        variant: 'absent',
        confidence: 'certain',
        name: 'the program says that none came',
        text: `${login('k39fL20fkLsQ', undefined)}\n\nError: the response has state null`,
      },
      {
        variant: 'absent',
        confidence: 'likely',
        name: 'the program misses its own cookie',
        text: `${login('k39fL20fkLsQ', undefined)}\n\nError: state cookie missing`,
      },
      {
        variant: 'by-hand',
        confidence: 'likely',
        name: 'a parameter of the app in the place of the one that its library keeps',
        text: login('my-state', 'my-state'),
      },
      {
        variant: 'encoded-otherwise',
        confidence: 'certain',
        name: 'encoded once more',
        text: login('k39f/L20=', 'k39f%2FL20%3D'),
      },
      {
        variant: 'encoded-otherwise',
        confidence: 'certain',
        name: 'a page that is its own client prints the error',
        text: paste(
          authorizationRequest({ state: 'k39f~L20' }),
          'GET https://shop.example/callback?code=Lf93kfh20LsdkfP&state=k39f%7EL20\n\nHTTP/1.1 200 OK',
          'the client prints\nError: InvalidReturnedState',
        ),
      },
      { variant: 'altered', confidence: 'certain', name: 'the first half', text: login('k39fL20fkLsQ', 'k39fL2') },
      {
        variant: 'altered',
        confidence: 'certain',
        name: 'a program that prints both',
        text: 'Error: State mismatch, expecting k39fL20fkLsQ but got K39FL20FKLSQ in authorization response',
      },
      {
        variant: 'encoded-otherwise',
        confidence: 'possible',
        name: 'another notation on the wire, and the cookie did not come',
        text: onWire('the cookie of the state was not found'),
      },
      {
        variant: 'encoded-otherwise',
        confidence: 'certain',
        name: 'another notation on the wire, and the app compares',
        text: onWire('the state does not match'),
      },
      {
        variant: 'other',
        confidence: 'certain',
        name: 'the state of another tab',
        text: login('k39fL20fkLsQ', 'p02kQmd93hgW'),
      },
      {
        variant: 'other',
        confidence: 'likely',
        name: 'the app fails at its own work',
        text: paste(
          authorizationRequest(),
          callback({ state: 'p02kQmd93hgW' }),
          answer(500, { message: 'the order could not be stored' }),
        ),
      },
    ],
    silent: [
      {
        variant: 'other',
        name: 'a recording that ends at the page of the app, of a login that was started twice',
        text: paste(
          authorizationRequest({ state: 'k39fL20fkLsQ' }),
          authorizationRequest({ state: 'a81kLs02kdQf' }),
          callback({ state: 'p02kQmd93hgW' }),
          page(200, '<p>Welcome</p>'),
        ),
      },
      {
        variant: 'altered',
        name: 'the same by both names',
        text: 'The app says invalid state. state sent: k39fL20fkL; state received: k39fL20fkL',
      },
      {
        variant: 'altered',
        name: 'two values that have nothing in common',
        text: 'Error: state mismatch, expected k39fL20fkLsQ, got: p02kQmd93hgW',
      },
      {
        variant: 'encoded-otherwise',
        name: 'the same text on the wire, and the page complains of its cookie',
        text: paste(
          authorizationRequest({ state: 'k39f~L20' }),
          callback({ state: 'k39f~L20' }),
          'HTTP/1.1 200 OK',
          'the client prints\nError: InvalidStoredState',
        ),
      },
      {
        variant: 'absent',
        name: 'the end of the address was left out',
        text: paste(
          authorizationRequest(),
          'GET https://shop.example/callback?code=Lf93kfh20LsdkfP&...',
          refused('invalid_state', 'the state does not match'),
        ),
      },
      { variant: 'by-hand', name: 'a value of chance', text: login('k39fL20fkLsQ', 'k39fL20fkLsQ') },
      { variant: 'other', name: 'the same state', text: login('k39fL20fkLsQ', 'k39fL20fkLsQ') },
      {
        variant: 'other',
        name: 'a callback whose login nobody saved',
        text: paste(callback(), refused('invalid_state', 'the state was not found')),
      },
    ],
  }),
});

function login(sent: string, got: string | undefined): string {
  return paste(
    authorizationRequest({ state: sent }),
    callback({ state: got }),
    refused('invalid_state', 'the state does not match'),
  );
}

function onWire(reason: string): string {
  return paste(
    authorizationRequest({ state: 'k39f:L20' }),
    'GET https://shop.example/callback?code=Lf93kfh20LsdkfP&state=k39f:L20',
    refused('invalid_state', reason),
  );
}

function shown(variant: Variant, confidence: Confidence, seen: string, expected: string): Shown<Variant> {
  return { variant, confidence, specificity: 3, lines: [line('state', seen, expected)] };
}

/** That a program found no state, which a reporter may have left out of the callback otherwise. */
const saysNone =
  /\bstate\b(?![ _-]?cookie| in (?:the )?(?:session|store))[^\n]{0,12}\b(?:null|none|nil|undefined|empty|missing)\b|\b(?:no|missing|without) (?:\w+ )?state\b(?! (?:cookie|in (?:the )?session))/i;

/** That the cookie did not come: then nothing was compared, and an escape that is written otherwise did no harm. */
const saysNoCookie =
  /\bcookies?\b[^\n]{0,60}(?:\bnot\b|missing|\babsent\b)|(?:\bno|missing|without|unable to obtain|loading)\b[^\n]{0,20} cookie/i;

function* ofMessage(words: string): Generator<Shown<Variant>> {
  const { sent, got, isOfProgram } = statesIn(words) ?? {};
  if (sent === undefined || got === undefined) return;
  const change = sent === got ? undefined : changeOf(sent, got);
  if (change === undefined) return;
  const variant = change === 'percent-encoded otherwise' ? 'encoded-otherwise' : 'altered';
  // A log may itself have cut one of the two, and whoever writes both down may have written what he remembers.
  const isOpen = !isOfProgram || change === 'cut' || change === 'extended';
  const confidence = isOpen ? 'likely' : 'certain';
  yield shown(variant, confidence, `the one that was sent, ${change}`, 'the same text');
}

const writtenByHand =
  /^(?:my|some|a|your)?[-_]?(?:random|unique|custom)?[-_]?(?:test|state|foo|bar|hello|abcd?|string|value|12345?6?)(?:[-_]?(?:state|string|value|\d{1,3}))?$/i;

/** The same state, as it decodes; some apps compare what stands in the address. */
function* onTheWire(start: Seen, callback: Seen, confidence: Confidence): Generator<Shown<Variant>> {
  const [sent, got] = [rawState(start), rawState(callback)];
  if (sent === undefined || got === undefined || sent === got) return;
  const expected = `${showValue(sent)}  (of the authorization request)`;
  yield shown('encoded-otherwise', confidence, `${showValue(got)} on the wire`, expected);
}

function rawState({ url }: Seen): string | undefined {
  return /[?&]state=([^&#\s]*)/.exec(url)?.[1];
}

/** The state of the callback at which a recording ends is another one: no app that compares can go on behind it. */
function* unminded(view: View): Generator<Shown<Variant>> {
  const got = lastCallback(view)?.sent('state');
  const [sent] = statesOf(startsBefore(view));
  if (got === undefined || sent === undefined || got === sent || [got, sent].some(isBlotted)) return;
  const change = changeOf(sent, got);
  if (change !== 'percent-encoded otherwise') yield shown('other', 'likely', ...textsOf(change));
}

function textsOf(change: string | undefined): readonly [seen: string, expected: string] {
  return change === undefined
    ? ['another text than any that was sent', 'the state of the authorization request']
    : [`the one that was sent, ${change}`, 'the same text'];
}
