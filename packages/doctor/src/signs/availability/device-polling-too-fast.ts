import { paste, refused, tokenRequest, tokens } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';

const poll = tokenRequest({
  grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
  device_code: 'dv81kLs02kdQ',
  client_id: 'shop',
});

/** The device polls at the pace of which the server has complained, or gives up. RFC 8628 section 3.5. */
export const devicePollingTooFast = defineSign({
  cause: 'availability/device-polling-too-fast',
  variants: {
    again: 'The answer slow_down came more than once',
    stopped: 'The answer slow_down came, and then no further poll',
  },
  specs: ['RFC 8628 section 3.5'],
  look: function* devicePollingTooFast(view) {
    if (view.subject !== undefined) return;
    const polls = view.all.filter(isPoll);
    const slow = polls.filter((one) => one.code === 'slow_down');
    const isAgain = slow.length > 1;
    const isStopped = slow.length === 1 && polls.at(-1) === slow[0];
    if (!(isAgain || isStopped) || hasEndedOtherwise(polls, slow.at(-1))) return;
    const times = isAgain ? `${slow.length} times` : 'once, and then no further poll';
    const wanted = 'five seconds more between polls after each slow_down (RFC 8628 section 3.5)';
    yield {
      variant: isAgain ? 'again' : 'stopped',
      confidence: 'certain',
      specificity: 3,
      lines: [line('polling', `slow_down ${times}`, wanted)],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'again',
        confidence: 'certain',
        name: 'the pace stays what it was',
        text: paste(poll, refused('slow_down'), poll, refused('slow_down')),
      },
      {
        variant: 'stopped',
        confidence: 'certain',
        name: 'slow_down is taken for the end',
        text: paste(poll, refused('authorization_pending'), poll, refused('slow_down')),
      },
    ],
    silent: [
      {
        variant: 'again',
        name: 'tokens after a slower pace',
        text: paste(poll, refused('slow_down'), poll, refused('slow_down'), poll, tokens()),
      },
      {
        variant: 'again',
        name: 'the person said no in the end',
        text: paste(poll, refused('slow_down'), poll, refused('slow_down'), poll, refused('access_denied')),
      },
      {
        variant: 'stopped',
        name: 'a poll after slow_down',
        text: paste(poll, refused('slow_down'), poll, refused('access_denied')),
      },
    ],
  }),
});

function isPoll(seen: Seen): boolean {
  const grant = seen.sent('grant_type');
  // A log may show the answers alone, whose codes no other grant has.
  const isAnswered = /^(?:authorization_pending|slow_down|expired_token)$/.test(seen.code ?? '');
  return seen.role === 'token-request' && (grant === undefined ? isAnswered : grant.includes('device_code'));
}

/** Tells whether the person decided: tokens came in the end, or access_denied. */
function hasEndedOtherwise(polls: View['all'], slow: Seen | undefined): boolean {
  const later = polls.filter(({ index }) => index > (slow?.index ?? 0));
  return (
    later.some(({ code }) => code === 'access_denied') || later.some((one) => one.got('access_token') !== undefined)
  );
}
