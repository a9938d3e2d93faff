import { createHash, randomBytes } from 'node:crypto';
import { answerMessage, call } from './call.ts';
import type { DemoClient } from './demo-client.ts';
import type { ServerMetadata } from './metadata.ts';
import type { Mistake } from './mistakes.ts';
import { readExplanation } from './read-explanation.ts';
import type { Leg, Pending } from './run.ts';
import { characters, type WireLine, wireLine } from './wire.ts';

const scope = 'openid profile email offline_access ledger:read';

/** An authorization request with PKCE, state and nonce (RFC 6749 section 4.1.1, RFC 7636 section 4.3), not sent yet. */
export function prepareAuthorization(
  client: DemoClient,
  metadata: ServerMetadata,
  mistake: Mistake | undefined,
): { readonly pending: Pending; readonly leg: Leg } {
  const verifier = randomText();
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const hasSlash = mistake?.id === 'trailing-slash';
  const redirectUri = `${client.redirectUri}${hasSlash ? '/' : ''}`;
  const { state, nonce } = { state: randomText(), nonce: randomText() };
  const parameters = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
  const url = addressOf(metadata.authorizationEndpoint, parameters);
  return {
    pending: { url, redirectUri, state, nonce, verifier },
    leg: {
      title: 'Authorization request',
      way: 'browser to server',
      state: 'open',
      text: 'The app made a secret for this flow, the code_verifier, and sends only its hash. Nothing has left the app yet.',
      request: {
        start: `GET ${new URL(url).pathname}`,
        headers: [],
        body: { kind: 'query', lines: linesOf(parameters, hasSlash ? 'redirect_uri' : undefined) },
      },
      pkce: { verifier, challenge },
      ...(hasSlash && mistake && { mistake: mistake.text }),
    },
  };
}

/** A request that has to be answered without a page, for a sign-in that is not older than a second (OpenID Connect Core). */
export function prepareSilentAuthorization(
  client: DemoClient,
  metadata: ServerMetadata,
  mistake: Mistake,
): { readonly pending: Pending; readonly leg: Leg } {
  const { pending, leg } = prepareAuthorization(client, metadata, undefined);
  const url = new URL(pending.url);
  const silent = { prompt: 'none', max_age: '1' };
  for (const [name, value] of Object.entries(silent)) url.searchParams.set(name, value);
  const { pkce: _pkce, ...rest } = leg;
  const { start, headers, body } = leg.request ?? { start: '', headers: [] };
  return {
    pending: { ...pending, url: url.href },
    leg: {
      ...rest,
      title: 'Silent authorization request',
      text: 'The app asks whether the user is still signed in. With prompt=none the server may show no page.',
      request: {
        start,
        headers,
        body: {
          kind: 'query',
          lines: [...(body?.lines ?? []), wireLine('prompt', 'none'), wireLine('max_age', '1', true)],
        },
      },
      mistake: mistake.text,
    },
  };
}

/**
 * Sends an authorization request from the app in place of the browser, so that the app sees the request id of a refusal
 * that never comes back to it: a redirect URI that is not proven is not redirected to (RFC 6749 section 4.1.2.1).
 */
export async function tryAuthorization(pending: Pending, prepared: Leg, client: DemoClient, url: string): Promise<Leg> {
  const called = await call(pending.url, { headers: { accept: 'text/html' } });
  if (called.outcome === 'no-answer') {
    return { ...prepared, state: 'refused', text: `The server did not answer: ${called.why}.` };
  }
  const heading = /<h1[^>]*>([^<]*)</.exec(called.text)?.[1] ?? '';
  const page: readonly WireLine[] = [{ name: 'page', value: heading, remark: characters(called.text) }];
  const requestId = called.headers.get('candor-request-id') ?? undefined;
  return {
    ...prepared,
    way: 'app to server',
    state: 'refused',
    text: 'Sent by the app in place of the browser. The user would stay at the server, on a page that names the request id: an address that is not registered gets no answer.',
    response: answerMessage(called, { kind: 'page', lines: page }),
    took: called.took,
    seeAt: pending.url,
    explanation: await readExplanation(requestId, client, url),
  };
}

function addressOf(endpoint: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(endpoint);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

function linesOf(parameters: Readonly<Record<string, string>>, wrong: string | undefined): readonly WireLine[] {
  return Object.entries(parameters).map(([name, value]) => wireLine(name, value, name === wrong));
}

/** 32 random bytes as 43 characters, as RFC 7636 section 4.1 recommends for a code_verifier. */
export function randomText(): string {
  return randomBytes(32).toString('base64url');
}
