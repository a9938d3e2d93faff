import type { Environment } from '../../environment.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { browserHash, readBrowser } from '../../interaction/browser.ts';
import { isSameText } from '../../interaction/cookies.ts';
import { loadFlow, proceed, refuseEnded } from '../../interaction/flow.ts';
import { refuse } from '../../refusal.ts';
import type { Endpoint } from '../dialect.ts';
import { writeAuthorizationResponse } from './authorization-response.ts';
import { baanxPaths } from './paths.ts';

/**
 * Where the app sends its user. What names the session can't be guessed, and says nothing; no token stands in the
 * address.
 */
export function hostedPageAddress(sessionId: Uint8Array, environment: Environment): string {
  const flowId = Buffer.from(sessionId).toString('base64url');
  return `${environment.baseUrl}${baanxPaths.hostedPage}?session=${flowId}${proofOf(flowId, environment)}`;
}

/** `GET …/hosted`: ties the session to the browser that opens it first, and goes on to the sign-in. */
export const hostedPageEndpoint: Endpoint = {
  name: 'page',
  path: baanxPaths.hostedPage,
  methods: ['GET'],
  crossOrigin: 'nobody',
  host: 'browser',
  pausable: true,
  async handle(request, environment) {
    const { deps, name } = environment;
    const sent = new URLSearchParams(request.query).get('session') ?? '';
    const flowId = sent.slice(0, 16);
    if (!isSameText(sent.slice(16), proofOf(flowId, environment))) {
      return refuse('authorization-session-unknown', { seen: 'no such session' });
    }
    if (isOnlyLooking(request))
      return { response: { status: 204, headers: { 'cache-control': 'no-store' }, body: '' } };
    const browser = await readBrowser(request, environment);
    const { outcome } = await deps.storage.claimAuthorizationSession({
      environment: name,
      id: Buffer.from(flowId, 'base64url'),
      browserHash: browserHash(browser),
      now: deps.now(),
    });
    if (outcome === 'taken') return refuse('authorization-session-unknown', { seen: 'another browser' });
    if (outcome !== 'claimed') await refuseOver(flowId, environment);
    const flow = await loadFlow(flowId, browser, environment);
    return proceed(flow, { request }, writeAuthorizationResponse, environment);
  },
};

/** Previews and prefetching must not take the session from the browser that is to have it. */
function isOnlyLooking({ method, headers }: HttpRequest): boolean {
  return method === 'HEAD' || /prefetch|prerender|preview/i.test(`${headers['sec-purpose'] ?? headers.purpose ?? ''}`);
}

/** A session that no browser had while it was open has no browser's page to say that it is over. */
async function refuseOver(flowId: string, environment: Environment): Promise<void> {
  const { deps, name } = environment;
  const session = await deps.storage.authorizationSession(name, Buffer.from(flowId, 'base64url'));
  if (!session) return refuse('authorization-session-unknown', { seen: 'no such session' });
  const client = await deps.storage.client(name, session.clientId);
  refuseEnded(session, { client, authenticated: false, flowId }, environment);
}

function proofOf(flowId: string, { deps, name }: Environment): string {
  return deps.mac('hosted-page', `${name} ${flowId}`);
}
