import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountChoicePage } from '../src/pages/account-choice.ts';
import { type Asset, accentPath, assetPath, assets, findAsset } from '../src/pages/assets.ts';
import { consentPage } from '../src/pages/consent.ts';
import { contentSecurityPolicy } from '../src/pages/content-security-policy.ts';
import { explanationPage } from '../src/pages/explanation.ts';
import { formPostPage } from '../src/pages/form-post.ts';
import { ownerDonePage, ownerLinkPage, ownerLinkRefusedPage } from '../src/pages/owner.ts';
import { problemIndexPage, problemPage } from '../src/pages/problem.ts';
import { errorPage, expiredPage, refusalPage } from '../src/pages/refusal.ts';
import { memberSignInPage, signInPage } from '../src/pages/sign-in.ts';
import { signedOutPage, signOutPage } from '../src/pages/sign-out.ts';
import { startPage } from '../src/pages/start.ts';

/** Stands for everything that a stranger can write into a model. */
const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
const branding = { name: evil, logo: 'https://elsewhere.example/logo.png', accent: '#0f766e' };
const app = { name: evil, logo: 'javascript:alert(1)', home: 'javascript:alert(1)' };
const form = { action: '/sandbox/interaction', csrfToken: 'csrf-of-this-page' };
const deadline = { expiresAt: '2026-11-21T14:32:00Z', secondsLeft: 600 };
const problem = {
  id: 'redirect-uri-mismatch',
  title: evil,
  meaning: evil,
  whoseMove: 'app',
  fix: evil,
  retry: false,
  spec: evil,
} as const;
const requestId = 'req_1';
const diagnosis = {
  cause: 'redirect/mismatch',
  title: evil,
  confidence: 'certain',
  evidence: [
    { where: evil, seen: evil, expected: `${evil}/` },
    { where: evil, expected: evil },
  ],
  why: evil,
  fix: [evil, `\`${evil}\``],
  whoseMove: 'user',
} as const;
const account = { id: evil, name: evil, role: evil, mayGrant: true };
const commands = [{ title: evil, command: evil }];

const signIn = { branding, app, form, email: evil, cancel: form, developerHref: '/problems/x', deadline };
const consent = {
  branding,
  app: { ...app, organisation: evil, verified: false },
  email: evil,
  account,
  changeAccountHref: '/sandbox/accounts',
  asks: { reads: [evil], does: [evil], identity: [evil] },
  granted: [evil],
  endHref: '/sandbox/apps',
  returnHost: evil,
  form,
  deadline,
};
const pages: { readonly [name: string]: string } = {
  'sign-in': signInPage(signIn),
  'sign-in after wrong credentials': signInPage({ ...signIn, refused: { reason: 'credentials' } }),
  'sign-in throttled': signInPage({ ...signIn, refused: { reason: 'throttled', minutes: 1 } }),
  'sign-in paused': signInPage({ ...signIn, refused: { reason: 'paused', minutes: 15 } }),
  'member sign-in': memberSignInPage({ form, email: evil }),
  'account choice': accountChoicePage({
    branding,
    app,
    email: evil,
    accounts: [account, { ...account, mayGrant: false }],
    form,
    otherSignIn: form,
    cancel: form,
    deadline,
  }),
  consent: consentPage(consent),
  'consent of a verified app': consentPage({ ...consent, app: { ...consent.app, verified: true } }),
  refusal: refusalPage({
    branding,
    title: evil,
    whatHappened: evil,
    whoseMove: 'operator',
    whatToDo: evil,
    requestId: evil,
    developerHref: '/problems/x?request=y',
    back: { appName: evil, href: 'https://app.example/' },
  }),
  'error 404': errorPage({ status: 404, requestId }),
  'error 503': errorPage({ status: 503, requestId, branding }),
  expired: expiredPage({ branding, lifetimeMinutes: 10, app }),
  'signed out': signedOutPage({ branding, app }),
  'sign out': signOutPage({ branding, email: evil, appName: evil, form }),
  form_post: formPostPage({
    branding,
    appName: evil,
    action: 'https://app.example/cb',
    fields: [{ name: evil, value: evil }],
  }),
  problem: problemPage({
    problem,
    wire: { status: 400, error: evil, errorDescription: evil },
    request: { id: requestId, url: 'http://127.0.0.1:4000', consoleHref: '/console/x' },
  }),
  'problem index': problemIndexPage({ problems: [problem] }),
  start: startPage({
    environments: [
      { name: evil, dialect: evil, stage: 'sandbox', issuer: evil, openidConfiguration: 'http://127.0.0.1/a' },
    ],
    demo: { credentialsFile: evil },
    commands,
  }),
  'owner link': ownerLinkPage({
    form,
    passwordMinimum: 12,
    organisation: evil,
    email: evil,
    errors: { email: evil, password: evil },
  }),
  'owner done': ownerDonePage({ organisation: evil, adminToken: evil, commands, signInHref: '/console' }),
  'owner link refused': ownerLinkRefusedPage({ reason: 'used' }),
  explanation: explanationPage({
    requestId,
    flowId: evil,
    at: '2026-11-21T14:03:27Z',
    environment: evil,
    clientId: evil,
    problem: problem.id,
    response: { status: 400, error: evil },
    diagnoses: [diagnosis, { ...diagnosis, confidence: 'possible' }],
  }),
  'explanation without a diagnosis': explanationPage({
    requestId,
    at: '2026-11-21T14:03:27Z',
    environment: 'sandbox',
    problem: problem.id,
    response: { status: 400 },
    diagnoses: [],
  }),
};

/** Every start tag of a page, with its attributes as text. */
function tags(page: string, name: string): string[] {
  return [...page.matchAll(new RegExp(`<${name}\\b((?:[^>"]|"[^"]*")*)>`, 'g'))].map((match) => match[1] ?? '');
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
}

function textOf(asset: Asset | undefined): string {
  return new TextDecoder().decode(asset?.body);
}

for (const [name, page] of Object.entries(pages)) {
  test(`the page "${name}" holds no markup from its model, and no inline style, script or event handler`, () => {
    assert.ok(page.startsWith('<!doctype html>\n<html lang="en">'));
    assert.ok(!page.includes('<script>') && !page.includes('onerror=alert(1)>'));
    assert.doesNotMatch(page, /<style|javascript:|srcdoc/i);
    for (const script of page.matchAll(/<script\b[^>]*>([^<]*)<\/script>/g)) {
      assert.equal(script[1], '');
      assert.ok(assets.has(attribute(script[0], 'src') ?? ''));
    }
    for (const tag of tags(page, '[a-z][a-z0-9]*')) {
      assert.doesNotMatch(tag.replace(/"[^"]*"/g, '""'), /\s(on[a-z]+|style)\s*=/);
    }
  });

  test(`the page "${name}" has one h1, one main, a title, and only local stylesheets that exist`, () => {
    assert.equal(tags(page, 'h1').length, 1);
    assert.equal(tags(page, 'main').length, 1);
    assert.match(page, /<title>[^<]+ · [^<]+<\/title>/);
    for (const link of tags(page, 'link')) assert.ok(findAsset(attribute(link, 'href') ?? '') !== undefined, link);
    for (const image of tags(page, 'img')) assert.ok(attribute(image, 'src')?.startsWith('/'), image);
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
    assert.equal(new Set(ids).size, ids.length, 'ids are unique');
  });

  test(`the forms of the page "${name}" work without a script and carry the csrf token`, () => {
    for (const input of tags(page, 'input')) {
      if (attribute(input, 'type') === 'hidden') continue;
      assert.ok(page.includes(`<label for="${attribute(input, 'id')}">`), `a label for ${input}`);
      for (const id of attribute(input, 'aria-describedby')?.split(' ') ?? []) assert.ok(page.includes(` id="${id}"`));
    }
    for (const [markup] of page.matchAll(/<form\b[\s\S]*?<\/form>/g)) {
      assert.match(markup, /^<form [^>]*method="post"/);
      assert.match(markup, /<button(?![^>]*type="button")[^>]*>|class="summary/);
      if (name !== 'form_post') assert.ok(markup.includes('name="csrf_token" value="csrf-of-this-page"'));
    }
  });
}

test('an unknown user and a wrong password see the same page, field by field marked', () => {
  const page = pages['sign-in after wrong credentials'] ?? '';
  assert.equal(page.match(/aria-invalid="true" aria-describedby="refused-text"/g)?.length, 2);
  assert.equal(page.match(/type="password"[^>]*value=/), null);
});

test('leaving the sign-in is a form of its own, which does not hold the password', () => {
  const leaving = [...(pages['sign-in'] ?? '').matchAll(/<form\b[\s\S]*?<\/form>/g)].find(([markup]) =>
    markup.includes('value="deny"'),
  );
  assert.ok(leaving !== undefined && !leaving[0].includes('password'));
});

test('without a script the sign-in states its end in UTC', () => {
  assert.match(pages['sign-in'] ?? '', /This page can be used until 14:32 UTC\./);
});

test('an account whose role may not grant can not be chosen', () => {
  const radios = tags(pages['account choice'] ?? '', 'input').filter((input) => attribute(input, 'type') === 'radio');
  assert.deepEqual(
    radios.map((radio) => [
      /\schecked\b/.test(radio.replace(/"[^"]*"/g, '')),
      /\sdisabled\b/.test(radio.replace(/"[^"]*"/g, '')),
    ]),
    [
      [true, false],
      [false, true],
    ],
  );
});

test('Deny comes before Allow, in the same form and of the same size', () => {
  const buttons = tags(pages.consent ?? '', 'button').filter((button) => attribute(button, 'name') === 'decision');
  assert.deepEqual(
    buttons.map((button) => attribute(button, 'value')),
    ['deny', 'allow'],
  );
  for (const button of buttons) assert.match(attribute(button, 'class') ?? '', /\bbutton-equal\b/);
});

test('the problem page shows no command for a request id that a shell would read differently', () => {
  for (const id of ['$(reboot)', 'a b', "'", '', 'x'.repeat(65), 'req\n1']) {
    const page = problemPage({ problem, wire: { status: 400 }, request: { id, url: 'http://127.0.0.1:4000' } });
    assert.ok(!page.includes('candor explain'), JSON.stringify(id));
  }
  assert.match(pages.problem ?? '', /npx candor explain req_1 --url http:\/\/127\.0\.0\.1:4000</);
  assert.match(pages.problem ?? '', /127\.0\.0\.1:4000\/api\/explanations\/req_1</);
});

test('the explanation marks the characters in which sent and expected differ', () => {
  const page = explanationPage({
    requestId,
    at: '2026-11-21T14:03:27Z',
    environment: 'sandbox',
    problem: problem.id,
    response: { status: 400 },
    diagnoses: [{ ...diagnosis, evidence: [{ where: 'x', seen: '/cb/', expected: '/cb' }] }],
  });
  assert.match(page, /\/cb<mark>\/<\/mark>/);
  assert.match(page, /Differs: \/\./);
});

test('every asset is found by its path, named by its content, and only by that', () => {
  for (const [path, asset] of assets) {
    assert.equal(findAsset(path), asset);
    assert.match(path, /^\/assets\/[a-z0-9-]+\.[0-9a-f]{12}\.(css|js|svg|woff2)$/);
  }
  assert.equal(findAsset('/assets/../package.json'), undefined);
  const css = textOf(assets.get(assetPath('pages.css')));
  for (const [, url] of css.matchAll(/url\("([^"]*)"\)/g)) assert.ok(assets.has(url ?? ''), `${url}`);
});

test('an accent has a stylesheet of its own; anything but #rrggbb has none', () => {
  const path = accentPath('#0F766E') ?? '';
  assert.match(textOf(findAsset(path)), /from #0f766e/);
  assert.equal(findAsset(path.replace('0f766e', '000000')), undefined);
  for (const accent of ['red', '#fff', '#12345g', '#0f766e;}body{}']) assert.equal(accentPath(accent), undefined);
});

test('the content security policy lets a form end at exactly the redirect URI’s origin', () => {
  const formAction = (redirectUri: string): string | undefined =>
    /form-action ([^;]*)/.exec(contentSecurityPolicy({ redirectUri }))?.[1];
  assert.equal(formAction('https://app.example/cb?x=1'), "'self' https://app.example");
  assert.equal(formAction('http://127.0.0.1:8123/cb'), "'self' http://127.0.0.1:8123");
  assert.equal(formAction('com.example.app:/cb'), "'self' com.example.app:");
  for (const uri of ['javascript:alert(1)', 'data:text/html,x', 'nonsense', 'https://a.example;script-src *']) {
    assert.equal(formAction(uri), "'self'", uri);
  }
});

test('styles and scripts together stay under 40 kB before compression', () => {
  let size = 0;
  for (const { path, contentType, body } of assets.values()) {
    // The demonstration app alone loads its own.
    if (!contentType.startsWith('font/') && !path.startsWith('/assets/demo.')) size += body.byteLength;
  }
  assert.ok(size < 40_000, `${size} bytes`);
});
