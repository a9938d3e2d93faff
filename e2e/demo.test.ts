/**
 * The demonstration app at /demo, in a real Chromium: the flow as it should be, each of the eight mistakes with its
 * explanation, both colour schemes, a phone, a keyboard, and no script at all.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { axeViolations, openBrowser, overflow, signIn, visit } from './_browser.ts';
import { startCandor } from './_candor.ts';

const candor = await startCandor();
const browser = await openBrowser();
const olivia = candor.user('olivia');
const demoClient = candor.client('Candor Demo');
const wide = { width: 1280, height: 900 };
const narrow = { width: 360, height: 740 };

interface Expected {
  readonly titles: readonly string[];
  readonly cause: string;
  readonly variant: string;
  readonly answer: string | undefined;
  /** Words of the explanation's title. */
  readonly says: RegExp;
  /** What stands beside `sent` and `expected`. */
  readonly sent: RegExp;
  readonly expected: RegExp;
}

const untilTokens = ['Authorization request', 'Sign-in and consent', 'Callback', 'Token request'];

const mistakes: Readonly<Record<string, Expected>> = {
  'Trailing slash': {
    titles: ['Authorization request'],
    cause: 'redirect-uri/trailing-slash',
    variant: 'trailing-slash',
    answer: '400 Bad Request',
    says: /trailing slash/,
    sent: /\/demo\/callback\//,
    expected: /\/demo\/callback \(registered\)/,
  },
  'Wrong verifier': {
    titles: untilTokens,
    cause: 'pkce/verifier-mismatch',
    variant: 'verifier-unknown',
    answer: '400 Bad Request',
    says: /is not the code_challenge/,
    sent: /of the code_verifier that was sent/,
    expected: /of the authorization request/,
  },
  'Wrong secret': {
    titles: untilTokens,
    cause: 'client-authentication/secret-wrong',
    variant: 'unknown',
    answer: '401 Unauthorized',
    says: /cut or altered/,
    sent: /client secret of \d+ characters/,
    expected: /a live secret of this client/,
  },
  'JSON body': {
    titles: untilTokens,
    cause: 'transport-endpoint/body-not-form',
    variant: 'json',
    answer: '400 Bad Request',
    says: /The body is JSON/,
    sent: /application\/json/,
    expected: /application\/x-www-form-urlencoded/,
  },
  'Reused code': {
    titles: [...untilTokens, 'Token request, again'],
    cause: 'authorization-code/redeemed-twice',
    variant: 'redeemed-twice',
    answer: '400 Bad Request',
    says: /had been redeemed/,
    sent: /by request req_[0-9a-z]{18}, from the same address/,
    expected: /not redeemed before/,
  },
  'ID token at the API': {
    titles: [...untilTokens, 'API call'],
    cause: 'token-use/id-token-used-as-access-token',
    variant: 'id-token',
    answer: '401 Unauthorized',
    says: /ID token was sent as the access token/,
    sent: /an ID token of \d+ characters, whose aud is the client/,
    expected: /the access_token of the same token response/,
  },
  'Rotated refresh token': {
    titles: [...untilTokens, 'Refresh', 'API call', 'Refresh, in the second tab'],
    cause: 'refresh/concurrent-use',
    variant: 'race',
    answer: '400 Bad Request',
    says: /used again .* after it had been exchanged/,
    sent: /exchanged .* before, .*from the same address/,
    expected: /the newest refresh token/,
  },
  'Expired session': {
    titles: [...untilTokens, 'Silent authorization request', 'Callback'],
    cause: 'state-session/session-expired',
    variant: 'sign-in-older-than-max-age',
    answer: undefined,
    says: /signed in \d+ seconds ago, and the request allows 1 second/,
    sent: /^1 \(seconds, with prompt=none\)/,
    expected: /^\d+ \(seconds or more/,
  },
};

/** Opens the app in a fresh browser, whose pages are searched for secrets when it is closed. */
async function open(options: BrowserContextOptions = {}): Promise<{
  readonly page: Page;
  readonly faults: readonly string[];
  close(): Promise<void>;
}> {
  const { page, faults, close } = await visit(browser, { viewport: wide, ...options });
  const shown: string[] = [];
  page.on('response', async (response) => {
    if (!new URL(response.url()).pathname.startsWith('/demo')) return;
    shown.push(await response.text().catch(() => ''));
  });
  await page.goto(`${candor.url}/demo`);
  return {
    page,
    faults,
    async close() {
      shown.push(await page.content());
      assertNoSecret(shown.join('\n'));
      await close();
    },
  };
}

function assertNoSecret(text: string): void {
  assert.ok(text.length > 1000);
  for (const environment of candor.environments) {
    for (const { name, clientSecret } of environment.clients) {
      if (clientSecret === undefined) continue;
      // The part that has no fixed beginning, with and without what the mistake cut off.
      assert.ok(!text.includes(clientSecret.slice(4, -1)), `the secret of ${name} is shown`);
      assert.ok(!text.includes(Buffer.from(`:${clientSecret}`).toString('base64').slice(4, -4)), name);
    }
    for (const { email, password } of environment.users) assert.ok(!text.includes(password), email);
  }
  assert.ok(!text.includes(candor.adminToken));
}

async function start(page: Page, mistake: string): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(`^${mistake}`) }).check();
  await page.getByRole('button', { name: /^Start/ }).click();
}

/** Presses what is next until there is nothing left, and answers the hosted pages. */
async function runToTheEnd(page: Page): Promise<void> {
  const next = page.locator('.next .button');
  for (let step = 0; step < 8 && (await next.count()) > 0; step++) {
    await next.click();
    await answerHostedPages(page);
  }
}

async function answerHostedPages(page: Page): Promise<void> {
  if (new URL(page.url()).pathname.endsWith('/sign-in')) await signIn(page, olivia);
  if (new URL(page.url()).pathname.endsWith('/consent')) {
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
  }
}

async function titles(page: Page): Promise<string[]> {
  return page.locator('.leg h3').allTextContents();
}

const lineOf = async (page: Page, kind: 'sent' | 'expected'): Promise<string> => {
  const line = page.locator(`.explained .line-${kind} dd`).first();
  return (await line.locator('code, .in-words, .remark').allTextContents()).join(' ').trim();
};

/** The text of a part of the page, in one line. */
const textOf = async (part: Locator): Promise<string> => ((await part.textContent()) ?? '').replace(/\s+/g, ' ').trim();

async function assertExplained(page: Page, expected: Expected): Promise<void> {
  assert.deepEqual(await titles(page), expected.titles);
  assert.equal(await page.locator('.leg-refused').count(), 1);
  const explained = page.locator('.leg-refused .explained');
  assert.deepEqual(await explained.locator('.explained-cause code').allTextContents(), [
    expected.cause,
    expected.variant,
  ]);
  assert.equal(await textOf(explained.locator('.explained-cause .badge')), 'Certain');
  assert.match(await textOf(explained.locator('h4').first()), expected.says);
  assert.match(await lineOf(page, 'sent'), expected.sent);
  assert.match(await lineOf(page, 'expected'), expected.expected);
  assert.ok((await explained.getByText('Why', { exact: true }).count()) > 0);
  assert.ok((await explained.getByText('Fix', { exact: true }).count()) > 0);
  if (expected.answer !== undefined) {
    assert.equal(await textOf(page.locator('.leg-refused .leg-answer .badge')), expected.answer);
  }
  assert.match(await textOf(explained.locator('.explained-command code')), /^npx candor explain req_[0-9a-z]{18}$/);
}

test('the flow as it should be shows every leg, and both colour schemes are accessible', async () => {
  const { page, faults, close } = await open();
  assert.equal(await overflow(page), 0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await axeViolations(page), [], `before the run, ${colorScheme}`);
  }
  await start(page, 'Nothing');
  assert.deepEqual(await titles(page), ['Authorization request']);
  const prepared = await textOf(page.locator('#leg-1'));
  for (const part of ['code_verifier', 'BASE64URL(SHA-256(…))', 'code_challenge_method=S256', 'state=', 'nonce=']) {
    assert.ok(prepared.includes(part), part);
  }
  await runToTheEnd(page);
  assert.deepEqual(await titles(page), [...untilTokens, 'API call', 'Refresh']);
  assert.equal(await page.locator('.leg-answered').count(), 6);
  assert.equal(await page.locator('.explained').count(), 0);
  const callback = await textOf(page.locator('#leg-3 .comparisons'));
  assert.match(callback, /state is the one that the app kept/);
  assert.match(callback, new RegExp(`iss is the one that the app kept ${candor.environment().issuer}`));
  assert.match(await textOf(page.locator('#leg-4')), /nonce in the ID token is the one that the app kept/);
  assert.match(await textOf(page.locator('#leg-5')), /"email": "olivia@demo\.example"/);
  assert.match(await textOf(page.locator('#leg-6')), /grant_type=refresh_token/);
  await page.getByText('Every leg went through').waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await axeViolations(page), [], colorScheme);
  }
  await page.setViewportSize(narrow);
  assert.equal(await overflow(page), 0);
  assert.deepEqual(faults, []);
  await close();
});

for (const [index, [mistake, expected]] of Object.entries(mistakes).entries()) {
  test(`${mistake}: ends in its explanation, accessible, and no wider than a phone`, async () => {
    const { page, faults, close } = await open();
    await start(page, mistake);
    await runToTheEnd(page);
    await assertExplained(page, expected);
    // The parts are the same in each: both schemes for the first two, then in turn, since a look takes seconds.
    const schemes = index < 2 ? (['light', 'dark'] as const) : ([index % 2 ? 'light' : 'dark'] as const);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await axeViolations(page), [], colorScheme);
    }
    await page.setViewportSize(narrow);
    assert.equal(await overflow(page), 0);
    assert.deepEqual(faults, []);
    await close();
  });
}

test('a run without script, in production, ends in the same explanation', async () => {
  const { page, close } = await open({ javaScriptEnabled: false });
  await page.getByRole('radio', { name: 'production' }).check();
  await start(page, 'JSON body');
  await page.locator('.next .button').click();
  await signIn(page, candor.user('olivia', 'production'));
  await page.getByRole('button', { name: 'Allow', exact: true }).click();
  await assertExplained(page, mistakes['JSON body'] as Expected);
  assert.match(await textOf(page.locator('.leg-refused .wire-start').first()), /^POST \/production\/oauth\/token$/);
  await close();
});

const commit = { waitUntil: 'commit' } as const;

test('a keyboard alone leads through a run, and the focus is always to be seen', async () => {
  const { page, close } = await open({ reducedMotion: 'reduce' });
  const tabTo = async (name: string): Promise<void> => {
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const at = document.activeElement;
        if (at === null || at === document.body) return undefined;
        const label = at.id ? document.querySelector(`label[for="${at.id}"]`) : null;
        const ring = getComputedStyle(label ?? at);
        return {
          text: (label?.textContent ?? at.textContent ?? '').trim(),
          ring: ring.outlineStyle !== 'none' && Number.parseFloat(ring.outlineWidth) >= 2,
        };
      });
      if (focused === undefined || focused.text === '') continue;
      assert.ok(focused.ring, `${focused.text} has the focus, and does not show it`);
      if (focused.text.startsWith(name)) return;
    }
    assert.fail(`${name} is not reached with the keyboard`);
  };
  await tabTo('Nothing');
  // Nothing, Trailing slash, Wrong verifier, Wrong secret.
  for (let down = 0; down < 3; down++) await page.keyboard.press('ArrowDown');
  await tabTo('Start');
  await Promise.all([page.waitForURL(/#leg-1$/, commit), page.keyboard.press('Enter')]);
  // The address names the leg, so the keyboard goes on from there.
  await tabTo('Sign in with Candor');
  await Promise.all([page.waitForURL(/\/sign-in\?/, commit), page.keyboard.press('Enter')]);
  await page.getByLabel('Email address').focus();
  await page.keyboard.type(olivia.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(olivia.password);
  await Promise.all([page.waitForURL(/\/consent\?|#leg-4$/), page.keyboard.press('Enter')]);
  // Olivia may have allowed the app in a test before.
  if (new URL(page.url()).pathname.endsWith('/consent')) {
    await tabTo('Allow');
    await Promise.all([page.waitForURL(/#leg-4$/), page.keyboard.press('Enter')]);
  }
  await assertExplained(page, mistakes['Wrong secret'] as Expected);
  await close();
});

test('a refusal by the user comes back as such, with its explanation', async () => {
  const { page, close } = await open();
  await start(page, 'Nothing');
  await page.locator('.next .button').click();
  await signIn(page, candor.user('adam'));
  await page.getByRole('button', { name: 'Deny' }).click();
  assert.deepEqual(await titles(page), untilTokens.slice(0, 3));
  assert.match(await textOf(page.locator('.leg-refused')), /error=access_denied/);
  assert.match(await textOf(page.locator('.explained-cause')), /scope-consent\/consent-denied/);
  await close();
});

test('an answer that does not belong to the run is discarded, and a code is never redeemed for it', async () => {
  const { page, close } = await open();
  await start(page, 'Nothing');
  await page.goto(
    `${candor.url}/demo/callback?code=cac_sandbox_forged&state=forged&iss=${candor.environment().issuer}`,
  );
  assert.deepEqual(await titles(page), untilTokens.slice(0, 3));
  assert.match(await textOf(page.locator('.leg-refused')), /discards this answer: its state is not the one/);
  await close();
});

test('an answer for a browser that began nothing is discarded', async () => {
  const { page, close } = await open();
  await page.goto(`${candor.url}/demo/callback?code=cac_sandbox_forged&state=forged`);
  assert.match(await textOf(page.getByRole('alert')), /this browser has not begun/);
  assert.equal(await page.locator('.leg-refused').count(), 0);
  await close();
});

test('a form of another page is refused, and begins nothing', async () => {
  const response = await fetch(`${candor.url}/demo/start`, {
    method: 'POST',
    body: new URLSearchParams({ environment: 'sandbox', mistake: '' }),
    headers: { origin: 'https://elsewhere.example' },
    redirect: 'manual',
  });
  assert.equal(response.status, 403);
});

test('the start page leads to the app, and the app is a client like any other', async () => {
  const { page, close } = await open();
  await page.goto(`${candor.url}/`);
  await page.getByRole('link', { name: 'Sign in with Candor' }).click();
  assert.equal(await textOf(page.getByRole('heading', { level: 1 })), 'Sign in with Candor');
  assert.deepEqual(demoClient.redirectUris, [`${candor.url}/demo/callback`]);
  await close();
});

test('without --demo there is nothing at its addresses', async () => {
  const plain = await startCandor({ demo: false });
  for (const path of ['/demo', '/demo/start', '/demo/next', '/demo/callback?code=a']) {
    assert.equal((await fetch(plain.url + path)).status, 404, path);
    assert.equal((await fetch(plain.url + path, { method: 'POST' })).status, 404, path);
  }
  assert.ok(!(await (await fetch(`${plain.url}/`)).text()).includes('/demo'));
  await plain.stop();
});
