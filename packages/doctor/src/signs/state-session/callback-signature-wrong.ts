import { callback, paste, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { failedCallback } from './failed-callback.ts';

/** The app computes another signature of the callback than the provider did, and refuses it. */
export const callbackSignatureWrong = defineSign({
  cause: 'state-session/callback-signature-wrong',
  variants: {
    'refused-by-app': 'The app refuses the signature of the callback',
    signed: 'A signed callback was refused, and nothing says why',
  },
  specs: ['RFC 6749 section 4.1.2'],
  look: function* callbackSignatureWrong(view) {
    const callback = failedCallback(view)?.callback ?? refusedSigned(view);
    if (callback === undefined || !(callback.has('hmac') || callback.has('signature'))) return;
    if (/hmac|signature/i.test(view.words)) {
      const wanted = 'the hash over all other decoded parameters, sorted';
      yield {
        variant: 'refused-by-app',
        confidence: 'certain',
        specificity: 3,
        lines: [line('hmac', "refused by the app's own check", wanted)],
      };
    } else if (callback.outcome === 'refused') {
      yield {
        variant: 'signed',
        confidence: 'possible',
        specificity: 1,
        lines: [line('hmac', 'in the callback', 'checked over all other decoded parameters')],
      };
    }
  },
  cases: {
    fires: [
      {
        variant: 'refused-by-app',
        confidence: 'certain',
        name: 'a check over the raw query',
        text: paste(callback({ hmac: 'c0ffee', shop: 'a.example' }), refused('bad_request', 'hmac is not valid')),
      },
      {
        variant: 'signed',
        confidence: 'possible',
        name: 'a refusal without a reason',
        text: paste(callback({ hmac: 'c0ffee', shop: 'a.example' }), refused('bad_request', 'try again')),
      },
    ],
    silent: [
      {
        variant: 'signed',
        name: 'a callback without signature',
        text: paste(callback(), refused('bad_request', 'try again')),
      },
    ],
  },
});

/** A request of the provider that starts or ends an installation, and has no code. */
function refusedSigned({ subject }: View): Seen | undefined {
  return subject?.isOf('other', 'authorization-response') === true &&
    subject.outcome === 'refused' &&
    subject.has('hmac')
    ? subject
    : undefined;
}
