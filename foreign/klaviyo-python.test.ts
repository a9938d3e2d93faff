/**
 * Clients from another world at the emulated provider: Debian's python3-authlib and python3-requests-oauthlib, where they
 * are installed. Not part of `npm test`: `npm run test:foreign`; CANDOR_PYTHON names another interpreter.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { startCandor } from '../e2e/_candor.ts';
import { createUserAgent } from '../e2e/_user-agent.ts';

const python = process.env.CANDOR_PYTHON ?? '/usr/bin/python3';

interface Library {
  readonly name: string;
  /** Name of its Debian package. */
  readonly debian: string;
  readonly module: string;
  readonly script: string;
}

const libraries: readonly Library[] = [
  { name: 'Authlib', debian: 'python3-authlib', module: 'authlib', script: 'authlib_klaviyo.py' },
  {
    name: 'requests-oauthlib',
    debian: 'python3-requests-oauthlib',
    module: 'requests_oauthlib',
    script: 'requests_oauthlib_klaviyo.py',
  },
];

for (const { name, debian, module, script } of libraries) {
  const isInstalled = spawnSync(python, ['-c', `import ${module}, requests`]).status === 0;
  const skip = isInstalled ? false : `${name} is not installed for ${python}: apt-get install ${debian}`;

  test(`${name} completes the flow and meets the end of its tokens`, { skip }, async (context) => {
    const candor = await startCandor();
    const { endpoints } = candor.environment('klaviyo');
    const app = candor.client('Review sync', 'klaviyo');
    const child = spawn(python, [join(import.meta.dirname, script)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      // Both refuse plain http otherwise; the server is on this machine.
      env: { ...process.env, AUTHLIB_INSECURE_TRANSPORT: '1', OAUTHLIB_INSECURE_TRANSPORT: '1' },
    });
    context.after(() => child.kill());
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const told = async () => JSON.parse((await lines.next()).value ?? '{}');
    const settings = {
      client_id: app.clientId,
      client_secret: app.clientSecret,
      redirect_uri: app.redirectUris[0],
      scope: 'accounts:read lists:read',
      authorize: endpoints.authorization,
      token: endpoints.token,
      revoke: endpoints.revocation,
      api: endpoints.api,
    };
    child.stdin.write(`${JSON.stringify(settings)}\n`);
    const { authorize } = await told();
    assert.ok(authorize, 'the script ended before it had an authorization URL');
    const callback = await createUserAgent().authorize(authorize, candor.user('olivia', 'klaviyo'));
    child.stdin.write(`${callback.href}\n`);
    const { version, ...result } = await told();
    context.diagnostic(`${name} ${version}`);
    assert.deepEqual(result, {
      members: ['access_token', 'expires_in', 'refresh_token', 'scope', 'token_type'],
      scope: 'accounts:read lists:read',
      account: 200,
      same_refresh_token: true,
      new_access_token: true,
      revoked: [200, '{}'],
      refused: ['invalid_grant', 'Refresh token has been revoked'],
    });
  });
}
