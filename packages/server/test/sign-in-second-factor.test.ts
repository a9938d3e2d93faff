import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signIn } from '../src/directory/sign-in.ts';
import { Refusal } from '../src/refusal.ts';
import { startTestServer } from './_server.ts';

for (const secondFactor of ['message', 'totp'] as const) {
  test(`does not take a password alone for a user with the second factor ${secondFactor}`, async () => {
    const server = await startTestServer();
    const environment = server.server.context.environments.byName.get('sandbox');
    assert.ok(environment);
    const user = await server.createUser('sandbox', { secondFactor });
    const attempt = { email: user.email, password: user.password, address: '127.0.0.1', isKnownBrowser: () => false };
    await assert.rejects(signIn(attempt, environment), (error) => {
      assert.ok(error instanceof Refusal);
      assert.equal(error.problem, 'sign-in-second-factor-missing');
      return true;
    });
  });
}
