import { showValue } from '../../text/value.ts';
import { failedRequestOfClient } from '../client-authentication/request-of-client.ts';
import { answer, paste, post, refused, tokenRequest } from '../example.ts';
import { defineSign, line } from '../sign.ts';

const passwords = { grant_type: 'password', client_id: 'shop', username: 'ada', password: 'k39fL20fkLs' };

/** The client may not use this grant, in the words of the error code. RFC 6749 section 5.2. */
export const grantTypeNotAllowed = defineSign({
  cause: 'client-identification/grant-type-not-allowed',
  variants: {
    registered: 'The registration in the capture does not list the grant that was used',
    'bare-code': 'The client is refused by unauthorized_client, and nothing finer is said',
  },
  specs: ['RFC 6749 section 5.2'],
  look: function* grantTypeNotAllowed(view) {
    const request = failedRequestOfClient(view);
    const grant = request?.sent('grant_type');
    if (request?.code !== 'unauthorized_client' || grant === undefined) return;
    const registered = view.before
      .findLast((one) => one.role === 'registration-request' && one.got('client_id') === request.clientId)
      ?.got('grant_types');
    if (registered !== undefined && !registered.includes(grant)) {
      yield {
        variant: 'registered',
        confidence: 'certain',
        specificity: 3,
        lines: [line('grant_type', grant.slice(0, 80), `${showValue(registered)}  (registered)`)],
      };
      return;
    }
    const reason = request.text.replace(/unauthorized_client|client_id|["'{}:,\s]|error/g, '');
    if (reason.length > 20) return;
    yield {
      variant: 'bare-code',
      confidence: 'likely',
      lines: [line('grant_type', grant.slice(0, 80), 'a grant that the registration of the client allows')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'registered for the code alone',
        text: paste(
          post('https://idp.example/register', '{"client_name":"Shop"}', { 'Content-Type': 'application/json' }),
          answer(201, { client_id: 'shop', grant_types: ['authorization_code'] }),
          tokenRequest(passwords),
          refused('unauthorized_client'),
        ),
      },
      {
        variant: 'bare-code',
        confidence: 'likely',
        name: 'a password grant',
        text: paste(tokenRequest(passwords), refused('unauthorized_client')),
      },
    ],
    silent: [
      {
        variant: 'registered',
        name: 'registered for this grant',
        text: paste(
          post('https://idp.example/register', '{"client_name":"Shop"}', { 'Content-Type': 'application/json' }),
          answer(201, { client_id: 'shop', grant_types: ['authorization_code', 'password'] }),
          tokenRequest(passwords),
          refused('unauthorized_client'),
        ),
      },
      {
        variant: 'bare-code',
        name: 'an answer that says what is wrong with the secret',
        text: paste(
          tokenRequest({ ...passwords, client_secret: 'Lf93kfh20Ls' }),
          refused('unauthorized_client', 'Invalid client secret', 401),
        ),
      },
    ],
  }),
});
