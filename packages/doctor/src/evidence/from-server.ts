import { isProblemId } from '@candor/protocol';
import { type Evidence, type ExchangeRole, evidenceLimits, type Parameter } from './evidence.ts';
import type { KnownFacts } from './known-facts.ts';

/** One refused request as the server hands it over: what was sent, verbatim, and the refused client's own facts. */
export interface RefusedExchange {
  readonly requestId: string;
  /** Unix milliseconds of the environment's clock. */
  readonly at: number;
  readonly environment: string;
  readonly problem: string;
  readonly endpoint: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly contentType?: string;
    readonly authorization?: string;
    readonly userAgent?: string;
    readonly accept?: string;
    readonly date?: string;
    /** `redacted`: the value is what the server kept of it, and not the one that was sent. */
    readonly parameters: readonly {
      readonly name: string;
      readonly value: string;
      readonly in: 'query' | 'body' | 'header';
      readonly redacted?: boolean;
    }[];
  };
  readonly response: { readonly status: number; readonly error?: string; readonly description?: string };
  readonly known: KnownFacts;
  readonly detail: Readonly<Record<string, unknown>>;
}

const roles: Readonly<Record<string, ExchangeRole>> = {
  authorization: 'authorization-request',
  'pushed-authorization-request': 'pushed-authorization-request',
  token: 'token-request',
  revocation: 'revocation-request',
  introspection: 'introspection-request',
  userinfo: 'resource-request',
  api: 'resource-request',
};

/** Turns a refused exchange of the server into evidence; values longer than the limit are cut and marked as cut. */
export function evidenceFromServer(exchange: RefusedExchange): Evidence {
  const { request, response } = exchange;
  const headers = [
    header('content-type', request.contentType),
    header('authorization', request.authorization),
    header('user-agent', request.userAgent),
    header('accept', request.accept),
    header('date', request.date),
  ].filter((one) => one !== undefined);
  const answered: Parameter[] = [];
  if (response.error !== undefined) answered.push({ name: 'error', value: response.error, in: 'body' });
  if (response.description !== undefined) {
    answered.push(bounded({ name: 'error_description', value: response.description, in: 'body' }));
  }
  return {
    exchanges: [
      {
        role: Object.hasOwn(roles, exchange.endpoint) ? (roles[exchange.endpoint] as ExchangeRole) : 'other',
        source: { from: 'server' },
        at: exchange.at,
        request: {
          method: request.method,
          target: request.path,
          headers,
          parameters: request.parameters.slice(0, evidenceLimits.parameters).map(sent),
        },
        response: { status: response.status, headers: [], parameters: answered },
      },
    ],
    subject: 0,
    ...(isProblemId(exchange.problem) ? { problem: exchange.problem } : {}),
    environment: exchange.environment,
    known: exchange.known,
    detail: exchange.detail,
  };
}

function header(name: string, value: string | undefined): Parameter | undefined {
  return value === undefined ? undefined : bounded({ name, value, in: 'header' });
}

function sent({ redacted, ...parameter }: RefusedExchange['request']['parameters'][number]): Parameter {
  return redacted === true ? { ...bounded(parameter), cut: true } : bounded(parameter);
}

function bounded(parameter: Parameter): Parameter {
  if (parameter.value.length <= evidenceLimits.valueCharacters) return parameter;
  return { ...parameter, value: parameter.value.slice(0, evidenceLimits.valueCharacters), cut: true };
}
