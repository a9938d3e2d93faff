import { decodeJwt } from '@candor/protocol';
import { answerMessage, call } from './call.ts';
import { basicHeader, type DemoClient } from './demo-client.ts';
import type { ServerMetadata } from './metadata.ts';
import { readExplanation } from './read-explanation.ts';
import type { HeldTokens, Leg } from './run.ts';
import { characters, jsonLines, shorten, type WireLine, wireLine } from './wire.ts';

/** A token request, and how it departs from a right one. */
export interface TokenRequest {
  readonly title: string;
  readonly text: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The nonce that the ID token has to carry (OpenID Connect Core section 3.1.3.7). */
  readonly nonce?: string;
  readonly mistake?: {
    readonly text: string;
    /** Name of the line that it is in. */
    readonly line: string;
    readonly asJson?: boolean;
    readonly cutSecret?: boolean;
  };
}

/** Sends a token request (RFC 6749 sections 4.1.3 and 6) and keeps the tokens of its answer. */
export async function requestToken(
  request: TokenRequest,
  at: { readonly client: DemoClient; readonly metadata: ServerMetadata; readonly url: string },
): Promise<{ readonly leg: Leg; readonly tokens?: HeldTokens }> {
  const { parameters, mistake, nonce } = request;
  const { client, metadata, url } = at;
  const secret = mistake?.cutSecret ? client.clientSecret.slice(0, -1) : client.clientSecret;
  const contentType = mistake?.asJson ? 'application/json' : 'application/x-www-form-urlencoded';
  const called = await call(metadata.tokenEndpoint, {
    method: 'POST',
    headers: { authorization: basicHeader(client.clientId, secret), 'content-type': contentType },
    body: mistake?.asJson ? JSON.stringify(parameters) : new URLSearchParams(parameters).toString(),
  });
  const leg = {
    title: request.title,
    way: 'app to server' as const,
    text: request.text,
    request: {
      start: `POST ${new URL(metadata.tokenEndpoint).pathname}`,
      headers: [basicLine(client, secret), wireLine('content-type', contentType, mistake?.line === 'content-type')],
      body: {
        kind: mistake?.asJson ? ('json' as const) : ('form' as const),
        lines: Object.entries(parameters).map(([name, value]) => wireLine(name, value, name === mistake?.line)),
      },
    },
    ...(mistake && { mistake: mistake.text }),
  };
  if (called.outcome === 'no-answer') {
    return { leg: { ...leg, state: 'refused', text: `The server did not answer: ${called.why}.` } };
  }
  const answered = {
    ...leg,
    response: answerMessage(called, { kind: 'json', lines: jsonLines(called.text) }),
    took: called.took,
  };
  if (called.status !== 200) {
    const requestId = called.headers.get('candor-request-id') ?? undefined;
    return {
      leg: { ...answered, state: 'refused', explanation: await readExplanation(requestId, client, url) },
    };
  }
  const tokens = heldTokens(called.text);
  const comparisons = nonce === undefined ? [] : [comparedNonce(nonce, tokens.idToken)];
  return { leg: { ...answered, state: 'answered', ...(comparisons.length > 0 && { comparisons }) }, tokens };
}

function heldTokens(text: string): HeldTokens {
  const members = JSON.parse(text) as Readonly<Record<string, string>>;
  return {
    accessToken: members.access_token ?? '',
    refreshToken: members.refresh_token ?? '',
    idToken: members.id_token ?? '',
  };
}

function comparedNonce(kept: string, idToken: string): NonNullable<Leg['comparisons']>[number] {
  const returned = decodeJwt(idToken)?.payload.nonce;
  return {
    name: 'nonce in the ID token',
    kept: shorten(kept),
    returned: typeof returned === 'string' ? shorten(returned) : undefined,
    isSame: returned === kept,
  };
}

/** The credentials are shown as kind and length alone. */
function basicLine(client: DemoClient, sent: string): WireLine {
  const whole = characters(client.clientSecret);
  const isCut = sent !== client.clientSecret;
  return {
    name: 'authorization',
    value: 'Basic',
    remark: `client id, client secret of ${isCut ? `${sent.length} of its ${whole}` : whole}`,
    ...(isCut && { isWrong: true }),
  };
}
