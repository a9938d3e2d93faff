/**
 * RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0): ends the browser's session at this environment. Without
 * a valid `id_token_hint` of the signed-in user the user is asked first, for any site can send a browser here. Goes
 * back only to a registered `post_logout_redirect_uri`.
 */
import { type ParsedForm, presentParameter } from '@candor/protocol';
import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../../environment.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import {
  type Browser,
  browserCookies,
  csrfToken,
  endedSessionCookies,
  proveForm,
  readBrowser,
} from '../../interaction/browser.ts';
import { appOf } from '../../interaction/page-models.ts';
import { brandingOf, pageResponse, seeOther } from '../../interaction/page-response.ts';
import type { Messages } from '../../pages/messages/en.ts';
import { messagesFor } from '../../pages/messages/languages.ts';
import { signedOutPage, signOutPage } from '../../pages/sign-out.ts';
import { refuse } from '../../refusal.ts';
import type { Answer, Endpoint } from '../dialect.ts';
import { standardPaths } from './paths.ts';
import { readAuthorizationForm } from './read-authorization-request.ts';
import { readQuery } from './read-form.ts';

interface EndSessionRequest {
  readonly client: ClientRecord | undefined;
  /** Subject of a valid hint. */
  readonly hintedSubject: string | undefined;
  /** Registered for the client, `state` added. */
  readonly returnTo: string | undefined;
}

export const endSessionEndpoint: Endpoint = {
  name: 'end-session',
  path: standardPaths.endSession,
  methods: ['GET', 'POST'],
  crossOrigin: 'nobody',
  pausable: true,
  async handle(request, environment) {
    const browser = await readBrowser(request, environment);
    const form = readAuthorizationForm(request);
    const messages = messagesFor(request, presentParameter(form, 'ui_locales'));
    const isAnswer = request.method === 'POST' && form.parameters.has('decision');
    const asked = await readEndSessionRequest(isAnswer ? readQuery(request) : form, environment);
    if (isAnswer) {
      proveForm(request, form.parameters, browser, environment);
      if (form.parameters.get('decision') !== 'sign-out') return leave(asked, { setCookie: [], messages }, environment);
      return end(browser, asked, messages, environment);
    }
    const { signedIn } = browser;
    if (!signedIn || asked.hintedSubject === signedIn.user.id) return end(browser, asked, messages, environment);
    return ask(request, { form, browser, asked, email: signedIn.user.email, messages }, environment);
  },
};

async function readEndSessionRequest(form: ParsedForm, environment: Environment): Promise<EndSessionRequest> {
  const hint = presentParameter(form, 'id_token_hint');
  const claims = hint === undefined ? undefined : await environment.deps.signingKeys.verify(hint, 'JWT');
  if (hint !== undefined && !claims) refuse('id-token-hint-invalid');
  const named = presentParameter(form, 'client_id');
  const audience = typeof claims?.aud === 'string' ? claims.aud : undefined;
  if (named !== undefined && audience !== undefined && named !== audience) refuse('id-token-hint-invalid');
  const clientId = audience ?? named;
  const client = clientId === undefined ? undefined : await environment.deps.storage.client(environment.name, clientId);
  const uri = presentParameter(form, 'post_logout_redirect_uri');
  if (uri !== undefined && !client?.postLogoutRedirectUris.includes(uri)) {
    refuse(
      'post-logout-redirect-uri-not-registered',
      { seen: uri, expected: client?.postLogoutRedirectUris },
      { client, authenticated: false },
    );
  }
  const hintedSubject = typeof claims?.sub === 'string' ? claims.sub : undefined;
  return { client, hintedSubject, returnTo: uri && withState(uri, presentParameter(form, 'state')) };
}

function withState(uri: string, state: string | undefined): string {
  if (state === undefined) return uri;
  return `${uri}${uri.includes('?') ? '&' : '?'}${new URLSearchParams({ state })}`;
}

async function end(
  browser: Browser,
  asked: EndSessionRequest,
  messages: Messages,
  environment: Environment,
): Promise<Answer> {
  const { storage, now } = environment.deps;
  if (browser.signedIn) await storage.endSession(browser.signedIn.session.id, now());
  return leave(asked, { setCookie: endedSessionCookies(environment), messages }, environment);
}

function leave(
  asked: EndSessionRequest,
  { setCookie, messages }: { readonly setCookie: readonly string[]; readonly messages: Messages },
  environment: Environment,
): Answer {
  const traced = { clientId: asked.client?.clientId };
  if (asked.returnTo !== undefined) return { response: seeOther(asked.returnTo, setCookie), ...traced };
  const page = signedOutPage(
    {
      branding: brandingOf(environment),
      ...(asked.client && { app: appOf(asked.client) }),
    },
    messages,
  );
  const headers = setCookie.length > 0 ? { 'set-cookie': setCookie } : {};
  return { response: pageResponse(page, { formAction: "'none'", headers }), ...traced };
}

function ask(
  request: HttpRequest,
  shown: {
    readonly form: ParsedForm;
    readonly browser: Browser;
    readonly asked: EndSessionRequest;
    readonly email: string;
    readonly messages: Messages;
  },
  environment: Environment,
): Answer {
  const query = request.method === 'POST' ? new URLSearchParams([...shown.form.parameters]).toString() : request.query;
  const page = signOutPage(
    {
      branding: brandingOf(environment),
      email: shown.email,
      ...(shown.asked.client && { appName: shown.asked.client.name }),
      form: {
        action: `${environment.baseUrl}${standardPaths.endSession}${query ? `?${query}` : ''}`,
        csrfToken: csrfToken(shown.browser, environment),
      },
    },
    shown.messages,
  );
  const formAction = shown.asked.returnTo === undefined ? "'self'" : { redirectUri: shown.asked.returnTo };
  const headers = { 'set-cookie': browserCookies(shown.browser, environment) };
  return { response: pageResponse(page, { formAction, headers }), clientId: shown.asked.client?.clientId };
}
