import { showValue } from '../../text/value.ts';
import { answer, codeRedemption, paste, post, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { clientIdSent } from './client-id-sent.ts';

const registration = paste(
  post('https://idp.example/register', '{"redirect_uris":["https://shop.example/callback"]}', {
    'Content-Type': 'application/json',
  }),
  answer(201, { client_id: 'c-20fkLs02', redirect_uris: ['https://shop.example/callback'] }),
);

/** The client id is not the one that the app was registered with. RFC 7591 section 3.2.1. */
export const clientUnknown = defineSign({
  cause: 'client-identification/client-unknown',
  variants: { 'other-registration': 'The client id is not the one that the registration in the capture gave' },
  specs: ['RFC 6749 section 2.2', 'RFC 7591 section 3.2.1'],
  look: function* clientUnknown(view) {
    const sent = clientIdSent(view);
    const registered = registeredId(view);
    if (sent === undefined || registered === undefined || registered === sent.id) return;
    if (!mayBeUnknown(sent.request)) return;
    yield {
      variant: 'other-registration',
      confidence: 'likely',
      specificity: 3,
      lines: [line('client_id', showValue(sent.id), `${showValue(registered)}  (of the registration in this capture)`)],
    };
  },
  cases: {
    fires: [
      {
        variant: 'other-registration',
        confidence: 'likely',
        name: 'an id that was kept from an older registration',
        text: paste(
          registration,
          codeRedemption({ client_id: 'c-93hg8fLs' }),
          refused('invalid_client', undefined, 401),
        ),
      },
    ],
    silent: [
      {
        variant: 'other-registration',
        name: 'the id that was given',
        text: paste(
          registration,
          codeRedemption({ client_id: 'c-20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
    ],
  },
});

function registeredId({ before }: View): string | undefined {
  const given = before.filter(({ role }) => role === 'registration-request').map((one) => one.got('client_id'));
  return given.findLast((id) => id !== undefined);
}

function mayBeUnknown({ code, status }: Seen): boolean {
  return code === 'invalid_client' || status === 401 || status === 400;
}
