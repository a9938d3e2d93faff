import { isHostOfProvider } from '../../providers/recognise.ts';
import {
  apiCall,
  authorizationRequest,
  codeRedemption,
  jwtOf,
  paste,
  refreshRequest,
  refused,
  tokens,
} from '../example.ts';
import { givesOtherReason, isAbout, saysAbout } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { asksForAudience, bearerClaims, isForClient, isIdToken } from './bearer-claims.ts';
import { refusedCall } from './refused-call.ts';

type Variant = 'aud-is-client' | 'not-sent' | 'kind';

const aboutForm =
  /\bjwt\b|malformed|opaque|three.?part|segments|decode|audience|invalid (?!.{0,12}refresh).{0,20}token|\bapi\b|encrypted/i;
/** What an answer says of a token that it can't read, or that is for somebody else. */
const ofForm =
  /\bjw[tse]\b|malformed|opaque|segments|decod|audience|\baud\b|encrypt|format|authorization string|compact/i;
const encrypted = 'eyJlbmMiOiJBMjU2R0NNIn0.YQ.Yg.Yw.ZA';

/** Nobody asked for a token for this API, and the server issued one for itself or the client. RFC 8707 section 2. */
export const audienceNotRequested = defineSign<Variant>({
  cause: 'token-use/audience-not-requested',
  variants: {
    'aud-is-client': 'The aud of the token is the client, and no audience or resource was asked for',
    'not-sent': 'The token is no JWT for an API, and the request names no audience or resource',
    kind: 'The token is no JWT for an API',
  },
  specs: ['RFC 8707 section 2', 'RFC 9068 section 3'],
  look: function* audienceNotRequested(view) {
    if (asksForAudience(view) || isOfServerItself(view)) return;
    const claims = bearerClaims(view);
    if (claims !== undefined && isForClient(claims, view) && !isIdToken(claims, view)) {
      const wanted = 'this API, asked for by audience or resource';
      yield {
        variant: 'aud-is-client',
        confidence: view.subject?.status === 401 ? ofClient(view.subject, claims) : 'possible',
        specificity: 3,
        lines: [line('aud of the token', 'the client id', wanted)],
      };
    }
    const form = view.subject === undefined ? formOfIssued(view) : formOfRefused(view);
    if (form !== undefined) yield ofToken(form, view);
  },
  cases: () => ({
    fires: [
      {
        variant: 'aud-is-client',
        confidence: 'certain',
        name: 'a token for the app itself',
        text: paste(
          authorizationRequest(),
          apiCall(`Bearer ${jwtOf({ iss: 'https://idp.example', aud: 'shop', scope: 'openid' })}`),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'aud-is-client',
        confidence: 'likely',
        name: 'a token for the app itself, which may be one registration with the API',
        text: paste(
          authorizationRequest(),
          apiCall(`Bearer ${jwtOf({ iss: 'https://idp.example', aud: 'shop', scp: 'orders' })}`),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'aud-is-client',
        confidence: 'possible',
        name: 'a token for the app itself, refused for its age',
        text: paste(
          authorizationRequest(),
          apiCall(`Bearer ${jwtOf({ iss: 'https://idp.example', aud: 'shop', scope: 'openid' })}`),
          refused('invalid_token', 'The token has expired', 401),
        ),
      },
      {
        variant: 'kind',
        confidence: 'possible',
        name: 'an encrypted token that is too old',
        text: paste(apiCall(`Bearer ${encrypted}`), refused('invalid_token', 'token expired', 401)),
      },
      {
        variant: 'not-sent',
        confidence: 'certain',
        name: 'an encrypted token, and a request without audience',
        text: paste(
          codeRedemption(),
          tokens({ access_token: encrypted }),
          apiCall(`Bearer ${encrypted}`),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'kind',
        confidence: 'certain',
        name: 'an encrypted token alone',
        text: paste(apiCall(`Bearer ${encrypted}`), refused('invalid_token', undefined, 401)),
      },
    ],
    silent: [
      {
        variant: 'not-sent',
        name: 'the encrypted token is fine, and its refresh token is refused',
        text: paste(
          refreshRequest(),
          tokens({ access_token: encrypted, refresh_token: 'Rt93kfh20Lsdk' }),
          refreshRequest(),
          refused('invalid_grant', 'malformed'),
          'The API call works, and the refresh prints: invalid, malformed',
        ),
      },
      {
        variant: 'not-sent',
        name: 'an encrypted token of a provider whose APIs read nothing else, as it is issued',
        text: paste(
          codeRedemption({}, {}, 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer'),
          tokens({ access_token: encrypted }),
          'Is it no JWT? I can not decode it.',
        ),
      },
      {
        variant: 'kind',
        name: 'an encrypted token that the server gave for its own endpoint',
        text: paste(
          apiCall(`Bearer ${encrypted}`, 'https://idp.example/userinfo'),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'kind',
        name: 'an encrypted token of a provider whose APIs read nothing else',
        text: paste(
          apiCall(`Bearer ${encrypted}`, 'https://quickbooks.api.intuit.com/v3/company/1/query'),
          refused('forbidden', undefined, 403),
        ),
      },
      {
        variant: 'not-sent',
        name: 'an encrypted token that was asked for by audience',
        text: paste(
          codeRedemption({ audience: 'https://api.example' }),
          tokens({ access_token: encrypted }),
          apiCall(`Bearer ${encrypted}`),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'aud-is-client',
        name: 'a token for the API',
        text: paste(
          authorizationRequest(),
          apiCall(`Bearer ${jwtOf({ iss: 'https://idp.example', aud: 'https://api.example', scope: 'openid' })}`),
          refused('invalid_token', undefined, 401),
        ),
      },
    ],
  }),
});

/** A server reads its own tokens, whatever their form and audience. OpenID Connect Core section 5.3. */
function isOfServerItself({ subject }: View): boolean {
  return subject !== undefined && /\/userinfo\b/i.test(subject.path);
}

/** What is refused for its age may have the wrong audience as well, and was not refused for it. */
function surenessFor(call: Seen): 'certain' | 'likely' | 'possible' {
  if (saysAbout(call, 'time')) return 'possible';
  return givesOtherReason(call, ofForm) ? 'likely' : 'certain';
}

/** Where an app and its API are one registration, its id is the right audience: Entra ID has it so (`scp`). */
function ofClient(call: Seen, { scp }: { readonly scp?: unknown }): 'certain' | 'likely' | 'possible' {
  const sureness = surenessFor(call);
  const mayBeRight = (scp !== undefined || !call.text) && !saysAbout(call, 'audience');
  return mayBeRight && sureness === 'certain' ? 'likely' : sureness;
}

function ofToken(seen: string, { all, subject }: View): Shown<Variant> {
  const isAsked = all.some((one) => one.isOf('authorization-request', 'token-request'));
  return {
    variant: isAsked ? 'not-sent' : 'kind',
    confidence: subject === undefined ? 'certain' : surenessFor(subject),
    specificity: 3,
    lines: [line('access token', seen, 'a JWT for this API, asked for by audience or resource')],
  };
}

/** The form of the token that the API refused, where it can't read such a token. */
function formOfRefused(view: View): string | undefined {
  const call = refusedCall(view);
  if (call === undefined || bearerClaims(view) !== undefined) return undefined;
  if (isEncrypted(call.bearer)) return isOwnApi(call, view) ? undefined : 'an encrypted token of five parts';
  const isOpaque = call.bearer?.includes('.') === false;
  const wantsAudience = view.habits?.audienceParameter !== undefined || /auth0/i.test(view.words);
  const isOfForm = isAbout(view, 'audience') || /\bjwt\b|authentication header format|malformed/i.test(view.words);
  return isOpaque && isOfForm && wantsAudience ? 'an opaque token' : undefined;
}

/** Tells whether the API is the provider's own, and the provider issues tokens for its APIs alone, of whatever form. */
function isOwnApi({ host }: Seen, { provider, habits }: View): boolean {
  return provider !== undefined && habits?.audienceParameter === undefined && isHostOfProvider(provider, host);
}

/** The form of a token that was issued, and that somebody is not content with. */
function formOfIssued(view: View): string | undefined {
  const { all, remarks, printed } = view;
  const issued = all.findLast((one) => one.outcome === 'accepted' && one.got('access_token') !== undefined);
  // What is refused behind it is another token, and a provider reads its own tokens whatever their form.
  if (issued === undefined || isOwnApi(issued, view) || all.some((one) => isRefusedAfter(one, issued)))
    return undefined;
  const isMeant = aboutForm.test(remarks + printed);
  return isMeant && isEncrypted(issued.got('access_token')) ? 'an encrypted token of five parts' : undefined;
}

/** Tells whether the flow went on after the token was issued, and another token request was refused. */
function isRefusedAfter(one: Seen, { index }: Seen): boolean {
  return one.index > index && one.role === 'token-request' && one.outcome === 'refused';
}

function isEncrypted(token = ''): boolean {
  return token.split('.').length === 5 || /"enc"/.test(headerOf(token));
}

/** The header of a JWT as text; empty where there is none. */
function headerOf(token: string): string {
  try {
    return atob(token.split('.')[0]?.replaceAll('-', '+').replaceAll('_', '/') ?? '');
  } catch {
    return '';
  }
}
