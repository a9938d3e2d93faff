import { showValue } from '../../text/value.ts';
import { authorizationRequest, codeRedemption, paste, refused, tokenRequest } from '../example.ts';
import { givesReason, hasFailed } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { misspeltIn, saidAs } from './misspelt-names.ts';
import { ofResponseType } from './misspelt-response-type.ts';
import { ofOtherName } from './other-name.ts';

/** A name is a known one but for its spelling, and the known one is absent: `scopes`, `redirectUri`. RFC 6749 section 8.2. */
export const parameterUnknown = defineSign({
  cause: 'transport-endpoint/parameter-unknown',
  variants: {
    misspelt: 'The name of a parameter is a known one in another spelling',
    'misspelt-value': 'The response_type is a known one in another spelling',
    'other-name': 'The provider has a name of its own for a parameter, which was sent under the usual one',
  },
  specs: ['RFC 6749 section 3.1', 'RFC 6749 section 3.1.1', 'RFC 6749 section 8.2'],
  look: function* parameterUnknown(view) {
    const request = failedRequest(view);
    if (request === undefined) return;
    yield* ofOtherName(request, view);
    yield* ofResponseType(request);
    const [found] = misspeltIn(request, view);
    if (found === undefined) return;
    // Where the answer gives a reason, what the reporter names beside it tells nothing of what the server read.
    const said = `${request.code ?? ''}\n${request.text}\n${view.printed}`;
    const isTold = saidAs(found.meant).test(givesReason(request) ? said : view.words);
    const sureness = request.outcome === 'refused' ? 'likely' : 'possible';
    yield {
      variant: 'misspelt',
      confidence:
        isTold || lacksRequired(request, found.meant) || isUnread(request, found.meant) ? 'certain' : sureness,
      specificity: 3,
      lines: [line('parameter name', showValue(found.name), found.isJoined ? `${found.meant}=…` : found.meant)],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'other-name',
        confidence: 'certain',
        name: 'client_id, where the provider calls it client_key, as the reporter has found out',
        text: paste(
          authorizationRequest({}, 'https://www.tiktok.com/v2/auth/authorize'),
          'TikTok asks for client_key instead of client_id.',
        ),
      },
      {
        variant: 'other-name',
        confidence: 'likely',
        name: 'client_id, where the provider calls it appid, and nobody saved the answer',
        text: paste(
          authorizationRequest({}, 'https://open.weixin.qq.com/connect/qrconnect'),
          'The page does not open.',
        ),
      },
      {
        variant: 'other-name',
        confidence: 'likely',
        name: 'a provider of which somebody only speaks',
        text: paste(authorizationRequest(), refused('invalid_client'), 'TikTok wants client_key instead of client_id.'),
      },
      {
        variant: 'other-name',
        confidence: 'likely',
        name: 'a name that the reporter alone tells',
        text: paste(
          authorizationRequest({}),
          refused('invalid_request'),
          'Their guide requires app_key instead of client_id.',
        ),
      },
      {
        variant: 'misspelt',
        confidence: 'certain',
        name: 'scopes, and the answer misses the scope',
        text: paste(authorizationRequest({ scopes: 'read' }), refused('invalid_request', 'scope is missing')),
      },
      {
        variant: 'misspelt',
        confidence: 'certain',
        name: 'redirect_url, and an answer that calls it so as well',
        text: paste(
          authorizationRequest({ redirect_uri: undefined, redirect_url: 'https://shop.example/callback' }),
          refused('invalid_request', 'The redirect URL is not permitted.'),
        ),
      },
      {
        variant: 'misspelt',
        confidence: 'certain',
        name: 'the name that a program has for it',
        text: paste(
          tokenRequest({ grant_type: 'refresh_token', refreshToken: 'Lf93kfh20L', client_id: 'shop' }),
          refused('invalid_request', 'refresh_token is missing'),
        ),
      },
      {
        variant: 'misspelt',
        confidence: 'certain',
        name: 'the answer says that something required is not there',
        text: paste(
          tokenRequest({
            grant_type: 'authorization_code',
            code: 'Lf93kfh20L',
            redirect_url: 'https://shop.example/cb',
          }),
          refused('invalid_request'),
        ),
      },
      {
        variant: 'misspelt',
        confidence: 'certain',
        name: 'a query with its ? as the body',
        text: paste(
          tokenRequest({ '?grant_type': 'authorization_code', code: 'Lf93kfh20L', client_id: 'shop' }),
          refused('unsupported_grant_type', 'The grant type is not known.'),
        ),
      },
      {
        variant: 'misspelt',
        confidence: 'likely',
        name: 'the reporter alone names the parameter, and the answer is about the code',
        text: paste(
          tokenRequest({
            grant_type: 'authorization_code',
            code: 'Lf93kfh20L',
            redirectUrl: 'https://shop.example/cb',
          }),
          refused('invalid_request', 'the code is not known here'),
          'Is the redirect URL right?',
        ),
      },
      {
        variant: 'misspelt',
        confidence: 'certain',
        name: 'a dash in the place of the sign between name and value',
        text: paste(
          `GET https://idp.example/authorize?response_type-code&client_id=shop`,
          refused('invalid_request', 'response_type is missing'),
        ),
      },
      {
        variant: 'misspelt',
        confidence: 'certain',
        name: 'id and secret with dashes, which nobody reads',
        text: paste(
          tokenRequest({ grant_type: 'client_credentials', 'client-id': 'shop', 'client-secret': 'k39fL20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'misspelt-value',
        confidence: 'certain',
        name: 'a capital letter, and the answer does not know the response type',
        text: paste(authorizationRequest({ response_type: 'Code' }), refused('unsupported_response_type')),
      },
      {
        variant: 'misspelt-value',
        confidence: 'likely',
        name: 'commas between response types, and an answer without a reason',
        text: paste(authorizationRequest({ response_type: 'code,id_token' }), refused('invalid_request')),
      },
      {
        variant: 'misspelt',
        confidence: 'certain',
        name: 'two letters in the wrong order',
        text: paste(
          tokenRequest({ grant_type: 'refresh_token', refresh_token: 'Lf93kfh20L', cleint_id: 'shop' }),
          refused('invalid_request'),
        ),
      },
      {
        variant: 'misspelt',
        confidence: 'likely',
        name: 'the answer gives another reason',
        text: paste(
          tokenRequest({
            grant_type: 'authorization_code',
            code: 'Lf93kfh20L',
            redirect_url: 'https://shop.example/cb',
          }),
          refused('invalid_request', 'the body is too long'),
        ),
      },
      {
        variant: 'misspelt',
        confidence: 'likely',
        name: 'client_id, which a request with an assertion may leave out',
        text: paste(
          tokenRequest({ grant_type: 'client_credentials', client_assertion: 'eyJh.eyJp.c2ln', cleint_id: 'shop' }),
          refused('invalid_request'),
        ),
      },
    ],
    silent: [
      {
        variant: 'other-name',
        name: 'the name that the provider has',
        text: paste(
          authorizationRequest(
            { client_id: undefined, client_key: 'aw93' },
            'https://www.tiktok.com/v2/auth/authorize',
          ),
          'The page does not open.',
        ),
      },
      {
        variant: 'other-name',
        name: 'another step, of which the reporter speaks',
        text: paste(codeRedemption(), refused('invalid_request'), 'It wants refresh_token instead of code.'),
      },
      {
        variant: 'misspelt',
        name: 'a dash in a name of its own, with a value',
        text: paste(authorizationRequest({ 'scope-hint': 'read' }), refused('invalid_request', 'scope is missing')),
      },
      {
        variant: 'misspelt-value',
        name: 'response types in another order, which say the same',
        text: paste(authorizationRequest({ response_type: 'token code' }), refused('unsupported_response_type')),
      },
      {
        variant: 'misspelt-value',
        name: 'a response type of an extension',
        text: paste(authorizationRequest({ response_type: 'vp_token' }), refused('unsupported_response_type')),
      },
      {
        variant: 'misspelt',
        name: 'the address of the user, one letter from client_id',
        text: paste(
          tokenRequest({
            grant_type: 'client_credentials',
            client_assertion: 'eyJh.eyJp.c2ln',
            client_ip: '192.0.2.7',
          }),
          refused('invalid_request'),
        ),
      },
      {
        variant: 'misspelt',
        name: 'a short name that is another word',
        text: paste(authorizationRequest({ state: undefined, stage: 'test' }), refused('invalid_request')),
      },
      {
        variant: 'misspelt',
        name: 'a redirect_uri that is not permitted, beside an address of the app',
        text: paste(
          authorizationRequest({ return_url: 'https://shop.example/' }),
          refused('invalid_request', 'The redirect URL is not permitted.'),
        ),
      },
      {
        variant: 'misspelt',
        name: 'scopes beside scope',
        text: paste(
          authorizationRequest({ scope: 'read', scopes: 'read' }),
          refused('invalid_scope', 'scope is not known'),
        ),
      },
      {
        variant: 'misspelt',
        name: 'a parameter of its own, which is like no known one',
        text: paste(authorizationRequest({ theme: 'dark' }), refused('invalid_request', 'scope is missing')),
      },
    ],
  }),
});

function failedRequest(view: View): Seen | undefined {
  const { subject } = view;
  const isOfClient = subject?.isOf(
    'authorization-request',
    'token-request',
    'pushed-authorization-request',
    'device-authorization-request',
    'revocation-request',
  );
  return isOfClient === true && hasFailed(view) ? subject : undefined;
}

/** Tells whether the client was refused, and all that it sent of itself has a name that nobody reads. */
function isUnread(request: Seen, meant: string): boolean {
  const isOther = request.header('authorization') !== undefined || request.has('client_assertion');
  const isOfClient = meant === 'client_id' || meant === 'client_secret';
  return isOfClient && !isOther && request.code === 'invalid_client' && !givesReason(request);
}

/** Tells whether the answer means that a required parameter is not there, and nothing else. RFC 6749 section 5.2. */
function lacksRequired(request: Seen, meant: string): boolean {
  const { role, code } = request;
  const isRequired = /^(?:grant_type|code|redirect_uri|refresh_token|client_id|response_type)$/.test(meant);
  // An assertion and the Basic header say by themselves which client it is.
  const isKnown = meant === 'client_id' && (request.has('client_assertion') || request.credentials !== undefined);
  return role === 'token-request' && isRequired && !isKnown && code === 'invalid_request' && !givesReason(request);
}
