/** Limits and single use hold exactly when two nodes share a store: nothing that counts is kept by a node. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createRecoveryCodes, recoveryCodeHashes } from '../src/directory/recovery-codes.ts';
import { type OAuthServer, openBrowser, startOAuthServer, type TestBrowser, withPolicy } from './_oauth.ts';
import { createTotpUser, hasSession, mailTo, signedInBrowser, signInAtApp, signInAtOwn, totpCode } from './_people.ts';

const configuration = withPolicy({ secondFactorAttempts: 10 });
const first = await startOAuthServer({ configuration });
const second = await startOAuthServer({ configuration, wrapStorage: () => first.storage });
const nodes = [first, second];
const client = await first.createClient('sandbox');

/** The same browser, whose next request reaches the other node. */
async function atSecond(browser: TestBrowser, address: string): Promise<TestBrowser> {
  const same = openBrowser(second);
  for (const [name, value] of browser.cookies) same.cookies.set(name, value);
  await same.open(new URL(address, first.url).pathname + new URL(address, first.url).search);
  return same;
}

/** Sends each form at once, to both nodes in turn; the statuses, sorted. */
async function atOnce(
  count: number,
  submit: (node: OAuthServer, index: number) => Promise<{ readonly status: number }>,
): Promise<number[]> {
  const sent = Array.from({ length: count }, (_, index) => submit(nodes[index % 2] as OAuthServer, index));
  return (await Promise.all(sent)).map(({ status }) => status).sort();
}

const times = (count: number, status: number): number[] => Array<number>(count).fill(status);

it('ten wrong codes of a second factor are looked at, of thirty that are tried at two nodes at once', async () => {
  const user = await createTotpUser(first);
  const { browser, address } = await signInAtApp(first, client, user);
  const other = await atSecond(browser, address);
  const path = new URL(address).pathname + new URL(address).search;
  const statuses = await atOnce(30, (node) => (node === first ? browser : other).submit(path, { code: '000000' }));
  assert.deepEqual(statuses, [...times(10, 400), ...times(20, 429)]);
  const right = await other.submit(path, { code: totpCode(user.secret, first.now()) });
  assert.equal(right.status, 429);
  assert.equal(hasSession(other), false);
});

it('a link sets one password, at one of two nodes', async () => {
  const user = await first.createUser('sandbox');
  const path = '/sandbox/forgotten-password';
  const browser = openBrowser(first);
  await browser.open(path);
  await browser.submit(path, { email: user.email });
  const link = (await mailTo(first, user.email)).at(-1)?.link ?? '';
  await browser.open(link);
  const other = await atSecond(browser, link);
  const text = new URL(link).searchParams.get('link') as string;
  const statuses = await atOnce(6, (node, index) =>
    (node === first ? browser : other).submit('/sandbox/reset-password', {
      link: text,
      password: `some words in a row ${index}`,
    }),
  );
  assert.deepEqual(statuses, [200, ...times(5, 410)]);
});

it('five links are mailed to an address, of twenty that are asked for at two nodes at once', async () => {
  const user = await first.createUser('sandbox');
  const path = '/sandbox/forgotten-password';
  const browsers = await Promise.all(
    nodes.map(async (node) => {
      const browser = openBrowser(node);
      await browser.open(path);
      return browser;
    }),
  );
  const statuses = await atOnce(20, (node) =>
    (browsers[nodes.indexOf(node)] as TestBrowser).submit(path, { email: user.email }),
  );
  assert.deepEqual(statuses, [...times(5, 200), ...times(15, 429)]);
  const mailed = await Promise.all(nodes.map((node) => mailTo(node, user.email)));
  assert.equal(mailed.flat().length, 5);
});

it('one code by message is mailed in half a minute, whichever node is asked', async () => {
  const user = await first.createUser('sandbox');
  const path = '/sandbox/security/email-code';
  const browser = await signedInBrowser(first, user, '/security/email-code');
  await browser.open(path);
  const other = await atSecond(browser, path);
  const statuses = await atOnce(10, (node) => (node === first ? browser : other).submit(path, { decision: 'send' }));
  assert.deepEqual(statuses, [303, ...times(9, 429)]);
  assert.equal((await Promise.all(nodes.map((node) => mailTo(node, user.email)))).flat().length, 1);
});

it('a code of an authenticator app and a recovery code sign in once, at one of two nodes', async () => {
  const user = await createTotpUser(first);
  const environment = first.server.context.environments.byName.get('sandbox');
  assert.ok(environment);
  const codes = createRecoveryCodes(first.server.context.randomBytes);
  const codeHashes = recoveryCodeHashes(codes, user.id, environment);
  await first.storage.replaceRecoveryCodes({ environment: 'sandbox', userId: user.id, codeHashes });
  const forms = [
    { kind: 'factor', code: totpCode(user.secret, first.now()) },
    { kind: 'recovery', code: codes[0] ?? '' },
  ];
  for (const form of forms) {
    const places = await Promise.all(
      Array.from({ length: 4 }, (_, n) => signInAtOwn(nodes[n % 2] as OAuthServer, user, '/sessions')),
    );
    const statuses = await atOnce(4, (_node, index) => {
      const { browser, address } = places[index] as (typeof places)[number];
      return browser.submit(address, form);
    });
    assert.deepEqual(statuses, [303, ...times(3, 400)], form.kind);
    assert.equal(places.filter(({ browser }) => hasSession(browser)).length, 1, form.kind);
  }
});
