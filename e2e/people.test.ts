/** What people do with their own account, in a real Chromium: from the demonstration's users to a lost second factor. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp } from './_app.ts';
import { openBrowser, press, signIn, visit } from './_browser.ts';
import { runCandor, startCandor } from './_candor.ts';
import { createPerson, mailed, outbox, type Person, totpCode, typeCode } from './_people.ts';
import { readQrCode } from './_qr-code.ts';
import { authorizationRequest, introspect, redeem, refresh } from './_requests.ts';

const candor = await startCandor();
const app = await startApp();
const browser = await openBrowser();
const sandbox = candor.environment();
const ledger = candor.client('Ledger sync');
after(() => candor.stop());

const request = (more: Readonly<Record<string, string>> = {}, environment = sandbox, client = ledger) =>
  authorizationRequest(environment, client, app.redirectUri, more);
const own = (page: Page, path: string): Promise<unknown> => page.goto(sandbox.baseUrl + path);
const heading = async (page: Page): Promise<string> =>
  ((await page.getByRole('heading', { level: 1 }).textContent()) ?? '').trim();

async function signInAt(page: Page, path: string, person: Person): Promise<void> {
  await own(page, path);
  await signIn(page, person);
}

/** Whether the password alone leads to the consent page of an app, in a browser that is new. */
async function leadsTo(person: Person): Promise<string> {
  const { page, close } = await visit(browser);
  await page.goto(request().url);
  await signIn(page, person);
  const title = await heading(page);
  await close();
  return title;
}
const consent = 'Allow Ledger sync to use your account?';

test('every user of the demonstration signs in, in every standard environment, as the start line says', async () => {
  for (const environment of candor.environments.filter(({ dialect }) => dialect === 'standard')) {
    const client = candor.client('Ledger sync', environment.name);
    const kinds = new Set(environment.users.map(({ secondFactor }) => secondFactor));
    assert.deepEqual([...kinds].sort(), ['message', 'none', 'totp']);
    const roles = new Set(environment.users.map(({ role }) => role));
    assert.deepEqual([...roles].sort(), ['admin', 'analyst', 'manager', 'owner', 'support']);
    for (const user of environment.users) {
      const { page, close } = await visit(browser);
      await page.goto(request({}, environment, client).url);
      await signIn(page, user);
      if (user.secondFactor === 'totp') await typeCode(page, totpCode(user.totpSecret ?? ''));
      if (user.secondFactor === 'message') {
        const { json } = await candor.api('GET', `/api/environments/${environment.name}/outbox`);
        await typeCode(page, json.findLast(({ to }: { to: string }) => to === user.email).code);
      }
      // Who may not grant is sent back to the app; everybody else comes to the question.
      const grants = ['owner', 'admin', 'manager'].includes(user.role);
      if (grants) assert.match(await heading(page), /^(Allow Ledger sync to use|Choose an account)/, user.email);
      else assert.equal((await app.arrival()).parameters.get('error'), 'access_denied', user.email);
      await close();
    }
  }
});

test('the terminal shows the code that was mailed', async () => {
  const env = { CANDOR_URL: candor.url, CANDOR_TOKEN: candor.adminToken };
  const { email } = candor.user('max');
  const { status, stdout } = await runCandor(['outbox', '--to', email], env);
  assert.equal(status, 0);
  assert.match(stdout, new RegExp(`${email} {3}Your code for Northwind Sandbox\\n {4}code {3}\\d{6}\\n`));
  const nobody = await runCandor(['outbox'], { CANDOR_URL: candor.url, CANDOR_TOKEN: 'cad_nothing' });
  assert.equal(nobody.status, 1);
  assert.match(nobody.stderr, /was not accepted/);
});

test('an authenticator app is set up by its QR code, and signs in; a recovery code does so once', async () => {
  const person = await createPerson(candor, 'quinn');
  const { page, faults, close } = await visit(browser);
  await signInAt(page, '/security', person);
  await page.getByRole('link', { name: 'Set up the authenticator app' }).click();
  await page.getByRole('heading', { name: 'Set up the authenticator app' }).waitFor();
  const shown = ((await page.locator('#totp-key').textContent()) ?? '').replaceAll(' ', '');
  const address = new URL(await readQrCode(page.locator('svg.qr')));
  assert.equal(`${address.protocol}//${address.host}`, 'otpauth://totp');
  assert.equal(decodeURIComponent(address.pathname), `/Northwind Sandbox:${person.email}`);
  const { secret = '', issuer, digits, period, algorithm } = Object.fromEntries(address.searchParams);
  assert.equal(secret, shown);
  assert.deepEqual([issuer, digits, period, algorithm], ['Northwind Sandbox', '6', '30', 'SHA1']);
  await typeCode(page, '000000', 'Turn it on');
  await page.getByText('This code is not right').waitFor();
  await typeCode(page, totpCode(secret, -1), 'Turn it on');
  const codes = ((await page.locator('#recovery-codes').textContent()) ?? '').split('\n');
  assert.equal(codes.length, 10);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByText('Download as text').click()]);
  const text = await file.createReadStream().then(async (stream) => (await stream.toArray()).join(''));
  for (const code of codes) assert.ok(text.includes(`${code}\n`));
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await page.getByText('You have 10 recovery codes left').waitFor();
  assert.deepEqual(faults, []);
  await close();

  const signedIn = await visit(browser);
  const asked = request();
  await signedIn.page.goto(asked.url);
  await signIn(signedIn.page, person);
  assert.equal(await heading(signedIn.page), 'Second step');
  await typeCode(signedIn.page, totpCode(secret));
  await press(signedIn.page, 'Allow');
  const code = (await app.arrival()).parameters.get('code') ?? '';
  const { json } = await redeem(sandbox, ledger, code, asked);
  const claims = JSON.parse(Buffer.from(json.id_token.split('.')[1], 'base64url').toString());
  assert.deepEqual(claims.amr, ['pwd', 'otp', 'mfa']);
  await signedIn.close();

  for (const isFirst of [true, false]) {
    const recovering = await visit(browser);
    await signInAt(recovering.page, '/sessions', person);
    await recovering.page.getByRole('link', { name: 'Use a recovery code' }).click();
    await typeCode(recovering.page, (codes[4] ?? '').toUpperCase(), 'Continue', 'Recovery code');
    if (isFirst) assert.equal(await heading(recovering.page), 'Sessions');
    else await recovering.page.getByText('was used before').waitFor();
    await recovering.close();
  }
  assert.ok(
    (await outbox(candor)).some(({ to, subject }) => to === person.email && /recovery code was used/.test(subject)),
  );
});

test('a code by mail is set up, signs in, and a wrong one does not', async () => {
  const person = await createPerson(candor, 'robin');
  const { page, close } = await visit(browser);
  await signInAt(page, '/security/email-code', person);
  await press(page, 'Send the code');
  const first = await mailed(candor, person.email, 'code');
  await typeCode(page, first, 'Turn it on');
  assert.equal(await heading(page), 'Your recovery codes');
  await close();
  await candor.api('POST', '/api/environments/sandbox/clock', { advance: 'PT31S' });
  const again = await visit(browser);
  await again.page.goto(request().url);
  await signIn(again.page, person);
  await again.page.getByText(`A code was sent to ${person.email}.`).waitFor();
  const code = await mailed(candor, person.email, 'code', first);
  await typeCode(again.page, String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
  await again.page.getByText('This code is not right').waitFor();
  await typeCode(again.page, code);
  assert.equal(await heading(again.page), consent);
  await again.close();
});

test('a forgotten password is replaced by mail, and whoever was signed in is not any more', async () => {
  const person = await createPerson(candor, 'sasha');
  const before = await visit(browser);
  await signInAt(before.page, '/sessions', person);
  const { page, close } = await visit(browser);
  await page.goto(request().url);
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('Email address').fill(person.email);
  await press(page, 'Send the link');
  assert.equal(await heading(page), 'Look into your mailbox');
  const link = await mailed(candor, person.email, 'link');
  await page.goto(link);
  await page.getByLabel('New password').fill('some other words in a row');
  await press(page, 'Set the password');
  assert.equal(await heading(page), 'Your password is set');
  await page.goto(link);
  assert.equal(await heading(page), 'This link can’t be used');
  await before.page.reload();
  assert.equal(await heading(before.page), 'Sign in');
  assert.equal(await leadsTo(person), 'Sign in');
  assert.equal(await leadsTo({ ...person, password: 'some other words in a row' }), consent);
  await before.close();
  await close();
});

test('a lost second factor is turned off by mail and password together', async () => {
  const person = await createPerson(candor, 'toni', {
    secondFactor: 'totp',
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  });
  const { page, close } = await visit(browser);
  await page.goto(request().url);
  await signIn(page, person);
  await page.getByRole('link', { name: 'I have neither' }).click();
  await page.getByLabel('Email address').fill(person.email);
  await press(page, 'Send the link');
  await page.goto(await mailed(candor, person.email, 'link'));
  await page.getByLabel('Your password').fill('not the password');
  await press(page, 'Turn it off');
  await page.getByText('This password is not right').waitFor();
  await page.getByLabel('Your password').fill(person.password);
  await press(page, 'Turn it off');
  assert.equal(await heading(page), 'The second step is off');
  assert.equal(await leadsTo(person), consent);
  await close();
});

test('a password is changed with the present one; this browser stays signed in, no other does', async () => {
  const person = await createPerson(candor, 'uma');
  const elsewhere = await visit(browser);
  await signInAt(elsewhere.page, '/sessions', person);
  const { page, close } = await visit(browser);
  await signInAt(page, '/security', person);
  await page.getByRole('link', { name: 'Change password' }).click();
  const change = async (present: string, password: string): Promise<void> => {
    await page.getByLabel('Present password').fill(present);
    await page.getByLabel('New password').fill(password);
    await press(page, 'Change it');
  };
  await page.waitForURL(/security\/password/);
  await change('not the password', 'some other words in a row');
  await page.getByText('The present password is not right').waitFor();
  await change(person.password, 'some other words in a row');
  await page.getByText('Your password is changed.').waitFor();
  await elsewhere.page.reload();
  assert.equal(await heading(elsewhere.page), 'Sign in');
  await page.reload();
  assert.equal(await heading(page), 'Security');
  assert.equal(await leadsTo(person), 'Sign in');
  assert.equal(await leadsTo({ ...person, password: 'some other words in a row' }), consent);
  assert.ok(
    (await outbox(candor)).some(({ to, subject }) => to === person.email && /password .* was changed/.test(subject)),
  );
  await elsewhere.close();
  await close();
});

test('sessions are listed, one is ended, then all others', async () => {
  const person = await createPerson(candor, 'vera');
  const browsers = await Promise.all([1, 2, 3].map(() => visit(browser)));
  for (const { page } of browsers) await signInAt(page, '/sessions', person);
  const [first, second, third] = browsers.map(({ page }) => page) as [Page, Page, Page];
  assert.equal(await third.getByRole('heading', { name: 'Another browser' }).count(), 2);
  assert.equal(await third.getByText('Chrome, Linux', { exact: true }).count(), 3);
  await third
    .getByRole('button', { name: /^End the session of/ })
    .first()
    .click();
  await third.getByText('The session is over.').waitFor();
  const signedIn = async (page: Page): Promise<boolean> => {
    await own(page, '/sessions');
    return (await heading(page)) === 'Sessions';
  };
  assert.deepEqual([await signedIn(first), await signedIn(second), await signedIn(third)], [true, false, true]);
  await press(third, 'End all other sessions');
  await third.getByText('1 session is over.').waitFor();
  assert.deepEqual([await signedIn(first), await signedIn(third)], [false, true]);
  await press(third, 'Sign out');
  assert.equal(await signedIn(third), false);
  for (const { close } of browsers) await close();
});

test('a connected app is disconnected at once: access token, refresh token and code are dead', async () => {
  const person = await createPerson(candor, 'wim');
  const { page, close } = await visit(browser);
  const asked = request({ scope: 'openid offline_access ledger:read' });
  await page.goto(asked.url);
  await signIn(page, person);
  await press(page, 'Allow');
  const code = (await app.arrival()).parameters.get('code') ?? '';
  const { json: tokens } = await redeem(sandbox, ledger, code, asked);
  const waiting = request({ scope: 'openid offline_access ledger:read' });
  await page.goto(waiting.url);
  const unused = (await app.arrival()).parameters.get('code') ?? '';
  assert.equal((await introspect(sandbox, ledger, tokens.access_token)).json.active, true);
  await own(page, '/connected-apps');
  for (const said of ['Ledger sync', 'Read your ledger', 'Connected since', 'Last used on']) {
    assert.equal(await page.getByText(said).first().isVisible(), true, said);
  }
  await press(page, 'Disconnect Ledger sync');
  await page.getByText('Ledger sync is disconnected. Its access ended at once.').waitFor();
  assert.equal((await introspect(sandbox, ledger, tokens.access_token)).json.active, false);
  assert.equal((await refresh(sandbox, ledger, tokens.refresh_token)).json.error, 'invalid_grant');
  assert.equal((await redeem(sandbox, ledger, unused, waiting)).json.error, 'invalid_grant');
  const { status } = await fetch(sandbox.endpoints.api, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  assert.equal(status, 401);
  await close();
});

test('a language is chosen on a page, stays chosen, and outweighs what the app asks for', async () => {
  const { page, close } = await visit(browser, { locale: 'en-GB' });
  const { url } = request({ ui_locales: 'en', login_hint: 'nora@demo.example' });
  await page.goto(url);
  const address = page.url();
  await page.getByRole('link', { name: 'Deutsch' }).click();
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  assert.equal(page.url(), address, 'the same page of the same sign-in');
  await page.getByLabel('Passwort', { exact: true }).fill(candor.user('nora').password);
  await press(page, 'Anmelden');
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Choose an account' }).waitFor();
  await close();
});

test('everything works without script, with the keyboard alone', async () => {
  const { page, faults, close } = await visit(browser, { javaScriptEnabled: false });
  const person = await createPerson(candor, 'kim');
  const typeSignIn = async (): Promise<void> => {
    // A browser gives the focus with the first picture it draws, which can be after the page is loaded.
    await page.locator('#email:focus').waitFor();
    await page.keyboard.type(person.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(person.password);
    await page.keyboard.press('Enter');
  };
  await own(page, '/security/authenticator');
  await typeSignIn();
  const key = ((await page.locator('#totp-key').textContent()) ?? '').replaceAll(' ', '');
  for (let stops = 0; stops < 20 && !(await page.locator('#code:focus').count()); stops++)
    await page.keyboard.press('Tab');
  await page.keyboard.type(totpCode(key));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
  const codes = ((await page.locator('#recovery-codes').textContent()) ?? '').split('\n');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as text' }).press('Enter'),
  ]);
  assert.equal(file.suggestedFilename(), 'recovery-codes.txt');
  await page.getByRole('button', { name: 'Sign out' }).press('Enter');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goto(request().url);
  await typeSignIn();
  await page.getByRole('link', { name: 'Use a recovery code' }).press('Enter');
  await page.locator('input[name=kind][value=recovery]').waitFor({ state: 'attached' });
  await page.locator('#code:focus').waitFor();
  await page.keyboard.type(codes[0] ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: consent }).waitFor();
  await page.getByRole('link', { name: 'connected apps' }).press('Enter');
  await page.getByRole('heading', { name: 'Connected apps' }).waitFor();
  assert.deepEqual(faults, []);
  await close();
});
