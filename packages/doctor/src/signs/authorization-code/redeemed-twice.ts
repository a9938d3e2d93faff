import { addressOf } from '../../evidence/address.ts';
import { recogniseRole } from '../../providers/recognise.ts';
import { countOf } from '../../text/secret.ts';
import { callback, codeRedemption, paste, refused, tokens } from '../example.ts';
import { isAbout } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { View } from '../view.ts';

type Variant = 'after-success' | 'token-request' | 'callback';

/** One code was sent a second time. RFC 6749 section 4.1.2. */
export const redeemedTwice = defineSign<Variant>({
  cause: 'authorization-code/redeemed-twice',
  variants: {
    'after-success': 'The code is sent again after a token request with it has succeeded',
    'token-request': 'Several token requests have this code',
    callback: 'Several callbacks bring this code',
  },
  specs: ['RFC 6749 section 4.1.2'],
  look: function* redeemedTwice(view) {
    const { subject, before } = view;
    if (subject === undefined) yield* ofLines(view);
    const code = subject?.sent('code');
    if (subject === undefined || code === undefined || subject.outcome === 'accepted') return;
    const callbacks = before.filter((one) => one.role === 'authorization-response' && one.sent('code') === code);
    if (subject.role !== 'token-request') {
      if (callbacks.length > 0) yield ofCallbacks(callbacks.length + 1);
      return;
    }
    const redemptions = before.filter((one) => one.role === 'token-request' && one.sent('code') === code);
    const isInLog = isRedeemedInLog(view, code);
    const count = Math.max(redemptions.length, isInLog ? 1 : 0) + 1;
    const requests = `${countOf(count, 'token request')} with this code`;
    if (redemptions.some((one) => one.outcome === 'accepted') || isInLog) {
      yield used('after-success', 'certain', `${requests}, one of them answered with success`);
    } else if (redemptions.length > 0) {
      // What was refused may be tried again with the same code, in vain for the same reason.
      const isRetried = redemptions.every((one) => one.outcome === 'refused');
      yield used('token-request', isRetried ? 'possible' : 'likely', requests);
    } else if (callbacks.length > 1) {
      yield ofCallbacks(callbacks.length);
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'after-success',
        confidence: 'certain',
        name: 'two lines of a log in a conversation',
        text: [
          'Mia 10:02',
          '  the second one fails, and the log of the shop has',
          '  10:01:07.114 POST https://idp.example/token code=Lf93kfh20Lsd 200',
          '  10:01:07.690 POST https://idp.example/token code=Lf93kfh20Lsd 400',
          'Tom 10:03',
          '  invalid_grant: the code is not valid any more',
        ].join('\n'),
      },
      {
        variant: 'after-success',
        confidence: 'certain',
        name: 'a page that was rendered twice',
        text: paste(codeRedemption(), tokens(), codeRedemption(), refused('invalid_grant')),
      },
      {
        variant: 'token-request',
        confidence: 'likely',
        name: 'the first answer was lost',
        text: paste(codeRedemption(), codeRedemption(), refused('invalid_grant')),
      },
      {
        variant: 'callback',
        confidence: 'likely',
        name: 'the callback was loaded again',
        text: paste(callback(), callback(), codeRedemption(), refused('invalid_grant')),
      },
    ],
    silent: [
      {
        variant: 'after-success',
        name: 'two lines of a log with two codes',
        text: [
          'The second one fails, and the log of the shop has',
          '10:01:07.114 POST https://idp.example/token code=Lf93kfh20Lsd 200',
          '10:01:07.690 POST https://idp.example/token code=Pq02LskdQ1Kd 400',
          'invalid_grant: the code is not valid any more',
        ].join('\n'),
      },
      {
        variant: 'after-success',
        name: 'two lines of a log with the code of a coupon',
        text: [
          'The second one fails, and the log of the shop has',
          '10:01:07.114 POST https://shop.example/api/vouchers code=WINTER2025 200',
          '10:01:07.690 POST https://shop.example/api/vouchers code=WINTER2025 400',
          'invalid code: the voucher was used',
        ].join('\n'),
      },
      {
        variant: 'callback',
        name: 'one callback, and one redemption',
        text: paste(callback(), codeRedemption(), refused('invalid_grant')),
      },
      {
        variant: 'after-success',
        name: 'another code before',
        text: paste(
          codeRedemption({ code: 'Pq02LskdQ1Kd93hg' }),
          tokens(),
          callback(),
          codeRedemption(),
          refused('invalid_grant'),
        ),
      },
    ],
  }),
});

/** A line of a log in which a code is redeemed: the address, the code, and the status behind it. */
const redemptionLine =
  /\bPOST\b["'\s]{1,4}(\S{1,300})[^\n]{0,300}[?&\s"]code=([\w.~%+/-]{6,300})[^\n]{0,100}?\s(?:-> ?|→ ?|status[=: ])?([2-5]\d\d)(?!\S)/;

/** Tells whether a line that is no exchange has the success of this code. */
function isRedeemedInLog({ printed }: View, code: string): boolean {
  return redemptionsIn(printed).some((one) => one.code === code && one.status < 300);
}

function redemptionsIn(text: string): readonly { readonly code: string; readonly status: number }[] {
  return text.split('\n').flatMap((one) => {
    const [, address = '', code, status] = redemptionLine.exec(one.slice(0, 1000)) ?? [];
    return code === undefined || !isOfToken(address, one) ? [] : [{ code, status: Number(status) }];
  });
}

/** Tells whether a line is of a token endpoint: APIs have codes of other kinds, of coupons and of the second factor. */
function isOfToken(address: string, line: string): boolean {
  const path = addressOf(address)?.path ?? address.split(/[?#]/)[0] ?? '';
  return (
    /\/(?:access_?)?tokens?(?:\.\w{1,5})?\/?$|\/oauth2?\//i.test(path) ||
    recogniseRole(address, undefined) === 'token-request' ||
    /\bgrant_type=authorization_code\b/.test(line)
  );
}

/** Two lines of a log that somebody quotes: one code, first redeemed and then refused. */
function* ofLines(view: View): Generator<Shown<Variant>> {
  const lines = redemptionsIn(`${view.printed}\n${view.remarks}`);
  const first = lines.findIndex(({ status }) => status < 300);
  const again = lines.slice(first + 1).some(({ code, status }) => code === lines[first]?.code && status >= 400);
  const seen = '2 token requests with this code, the first one with success';
  if (first >= 0 && again) yield used('after-success', isAbout(view, 'code') ? 'certain' : 'likely', seen);
}

function ofCallbacks(count: number): Shown<Variant> {
  return used('callback', 'likely', `${countOf(count, 'callback')} with this code`);
}

function used(variant: Variant, confidence: Shown['confidence'], seen: string): Shown<Variant> {
  return { variant, confidence, specificity: 3, lines: [line('code', seen, 'one')] };
}
