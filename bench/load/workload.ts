import { type AuthorizationCode, signInForCodes } from './authorization-codes.ts';
import { Connection, type Reply } from './connection.ts';
import { introspectionRequest, type Subject, tokenRequest } from './subject.ts';

/** What is sent, over and over, and what has to come back. */
export interface Workload {
  /** The next request of a connection; undefined when nothing is left to send. */
  next(connection: number): string | undefined;
  /** What is wrong with its reply; undefined when nothing is. */
  fault(connection: number, reply: Reply): string | undefined;
  /** Makes sure that so many requests can be sent. Absent: there is no end to them. */
  refill?(requests: number): Promise<void>;
}

/** Gets a workload ready for so many connections; the server is under load while it does. */
export type PrepareWorkload = (subject: Subject, connections: number) => Promise<Workload>;

/** The workloads by name, as the command line and the report call them. */
export const workloads = {
  cc: clientCredentials,
  code: authorizationCode,
  refresh: refreshToken,
  introspect: introspection,
} satisfies Record<string, PrepareWorkload>;

export type WorkloadName = keyof typeof workloads;

interface TokenBody {
  readonly access_token?: unknown;
  readonly refresh_token?: unknown;
  readonly active?: unknown;
}

/** client_credentials: no two tokens of a connection are the same. */
async function clientCredentials(subject: Subject, connections: number): Promise<Workload> {
  const request = tokenRequest(subject, { grant_type: 'client_credentials', scope: subject.scope });
  const last = new Array<unknown>(connections);
  return {
    next: () => request,
    fault(connection, reply) {
      const { access_token: token } = read(reply);
      if (reply.status !== 200 || typeof token !== 'string') return 'no access token';
      if (token === last[connection]) return 'the same access token again';
      last[connection] = token;
      return undefined;
    },
  };
}

/** authorization_code with PKCE: each code is redeemed once. */
async function authorizationCode(subject: Subject): Promise<Workload> {
  const takeCodes = await signInForCodes(subject);
  let waiting: string[] = [];
  return {
    next: () => waiting.pop(),
    fault(_connection, reply) {
      const { access_token: token, refresh_token: refresh } = read(reply);
      return reply.status === 200 && typeof token === 'string' && typeof refresh === 'string'
        ? undefined
        : 'no access token and refresh token';
    },
    async refill(requests) {
      // Codes that were left over are not old, but they may be by the time they are used.
      waiting = (await takeCodes(requests)).map((code) => redemption(subject, code));
    },
  };
}

/** refresh_token: each connection follows its own chain, always with the newest token. */
async function refreshToken(subject: Subject, connections: number): Promise<Workload> {
  const codes = await (await signInForCodes(subject))(connections);
  const replies = await answersTo(
    codes.map((code) => redemption(subject, code)),
    subject,
  );
  const newest = replies.map((reply) => read(reply).refresh_token as string);
  return {
    next: (connection) =>
      tokenRequest(subject, { grant_type: 'refresh_token', refresh_token: newest[connection] as string }),
    fault(connection, reply) {
      const { access_token: token, refresh_token: refresh } = read(reply);
      if (reply.status !== 200 || typeof token !== 'string') return 'no access token';
      if (typeof refresh !== 'string' || refresh === newest[connection]) return 'the refresh token did not rotate';
      newest[connection] = refresh;
      return undefined;
    },
  };
}

/** Introspection of live access tokens, one for each connection. */
async function introspection(subject: Subject, connections: number): Promise<Workload> {
  const request = tokenRequest(subject, { grant_type: 'client_credentials', scope: subject.scope });
  const replies = await answersTo(new Array<string>(connections).fill(request), subject);
  const requests = replies.map((reply) => introspectionRequest(subject, read(reply).access_token as string));
  return {
    next: (connection) => requests[connection],
    fault: (_connection, reply) =>
      reply.status === 200 && read(reply).active === true ? undefined : 'the token is not active',
  };
}

function redemption(subject: Subject, { code, codeVerifier }: AuthorizationCode): string {
  return tokenRequest(subject, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: subject.redirectUri,
    code_verifier: codeVerifier,
  });
}

/** Sends requests one after the other. @throws when one is not answered with 200. */
async function answersTo(requests: readonly string[], subject: Subject): Promise<Reply[]> {
  const { hostname, port } = new URL(subject.url);
  const connection = await Connection.open(hostname, Number(port));
  const replies: Reply[] = [];
  for (const request of requests) {
    const reply = await connection.request(request);
    if (reply.status !== 200) throw new Error(`Preparing: status ${reply.status}, ${reply.body.slice(0, 200)}`);
    replies.push(reply);
  }
  connection.close();
  return replies;
}

function read(reply: Reply): TokenBody {
  try {
    return JSON.parse(reply.body) as TokenBody;
  } catch {
    return {};
  }
}
