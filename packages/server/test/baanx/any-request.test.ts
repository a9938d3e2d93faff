/** Whatever is sent to an endpoint, the answer is one of the documented ones, nothing is issued, and the server has no fault. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { call, createApp, initiateQuery, paths, startBaanx } from './_baanx.ts';

const runs = { numRuns: process.env.CANDOR_COUNTS === 'long' ? 2000 : 60 };
const server = await startBaanx();
const app = await createApp(server, 'production', { authMethod: 'none' });
const documented = [400, 401, 403, 404, 422, 429, 498, 499];

const names = ['email', 'password', 'otpCode', 'userId', 'token', 'grant_type', 'code', 'redirect_uri'];
const name = fc.oneof(
  fc.constantFrom(...names, 'code_verifier', 'refresh_token', '__proto__', 'constructor', 'toString', ''),
  fc.string(),
);
const word = fc.constantFrom('authorization_code', 'refresh_token', 'null', `${'a'.repeat(300)}@x.example`, 'code');
const value = fc.oneof(word, fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }), fc.uuid());
const body = fc.oneof(
  fc.dictionary(name, value, { noNullPrototype: true }).map((one) => JSON.stringify(one)),
  fc.jsonValue().map((one) => JSON.stringify(one)),
  fc.string({ unit: 'binary' }),
  fc.constant(`${'['.repeat(5000)}${']'.repeat(5000)}`),
);
const type = fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/json', 'multipart/form-data');
const visible = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) });
const header = fc.oneof(visible, fc.uuid(), fc.constantFrom('Bearer', 'Bearer x', 'Basic eDp5', 'true'));

function refusedOnly(answer: { readonly status: number; readonly text: string }): void {
  assert.ok(documented.includes(answer.status), `${answer.status} ${answer.text}`);
}

describe('any request', () => {
  for (const path of [paths.login, paths.oneTimeCode, paths.authorize, paths.token]) {
    test(`to ${path}`, async () => {
      const begun = server.begun();
      await fc.assert(
        fc.asyncProperty(body, type, header, header, async (text, contentType, authorization, us) => {
          const headers = { authorization, 'x-us-env': us };
          refusedOnly(
            await call(server, {
              stage: 'production',
              path,
              key: app.clientId,
              body: text,
              type: contentType,
              headers,
              method: 'POST',
            }),
          );
        }),
        runs,
      );
      assert.equal(server.begun(), begun);
      assert.deepEqual(
        server.logged.filter(([level]) => level === 'error'),
        [],
      );
    });
  }

  test('to initiate, with parameters left out, repeated and altered', async () => {
    const right = Object.entries(initiateQuery(app, 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'));
    const begun = server.begun();
    const parameters = fc
      .tuple(fc.shuffledSubarray(right, { maxLength: 5 }), fc.array(fc.tuple(name, fc.string()), { maxLength: 4 }))
      .map((parts) => parts.flat())
      // Whoever hits on all six has begun an authorization.
      .filter((sent) => right.some(([needed]) => !sent.some(([given]) => given === needed)));
    await fc.assert(
      fc.asyncProperty(parameters, async (sent) => {
        const query = new URLSearchParams(sent);
        const answer = await server.request(`/production${paths.initiate}?${query}`, {
          headers: { 'x-client-key': app.clientId },
        });
        refusedOnly(answer);
        assert.equal(answer.headers.get('location'), null);
      }),
      runs,
    );
    assert.equal(server.begun(), begun);
  });

  for (const [path, method] of [
    [paths.user, 'GET'],
    [paths.logout, 'POST'],
    [paths.revoke, 'DELETE'],
  ] as const) {
    test(`to ${path}`, async () => {
      await fc.assert(
        fc.asyncProperty(header, header, async (key, token) => {
          for (const headers of [{ authorization: token }, { authorization: `Bearer ${token}` }]) {
            refusedOnly(await call(server, { stage: 'production', path, method, key: app.clientId, headers }));
          }
          const unknown = await call(server, { stage: 'production', path, method, key });
          assert.ok([498, 499].includes(unknown.status), `${unknown.status}`);
        }),
        runs,
      );
      assert.deepEqual(
        server.logged.filter(([level]) => level === 'error'),
        [],
      );
    });
  }

  test('to the hosted page', async () => {
    await fc.assert(
      fc.asyncProperty(visible, async (session) => {
        const answer = await server.request(`/production/v1/auth/oauth/hosted?session=${encodeURIComponent(session)}`);
        assert.equal(answer.status, 400);
      }),
      runs,
    );
    assert.deepEqual(
      server.logged.filter(([level]) => level === 'error'),
      [],
    );
  });
});
