import { answerMessage, call } from './call.ts';
import type { DemoClient } from './demo-client.ts';
import type { ServerMetadata } from './metadata.ts';
import { readExplanation } from './read-explanation.ts';
import type { Leg } from './run.ts';
import { characters, jsonLines, shorten } from './wire.ts';

/** Calls the API, here the userinfo endpoint, with a token in the Authorization header (RFC 6750 section 2.1). */
export async function callApi(
  sent: {
    readonly token: string;
    readonly text: string;
    /** What is wrong with the token, where something is. */
    readonly mistake?: string;
  },
  at: { readonly client: DemoClient; readonly metadata: ServerMetadata; readonly url: string },
): Promise<Leg> {
  const { token, text, mistake } = sent;
  const { client, metadata, url } = at;
  const called = await call(metadata.userinfoEndpoint, { headers: { authorization: `Bearer ${token}` } });
  const leg = {
    title: 'API call',
    way: 'app to server' as const,
    text,
    request: {
      start: `GET ${new URL(metadata.userinfoEndpoint).pathname}`,
      headers: [
        {
          name: 'authorization',
          value: `Bearer ${shorten(token)}`,
          remark: characters(token),
          ...(mistake !== undefined && { isWrong: true }),
        },
      ],
    },
    ...(mistake !== undefined && { mistake }),
  };
  if (called.outcome === 'no-answer') {
    return { ...leg, state: 'refused', text: `The server did not answer: ${called.why}.` };
  }
  const response = answerMessage(called, { kind: 'json', lines: jsonLines(called.text) });
  if (called.status === 200) return { ...leg, state: 'answered', response, took: called.took };
  const requestId = called.headers.get('candor-request-id') ?? undefined;
  return {
    ...leg,
    state: 'refused',
    response,
    took: called.took,
    explanation: await readExplanation(requestId, client, url),
  };
}
