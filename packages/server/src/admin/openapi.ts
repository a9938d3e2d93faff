import { z } from 'zod';
import { type Contract, contracts } from './contract.ts';

type JsonObject = Record<string, unknown>;

/** The description of the administration API (OpenAPI 3.1), made from its contract. @param url the server's address. */
export function openApiDocument(url: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const [id, contract] of Object.entries<Contract>(contracts)) {
    const path = `/api/environments/{environment}${contract.path.replaceAll(/:([A-Za-z]+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [contract.method.toLowerCase()]: describeOperation(id, contract, path) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Candor administration API',
      version: '1',
      description: 'Clients, users and grants of the environments, and the controls of a development profile.',
    },
    servers: [{ url }],
    security: [{ administrationToken: [] }],
    paths: { ...paths, '/api/explanations/{requestId}': { get: explanationOperation } },
    components: {
      securitySchemes: {
        administrationToken: { type: 'http', scheme: 'bearer', description: 'Made by candor token create.' },
        clientCredentials: { type: 'http', scheme: 'basic', description: "A client's own id and secret." },
      },
      schemas: { Problem: problemSchema },
      responses: { Problem: { description: 'Refused.', content: { 'application/problem+json': { schema: problem } } } },
    },
  };
}

const problem = { $ref: '#/components/schemas/Problem' };
const refused = { $ref: '#/components/responses/Problem' };

function describeOperation(id: string, contract: Contract, path: string): JsonObject {
  const inPath = [...path.matchAll(/\{([A-Za-z]+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const isPatch = contract.method === 'PATCH';
  const answered = contract.answer && {
    content: { 'application/json': { schema: schemaOf(contract.answer, 'output') } },
  };
  return {
    operationId: id,
    summary: contract.summary,
    description: `For the role ${contract.role}${contract.role === 'supporter' ? ' and administrator' : ''}.${
      contract.control ? ' Exists in a development profile only.' : ''
    }`,
    parameters: [...inPath, ...queryParameters(contract.query)],
    ...(contract.body && {
      requestBody: {
        required: isPatch,
        content: isPatch
          ? { 'application/merge-patch+json': { schema: patchSchema(contract.body) } }
          : { 'application/json': { schema: schemaOf(contract.body, 'input') } },
      },
    }),
    responses: {
      [contract.status]: { description: 'Done.', ...answered, ...(contract.status === 201 && { headers: location }) },
      default: refused,
    },
  };
}

const location = { Location: { description: 'Address of the new record.', schema: { type: 'string' } } };

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, { io }) as JsonObject;
  return described;
}

/** A merge patch: every member may be left out, and null takes away or restores the default (RFC 7396). */
function patchSchema(schema: z.ZodObject): JsonObject {
  const { required: _required, properties, ...described } = schemaOf(schema, 'input');
  const optional = Object.entries(properties as Record<string, JsonObject>).map(([name, member]) => {
    const { default: _default, ...rest } = member;
    return [name, schema.shape[name]?.safeParse(undefined).success ? { anyOf: [rest, { type: 'null' }] } : rest];
  });
  return { ...described, properties: Object.fromEntries(optional) };
}

function queryParameters(query: z.ZodObject | undefined): JsonObject[] {
  if (!query) return [];
  const { properties = {} } = schemaOf(query, 'input') as { properties?: Record<string, JsonObject> };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    ...(description !== undefined && { description }),
    schema,
  }));
}

const problemSchema = {
  type: 'object',
  description: 'RFC 9457.',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri', description: "The problem's page." },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'The request id.' },
    errors: {
      type: 'array',
      description: 'What is wrong with the record.',
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: {
          pointer: { type: 'string', description: 'RFC 6901, into the body; a query parameter as /name.' },
          message: { type: 'string' },
        },
      },
    },
  },
};

const explanationOperation: JsonObject = {
  operationId: 'readExplanation',
  summary: 'Read why a request was refused',
  description:
    'For the refused client itself (Basic), members of the organisation that owns it (console session), supporters and administrators. Waits up to two seconds for a refusal that was just answered. Everybody else gets 404.',
  security: [{ clientCredentials: [] }, { administrationToken: [] }],
  parameters: [{ name: 'requestId', in: 'path', required: true, schema: { type: 'string' } }],
  responses: {
    200: { description: 'The explanation.', content: { 'application/json': { schema: { type: 'object' } } } },
    default: refused,
  },
};
