/** An environment with a host name of its own lives at its root (ARCHITECTURE section 6). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authorizationParameters, requestHost, startOAuthServer } from './_oauth.ts';
import { testConfiguration } from './_server.ts';

const { environments } = testConfiguration;
const server = await startOAuthServer({
  configuration: {
    environments: { ...environments, sandbox: { ...environments.sandbox, hosts: ['login.example', 'other.example'] } },
  },
});
const host = `login.example:${server.server.port}`;
const origin = `http://${host}`;

describe('an environment with a host name of its own', () => {
  it('is the issuer there, and announces its endpoints there, wherever it is asked', async () => {
    for (const [asked, path] of [
      [host, ''],
      ['other.example', ''],
      [new URL(server.url).host, '/sandbox'],
    ] as const) {
      const answer = await requestHost(server, asked, `${path}/.well-known/openid-configuration`);
      const metadata = JSON.parse(answer.text);
      assert.equal(metadata.issuer, origin);
      assert.equal(metadata.authorization_endpoint, `${origin}/oauth/authorize`);
    }
  });

  it('shows its pages there, in the browser that began there', async () => {
    const client = await server.createClient('sandbox');
    const begun = await requestHost(server, host, `/oauth/authorize?${authorizationParameters(client)}`);
    const location = new URL(begun.headers.get('location') ?? '');
    assert.equal(location.origin, origin);
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await requestHost(server, host, location.pathname + location.search, { headers: { cookie } });
    assert.equal(page.status, 200);
    assert.match(page.text, /Sign in/);
    const style = /href="(\/assets\/[^"]+\.css)"/.exec(page.text)?.[1] ?? '';
    assert.equal((await requestHost(server, host, style)).status, 200);
  });

  it('keeps the server’s own pages to the server’s address', async () => {
    assert.equal((await requestHost(server, host, '/console/sign-in')).status, 404);
    assert.equal((await requestHost(server, 'unknown.example', '/oauth/token')).status, 421);
  });
});
