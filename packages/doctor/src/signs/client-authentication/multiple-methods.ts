import { basic, codeRedemption, paste, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { isMalformed } from '../transport-endpoint/body-sent.ts';
import type { Seen } from '../view.ts';
import { failedRequestOfClient, hasBasicHeader } from './request-of-client.ts';

const saysTwo = /multiple|more than one|\btwo\b|\bboth\b|only one|\btwice\b|duplicate/i;
const bothPlaces = /\bheaders?\b.{0,20}(?:\band\b|&).{0,20}\bbody\b|\bbody\b.{0,20}(?:\band\b|&).{0,25}\bheaders?\b/i;

/** Credentials stand in the header and in the body, and the server minds. RFC 6749 section 2.3. */
export const multipleMethods = defineSign({
  cause: 'client-authentication/multiple-methods',
  variants: {
    told: 'Credentials stand in the header and in the body, and the answer speaks of two',
    malformed: 'Credentials stand in the header and in the body, and the request is refused as malformed',
  },
  specs: ['RFC 6749 section 2.3'],
  look: function* multipleMethods(view) {
    const request = failedRequestOfClient(view);
    if (request === undefined || !hasBasicHeader(request)) return;
    const isProvenTwice = request.has('client_secret') || request.has('client_assertion');
    // Some servers take the id alone for credentials, and then say where they saw two.
    const isTold = bothPlaces.test(request.text) || (isProvenTwice && saysTwo.test(request.text));
    const isShown = isProvenTwice && isMalformed(request) && hasGrant(request);
    if (!(isTold || isShown) || !(isProvenTwice || request.has('client_id'))) return;
    yield {
      variant: isTold ? 'told' : 'malformed',
      confidence: 'certain',
      specificity: 3,
      lines: [line('client credentials', 'in the Authorization header and in the body', 'one of them')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'malformed',
        confidence: 'certain',
        name: 'a server that has no word but the code which RFC 6749 has for it',
        text: paste(
          codeRedemption({ client_secret: 'k39fL20fkLs02' }, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_request'),
        ),
      },
      {
        variant: 'told',
        confidence: 'certain',
        name: 'a library that sends the secret in both places',
        text: paste(
          codeRedemption({ client_secret: 'k39fL20fkLs02' }, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_request', 'more than one way of authentication'),
        ),
      },
      {
        variant: 'told',
        confidence: 'certain',
        name: 'the answer names the two places',
        text: paste(
          codeRedemption({ client_secret: 'k39fL20fkLs02' }, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_request', 'The body and the header of the request have authorization data'),
        ),
      },
      {
        variant: 'told',
        confidence: 'certain',
        name: 'the id in the body is taken for credentials',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_request', 'Client credentials in both the header and the body', 401),
        ),
      },
    ],
    silent: [
      {
        variant: 'malformed',
        name: 'the same of a request that has no grant type either',
        text: paste(
          codeRedemption(
            { grant_type: undefined, client_secret: 'k39fL20fkLs02' },
            { Authorization: basic('shop', 'k39fL20fkLs02') },
          ),
          refused('invalid_request'),
        ),
      },
      {
        variant: 'malformed',
        name: 'the secret in both places, and an answer that misses a parameter',
        text: paste(
          codeRedemption({ client_secret: 'k39fL20fkLs02' }, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_request', 'code_verifier is missing'),
        ),
      },
      {
        variant: 'told',
        name: 'the secret in both places, and an answer about the code',
        text: paste(
          codeRedemption({ client_secret: 'k39fL20fkLs02' }, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_grant', 'the code has expired'),
        ),
      },
      {
        variant: 'told',
        name: 'the header alone, and the id in the body',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_client', 'the secret is not one of the two that are registered', 401),
        ),
      },
    ],
  }),
});

/** Tells whether the request has what it needs to be read: its grant type, and the code where it redeems one. */
function hasGrant(request: Seen): boolean {
  const grant = request.sent('grant_type');
  if (request.role !== 'token-request') return true;
  return grant !== undefined && (grant !== 'authorization_code' || request.sent('code') !== undefined);
}
