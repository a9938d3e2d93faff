/** What of a client would be refused in production: the report says what trying it says. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startTestServer } from './_server.ts';

const server = await startTestServer();

interface Line {
  readonly pointer: string;
  readonly seen: string;
}

async function report(clientId: string, to = 'production') {
  return server.api('GET', `/api/environments/sandbox/clients/${clientId}/promotion?to=${to}`);
}

describe('the report of a promotion', () => {
  it('is empty for a client that production takes', async () => {
    const client = await server.createClient('sandbox', { scopes: ['openid', 'ledger:read'] });
    const { status, json } = await report(client.clientId);
    assert.equal(status, 200);
    assert.deepEqual(json, { clientId: client.clientId, from: 'sandbox', to: 'production', refused: [] });
  });

  it('names what the registration in production names, each with its value and its fix', async () => {
    const members = {
      redirectUris: ['http://app.example/cb', 'https://app.example/cb'],
      postLogoutRedirectUris: ['http://app.example/'],
      scopes: ['openid', 'ledger:write'],
      resources: ['https://api.example/ledger'],
    };
    const client = await server.createClient('sandbox', members);
    const { json } = await report(client.clientId);
    const lines = json.refused as (Line & { readonly why: string; readonly fix: string })[];
    const tried = await server.api('POST', '/api/environments/production/clients', { name: 'Tried', ...members });
    assert.equal(tried.status, 422);
    assert.deepEqual(
      lines.map(({ pointer }) => pointer),
      tried.json.errors.map(({ pointer }: Line) => pointer),
    );
    assert.deepEqual(
      lines.map(({ seen }) => seen),
      ['http://app.example/cb', 'http://app.example/', 'ledger:write', 'https://api.example/ledger'],
    );
    for (const { why, fix } of lines) assert.ok(why.length > 10 && fix.length > 10);
  });

  it('names a missing secret, a client that is off, and an id that is taken', async () => {
    const members = { scopes: ['openid'] };
    const retired = (await server.createClient('sandbox', members)).record.secrets.map((one) => ({
      ...one,
      retiredAt: 1,
    }));
    const client = await server.createClient('sandbox', { ...members, secrets: retired, enabled: false });
    await server.createClient('production', { ...members, clientId: client.clientId });
    const { json } = await report(client.clientId);
    assert.deepEqual(
      json.refused.map(({ pointer }: Line) => pointer),
      ['/secrets', '/enabled', '/clientId'],
    );
  });

  it('needs another environment that exists, and a client', async () => {
    const client = await server.createClient('sandbox');
    for (const to of ['nowhere', 'sandbox']) {
      const { status, json } = await report(client.clientId, to);
      assert.deepEqual([status, json.errors[0].pointer], [422, '/to']);
      assert.match(json.errors[0].message, /Name another environment: production/);
    }
    assert.equal((await report('cid_nobody')).status, 404);
  });

  it('says that another dialect is another server to talk to, and refuses a query in a redirect URI of baanx', async () => {
    const both = await startTestServer({
      configuration: {
        environments: {
          sandbox: {},
          cards: { dialect: 'baanx', stage: 'production' },
          'cards-sandbox': { dialect: 'baanx', stage: 'sandbox' },
        },
      },
    });
    const client = await both.createClient('sandbox', { scopes: [] });
    const other = await both.api('GET', `/api/environments/sandbox/clients/${client.clientId}/promotion?to=cards`);
    assert.equal(other.json.refused[0].seen, 'standard');
    const app = await both.createClient('cards-sandbox', { scopes: [], redirectUris: ['https://app.example/cb?a=1'] });
    const asked = await both.api('GET', `/api/environments/cards-sandbox/clients/${app.clientId}/promotion?to=cards`);
    assert.match(asked.json.refused[0].why, /no redirect URI with a query/);
  });
});
