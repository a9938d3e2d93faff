import { showValue } from '../../text/value.ts';
import { authorizationRequest, basic, codeRedemption, paste, refused } from '../example.ts';
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
      confidence: sent.request.outcome === 'refused' ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('client_id', showValue(sent.id), `${showValue(asked)}  (of the authorization request)`)],
    };
  },
  cases: {
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
    ],
    silent: [
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
  },
});

/** The client id of the authorization request before the one that failed. */
function idThatAsked({ start, subject }: View): string | undefined {
  return start === subject ? undefined : start?.sent('client_id');
}

function hasWhiteSpace(id: string): boolean {
  return id.trim() !== id;
}
