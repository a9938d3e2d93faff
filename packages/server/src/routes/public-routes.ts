import { isProblemId, type Problem, problems, publicProblem } from '@candor/protocol';
import { standardProblemMap } from '../dialects/standard/problem-map.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import { ownPaths } from '../interaction/own-paths.ts';
import { pageResponse } from '../interaction/page-response.ts';
import { findAsset } from '../pages/assets.ts';
import { problemIndexPage, problemPage } from '../pages/problem.ts';
import { problemExamples } from '../pages/problem-examples.ts';
import { type StartModel, startPage } from '../pages/start.ts';
import { refuse } from '../refusal.ts';
import type { ServerContext } from '../server.ts';
import type { ServerRoute } from './route-table.ts';

/** What anybody may read: the start page, the problems, the pages' assets, and the probes. */
export const publicRoutes: readonly ServerRoute[] = [
  { method: 'GET', pattern: '/', handle: (_request, _parameters, server) => showStart(server) },
  { method: 'GET', pattern: '/problems', handle: showProblems },
  { method: 'GET', pattern: '/problems/:id', handle: (request, { id }, server) => showProblem(id, request, server) },
  { method: 'GET', pattern: '/healthz', handle: () => text('alive\n') },
  { method: 'GET', pattern: '/readyz', handle: (_request, _parameters, server) => showReadiness(server) },
  { method: 'GET', pattern: '/robots.txt', handle: () => text('User-agent: *\nDisallow: /\n') },
];

/** An asset of the pages: immutable, because its name carries the hash of its content. */
export function showAsset(path: string): HttpResponse {
  const asset = findAsset(path);
  if (!asset) return refuse('endpoint-unknown', { seen: path });
  const cacheControl = asset.immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=300';
  return {
    status: 200,
    headers: { 'content-type': asset.contentType, 'cache-control': cacheControl },
    body: asset.body,
  };
}

function showStart(server: ServerContext): HttpResponse {
  const environments = [...server.environments.byName.values()];
  const first = environments[0];
  const page = startPage({
    environments: environments.map(({ name, dialect, stage, issuer, baseUrl }) => ({
      name,
      dialect: dialect.name,
      stage,
      issuer,
      ...(dialect.endpoints.some((endpoint) => endpoint.name === 'metadata') && {
        openidConfiguration: `${baseUrl}/.well-known/openid-configuration`,
        oauthMetadata: oauthMetadataAddress(issuer),
      }),
    })),
    ...(server.demonstration && {
      demo: { credentialsFile: credentialsFile(server), ...demoPeople(server) },
    }),
    commands: first
      ? [
          ...first.dialect.commands(first),
          {
            title: 'Read why a request was refused',
            command: `curl -u "$CLIENT_ID:$CLIENT_SECRET" ${server.url}/api/explanations/$REQUEST_ID`,
          },
        ]
      : [],
  });
  return pageResponse(page, { formAction: "'none'" });
}

function demoPeople(server: ServerContext): Omit<NonNullable<StartModel['demo']>, 'credentialsFile'> {
  const client = server.demoApp()?.clients.values().next().value;
  if (!client) return {};
  const { signInAs, withMessage, withTotp, issuer } = client;
  return {
    appHref: '/demo',
    people: { none: signInAs, message: withMessage, totp: withTotp },
    ownPagesHref: issuer + ownPaths.apps,
  };
}

/** Problems that are shown to the public: those that stand for themselves. */
const shown: readonly Problem[] = Object.values(problems).filter((problem) => problem.publicAs === undefined);

function showProblems(): HttpResponse {
  const page = problemIndexPage({
    problems: shown.map((problem) => {
      const { error } = standardProblemMap[problem.id as keyof typeof standardProblemMap];
      return { ...problem, ...(error !== undefined && { error }) };
    }),
  });
  return pageResponse(page, { formAction: "'none'" });
}

function showProblem(id: string | undefined, request: HttpRequest, server: ServerContext): HttpResponse {
  if (id === undefined || !isProblemId(id) || publicProblem(id).id !== id)
    return refuse('endpoint-unknown', { seen: id });
  const { status, error, description } = standardProblemMap[id];
  const requestId = new URLSearchParams(request.query).get('request') ?? '';
  const example = problemExamples[id];
  const page = problemPage({
    problem: publicProblem(id),
    ...(example !== undefined && { example }),
    wire: {
      status,
      ...(error !== undefined && { error }),
      ...(description !== undefined && { errorDescription: description }),
    },
    ...(/^req_[0-9a-z]{18}$/.test(requestId) && {
      request: { id: requestId, url: server.url, consoleHref: `${server.consoleUrl}/console/requests/${requestId}` },
    }),
  });
  return pageResponse(page, { formAction: "'none'" });
}

async function showReadiness(server: ServerContext): Promise<HttpResponse> {
  await server.storage.setting('installation-key');
  return text('ready\n');
}

function text(body: string): HttpResponse {
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }, body };
}

function credentialsFile({ configuration: { data } }: ServerContext): string {
  return data === ':memory:' ? 'demonstration.json' : `${data}/demonstration.json`;
}

/** RFC 8414 section 3.1: the well-known path stands between the issuer's host and its path. */
function oauthMetadataAddress(issuer: string): string {
  const { origin, pathname } = new URL(issuer);
  return `${origin}/.well-known/oauth-authorization-server${pathname === '/' ? '' : pathname}`;
}
