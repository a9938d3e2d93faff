import type { AcceptedExchange } from './trace.ts';

/** Where its fields stand in a line; they are separated by tabs. */
const [requestId, at, environment, endpoint, status, clientId, flowId, duration] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** Reads a line that `createAcceptedLines` wrote; undefined when it isn't one. */
export function parseAcceptedLine(line: string): AcceptedExchange | undefined {
  const fields = line.split('\t');
  if (fields.length !== 8) return undefined;
  return {
    requestId: fields[requestId] as string,
    at: Number(fields[at]),
    environment: fields[environment] as string,
    endpoint: fields[endpoint] as string,
    status: Number(fields[status]),
    clientId: fields[clientId] || undefined,
    flowId: fields[flowId] || undefined,
    duration: Number(fields[duration]),
  };
}

/** 32 bits of a flow id (FNV-1a), by which a block is asked whether it may hold one of the flow's lines. */
export function hashFlowId(flow: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < flow.length; index++) hash = Math.imul(hash ^ flow.charCodeAt(index), 0x01000193);
  return hash | 0;
}
