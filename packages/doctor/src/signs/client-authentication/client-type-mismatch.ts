import { codeRedemption, examplePair, paste, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { failedRequestOfClient, isOfPublicApp, lacksCredentials, noneIn, refusesId } from './request-of-client.ts';

/** An app that keeps no secret is registered as one that has to prove itself. RFC 6749 section 2.1. */
export const clientTypeMismatch = defineSign({
  cause: 'client-authentication/client-type-mismatch',
  variants: { secretless: 'A code_verifier and no credentials were sent, and the answer is about the client' },
  specs: ['RFC 6749 section 2.1'],
  look: function* clientTypeMismatch(view) {
    const request = failedRequestOfClient(view);
    if (request === undefined || !lacksCredentials(request) || !request.has('code_verifier')) return;
    yield {
      variant: 'secretless',
      confidence: 'likely',
      // A server that does not know the id has not looked at how the client proves itself.
      specificity: refusesId(request) ? 1 : isOfPublicApp(request) ? 3 : 2,
      lines: [
        line(
          'client credentials',
          `${noneIn(request)}, with a code_verifier`,
          'a secret, or a registration as public client',
        ),
      ],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'secretless',
        confidence: 'likely',
        name: 'an app with PKCE and without secret',
        text: paste(codeRedemption({ code_verifier: examplePair.verifier }), refused('invalid_client', undefined, 401)),
      },
    ],
    silent: [
      {
        variant: 'secretless',
        name: 'a secret beside the code_verifier',
        text: paste(
          codeRedemption({ code_verifier: examplePair.verifier, client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'secretless',
        name: 'neither secret nor code_verifier',
        text: paste(codeRedemption(), refused('invalid_client', undefined, 401)),
      },
    ],
  }),
});
