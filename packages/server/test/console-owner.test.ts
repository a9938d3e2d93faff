/** The one-time owner link of the first start. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatToken } from '@candor/protocol';
import { createOwnerLink } from '../src/console/create-owner-link.ts';
import { standardProblemMap } from '../src/dialects/standard/problem-map.ts';
import { openBrowser } from './_oauth.ts';
import { type Answered, startTestServer } from './_server.ts';

const server = await startTestServer();
const owner = { organisation: 'Bakery Ltd', email: 'owner@bakery.example', password: 'plain words in a row' };
const link = (): Promise<string> => createOwnerLink(server.server.context);

async function assertNothingMade(): Promise<void> {
  assert.equal(await server.storage.hasAdministrator(), false);
  assert.equal((await server.storage.organisations()).length, 1);
}

function assertDead(answer: Answered, text: RegExp): void {
  assert.equal(answer.status, standardProblemMap['owner-link-not-accepted'].status);
  assert.equal(answer.status, 410);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
  assert.match(answer.text, text);
  assert.doesNotMatch(answer.text, /cad_/);
}

// In this order: the last test makes the owner, after whom no link is left.
describe('an owner link', () => {
  it('is an address of this server with a self-describing token', async () => {
    assert.match(await link(), new RegExp(`^${server.url}/console/owner/col_[A-Za-z0-9_-]{65}$`));
  });

  it('shows its form as often as it is opened, and consumes nothing', async () => {
    const address = await link();
    for (let time = 0; time < 3; time++) {
      const answer = await server.request(address);
      assert.equal(answer.status, 200);
      assert.match(answer.text, /Set up this server/);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.match(answer.headers.get('content-security-policy') ?? '', /form-action 'self'; frame-ancestors 'none'/);
      assert.equal(answer.headers.get('referrer-policy'), 'same-origin');
    }
    assert.equal((await server.request(address, { method: 'HEAD' })).status, 200);
    await assertNothingMade();
  });

  it('is not accepted when its text is cut, altered, invented or of another kind', async () => {
    const address = await link();
    const invented = formatToken({ kind: 'owner-link', id: new Uint8Array(12), secret: new Uint8Array(32) });
    for (const text of [
      address.slice(0, -1),
      `${address.slice(0, -1)}!`,
      `${server.url}/console/owner/${server.adminToken}`,
    ]) {
      assertDead(await server.request(text), /has not issued this owner link, or its text is incomplete/);
    }
    const browser = openBrowser(server);
    const unknown = `${server.url}/console/owner/${invented}`;
    assert.equal((await browser.open(unknown)).status, 200);
    assertDead(await browser.submit(unknown, owner), /has not issued/);
    await assertNothingMade();
  });

  it('is not redeemed by a form of another origin, of no origin, or without proof of this browser', async () => {
    const address = await link();
    const browser = openBrowser(server);
    await browser.open(address);
    const headers: Record<string, string>[] = [{ origin: 'https://evil.example' }, { origin: 'null' }];
    for (const sent of headers) {
      const answer = await browser.submit(address, owner, sent);
      assert.equal(answer.status, 403);
    }
    const noOrigin = await server.request(address, {
      method: 'POST',
      body: new URLSearchParams(owner),
      headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    assert.equal(noOrigin.status, 403);
    assert.equal((await browser.submit(address, { ...owner, csrf_token: 'A'.repeat(43) })).status, 403);
    const another = openBrowser(server);
    await another.open(address);
    browser.cookies.clear();
    assert.equal((await browser.submit(address, owner)).status, 403);
    await assertNothingMade();
  });

  it('asks again for what is missing or too short, names each field, and stays usable', async () => {
    const address = await link();
    const browser = openBrowser(server);
    await browser.open(address);
    const answer = await browser.submit(address, { organisation: ' ', email: 'owner', password: 'elevenchars' });
    assert.equal(answer.status, 422);
    for (const name of ['organisation', 'email', 'password'])
      assert.match(answer.text, new RegExp(`id="${name}-error"`));
    assert.match(answer.text, /value="owner"/);
    assert.doesNotMatch(answer.text, /elevenchars/);
    await assertNothingMade();
  });

  it('ends after 15 minutes', async () => {
    const address = await link();
    const browser = openBrowser(server);
    await browser.open(address);
    server.advance(15 * 60_000);
    assertDead(await browser.submit(address, owner), /works for 15 minutes, and this one is older/);
    await assertNothingMade();
  });

  it('bounds how many passwords are hashed for whoever tries links', async () => {
    server.advance(16 * 60_000);
    const unknown = `${server.url}/console/owner/${formatToken({ kind: 'owner-link', id: new Uint8Array(12), secret: new Uint8Array(32) })}`;
    const browser = openBrowser(server);
    await browser.open(unknown);
    const statuses = new Map<number, number>();
    for (let attempt = 0; attempt < 32; attempt++) {
      const { status } = await browser.submit(unknown, owner);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    assert.deepEqual(
      statuses,
      new Map([
        [410, 30],
        [429, 2],
      ]),
    );
    server.advance(16 * 60_000);
  });

  it('makes the organisation, its owner and an administration token once, however many redeem at once', async () => {
    const [address, second] = [await link(), await link()];
    const browsers = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const browser = openBrowser(server);
        await browser.open(address);
        return browser;
      }),
    );
    const answers = await Promise.all(browsers.map((browser) => browser.submit(address, owner)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 410, 410, 410, 410]);
    const done = answers.find(({ status }) => status === 200);
    assert.ok(done);
    assert.match(done.text, /Bakery Ltd is ready/);
    assert.equal(done.headers.get('cache-control'), 'no-store');
    const token = /cad_[A-Za-z0-9_-]+/.exec(done.text)?.[0] ?? '';
    assert.equal((await server.api('GET', '/api/environments/sandbox/clients', undefined, token)).status, 200);
    server.advance(30 * 24 * 3600_000);
    assert.equal((await server.api('GET', '/api/environments/sandbox/clients', undefined, token)).status, 401);

    const organisations = await server.storage.organisations();
    assert.deepEqual(
      organisations.map(({ name }) => name),
      ['First Organisation', 'Bakery Ltd'],
    );
    const member = await server.storage.memberByEmail(owner.email);
    assert.deepEqual(member?.organisations, [{ organisationId: organisations[1]?.id, role: 'owner' }]);
    assert.match(member?.passwordHash ?? '', /^\$argon2id\$/);

    for (const used of [address, second])
      assertDead(await server.request(used), /works once, and this one has been used/);
    const browser = openBrowser(server);
    await browser.open('/console/sign-in');
    assert.equal((await browser.submit('/console/sign-in', owner)).status, 303);
  });
});
