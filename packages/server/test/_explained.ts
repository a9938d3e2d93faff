/**
 * Mistakes that apps make, each made over real HTTP and read back at the explanation's door by the one who may: a table
 * of rows for each area, and what runs a row.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Confidence } from '@candor/doctor';
import { type MarkedSegment, markDifference, type ProblemId, problems, publicProblem } from '@candor/protocol';
import type { ClientRecord } from '@candor/storage';
import { standardProblemMap } from '../src/dialects/standard/problem-map.ts';
import type { Diagnosis } from '../src/explanations/refused-exchange.ts';
import {
  type AuthorizeOptions,
  authorizationParameters,
  type OAuthServer,
  type ObtainedCode,
  obtainCode,
  obtainTokens,
  openBrowser,
  type Parameters,
  startOAuthServer,
  type TestBrowser,
  type TokenResponse,
  withPolicy,
} from './_oauth.ts';
import { refusalOf } from './_refused.ts';
import { type Answered, basicOf, type TestClient, type TestUser } from './_server.ts';

/** A refused request, and the client whose owner reads why; without one a supporter of the server reads it. */
export interface Made {
  readonly answer: Answered;
  readonly client?: TestClient;
  /** Ids that the explanation has to name: of the request before, or of another client of the organisation. */
  readonly names?: readonly string[];
}

/** One mistake, and what its explanation has to say. */
export interface ExplainedRow {
  /** What the app did. */
  readonly does: string;
  readonly problem: ProblemId;
  /** The rule that has to come first, `area/name:variant`. */
  readonly rule: string;
  /** `certain` where nothing else is said. */
  readonly confidence?: Confidence;
  /** The rules that may stand below it; none where nothing is said. */
  readonly also?: readonly string[];
  readonly make: (world: World) => Promise<Made>;
  /** The title, with `{…}` for what differs from run to run. */
  readonly says: string;
  /** Lines of evidence: place, what was sent, what was expected. */
  readonly shows: readonly (readonly [string, string, string])[];
  /** The characters of the first line that are marked on each side. */
  readonly marks?: readonly [string, string];
}

/** A server with an organisation's clients, and short ways to make mistakes with them. */
export interface World {
  readonly server: OAuthServer;
  readonly user: TestUser;
  readonly browser: TestBrowser;
  /** Authenticates with client_secret_basic, like `sibling`. */
  readonly client: TestClient;
  readonly sibling: TestClient;
  readonly posting: TestClient;
  readonly publicClient: TestClient;
  /** Of the same organisation, in the environment `production`, with a user there. */
  readonly inProduction: TestClient;
  /** The redirect URI that `inProduction` has registered. */
  readonly userInProduction: TestUser;
  /** A client of an organisation of its own, so that no other client of a test is like it. */
  lone(members?: Partial<ClientRecord>): Promise<TestClient>;
  code(options?: Partial<AuthorizeOptions>): Promise<ObtainedCode>;
  tokens(options?: Partial<AuthorizeOptions>): Promise<TokenResponse>;
  /** An authorization request of the client with parameters changed. */
  authorizing(changed: Parameters, client?: TestClient): Promise<Made>;
  /** A token request with the headers given, on behalf of the client. */
  token(form: Readonly<Record<string, string>>, headers: Record<string, string>, client?: TestClient): Promise<Made>;
  userinfo(
    headers: Record<string, string>,
    client?: TestClient,
    init?: RequestInit & { query?: string },
  ): Promise<Made>;
  /** Headers that make a request come from another address, through the proxy that the server trusts. */
  readonly elsewhere: Record<string, string>;
}

const jwtResource = 'https://api.example/jwt';
export const ledgerResource = 'https://api.example/ledger';

async function createWorld(): Promise<World> {
  const { environments } = withPolicy({
    scopes: {
      'ledger:read': { meaning: 'Read your ledger', kind: 'read' },
      'ledger:write': { meaning: 'Write to your ledger', kind: 'do' },
    },
    resources: {
      [ledgerResource]: { accessTokenFormat: 'opaque' },
      [jwtResource]: { accessTokenFormat: 'jwt' },
    },
  }) as { readonly environments: object };
  const server = await startOAuthServer({ configuration: { environments, trustedProxies: ['127.0.0.1'] } });
  const resources = [ledgerResource, jwtResource];
  const client = await server.createClient('sandbox', { resources });
  const user = await server.createUser('sandbox', { name: 'Ada Example' });
  const browser = openBrowser(server);
  const made = { client, user, browser };
  return {
    server,
    ...made,
    sibling: await server.createClient('sandbox', { name: 'Planner', redirectUris: ['https://planner.example/cb'] }),
    posting: await server.createClient('sandbox', { authMethod: 'client_secret_post' }),
    publicClient: await server.createClient('sandbox', { authMethod: 'none' }),
    inProduction: await server.createClient('production', { redirectUris: ['https://live.example/cb'] }),
    userInProduction: await server.createUser('production'),
    async lone(members = {}) {
      const organisationId = await server.createOrganisation('Lone Organisation');
      return server.createClient('sandbox', { organisationId, ...members });
    },
    code: (options = {}) => obtainCode(server, { ...made, ...options }),
    tokens: (options = {}) => obtainTokens(server, { ...made, ...options }),
    async authorizing(changed, by = client) {
      const answer = await server.request(`/sandbox/oauth/authorize?${authorizationParameters(by, changed)}`);
      return { answer, client: by };
    },
    async token(form, headers, by = client) {
      return { answer: await server.post('/sandbox/oauth/token', form, headers), client: by };
    },
    async userinfo(headers, by = client, { query = '', ...init } = {}) {
      return { answer: await server.request(`/sandbox/oauth/userinfo${query}`, { headers, ...init }), client: by };
    },
    elsewhere: { 'x-forwarded-for': '203.0.113.7' },
  };
}

/** Runs every row of an area: makes the mistake, reads its explanation, and compares. */
export async function explains(area: string, rows: readonly ExplainedRow[]): Promise<void> {
  const world = await createWorld();
  const member = await memberHeaders(world);
  describe(`the explanation of ${area}`, () => {
    rows.forEach((row, at) => {
      it(`of an app that ${row.does}`, async () => {
        // The door answers 120 calls of an address in a minute.
        if (at % 50 === 49) world.server.advance(60_001);
        await checkRow(world, row, member);
      });
    });
  });
}

async function checkRow(world: World, row: ExplainedRow, member: Record<string, string>): Promise<void> {
  const { server } = world;
  const { answer, client, names = [] } = await row.make(world);
  await assertAnswered(world, answer, row.problem);
  const explained = await server.request(`/api/explanations/${answer.requestId}`, {
    headers: readerHeaders(world, client, member),
  });
  assert.equal(explained.status, 200, `the owner reads ${explained.status} ${explained.text}`);
  const diagnoses = explained.json.diagnoses as readonly Diagnosis[];
  const [first, ...rest] = diagnoses;
  assert.ok(first, 'there is no diagnosis');
  assert.deepEqual(
    [`${first.cause}:${first.variant}`, first.confidence, rest.map(({ cause, variant }) => `${cause}:${variant}`)],
    [row.rule, row.confidence ?? 'certain', row.also ?? []],
  );
  assertText(first.title, row.says);
  const lines = first.evidence.map(({ where, seen, expected }) => [where, seen, expected]);
  assert.equal(lines.length, row.shows.length, JSON.stringify(lines));
  row.shows.forEach((line, at) => {
    line.forEach((text, side) => {
      assertText(lines[at]?.[side] ?? '', text);
    });
  });
  if (row.marks) {
    const { a, b } = markDifference(wireValue(first.evidence[0]?.seen), wireValue(first.evidence[0]?.expected));
    assert.deepEqual([marked(a), marked(b)], row.marks);
  }
  assert.ok(first.why.length > 40 && first.fix.length > 20);
  for (const name of names) assert.ok(JSON.stringify(first).includes(name), `${name} is not named`);
  for (const secret of secretsOf(world)) assert.ok(!explained.text.includes(secret), 'a secret is in the explanation');
}

/** The refused client reads with its own credentials, a public one by a member, and nobody's by a supporter. */
function readerHeaders(
  { server }: World,
  client: TestClient | undefined,
  member: Record<string, string>,
): Record<string, string> {
  if (client === undefined) return { authorization: `Bearer ${server.supporterToken}` };
  if (client.clientSecret === '' || !client.record.enabled) return member;
  return { authorization: basicOf(client.clientId, client.clientSecret) };
}

async function memberHeaders({ server }: World): Promise<Record<string, string>> {
  const { email, password } = await server.createMember();
  const browser = openBrowser(server);
  await browser.open('/console/sign-in');
  assert.equal((await browser.submit('/console/sign-in', { email, password })).status, 303);
  return { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
}

/** The public side is what the dialect's map says, whatever the explanation knows. */
async function assertAnswered({ server }: World, answer: Answered, problem: ProblemId): Promise<void> {
  const { problem: traced } = await refusalOf(server, answer.requestId);
  assert.equal(traced, problem);
  const { status, error } = standardProblemMap[problem];
  const location = answer.headers.get('location');
  if (location === null) assert.equal(answer.status, status, answer.text);
  else assert.equal(new URL(location).searchParams.get('error'), error);
  const said = `${location ?? ''}${answer.text}`;
  const finer = problems[problem].publicAs !== undefined ? problem : undefined;
  assert.ok(finer === undefined || !said.includes(finer), `the answer names ${finer}`);
  assert.ok(!/"(access|refresh|id)_token"|cat_|crt_|cac_/.test(said), 'something was issued');
  assert.ok(publicProblem(problem).publicAs === undefined);
}

/** Also addresses: other callers are the same or different, and nothing more (ARCHITECTURE 4.8). */
function secretsOf({ client, sibling, posting, inProduction }: World): readonly string[] {
  return [...[client, sibling, posting, inProduction].map(({ clientSecret }) => clientSecret), '203.0.113.7'];
}

/** The value of a line of evidence without the remark behind it. */
function wireValue(text = ''): string {
  const gap = text.indexOf('  (');
  return gap === -1 ? text : text.slice(0, gap);
}

function marked(segments: readonly MarkedSegment[]): string {
  return segments
    .filter(({ differs }) => differs)
    .map(({ text }) => text)
    .join('…');
}

const anything: Readonly<Record<string, string>> = {
  time: '\\d{1,2} [A-Z][a-z]{2} \\d{4}, \\d\\d:\\d\\d:\\d\\d UTC',
  fingerprint: '[0-9a-f]{8}',
  request: 'req_[0-9a-z]{18}',
  flow: '[A-Za-z0-9_-]{16}',
  client: 'cid_[A-Za-z0-9_-]{16}',
  challenge: '[A-Za-z0-9_-]{43}',
  value: '\\S+',
  n: '\\d+',
};
const duration = '((?:less than )?[0-9.]+ \\w+(?: \\d+ \\w+)?)';

/**
 * Compares a text with a template: `‹time›` and the like stand for what differs from run to run, `‹~1 hour›` for a length
 * of time that is right to a minute.
 */
function assertText(actual: string, template: string): void {
  const parts = template.split(/‹([^‹›]+)›/);
  const lengths = parts.filter((part, at) => at % 2 === 1 && part.startsWith('~')).map((part) => part.slice(1));
  const pattern = parts
    .map((part, at) => {
      if (at % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      return part.startsWith('~') ? duration : (anything[part] ?? assert.fail(`‹${part}› stands for nothing`));
    })
    .join('');
  const match = new RegExp(`^${pattern}$`, 'su').exec(actual);
  assert.ok(match, `${actual}\n  expected: ${template}`);
  lengths.forEach((length, at) => {
    const off = Math.abs(secondsOf(match[at + 1] ?? '') - secondsOf(length));
    assert.ok(off <= 60, `${match[at + 1]} is not about ${length}: ${actual}`);
  });
}

const unitSeconds: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

function secondsOf(length: string): number {
  const parts = length.matchAll(/([0-9.]+) (second|minute|hour|day)/g);
  return [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * (unitSeconds[unit ?? ''] ?? Number.NaN), 0);
}
