import { showTime } from '../../text/time.ts';
import { answer, codeRedemption, jwtOf, paste } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { serverTime, timeOf } from '../times.ts';
import { failedRequestOfClient, isClientRefused } from './request-of-client.ts';

const signedSecret = jwtOf({ iss: 'k39fL20fkL', sub: 'shop', aud: 'https://idp.example', exp: 1_790_000_000 });

/** The client secret is a JWT that the app signs itself, and its end is over. RFC 7519 section 4.1.4. */
export const secretExpired = defineSign({
  cause: 'client-authentication/secret-expired',
  variants: { jwt: 'The client secret is a JWT, and the answer came after its exp' },
  specs: ['RFC 7519 section 4.1.4'],
  look: function* secretExpired(view) {
    const request = failedRequestOfClient(view);
    const found = request?.credentials;
    if (request === undefined || found?.secret === undefined || found.id === undefined) return;
    const end = timeOf(view.jwt(found.secret)?.claims.exp);
    const now = serverTime(request);
    if (end === undefined || now === undefined || now.at <= end) return;
    yield {
      variant: 'jwt',
      confidence: now.sure || isClientRefused(request) ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('exp of the client secret', showTime(end), `after ${showTime(now.at)}`)],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'jwt',
        confidence: 'certain',
        name: 'an answer of the day after',
        text: paste(
          codeRedemption({ client_secret: signedSecret }),
          answer(400, { error: 'invalid_client' }, { Date: 'Tue, 22 Sep 2026 14:40:00 GMT' }),
        ),
      },
    ],
    silent: [
      {
        variant: 'jwt',
        name: 'an answer of the day before',
        text: paste(
          codeRedemption({ client_secret: signedSecret }),
          answer(400, { error: 'invalid_client' }, { Date: 'Sun, 20 Sep 2026 14:40:00 GMT' }),
        ),
      },
    ],
  }),
});
