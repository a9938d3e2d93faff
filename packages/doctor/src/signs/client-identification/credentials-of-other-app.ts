import { showValue } from '../../text/value.ts';
import {
  authorizationRequest,
  basic,
  callback,
  codeRedemption,
  paste,
  refreshRequest,
  refused,
  tokenRequest,
} from '../example.ts';
import { isRedemption } from '../flow-of-subject.ts';
import { defineSign, line } from '../sign.ts';
import type { View } from '../view.ts';
import { clientIdSent } from './client-id-sent.ts';

/** The flow goes on with the id of another app than it began with. RFC 6749 section 4.1.3. */
export const credentialsOfOtherApp = defineSign({
  cause: 'client-identification/credentials-of-other-app',
  variants: { 'other-than-asked': 'The client id is not the one of the authorization request' },
  specs: ['RFC 6749 section 4.1.3'],
  look: function* credentialsOfOtherApp(view) {
    const sent = clientIdSent(view);
    const asked = idThatAsked(view);
    if (sent === undefined || asked === undefined || asked === sent.id) return;
    // Swapped or with white space around it, it is the same app.
    const isSwapped = sent.request.credentials?.secret === asked;
    if (isSwapped || hasWhiteSpace(asked) || hasWhiteSpace(sent.id)) return;
    yield {
      variant: 'other-than-asked',
      confidence: sent.request.outcome === 'refused' && view.isOneFlow ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('client_id', showValue(sent.id), `${showValue(asked)}  (of the authorization request)`)],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'other-than-asked',
        confidence: 'certain',
        name: 'the page asks for one app, and the server redeems for another',
        text: paste(
          authorizationRequest(),
          codeRedemption({ client_id: 'shop-backend', client_secret: 'k39fL20fkLs02' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'other-than-asked',
        confidence: 'likely',
        name: 'a code that the callback of this login did not bring',
        text: paste(
          authorizationRequest(),
          callback(),
          codeRedemption({ code: 'Pq02LskdQ1Kd', client_id: 'shop-backend' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'other-than-asked',
        confidence: 'likely',
        name: 'another id, and a code that is too old',
        text: paste(
          authorizationRequest(),
          codeRedemption({ client_id: 'shop-backend' }),
          refused('invalid_grant', 'the code has expired'),
        ),
      },
    ],
    silent: [
      {
        variant: 'other-than-asked',
        name: 'a program that has a token of its own, beside the login of an app',
        text: paste(
          authorizationRequest(),
          tokenRequest({ grant_type: 'client_credentials', client_id: 'billing', client_secret: 'k39fL20fkLs02' }),
          refused('invalid_scope'),
        ),
      },
      {
        variant: 'other-than-asked',
        name: 'the refresh of one app, beside the login of another',
        text: paste(authorizationRequest(), refreshRequest({ client_id: 'billing' }), refused('invalid_grant')),
      },
      {
        variant: 'other-than-asked',
        name: 'the same id, in the header',
        text: paste(
          authorizationRequest(),
          codeRedemption({ client_id: undefined }, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'other-than-asked',
        name: 'the same id with a blank behind it',
        text: paste(
          authorizationRequest(),
          codeRedemption({ client_id: 'shop ', client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client'),
        ),
      },
    ],
  }),
});

/** The client id of the authorization request whose code is redeemed; other grants need none. */
function idThatAsked({ start, subject }: View): string | undefined {
  return subject !== undefined && isRedemption(subject) ? start?.sent('client_id') : undefined;
}

function hasWhiteSpace(id: string): boolean {
  return id.trim() !== id;
}
