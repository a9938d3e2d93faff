/** The language of the hosted pages: ui_locales of OpenID Connect Core section 3.1.2.1, then Accept-Language. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { de } from '../src/pages/messages/de.ts';
import { en } from '../src/pages/messages/en.ts';
import { messagesFor } from '../src/pages/messages/languages.ts';
import { authorizationParameters, openBrowser, startOAuthServer } from './_oauth.ts';
import { createTotpUser, mailTo, signInAtApp, textOf } from './_people.ts';

const cases: readonly (readonly [accepted: string | undefined, uiLocales: string | undefined, lang: string])[] = [
  [undefined, undefined, 'en'],
  ['de-CH, en;q=0.8', undefined, 'de'],
  ['fr, de;q=0.5, en;q=0.7', undefined, 'en'],
  ['fr', undefined, 'en'],
  ['de;q=0, en;q=0.1', undefined, 'en'],
  ['DE', undefined, 'de'],
  ['en', 'de-AT en', 'de'],
  ['de', 'fr', 'de'],
  ['de', 'fr en de', 'en'],
  ['constructor', '__proto__', 'en'],
  [';;q=x,,de;q=nothing', undefined, 'de'],
];

for (const [accepted, uiLocales, lang] of cases) {
  it(`Accept-Language "${accepted ?? ''}" with ui_locales "${uiLocales ?? ''}" gives ${lang}`, () => {
    assert.equal(messagesFor({ headers: { 'accept-language': accepted } }, uiLocales).lang, lang);
  });
}

it('both languages have the same texts, and German is not English', () => {
  const keys = (value: object, path = ''): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' && path !== '.problems' ? keys(inner, `${path}.${key}`) : [`${path}.${key}`],
    );
  const own = (all: string[]) => all.filter((key) => !key.startsWith('.problems'));
  assert.deepEqual(own(keys(de)).sort(), own(keys(en)).sort());
  assert.notEqual(de.signIn.title, en.signIn.title);
  assert.equal(de.day('2026-11-21T14:03:00Z'), '21. November 2026');
  assert.equal(en.day('2026-11-21T14:03:00Z'), '21 November 2026');
  assert.equal(de.security.recoveryLeft(1), 'Sie haben noch 1 Wiederherstellungscode.');
});

describe('the pages', async () => {
  const server = await startOAuthServer();
  const client = await server.createClient('sandbox');

  it('follow ui_locales through the whole sign-in, with lang set', async () => {
    const user = await createTotpUser(server);
    const { page } = await signInAtApp(server, client, user, { parameters: { ui_locales: 'de' } });
    assert.match(page.text, /<html lang="de">/);
    assert.match(textOf(page), /Geben Sie den Code ein, den Ihre Authenticator-App zeigt/);
  });

  it('follow Accept-Language, on refusals and in mails as well', async () => {
    const headers = { 'accept-language': 'de' };
    const browser = openBrowser(server);
    const refused = await browser.open('/sandbox/oauth/authorize?client_id=cid_nobody', { headers });
    assert.match(refused.text, /<html lang="de">/);
    assert.match(textOf(refused), /Die Anfrage kommt von keiner App, die dieser Server kennt/);
    const user = await server.createUser('sandbox');
    await browser.open('/sandbox/forgotten-password', { headers });
    const sent = await browser.submit('/sandbox/forgotten-password', { email: user.email }, headers);
    assert.match(textOf(sent), /Sehen Sie in Ihr Postfach/);
    assert.match((await mailTo(server, user.email))[0]?.subject ?? '', /Ein neues Passwort/);
  });

  it('are announced in the metadata', async () => {
    const { json } = await server.request('/sandbox/.well-known/openid-configuration');
    assert.deepEqual(json.ui_locales_supported, ['en', 'de']);
  });

  it('write the form that returns to the app in German', async () => {
    const user = await server.createUser('sandbox');
    const parameters = { ui_locales: 'de', response_mode: 'form_post' };
    const { browser, address } = await signInAtApp(server, client, user, { parameters });
    const answer = await browser.submit(address, { decision: 'allow' });
    assert.match(answer.text, /<html lang="de">/);
    assert.ok(authorizationParameters(client).get('client_id'));
  });

  it('have a link to the other language, which leads back to the page and is remembered before all else', async () => {
    const browser = openBrowser(server);
    const query = authorizationParameters(client, { ui_locales: 'en' });
    const page = (await browser.open(`/sandbox/oauth/authorize?${query}`)).headers.get('location') as string;
    const english = await browser.open(page);
    assert.match(english.text, /<a href="[^"]+\/sandbox\/language\?to[^"]+de" lang="de" hreflang="de">Deutsch<\/a>/);
    const chosen = await browser.open('/sandbox/language?to=de', { headers: { referer: page } });
    assert.deepEqual([chosen.status, chosen.headers.get('location')], [303, page]);
    assert.match((await browser.open(page)).text, /<html lang="de">/);
    await browser.open('/sandbox/language?to=en', { headers: { referer: page, 'accept-language': 'de' } });
    assert.match((await browser.open(page, { headers: { 'accept-language': 'de' } })).text, /<html lang="en">/);
  });

  it('send nobody elsewhere who chooses a language, and know no other', async () => {
    const own = `${server.url}/sandbox/connected-apps`;
    const strange = [
      'https://evil.example/sandbox/sign-in',
      `${server.url}.evil.example/sandbox/`,
      `${server.url}/production/sign-in`,
      `${server.url}/sandboxes`,
      `${server.url}/sandbox/language?to=de`,
      'not an address',
      undefined,
    ];
    for (const referer of strange) {
      const headers = referer === undefined ? {} : { referer };
      const answer = await server.request('/sandbox/language?to=de', { headers });
      assert.equal(answer.headers.get('location'), own, String(referer));
    }
    for (const to of ['fr', '', 'de%0d%0aset-cookie:x']) {
      const answer = await server.request(`/sandbox/language?to=${to}`);
      assert.deepEqual([answer.status, answer.headers.get('set-cookie')], [400, null], to);
    }
  });
});
