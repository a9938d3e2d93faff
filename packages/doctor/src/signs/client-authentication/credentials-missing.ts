import { codeRedemption, examplePair, paste, refreshRequest, refused, tokenRequest } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen } from '../view.ts';
import {
  failedRequestOfClient,
  hasCodeForClients,
  isClientRefused,
  isOfPublicApp,
  lacksCredentials,
  missesHeader,
  namesCredentials,
  noneIn,
  refusesId,
  refusesSecret,
} from './request-of-client.ts';

/** `Client not found or client authentication failed`. */
const eitherId =
  /\b(?:not found|unknown|invalid|(?:does not|doesn['’]t) exist)\b[^\n]{0,20}\bor\b|\beither\b[^\n]{0,20}\bclient\b[^\n]{0,20}\bor\b|\bclient(?:[ _]id)? (?:or|and\/or) (?:the )?(?:client[ _])?(?:secret|credentials)/i;

/** That credentials are due and did not come. Of those that are wrong a server speaks, too, where it does not know the id. */
const misses =
  /(?:secret|credentials?|authentication|assertion)\b[^\n.]{0,40}\b(?:missing|required?|needed|absent|empty|not (?:sent|provided|present|found|supplied|given|set|included)|(?:must|has to|should) be (?:sent|provided|given|set|included)|could not be read)|\b(?:missing|requires?|needs?|must (?:contain|include|send|provide|have|use)|no|without|provide|expected)\b[^\n.]{0,60}(?:secret|credentials?|authentication|assertion)/i;
/** All reasons that RFC 6749 section 5.2 gives for the code. */
const allReasons = /unknown client, no client authentication included[^"\n]{0,80}/gi;

/** A client that has to authenticate sent nothing, or an empty header. RFC 6749 section 3.2.1. */
export const credentialsMissing = defineSign({
  cause: 'client-authentication/credentials-missing',
  variants: {
    empty: 'The Authorization header has no credentials behind its scheme, or no secret',
    absent: 'The request has no credentials, and the answer is about the client',
  },
  specs: ['RFC 6749 section 3.2.1'],
  look: function* credentialsMissing(view) {
    const request = failedRequestOfClient(view);
    if (request === undefined) return;
    // Of a request whose answer nobody saved the program prints what it was.
    const said = request.status === undefined ? { text: `${request.text}\n${view.printed}` } : request;
    if (hasEmptyHeader(request)) {
      yield {
        variant: 'empty',
        // Some servers read the secret of the body then; unauthorized_client says what a client may not do.
        confidence:
          isClientRefused(request) && !request.sent('client_secret') && request.code !== 'unauthorized_client'
            ? 'certain'
            : 'likely',
        specificity: request.code === 'unauthorized_client' ? 1 : 3,
        lines: [line('Authorization header', 'nothing after the scheme, or no secret', 'client id and secret')],
      };
    } else if (lacksCredentials(request, said)) {
      if (refusesSecret(said) && !request.has('client_secret')) {
        yield {
          variant: 'absent',
          confidence: 'possible',
          specificity: 1,
          lines: [line('client credentials', 'none in the capture', 'client id and secret, if they were not cut out')],
          what: 'The capture shows no secret, and the answer speaks of one: it may have been cut out.',
        };
        return;
      }
      // With a code_verifier, or on a device, the app may be meant to have no secret.
      // By unauthorized_client a server says what a client may not do (RFC 6749 section 5.2).
      // What it got before it got as it asks now, and the server may have forgotten it since.
      const isOfBefore = /refresh_token|device_code/.test(request.sent('grant_type') ?? '');
      const isOpen = request.has('code_verifier') || request.role === 'device-authorization-request' || isOfBefore;
      const isCodeClear = hasCodeForClients(request) && request.code !== 'unauthorized_client' && !isOpen;
      // A certificate of the connection is in no capture; of two reasons in one sentence, one may be the id.
      const isUnseen = /certificate|\bm?tls\b/i.test(said.text) || (isOpen && eitherId.test(said.text));
      const isIdMeant = refusesId(said) || isUnseen;
      const isNamed = namesCredentials(said) && (!isOpen || misses.test(said.text.replace(allReasons, '')));
      const isPublic = request.has('code_verifier')
        ? isOfPublicApp(request)
        : view.start?.has('code_challenge') === true;
      const isLastResort = isIdMeant || (request.code === 'unauthorized_client' && !namesCredentials(said));
      yield {
        variant: 'absent',
        confidence:
          !isIdMeant && !request.areHeadersUnseen && (isCodeClear || isNamed || missesHeader(said))
            ? 'certain'
            : 'likely',
        specificity: isLastResort ? 1 : isPublic ? 2 : 3,
        lines: [
          line(
            'client credentials',
            request.has('client_secret') ? 'an empty client_secret' : noneIn(request),
            'client id and secret',
          ),
        ],
        ...(request.areCredentialsUnseen && {
          what: 'The body has no credentials; whether a header had them, the recording does not show.',
        }),
      };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'absent',
        confidence: 'certain',
        name: 'a program that prints the answer, which misses the header',
        text: paste(refreshRequest(), 'Error: missing authorization header'),
      },
      {
        variant: 'empty',
        confidence: 'likely',
        name: 'an empty header, and a secret in the body',
        text: paste(
          codeRedemption({ client_secret: 'k39fL20fkLs02' }, { Authorization: 'Basic Og==' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'empty',
        confidence: 'certain',
        name: 'both empty, and the body was not saved',
        text: 'POST https://idp.example/token\nAuthorization: Basic Og==\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 120\n\nHTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"error":"invalid_client"}',
      },
      {
        variant: 'empty',
        confidence: 'certain',
        name: 'a header made of an id and a secret that are both empty',
        text: paste(codeRedemption({}, { Authorization: 'Basic Og==' }), refused('invalid_client', undefined, 401)),
      },
      {
        variant: 'empty',
        confidence: 'likely',
        name: 'an id without a secret, of a client that may not use this code',
        text: paste(
          codeRedemption({}, { Authorization: `Basic ${btoa('shop-web:')}` }),
          refused('unauthorized_client', 'The client may not use this code'),
        ),
      },
      {
        variant: 'absent',
        confidence: 'certain',
        name: 'the id alone',
        text: paste(codeRedemption(), refused('invalid_client', undefined, 401)),
      },
      {
        variant: 'absent',
        confidence: 'certain',
        name: 'a code_verifier, and an answer that asks for the secret',
        text: paste(
          codeRedemption({ code_verifier: examplePair.verifier }),
          refused('invalid_request', 'client_secret is needed'),
        ),
      },
      {
        variant: 'absent',
        confidence: 'certain',
        name: 'the log of the server in the place of its answer',
        text: paste(
          codeRedemption({ code_verifier: examplePair.verifier }),
          'Error: invalid_client: the client credentials could not be read',
        ),
      },
      {
        variant: 'absent',
        confidence: 'likely',
        name: 'a log that prints the body and no header',
        text: 'POST https://idp.example/token\n\ngrant_type=client_credentials&client_id=shop\n\nHTTP/1.1 401 Unauthorized\n\n{"error":"invalid_client"}',
      },
      {
        variant: 'absent',
        confidence: 'likely',
        name: 'a log that prints the address and the error alone',
        text: '2026-03-02 12:00:01 DEBUG o.s.web.client.RestTemplate : HTTP POST https://idp.example/token\n2026-03-02 12:00:01 DEBUG o.s.web.client.RestTemplate : Response 401 UNAUTHORIZED\nOAuth2AuthorizationException: [invalid_client] Invalid client or Invalid client credentials',
      },
      {
        variant: 'absent',
        confidence: 'certain',
        name: 'a whole command, which has all that it sends',
        text: 'curl https://idp.example/token -d grant_type=client_credentials -d client_id=shop\n{"error":"invalid_client","error_description":"Client authentication failed"}',
      },
      {
        variant: 'absent',
        confidence: 'likely',
        name: 'the id alone, of an app on a device',
        text: paste(
          tokenRequest({ client_id: 'shop', scope: 'openid' }, {}, 'https://idp.example/device_authorize'),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'absent',
        confidence: 'likely',
        name: 'the answer does not know the id, of a client that may be public',
        text: paste(codeRedemption(), refused('invalid_client', 'Invalid client_id', 401)),
      },
      {
        variant: 'absent',
        confidence: 'likely',
        name: 'a client that proves itself by its certificate, which no capture shows',
        text: paste(codeRedemption(), refused('invalid_client', 'The client certificate is not known', 401)),
      },
      {
        variant: 'absent',
        confidence: 'likely',
        name: 'the same, as a command prints it that shows no status',
        text: 'curl https://idp.example/token -d grant_type=client_credentials -d client_id=shop\n{"error":"invalid_client","error_description":"no client with this certificate"}',
      },
      {
        variant: 'absent',
        confidence: 'likely',
        name: 'a public app, and an answer that leaves open whether it is the id',
        text: paste(
          codeRedemption({ code_verifier: examplePair.verifier }),
          refused('invalid_client', 'Client not found or client authentication failed', 401),
        ),
      },
      {
        variant: 'absent',
        confidence: 'likely',
        name: 'a public app, and an answer that names the client first',
        text: paste(
          codeRedemption({ code_verifier: examplePair.verifier }),
          refused('invalid_client', 'Either the client or its client credentials are not valid', 401),
        ),
      },
      {
        variant: 'absent',
        confidence: 'likely',
        name: 'a public app, and the words that stand for every reason',
        text: paste(
          codeRedemption({ code_verifier: examplePair.verifier }),
          refused('invalid_client', 'Client authentication failed', 401),
        ),
      },
      {
        variant: 'absent',
        confidence: 'likely',
        name: 'the refresh of an app that may be public, and that the server may have forgotten',
        text: paste(refreshRequest({ client_id: 'shop' }), refused('invalid_client', undefined, 401)),
      },
      {
        variant: 'absent',
        confidence: 'possible',
        name: 'the capture lost the secret of which the answer speaks',
        text: paste(codeRedemption(), refused('invalid_client', 'the client secret has expired', 401)),
      },
    ],
    silent: [
      {
        variant: 'absent',
        name: 'a secret in the body, and an answer that wants it in the header',
        text: paste(
          refreshRequest({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_request', 'missing authorization header', 401),
        ),
      },
      {
        variant: 'empty',
        name: 'an empty header, and an answer about the assertion of a body that was not saved',
        text: 'POST https://idp.example/token\nAuthorization: Basic Og==\nContent-Length: 120\n\nHTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"error":"invalid_client","error_description":"client_assertion has expired"}',
      },
      {
        variant: 'absent',
        name: 'a secret that is not accepted',
        text: paste(codeRedemption({ client_secret: 'k39fL20fkLs02' }), refused('invalid_client', undefined, 401)),
      },
      {
        variant: 'absent',
        name: 'a secret that stands deeper in JSON than it is looked for',
        text: paste(
          tokenRequest({}, {}, 'https://idp.example/token').replace(
            /\n\n[\s\S]*$/,
            '\n\n{"data":{"client_id":"shop","client_secret":"k39fL20fkLs02","grant_type":"authorization_code"}}',
          ),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'absent',
        name: 'no credentials, and an answer about the code',
        text: paste(codeRedemption(), refused('invalid_grant', 'the code has expired')),
      },
      {
        variant: 'absent',
        name: 'a secret that was sent, and the log of the server',
        text: paste(
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          'Error: invalid_client: the client credentials could not be read',
        ),
      },
    ],
  }),
});

function hasEmptyHeader(request: Seen): boolean {
  const isBare = /^(?:basic|bearer)\s*(?:Og==)?$/i.test(request.header('authorization')?.trim() ?? '');
  const isWithoutSecret = request.credentials?.in === 'header' && request.credentials.secret === '';
  // Of a body that was not saved the answer may tell that it has an assertion.
  return (isBare || isWithoutSecret) && !request.has('client_assertion') && !/client_assertion/i.test(request.text);
}
