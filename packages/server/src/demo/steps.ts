/** The steps of a run, in the order in which an app takes them, with the mistake of the run in its place. */
import { setTimeout as wait } from 'node:timers/promises';
import { callApi } from './api-leg.ts';
import { prepareSilentAuthorization, randomText, tryAuthorization } from './authorization-leg.ts';
import { receiveCallback } from './callback-leg.ts';
import type { DemoClient } from './demo-client.ts';
import type { ServerMetadata } from './metadata.ts';
import { type Mistake, type MistakeId, mistakes } from './mistakes.ts';
import type { HeldTokens, Leg, Run } from './run.ts';
import { requestToken, type TokenRequest } from './token-leg.ts';

/** Milliseconds after which a sign-in is surely older than the second that the silent request allows. */
const sureAge = 2100;

/** Where a run happens: the app's registration, the server's metadata and its address. */
export interface Place {
  readonly client: DemoClient;
  readonly metadata: ServerMetadata;
  readonly url: string;
}

/** Puts the authorization response into the transcript and, where the app accepts it, redeems its code. */
export async function receiveInto(
  run: Run,
  parameters: URLSearchParams,
  pending: NonNullable<Run['pending']>,
  place: Place,
): Promise<void> {
  run.pending = undefined;
  run.next = undefined;
  const sent = run.legs.pop();
  if (sent) run.legs.push({ ...sent, state: 'answered' });
  const isSilent = run.tokens !== undefined;
  if (!isSilent) run.legs.push(signInLeg);
  const { leg, code } = await receiveCallback(parameters, pending, place.client, place.url);
  run.legs.push(leg);
  if (code === undefined || isSilent) return;
  await redeem(run, { code, pending }, place);
}

const signInLeg: Leg = {
  title: 'Sign-in and consent',
  way: 'user to server',
  state: 'answered',
  text: 'At the server’s own pages, in this browser. The app saw neither the password nor the page.',
};

/** The code lives for a minute, so it is redeemed at once, as every app does it. */
async function redeem(
  run: Run,
  { code, pending }: { readonly code: string; readonly pending: NonNullable<Run['pending']> },
  place: Place,
): Promise<void> {
  const request: TokenRequest = {
    title: 'Token request',
    text: 'The app proves who it is with its secret, and that the flow is its own with the code_verifier.',
    parameters: {
      grant_type: 'authorization_code',
      code,
      redirect_uri: pending.redirectUri,
      code_verifier: pending.verifier,
    },
    nonce: pending.nonce,
  };
  const { mistake } = run;
  const first = await requestToken(withMistake(request, mistake), place);
  run.legs.push(first.leg);
  if (!first.tokens) return;
  run.tokens = first.tokens;
  if (mistake?.id === 'reused-code') {
    const text = 'The callback ran once more, as it does when a page is rendered twice or reloaded.';
    const again = { ...request, title: 'Token request, again', text, mistake: { text: mistake.text, line: 'code' } };
    run.legs.push((await requestToken(again, place)).leg);
    return;
  }
  run.next = { kind: stepAfterTokens(mistake?.id) };
}

function stepAfterTokens(mistake: MistakeId | undefined): 'refresh-twice' | 'ask-silently' | 'call-api' {
  if (mistake === 'rotated-refresh-token') return 'refresh-twice';
  return mistake === 'expired-session' ? 'ask-silently' : 'call-api';
}

function withMistake(request: TokenRequest, mistake: Mistake | undefined): TokenRequest {
  switch (mistake?.id) {
    case 'wrong-verifier':
      return {
        ...request,
        parameters: { ...request.parameters, code_verifier: randomText() },
        mistake: { text: mistake.text, line: 'code_verifier' },
      };
    case 'wrong-secret':
      return { ...request, mistake: { text: mistake.text, line: 'authorization', cutSecret: true } };
    case 'json-body':
      return { ...request, mistake: { text: mistake.text, line: 'content-type', asJson: true } };
    default:
      return request;
  }
}

/** Does the step that is next. @returns the address to send the browser to, where the step is the browser's. */
export async function step(run: Run, place: Place, now: () => number): Promise<string | undefined> {
  const kind = run.next?.kind;
  run.next = undefined;
  switch (kind) {
    case 'try-authorization': {
      const [prepared] = run.legs;
      if (prepared && run.pending) {
        run.legs[0] = await tryAuthorization(run.pending, prepared, place.client, place.url);
        run.pending = undefined;
      }
      return undefined;
    }
    case 'call-api':
      await callWith(run, place);
      return undefined;
    case 'refresh':
      await refresh(run, place);
      return undefined;
    case 'refresh-twice':
      await refreshTwice(run, place);
      return undefined;
    case 'ask-silently': {
      await wait(Math.max(0, run.signedInAt + sureAge - now()));
      const { pending, leg } = prepareSilentAuthorization(place.client, place.metadata, mistakeOf('expired-session'));
      run.pending = pending;
      run.legs.push(leg);
      run.next = { kind: 'sign-in', href: pending.url };
      return pending.url;
    }
    default:
      return undefined;
  }
}

async function callWith(run: Run, place: Place): Promise<void> {
  const { accessToken, idToken } = run.tokens as HeldTokens;
  const isWrong = run.mistake?.id === 'id-token-at-the-api';
  const leg = await callApi(
    {
      token: isWrong ? idToken : accessToken,
      text: 'The app reads who has signed in.',
      ...(isWrong && run.mistake && { mistake: run.mistake.text }),
    },
    place,
  );
  run.legs.push(leg);
  if (leg.state === 'answered') run.next = { kind: 'refresh' };
}

async function refresh(run: Run, place: Place): Promise<void> {
  const text = 'A refresh token works once: the answer carries its successor.';
  const { leg, tokens } = await requestToken(refreshRequest(run, 'Refresh', text), place);
  run.legs.push(leg);
  if (tokens) run.tokens = tokens;
}

/** Two tabs with one refresh token. Within ten seconds a repetition is answered alike, until a successor was used. */
async function refreshTwice(run: Run, place: Place): Promise<void> {
  const again = refreshRequest(run, 'Refresh, in the second tab', 'The second tab still holds the token of before.');
  await refresh(run, place);
  if (run.legs.at(-1)?.state !== 'answered') return;
  const text = 'The first tab goes on with its new access token.';
  run.legs.push(await callApi({ token: (run.tokens as HeldTokens).accessToken, text }, place));
  const mistake = { text: mistakeOf('rotated-refresh-token').text, line: 'refresh_token' };
  run.legs.push((await requestToken({ ...again, mistake }, place)).leg);
}

function refreshRequest(run: Run, title: string, text: string): TokenRequest {
  const { refreshToken } = run.tokens as HeldTokens;
  return { title, text, parameters: { grant_type: 'refresh_token', refresh_token: refreshToken } };
}

function mistakeOf(id: MistakeId): Mistake {
  return mistakes.find((mistake) => mistake.id === id) as Mistake;
}
