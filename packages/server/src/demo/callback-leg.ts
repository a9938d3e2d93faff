import type { DemoClient } from './demo-client.ts';
import { readExplanation } from './read-explanation.ts';
import type { Comparison, Leg, Pending } from './run.ts';
import { shorten, wireLine } from './wire.ts';

/** What came back at the redirect URI, and the code where the app accepts it. */
export interface Received {
  readonly leg: Leg;
  readonly code?: string;
}

/**
 * Takes the authorization response (RFC 6749 section 4.1.2): compares `state` and `iss` (RFC 9207 section 2.4) with what
 * the app kept before it reads anything else, and discards the answer where one of them differs.
 */
export async function receiveCallback(
  parameters: URLSearchParams,
  pending: Pending,
  client: DemoClient,
  url: string,
): Promise<Received> {
  const comparisons = [
    compared('state', pending.state, parameters.get('state')),
    compared('iss', client.issuer, parameters.get('iss')),
  ];
  const leg: Leg = {
    title: 'Callback',
    way: 'browser to app',
    state: 'answered',
    text: 'The answer belongs to this flow and comes from this server.',
    request: {
      start: `GET ${new URL(client.redirectUri).pathname}`,
      headers: [],
      body: { kind: 'query', lines: [...parameters].slice(0, 12).map(([name, value]) => wireLine(name, value)) },
    },
    comparisons,
  };
  const differing = comparisons.find(({ isSame }) => !isSame);
  if (differing) {
    const text = `The app discards this answer: its ${differing.name} is not the one that the app kept. Start again.`;
    return { leg: { ...leg, state: 'refused', text } };
  }
  const error = parameters.get('error');
  const code = parameters.get('code');
  if (error === null && code !== null) return { leg, code };
  return {
    leg: {
      ...leg,
      state: 'refused',
      text: 'The server sent the browser back with an error. Its error_uri carries the request id.',
      explanation: await readExplanation(requestIdOf(parameters.get('error_uri')), client, url),
    },
  };
}

function compared(name: string, kept: string, returned: string | null): Comparison {
  const isAddress = name === 'iss';
  const show = (text: string): string => (isAddress ? text : shorten(text));
  return {
    name,
    kept: show(kept),
    returned: returned === null ? undefined : show(returned),
    isSame: kept === returned,
  };
}

/** The request id in an error_uri of this server. */
function requestIdOf(errorUri: string | null): string | undefined {
  if (errorUri === null || !URL.canParse(errorUri)) return undefined;
  return new URL(errorUri).searchParams.get('request') ?? undefined;
}
