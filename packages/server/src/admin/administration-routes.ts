import type { AdministrationTokenRecord } from '@candor/storage';
import type { z } from 'zod';
import type { Environment } from '../environment.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import { refuse } from '../refusal.ts';
import { findRoute, type RouteParameters, type ServerRoute } from '../routes/route-table.ts';
import type { ServerContext } from '../server.ts';
import { authenticateAdministrator } from './administration-token.ts';
import { createClientSecret, listClientSecrets, retireClientSecret } from './client-secrets.ts';
import { changeClient, createClient, deleteClient, listClients, readClient } from './clients.ts';
import { type Contract, contracts, type OperationId } from './contract.ts';
import { advanceClock, readOutbox, setMaintenance } from './controls.ts';
import { endGrant, listGrants } from './grants.ts';
import { validate } from './json-body.ts';
import { openApiDocument } from './openapi.ts';
import { jsonResponse, type Operation } from './operation.ts';
import { readPromotion } from './promotion.ts';
import { changeUser, createUser, deleteUser, listUsers, readUser } from './users.ts';

const operations: { readonly [Id in OperationId]: Operation<Id> } = {
  listClients,
  createClient,
  readClient,
  readPromotion,
  changeClient,
  deleteClient,
  listClientSecrets,
  createClientSecret,
  retireClientSecret,
  listUsers,
  createUser,
  readUser,
  changeUser,
  deleteUser,
  listGrants,
  endGrant,
  advanceClock,
  setMaintenance,
  readOutbox,
};

/** The description of the API is for everybody. */
export const openApiRoute: ServerRoute = {
  method: 'GET',
  pattern: '/api/openapi.json',
  handle: (_request, _parameters, server) => jsonResponse(200, openApiDocument(server.url)),
};

const root = '/api/environments/:environment';

const routes = (Object.keys(contracts) as OperationId[]).map((id) => ({
  id,
  method: contracts[id].method,
  pattern: root + contracts[id].path,
}));

/**
 * Answers every address under `/api/` that is not open to others: the token first, so that nobody learns from 404 or
 * 405 what exists. @throws Refusal
 */
export async function answerAdministration(request: HttpRequest, server: ServerContext): Promise<HttpResponse> {
  const token = await authenticateAdministrator(request, server);
  const found = findRoute(routes, request.method, request.path);
  if (found.outcome === 'unknown') return refuse('endpoint-unknown', { seen: request.path });
  if (found.outcome === 'method-not-allowed') {
    return refuse('method-not-allowed', { seen: request.method, expected: found.allowed });
  }
  return runOperation(found.route.id, { request, parameters: found.parameters, server, token });
}

interface Authenticated {
  readonly request: HttpRequest;
  readonly parameters: RouteParameters;
  readonly server: ServerContext;
  readonly token: AdministrationTokenRecord;
}

async function runOperation<Id extends OperationId>(id: Id, given: Authenticated): Promise<HttpResponse> {
  const contract: Contract = contracts[id];
  const { request, parameters, server, token } = given;
  if (contract.control && server.configuration.profile !== 'development') {
    return refuse('endpoint-unknown', { seen: request.path });
  }
  if (contract.role === 'administrator' && token.role !== 'administrator') refuse('administration-forbidden');
  const environment = findEnvironment(parameters, server);
  const query = readQuery(request, contract.query) as never;
  const { answer, location } = await operations[id]({ ...given, query, environment });
  if (contract.method !== 'GET') {
    const { requestId } = request;
    server.log('info', 'administration', { requestId, operation: id, path: request.path, token: token.name });
  }
  const headers =
    location === undefined ? {} : { location: `${root.replace(':environment', environment.name)}${location}` };
  return jsonResponse(contract.status, answer, headers);
}

function findEnvironment({ environment }: RouteParameters, server: ServerContext): Environment {
  return server.environments.byName.get(environment ?? '') ?? refuse('environment-unknown', { seen: environment });
}

/** The query's parameters; each once. @throws Refusal `record-invalid` */
function readQuery(request: HttpRequest, schema: z.ZodObject | undefined): Record<string, unknown> | undefined {
  const sent = new URLSearchParams(request.query);
  const names = [...new Set(sent.keys())];
  const repeated = names.filter((name) => sent.getAll(name).length > 1);
  if (repeated.length > 0) {
    const errors = repeated.map((name) => ({ pointer: `/${name}`, message: 'The query has this parameter twice.' }));
    refuse('record-invalid', { errors: errors.slice(0, 20) });
  }
  return schema && validate(Object.fromEntries(sent), schema);
}
