import type { AccountRecord } from '@candor/storage';
import { type Environment, originOf } from '../../../environment.ts';
import type { HttpRequest, HttpResponse } from '../../../http/exchange.ts';
import { reachResource } from '../../../operations/reach-resource.ts';
import type { Endpoint } from '../../dialect.ts';
import { klaviyoPaths } from '../paths.ts';
import { refuseInvalidInput, resourceIn } from './invalid-input.ts';
import { countRequest } from './rate-limit.ts';
import { readAccessToken } from './read-access-token.ts';
import { type Collection, collections, type ResourceObject } from './resources.ts';

export const jsonApiType = 'application/vnd.api+json';

/** The API's collections, each with and without the slash at its end, as the provider takes both. */
export const apiEndpoints: readonly Endpoint[] = collections.flatMap((collection) => {
  const path = `${klaviyoPaths.api}/${collection.type}s`;
  return [path, `${path}/`].map((address) => apiEndpoint(address, collection));
});

function apiEndpoint(path: string, collection: Collection): Endpoint {
  return {
    name: 'api',
    path,
    methods: collection.writeScope === undefined ? ['GET'] : ['GET', 'POST'],
    crossOrigin: 'nobody',
    host: 'api',
    pausable: true,
    async handle(request, environment) {
      const isWrite = request.method === 'POST';
      const scope = isWrite ? (collection.writeScope as string) : collection.readScope;
      // Authentication, permission, then the limit: the order of the provider's framework.
      const reached = await reachResource({ accessToken: readAccessToken(request, environment), scope }, environment);
      const counted = await countRequest(collection, reached, environment);
      refuseInvalidInput(collection, request, reached);
      const account = await accountOf(reached.accountId, environment);
      const answer = isWrite
        ? created(collection, request, account, environment)
        : listed(collection, account, environment);
      const response = { ...answer, headers: { ...answer.headers, ...counted } };
      return { response, clientId: reached.client.clientId, flowId: reached.flowId };
    },
  };
}

/** A user without an account grants their own data: it is shown as an account without a name. */
async function accountOf(accountId: string, { name, deps }: Environment): Promise<AccountRecord> {
  const found = accountId === '' ? undefined : await deps.storage.account(name, accountId);
  return found ?? { environment: name, id: accountId, name: '', region: 'default', createdAt: 0 };
}

function listed(collection: Collection, account: AccountRecord, environment: Environment): HttpResponse {
  const self = addressOf(collection, environment);
  const data = collection.objects(account).map((object) => withLinks(object, self));
  return document(200, { data, links: { self, first: null, last: null, prev: null, next: null } });
}

/** Gives back what was sent, with an id: nothing is kept. */
function created(
  collection: Collection,
  request: HttpRequest,
  account: AccountRecord,
  environment: Environment,
): HttpResponse {
  const object = { type: collection.type, id: `${account.id}N1`, attributes: attributesOf(request.body) };
  return document(201, { data: withLinks(object, addressOf(collection, environment)) });
}

function attributesOf(body: string): Readonly<Record<string, unknown>> {
  return { ...(resourceIn(body)?.attributes as object | undefined) };
}

function withLinks(object: ResourceObject, collection: string): object {
  return { ...object, links: { self: `${collection}/${object.id}` } };
}

function addressOf({ type }: Collection, environment: Environment): string {
  return `${apiOrigin(environment)}${klaviyoPaths.api}/${type}s`;
}

/** Base address of the side that apps talk to. */
export function apiOrigin({ baseUrl, separateHosts, isAtSeparateHosts, serverUrl }: Environment): string {
  return separateHosts && isAtSeparateHosts ? originOf(separateHosts.api, serverUrl) : baseUrl;
}

function document(status: number, body: object): HttpResponse {
  return { status, headers: { 'content-type': jsonApiType, 'cache-control': 'no-store' }, body: JSON.stringify(body) };
}
