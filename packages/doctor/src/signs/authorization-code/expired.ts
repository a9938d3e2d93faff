import { showDuration } from '../../text/time.ts';
import { answer, codeRedemption, callback as exampleCallback, paste } from '../example.ts';
import { hasFailed } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';

/** What RFC 6749 section 4.1.2 recommends at most, in seconds. */
const longestLife = 600;
/** Past this no server's codes live, in seconds. */
const surelyOver = 3600;

/** The code was sent after the end of its life. RFC 6749 section 4.1.2. */
export const codeExpired = defineSign({
  cause: 'authorization-code/expired',
  variants: { 'by-the-times': 'More time lies between callback and token request than a code lives' },
  specs: ['RFC 6749 section 4.1.2'],
  look: function* codeExpired(view) {
    const { subject, callback, habits } = view;
    if (subject?.role !== 'token-request' || subject.sent('code') === undefined || !hasFailed(view)) return;
    if (callback?.at === undefined || subject.at === undefined) return;
    const age = (subject.at - callback.at) / 1000;
    const known = habits?.lifetimes?.code;
    const life = known ?? longestLife;
    if (age <= life) return;
    yield {
      variant: 'by-the-times',
      confidence: known === undefined && age < surelyOver ? 'likely' : 'certain',
      specificity: 3,
      lines: [
        line('code', `sent ${showDuration(age * 1000)} after the callback`, `within ${showDuration(life * 1000)}`),
      ],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'by-the-times',
        confidence: 'likely',
        name: 'twenty minutes after the callback',
        text: flowUntil('10:20:00'),
      },
    ],
    silent: [
      {
        variant: 'by-the-times',
        name: 'nine minutes after the callback',
        text: flowUntil('10:09:00'),
      },
    ],
  }),
});

/** A flow with a callback at ten, and a token request that is refused at this time of the day. */
function flowUntil(time: string): string {
  return paste(
    exampleCallback(),
    answer(302, {}, { Location: 'https://shop.example/', Date: 'Tue, 03 Mar 2026 10:00:00 GMT' }),
    codeRedemption(),
    answer(400, { error: 'invalid_grant' }, { Date: `Tue, 03 Mar 2026 ${time} GMT` }),
  );
}
