import { answer, callback, paste, refused } from '../example.ts';
import { reasonIn } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { failedCallback } from './failed-callback.ts';

const isRefusedSignature = new RegExp(
  [
    String.raw`(?:hmac|signature)\b[^\n.;]{0,60}\b(?:invalid|wrong|bad|fail\w*|mismatch\w*|differ\w*|false|not|n['’]t)\b`,
    String.raw`\b(?:invalid|wrong|bad|fail\w*|mismatch\w*|unable|not|cannot|could ?n['’]t)\b[^\n.;]{0,40}\b(?:hmac|signature)`,
    '(?:hmac|signature)[_-](?:invalid|mismatch|error|failed)',
  ].join('|'),
  'i',
);

/** The app computes another signature of the callback than the provider did, and refuses it. */
export const callbackSignatureWrong = defineSign({
  cause: 'state-session/callback-signature-wrong',
  variants: {
    'refused-by-app': 'The app refuses the signature of the callback',
    signed: 'A signed callback was refused, and nothing says why',
  },
  specs: ['Shopify, Implement authorization code grant', 'RFC 2104'],
  look: function* callbackSignatureWrong(view) {
    const callback = failedCallback(view)?.callback ?? refusedSigned(view);
    if (callback === undefined || !(callback.has('hmac') || callback.has('signature'))) return;
    if (isRefusedSignature.test(reasonIn(view))) {
      const wanted = 'the hash over all other decoded parameters, sorted';
      yield {
        variant: 'refused-by-app',
        confidence: /\bjwt\b|[-_ ]token\b/i.test(reasonIn(view)) ? 'likely' : 'certain',
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
  cases: () => ({
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
        variant: 'refused-by-app',
        name: 'the app looks past the signature, and a remark says that it is right',
        text: paste(
          callback({ hmac: 'c0ffee' }),
          answer(500, { error: 'TypeError' }),
          'I verified the hmac and it is fine; the app fails behind it.',
        ),
      },
      {
        variant: 'signed',
        name: 'a callback without signature',
        text: paste(callback(), refused('bad_request', 'try again')),
      },
    ],
  }),
});

/** A request of the provider that starts or ends an installation, and has no code. */
function refusedSigned({ subject }: View): Seen | undefined {
  return subject?.isOf('other', 'authorization-response') === true &&
    subject.outcome === 'refused' &&
    subject.has('hmac')
    ? subject
    : undefined;
}
