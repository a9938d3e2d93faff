import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  diagnose,
  evidenceFromServer,
  type KnownFacts,
  type RefusedExchange,
  renderExplanation,
  rules,
  secretKindOf,
} from '@candor/doctor';
import { problemIds } from '@candor/protocol';
import fc from 'fast-check';
import { explanationOf } from './explanation.ts';
import { tools } from './tools.ts';

const numRuns = process.env.CANDOR_COUNTS === 'long' ? 20_000 : 300;

const names = [
  'client_id',
  'client_secret',
  'redirect_uri',
  'code',
  'code_verifier',
  'code_challenge',
  'code_challenge_method',
  'refresh_token',
  'grant_type',
  'scope',
  'state',
  'token',
  'client_assertion',
  'refreshToken',
];
const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 90 }),
  fc.base64String({ maxLength: 120 }),
  fc.webUrl({ withQueryParameters: true }),
  fc.constantFrom('undefined', '${X}', 'S256', 'plain', 'cat_sandbox_x', 'crt_production_y', 'cac_sandbox_%20', "'"),
);
const parameter = fc.record({
  name: fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 30 })),
  value: wild,
  in: fc.constantFrom('query' as const, 'body' as const),
});
const instant = fc.oneof(fc.integer(), fc.constantFrom(Number.MAX_SAFE_INTEGER, -1, 0, Number.NaN));
const optional: { requiredKeys: [] } = { requiredKeys: [] };
const known = fc.record(
  {
    client: fc.record({
      clientId: wild,
      name: wild,
      authMethod: fc.oneof(
        fc.constantFrom('client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'),
        wild,
      ),
      redirectUris: fc.array(wild, { maxLength: 5 }),
      grantTypes: fc.array(wild, { maxLength: 2 }),
      scopes: fc.array(wild, { maxLength: 2 }),
      enabled: fc.boolean(),
      authenticated: fc.boolean(),
    }),
    clientSecrets: fc.array(fc.record({ hash: wild, clientId: wild, environment: fc.constant('sandbox') })),
    organisationRedirectUris: fc.array(fc.record({ uri: wild, clientId: wild, environment: wild }), { maxLength: 5 }),
    authorization: fc.record({
      codeChallenge: wild,
      redirectUri: wild,
      redirectUriSent: fc.boolean(),
      issuedAt: instant,
      codeExpiresAt: instant,
      wrongVerifiers: fc.integer(),
      redeemedAt: instant,
      redeemedByRequest: wild,
      redeemedFromSameAddress: fc.boolean(),
    }),
    refreshToken: fc.record({
      issuedAt: instant,
      expiresAt: instant,
      inactiveAt: instant,
      rotatedAt: instant,
      rotatedFromSameAddress: fc.boolean(),
      rotatedBySameAgent: fc.boolean(),
      successorUsed: fc.boolean(),
      revokedAt: instant,
      revokedBy: wild,
    }),
    accessToken: fc.record({
      issuedAt: instant,
      expiresAt: instant,
      scope: wild,
      audience: fc.array(wild, { maxLength: 3 }),
    }),
    recentFlows: fc.array(fc.record({ flowId: wild, codeChallenge: wild, at: instant }), { maxLength: 3 }),
    registeredIn: wild,
  },
  optional,
) as fc.Arbitrary<KnownFacts>;
const authorization = fc.oneof(
  fc.constant(undefined),
  wild.map((text) => `Basic ${text}`),
  wild.map((text) => `Bearer ${text}`),
  fc.tuple(fc.base64String(), wild).map(([id, secret]) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`),
  wild,
);
const exchange: fc.Arbitrary<RefusedExchange> = fc
  .record({
    problem: fc.constantFrom(...problemIds, 'no-such-problem'),
    endpoint: fc.constantFrom('authorization', 'token', 'pushed-authorization-request', 'revocation', 'userinfo', 'x'),
    authorization,
    contentType: fc.option(wild, { nil: undefined }),
    accept: fc.option(fc.oneof(wild, fc.constant('text/html')), { nil: undefined }),
    date: fc.option(fc.oneof(wild, fc.constant('Sat, 21 Nov 2026 14:05:27 GMT')), { nil: undefined }),
    parameters: fc.array(parameter, { maxLength: 12 }),
    known,
    detail: fc.dictionary(fc.constantFrom('seen', 'expected', 'parameter', 'x'), fc.jsonValue()),
    at: instant,
  })
  .map((drawn) => ({
    requestId: 'req_1',
    at: drawn.at,
    environment: 'sandbox',
    problem: drawn.problem,
    endpoint: drawn.endpoint,
    request: {
      method: 'POST',
      path: '/x',
      ...(drawn.authorization === undefined ? {} : { authorization: drawn.authorization }),
      ...(drawn.contentType === undefined ? {} : { contentType: drawn.contentType }),
      ...(drawn.accept === undefined ? {} : { accept: drawn.accept }),
      ...(drawn.date === undefined ? {} : { date: drawn.date }),
      parameters: drawn.parameters,
    },
    response: { status: 400 },
    known: drawn.known,
    detail: drawn.detail,
  }));

describe('diagnose, on whatever it is given', () => {
  it('never throws, lets no rule throw, and explains every problem of the catalogue', () => {
    fc.assert(
      fc.property(exchange, (refused) => {
        const diagnoses = diagnose(evidenceFromServer(refused), tools);
        assert.ok(diagnoses.length <= 5);
        if (refused.problem !== 'no-such-problem') assert.ok(diagnoses.length > 0, refused.problem);
        const text = renderExplanation(explanationOf(diagnoses), { colour: false, width: 80 });
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
      { numRuns },
    );
  });

  it('shows no secret that stood in a secret parameter or in the Basic header, wherever it is repeated', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/%._~-]{12,60}[0-9]$/);
    fc.assert(
      fc.property(exchange, secret, fc.infiniteStream(fc.nat(9)), (refused, planted, dice) => {
        const roll = (): number => dice.next().value as number;
        const secretNames = names.filter((name) => secretKindOf(name) !== undefined);
        const planting = secretNames[roll() % secretNames.length] as string;
        const around = [planted, ` ${planted}\n`, `"${planted}"`, `https://app.example/?x=${planted}`, planted];
        const parameters = refused.request.parameters.map((one) =>
          roll() < 5 ? { ...one, value: around[roll() % 5] as string } : one,
        );
        const evidence = evidenceFromServer({
          ...refused,
          request: {
            ...refused.request,
            ...(roll() < 3 ? { authorization: `${['Bearer ', 'Bearer: ', 'Token ', ''][roll() % 4]}${planted}` } : {}),
            ...(roll() < 5 ? { authorization: `Basic ${btoa(`${roll() < 5 ? 'app' : planted}:${planted}`)}` } : {}),
            parameters: [{ name: planting, value: planted, in: 'body' }, ...parameters],
          },
          detail: { ...refused.detail, seen: planted, expected: [planted], parameter: 'scope' },
        });
        const output = JSON.stringify(diagnose(evidence, tools));
        for (const text of [planted, encodeURIComponent(planted), btoa(planted).replace(/=+$/, '')]) {
          assert.ok(!output.includes(text), output);
        }
      }),
      { numRuns },
    );
  });

  it('reports a rule that throws as a fault, and asks the others', () => {
    const evidence = evidenceFromServer({
      requestId: 'req_1',
      at: 0,
      environment: 'sandbox',
      problem: 'code-challenge-missing',
      endpoint: 'authorization',
      request: { method: 'GET', path: '/x', parameters: [] },
      response: { status: 400 },
      known: {},
      detail: {},
    });
    const rule = rules.find((one) => one.cause === 'pkce/required-not-sent');
    assert.ok(rule !== undefined);
    const faults: string[] = [];
    const broken = {
      ...rule,
      variant: 'broken',
      find: () => {
        throw new Error('a fault of the rule');
      },
    };
    const given = diagnose(evidence, { ...tools, onFault: (fault) => faults.push(fault.rule) }, [broken, rule]);
    assert.deepEqual(faults, ['pkce/required-not-sent:broken']);
    assert.deepEqual(
      given.map((one) => one.cause),
      ['pkce/required-not-sent'],
    );
  });
});
