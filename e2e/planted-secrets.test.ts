/**
 * Everything secret that a person has, planted in a full run (sign-ins with each second factor, set-up, resets, and every
 * refusal on the way), is searched in every page, header, log line, trace row, explanation, mail and stored row. It is
 * found in the one place where it belongs, and nowhere else.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCandor, temporaryFolder } from './_candor.ts';
import { totpCode } from './_people.ts';
import { authorizationRequest } from './_requests.ts';
import { spellings } from './_spellings.ts';
import { filesOf } from './_written.ts';

const data = temporaryFolder();
// Each browser has an address of its own: the trace keeps so many refusals of one, and drops what is more.
const candor = await startCandor({ data, configuration: { trustedProxies: ['127.0.0.1'] } });
const { baseUrl } = candor.environment();
const client = candor.client('Ledger sync');
type Person = ReturnType<typeof candor.user>;
const [olivia, tara, max] = [candor.user('olivia'), candor.user('tara'), candor.user('max')];

/** A secret, and the places where it belongs: names of recorded texts. */
interface Planted {
  readonly name: string;
  readonly text: string;
  readonly belongs: RegExp;
}
const planted: Planted[] = [];
const plant = (name: string, text: string | undefined, belongs: RegExp): string => {
  assert.ok(text !== undefined && text.length >= 6, `${name} is too short to be searched for`);
  planted.push({ name, text, belongs });
  return text;
};

/** Everything that left the server, by a name for each place. */
const recorded: { readonly place: string; readonly text: string }[] = [];
/** Of what was refused: only that has an explanation. */
const refused: string[] = [];

interface PersonBrowser {
  open(path: string): Promise<Seen>;
  send(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Seen>;
  readonly cookies: ReadonlyMap<string, string>;
}
interface Seen {
  readonly status: number;
  readonly text: string;
  readonly location: string;
}

/** Who types a secret into the field for an address sees what they typed, on that very answer. */
const echo = 'page POST /forgotten-password';

let browsers = 0;

/** A browser whose every answer is recorded: the body and the headers apart, cookies being set belong into headers. */
function openBrowser(): PersonBrowser {
  const cookies = new Map<string, string>();
  let csrf = '';
  browsers += 1;
  const address = `203.0.113.${browsers}`;
  async function request(path: string, init: RequestInit): Promise<Seen> {
    const url = path.startsWith('http') ? path : baseUrl + path;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      ...init,
      headers: { cookie, 'x-forwarded-for': address, ...(init.headers as object) },
    });
    const text = await response.text();
    const page = new URL(url).pathname.replace('/sandbox', '');
    recorded.push({ place: `page ${init.method ?? 'GET'} ${page}`, text });
    for (const [name, value] of response.headers) {
      recorded.push({ place: `${name === 'set-cookie' ? 'cookie' : 'header'} ${name} of ${page}`, text: value });
    }
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] as string).split('=');
      if (value === '') cookies.delete(name);
      else {
        cookies.set(name, value);
        plant(`cookie ${name} of browser ${browsers}`, value, /^cookie /);
      }
    }
    const location = response.headers.get('location') ?? '';
    if (response.status >= 400 || /[?&]error=/.test(location)) {
      refused.push(response.headers.get('candor-request-id') as string);
    }
    csrf = /name="csrf_token" value="([^"]+)"/.exec(text)?.[1] ?? csrf;
    return { status: response.status, text, location };
  }
  return {
    cookies,
    open: (path) => request(path, {}),
    send: (path, fields, headers = {}) =>
      request(path, {
        method: 'POST',
        body: new URLSearchParams({ csrf_token: csrf, ...fields }),
        headers: { origin: candor.url, ...headers },
      }),
  };
}

async function begin(browser: PersonBrowser, person: Person, path?: string): Promise<string> {
  const asked = authorizationRequest(candor.environment(), client, client.redirectUris[0] as string, {
    prompt: 'login',
  });
  const begun = await browser.open(path ?? asked.url);
  await browser.open(begun.location);
  const answer = await browser.send(begun.location, { email: person.email, password: person.password });
  await browser.open(answer.location);
  return answer.location;
}

async function mails(): Promise<{ to: string; subject: string; code?: string; link?: string }[]> {
  await new Promise((resolve) => setTimeout(resolve, 200));
  return (await candor.api('GET', '/api/environments/sandbox/outbox')).json;
}

const field = ({ text }: Seen, name: string): string =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? '';

/** Sends what is secret where it does not belong, so that it is refused and recorded in every way that there is. */
async function misplace(browser: PersonBrowser, name: string, secret: string): Promise<void> {
  const text = encodeURIComponent(secret);
  await browser.open(`/second-factor?flow=${text}&${name}=${text}`);
  await browser.open(`/oauth/authorize?client_id=${text}&${name}=${text}&state=${text}&login_hint=${text}`);
  await browser.open(`/reset-password?link=${text}`);
  // Plain words in a path can't be told from an address that was mistyped, which its owner has to see.
  if (!/^[a-z]+(-[a-z]+)+-\d$/.test(secret)) await browser.open(`/${text}`);
  await browser.send('/second-factor?flow=AAAAAAAAAAAAAAAA', { [name]: secret, unknown: secret });
  await browser.send('/sessions', { [name]: secret, session: secret }, { origin: 'https://evil.example' });
  await browser.send('/forgotten-password', { email: secret, [name]: secret }, { 'user-agent': `agent ${secret}` });
  await browser.send('/oauth/token', { grant_type: 'authorization_code', code: secret, [name]: secret });
}

test('no secret of a person is found outside the one place where it belongs', async () => {
  // Passwords: of the demonstration, wrong ones, and new ones.
  for (const person of [olivia, tara, max]) plant(`password of ${person.email}`, person.password, /^nowhere$/);
  const oliviaBrowser = openBrowser();
  const wrong = plant('a wrong password', 'wr0ng-passw0rd-of-somebody', /^nowhere$/);
  await begin(oliviaBrowser, { ...olivia, password: wrong });

  // An authenticator app.
  const totpSecret = plant('authenticator secret', tara.totpSecret, /^nowhere$/);
  const hex = bytesOf(totpSecret).toString('hex');
  plant('authenticator secret in hex', hex, /^nowhere$/);
  plant('authenticator secret in large hex', hex.toUpperCase(), /^nowhere$/);
  plant('authenticator secret in base64', bytesOf(totpSecret).toString('base64url'), /^nowhere$/);
  const taraBrowser = openBrowser();
  const second = await begin(taraBrowser, tara);
  const totpNow = plant('code of the authenticator', totpCode(totpSecret), /^nowhere$/);
  await taraBrowser.send(second, { code: '000000' });
  await taraBrowser.send(second, { code: totpNow });
  const again = await begin(openBrowser(), tara);
  assert.match(again, /second-factor/);

  // A code by message, used, and another one that is wrong by one digit.
  const maxBrowser = openBrowser();
  const third = await begin(maxBrowser, max);
  const message = plant('code by message', (await mails()).findLast(({ to }) => to === max.email)?.code, /^outbox$/);
  await maxBrowser.send(third, { code: message });
  await maxBrowser.send(third, { code: message });

  // Recovery codes and a new authenticator secret.
  await begin(oliviaBrowser, olivia, '/security/authenticator');
  const setUp = await oliviaBrowser.open('/security/authenticator');
  const newSecret = (/id="totp-key">([A-Z2-7 ]+)</.exec(setUp.text)?.[1] ?? '').replaceAll(' ', '');
  plant('new authenticator secret', newSecret, /^nowhere$/);
  plant(
    'new authenticator secret as the page shows it',
    newSecret.replaceAll(/(.{4})(?=.)/g, '$1 '),
    /^page \w+ \/security\/authenticator$/,
  );
  const enrolment = plant('sealed enrolment', field(setUp, 'enrolment'), /^page \w+ \/security\/authenticator$/);
  await oliviaBrowser.send('/security/authenticator', { enrolment, code: '000000' });
  const codesPage = await oliviaBrowser.send('/security/authenticator', { enrolment, code: totpCode(newSecret) });
  const codes = field(codesPage, 'recovery_codes').split(' ');
  assert.equal(codes.length, 10);
  const shown = /^page POST \/security\/(authenticator|recovery-codes\/text)$/;
  for (const [index, code] of codes.entries()) plant(`recovery code ${index}`, code, shown);
  await oliviaBrowser.send('/security/recovery-codes/text', { recovery_codes: codes.join(' ') });
  const recovering = openBrowser();
  const fourth = await begin(recovering, olivia);
  await recovering.send(fourth, { kind: 'recovery', code: codes[0] as string });
  const used = openBrowser();
  await used.send(await begin(used, olivia), { kind: 'recovery', code: codes[0] as string });

  // Reset links.
  await used.open('/forgotten-password');
  await used.send('/forgotten-password', { email: max.email });
  const link = (await mails()).findLast((mail) => mail.link !== undefined)?.link as string;
  const linkText = plant(
    'reset link',
    new URL(link).searchParams.get('link') ?? '',
    /^(outbox|page (GET|POST) \/reset-password)$/,
  );
  plant('secret of the reset link', linkText.slice(17), /^(outbox|page (GET|POST) \/reset-password)$/);
  await used.open(link);
  await used.send('/reset-password', {
    link: linkText,
    password: plant('a short new password', 'sh0rt-one', /^nowhere$/),
  });
  const newPassword = plant('new password', 'quite-new-words-in-a-row-7', /^nowhere$/);
  await used.send('/reset-password', { link: linkText, password: newPassword });
  await used.send('/reset-password', { link: linkText, password: newPassword });

  // A password changed while signed in: the present one wrong, then the new one too short, then right.
  const changing = openBrowser();
  await begin(changing, candor.user('mia'), '/security/password');
  plant('present password', candor.user('mia').password, /^nowhere$/);
  const another = plant('another new password', 'still-other-words-in-a-row-8', /^nowhere$/);
  await changing.open('/security/password');
  await changing.send('/security/password', { present_password: wrong, password: another });
  await changing.send('/security/password', { present_password: candor.user('mia').password, password: 'sh0rt-one' });
  const right = { present_password: candor.user('mia').password, password: another };
  assert.match((await changing.send('/security/password', right)).location, /password=changed/);

  const misplaced = [
    olivia.password,
    totpSecret,
    codes[1] as string,
    linkText,
    newPassword,
    ...oliviaBrowser.cookies.values(),
  ];
  for (const secret of misplaced) {
    const stranger = openBrowser();
    await stranger.open('/forgotten-password');
    await misplace(stranger, 'recovery_code', secret);
  }

  // What is left behind.
  const outbox = await mails();
  for (const { code, link: sent, ...rest } of outbox) {
    recorded.push(
      { place: 'outbox', text: `${code ?? ''} ${sent ?? ''}` },
      { place: 'outbox texts', text: JSON.stringify(rest) },
    );
  }
  const explained = await Promise.all(refused.map((id) => candor.api('GET', `/api/explanations/${id}`)));
  assert.deepEqual([...new Set(explained.map(({ status }) => status))], [200], 'every refusal is explained');
  for (const { json } of explained) recorded.push({ place: 'explanation', text: JSON.stringify(json) });
  for (const path of ['users', 'grants', 'clients']) {
    const { json } = await candor.api('GET', `/api/environments/sandbox/${path}`);
    recorded.push({ place: `administration ${path}`, text: JSON.stringify(json) });
  }
  await candor.stop();
  recorded.push({ place: 'log', text: candor.stderr() });
  recorded.push({
    place: 'standard output after the start line',
    text: candor.stdout().slice(candor.stdout().indexOf('\n')),
  });
  recorded.push(...filesOf(data));

  assert.ok(recorded.filter(({ place }) => place === 'explanation').length > 20, 'refusals were explained');
  assert.ok(
    recorded.some(({ place }) => place.startsWith('trace')),
    'the trace was read',
  );
  const found = planted.flatMap(({ name, text, belongs }) => {
    const spelled = spellings(text);
    const exact = /^\d+$/.test(text) ? new RegExp(`(?<!\\d)${text}(?!\\d)`) : undefined;
    const places = recorded
      .filter((one) => (exact ? exact.test(one.text) : spelled.some((spelling) => one.text.includes(spelling))))
      .map(({ place }) => place);
    return places.filter((place) => !belongs.test(place) && place !== echo).map((place) => `${name}: ${place}`);
  });
  assert.deepEqual([...new Set(found)], []);
  // The search itself works: what belongs somewhere is found there.
  for (const name of [
    'recovery code 1',
    'reset link',
    'code by message',
    'new authenticator secret as the page shows it',
  ]) {
    const { text, belongs } = planted.find((one) => one.name === name) as Planted;
    assert.ok(
      recorded.some((one) => belongs.test(one.place) && one.text.includes(text)),
      `${name} was not seen at all`,
    );
  }
});

/** Of base32. */
function bytesOf(key: string): Buffer {
  const bits = [...key].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
