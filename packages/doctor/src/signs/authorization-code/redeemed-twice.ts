import { countOf } from '../../text/secret.ts';
import { callback, codeRedemption, paste, refused, tokens } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';

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
  look: function* redeemedTwice({ subject, before }) {
    const code = subject?.sent('code');
    if (subject === undefined || code === undefined || subject.outcome === 'accepted') return;
    const callbacks = before.filter((one) => one.role === 'authorization-response' && one.sent('code') === code);
    if (subject.role !== 'token-request') {
      if (callbacks.length > 0) yield ofCallbacks(callbacks.length + 1);
      return;
    }
    const redemptions = before.filter((one) => one.role === 'token-request' && one.sent('code') === code);
    const requests = `${countOf(redemptions.length + 1, 'token request')} with this code`;
    if (redemptions.some((one) => one.outcome === 'accepted')) {
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

function ofCallbacks(count: number): Shown<Variant> {
  return used('callback', 'likely', `${countOf(count, 'callback')} with this code`);
}

function used(variant: Variant, confidence: Shown['confidence'], seen: string): Shown<Variant> {
  return { variant, confidence, specificity: 3, lines: [line('code', seen, 'one')] };
}
