import type { AdministrationTokenRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import type { RouteParameters } from '../routes/route-table.ts';
import type { ServerContext } from '../server.ts';
import type { AnswerOf, OperationId, QueryOf } from './contract.ts';

/** What an operation's handler gets: authenticated, its environment found, its query validated. */
export interface OperationContext<Id extends OperationId> {
  readonly request: HttpRequest;
  readonly parameters: RouteParameters;
  readonly query: QueryOf<Id>;
  readonly environment: Environment;
  readonly server: ServerContext;
  readonly token: AdministrationTokenRecord;
}

/** Answer of an operation; `location` is the new record's path below the environment's. */
export interface OperationResult<Id extends OperationId> {
  readonly answer: AnswerOf<Id>;
  readonly location?: string;
}

/** Reads its body by `readBody` or `readPatch`, changes the records, and answers. @throws Refusal */
export type Operation<Id extends OperationId> = (context: OperationContext<Id>) => Promise<OperationResult<Id>>;

/** An answer as JSON, without what is undefined. */
export function jsonResponse(status: number, body: unknown, headers: HttpResponse['headers'] = {}): HttpResponse {
  return {
    status,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      'cache-control': 'no-store',
      ...headers,
    },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}

export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
