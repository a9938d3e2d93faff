import { encodeBase64url, type ProblemId } from '@candor/protocol';
import type { Evidence } from '../evidence/evidence.ts';
import { evidenceFromServer, type RefusedExchange } from '../evidence/from-server.ts';
import type { KnownClient, KnownClientSecret, KnownFacts } from '../evidence/known-facts.ts';
import type { Tools } from '../tools.ts';

/** How an example differs from a request that is in order. An undefined parameter is left out. */
interface Example {
  readonly problem: ProblemId;
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Parameters that stand in headers of their own. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly authorization?: string | undefined;
  readonly contentType?: string;
  readonly method?: string;
  readonly endpoint?: string;
  readonly userAgent?: string;
  readonly accept?: string;
  readonly date?: string;
  readonly client?: Partial<KnownClient>;
  /** False: the request names no client that exists. */
  readonly clientKnown?: boolean;
  readonly known?: Omit<KnownFacts, 'client' | 'clientSecrets'>;
  /** The secrets on record, in plain text; they are hashed here. */
  readonly secrets?: readonly (Partial<KnownClientSecret> & { readonly secret: string })[];
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** 21 Nov 2026, 14:03:27 UTC, in Unix milliseconds. */
export const exampleTime = Date.UTC(2026, 10, 21, 14, 3, 27);
export const exampleSecret = 'example-secret-of-ledger-sync-1';
export const exampleRedirectUri = 'https://ledger.example/callback';
/** The pair of RFC 7636 appendix B. */
export const exampleVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const exampleChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const exampleCode = 'example-code-0001';
const exampleRefreshToken = 'example-refresh-token-0001';
const exampleAccessToken = 'example-access-token-0001';

/** A Basic header of a client id and a secret. */
export function basicOf(clientId: string, secret: string): string {
  return `Basic ${btoa(`${clientId}:${secret}`)}`;
}

/** An authorization request that was refused. */
export function authorizationExample(example: Example): (tools: Tools) => Evidence {
  const parameters = {
    response_type: 'code',
    client_id: 'ledger-sync',
    redirect_uri: exampleRedirectUri,
    scope: 'entries.read',
    state: 'example-state',
    code_challenge: exampleChallenge,
    code_challenge_method: 'S256',
  };
  return exampleOf({ endpoint: 'authorization', method: 'GET', path: '/oauth/authorize' }, parameters, example);
}

/** The redemption of a code that was refused. */
export function codeExample(example: Example): (tools: Tools) => Evidence {
  const parameters = {
    grant_type: 'authorization_code',
    code: exampleCode,
    redirect_uri: exampleRedirectUri,
    code_verifier: exampleVerifier,
  };
  return exampleOf({ endpoint: 'token', method: 'POST', path: '/oauth/token' }, parameters, example);
}

/** A refresh that was refused. */
export function refreshExample(example: Example): (tools: Tools) => Evidence {
  const parameters = { grant_type: 'refresh_token', refresh_token: exampleRefreshToken };
  return exampleOf({ endpoint: 'token', method: 'POST', path: '/oauth/token' }, parameters, example);
}

/** A request to userinfo that was refused. */
export function bearerExample(example: Example): (tools: Tools) => Evidence {
  const authorization = 'authorization' in example ? example.authorization : `Bearer ${exampleAccessToken}`;
  return exampleOf({ endpoint: 'userinfo', method: 'GET', path: '/oauth/userinfo' }, {}, { ...example, authorization });
}

/** The access token that the examples send: issued an hour ago for an hour, unless changed. */
export function exampleAccessRecord(changes: Partial<NonNullable<KnownFacts['accessToken']>> = {}): {
  readonly accessToken: NonNullable<KnownFacts['accessToken']>;
} {
  const issuedAt = exampleTime - 3_600_000;
  const audience = ['https://as.example/sandbox'];
  return { accessToken: { issuedAt, expiresAt: exampleTime, scope: 'openid', audience, ...changes } };
}

/** The authorization whose code the examples redeem, a minute old. */
export function exampleAuthorization(changes: Partial<NonNullable<KnownFacts['authorization']>> = {}): {
  readonly authorization: NonNullable<KnownFacts['authorization']>;
} {
  const issuedAt = exampleTime - 20_000;
  return {
    authorization: {
      codeChallenge: exampleChallenge,
      redirectUri: exampleRedirectUri,
      redirectUriSent: true,
      issuedAt,
      codeExpiresAt: issuedAt + 60_000,
      wrongVerifiers: 0,
      ...changes,
    },
  };
}

const day = 86_400_000;

/** The refresh token that the examples send, ten days old. */
export function exampleRefreshRecord(changes: Partial<NonNullable<KnownFacts['refreshToken']>> = {}): {
  readonly refreshToken: NonNullable<KnownFacts['refreshToken']>;
} {
  const issuedAt = exampleTime - 10 * day;
  return { refreshToken: { issuedAt, expiresAt: issuedAt + 90 * day, inactiveAt: issuedAt + 30 * day, ...changes } };
}

function exampleOf(
  at: { readonly endpoint: string; readonly method: string; readonly path: string },
  base: Readonly<Record<string, string>>,
  example: Example,
): (tools: Tools) => Evidence {
  return (tools) => {
    const parameters: RefusedExchange['request']['parameters'][number][] = [];
    const place = at.method === 'GET' ? 'query' : 'body';
    for (const [name, value] of Object.entries({ ...base, ...example.parameters })) {
      if (value !== undefined) parameters.push({ name, value, in: place });
    }
    for (const [name, value] of Object.entries(example.query ?? {})) parameters.push({ name, value, in: 'query' });
    for (const [name, value] of Object.entries(example.headers ?? {})) parameters.push({ name, value, in: 'header' });
    const authorization =
      'authorization' in example || at.method === 'GET' ? example.authorization : basicOf('ledger-sync', exampleSecret);
    return evidenceFromServer({
      requestId: 'req_example',
      at: exampleTime,
      environment: 'sandbox',
      problem: example.problem,
      endpoint: example.endpoint ?? at.endpoint,
      request: {
        method: example.method ?? at.method,
        path: `/sandbox${at.path}`,
        ...(at.method === 'POST' ? { contentType: example.contentType ?? 'application/x-www-form-urlencoded' } : {}),
        ...(authorization === undefined ? {} : { authorization }),
        ...(example.userAgent === undefined ? {} : { userAgent: example.userAgent }),
        ...(example.accept === undefined ? {} : { accept: example.accept }),
        ...(example.date === undefined ? {} : { date: example.date }),
        parameters,
      },
      response: { status: 400 },
      known: knownOf(example, tools),
      detail: example.detail ?? {},
    });
  };
}

function knownOf(example: Example, tools: Tools): KnownFacts {
  const client: KnownClient = {
    clientId: 'ledger-sync',
    name: 'Ledger sync',
    authMethod: 'client_secret_basic',
    redirectUris: [exampleRedirectUri],
    grantTypes: ['authorization_code', 'refresh_token'],
    scopes: ['entries.read'],
    enabled: true,
    authenticated: false,
    ...example.client,
  };
  const clientSecrets = (example.secrets ?? [{ secret: exampleSecret }]).map(({ secret, ...record }) => ({
    clientId: 'ledger-sync',
    environment: 'sandbox',
    ...record,
    hash: encodeBase64url(tools.sha256(new TextEncoder().encode(secret))),
  }));
  return { ...(example.clientKnown === false ? {} : { client, clientSecrets }), ...example.known };
}
