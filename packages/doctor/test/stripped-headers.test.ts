/** A recording from which the browser left the credentials out does not show that none were sent. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Capture, createHarReader, examine, readCapture } from '@candor/doctor';
import { tools } from './tools.ts';

interface Entry {
  readonly method?: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly status: number;
  readonly answered?: Readonly<Record<string, string>>;
  readonly answer?: unknown;
}

const listed = (headers: Readonly<Record<string, string>> = {}): readonly unknown[] =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));
const form = 'application/x-www-form-urlencoded';

function har(entries: readonly Entry[], creator = 'WebInspector'): string {
  return JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: creator, version: '537.36' },
      entries: entries.map(({ method = 'GET', url, headers, body, status, answered, answer }) => ({
        startedDateTime: '2026-11-27T08:00:00.000Z',
        request: {
          method,
          url,
          headers: listed(headers),
          ...(body !== undefined && { postData: { mimeType: form, text: body } }),
        },
        response: {
          status,
          headers: listed(answered),
          redirectURL: answered?.location ?? '',
          content: answer === undefined ? {} : { mimeType: 'application/json', text: JSON.stringify(answer) },
        },
      })),
    },
  });
}

const machine: Entry = {
  method: 'POST',
  url: 'https://idp.example/token',
  body: 'grant_type=client_credentials&scope=orders',
  status: 401,
  answer: { error: 'invalid_client' },
};
const authorize =
  'https://idp.example/authorize?response_type=code&client_id=shop&state=a81kLs02&redirect_uri=https%3A%2F%2Fshop.example%2Fcallback';
const login: readonly Entry[] = [
  { url: 'https://shop.example/login', status: 302, answered: { location: authorize } },
  {
    url: authorize,
    status: 302,
    answered: { location: 'https://shop.example/callback?code=Lf93kfh20&state=a81kLs02' },
  },
  {
    url: 'https://shop.example/callback?code=Lf93kfh20&state=a81kLs02',
    status: 400,
    answer: { error: 'invalid_state', error_description: 'the state was not found' },
  },
];
const call: Entry = { url: 'https://api.example/v1/orders', status: 401, answer: { message: 'Unauthorized' } };
const posted: readonly Entry[] = [
  ...login.slice(0, 2),
  {
    method: 'POST',
    url: 'https://shop.example/callback',
    headers: { origin: 'https://idp.example' },
    body: 'code=Lf93kfh20&state=a81kLs02',
    status: 400,
    answer: { error: 'invalid_state', error_description: 'the state was not found' },
  },
];
const inQuery: Entry = {
  url: 'https://api.example/v1/orders?access_token=a81kLs02kdQfk39fL02kdQ8',
  status: 401,
  answer: { error: 'invalid_request', error_description: 'No access token was sent' },
};

function inOnePiece(text: string): Capture {
  const reader = createHarReader();
  reader.push(new TextEncoder().encode(text));
  return reader.finish();
}

const chromium = { 'sec-ch-ua': '"Chromium";v="142"' };

describe('a recording without a single header that holds credentials', () => {
  for (const [name, text] of [
    ['a client that may have authenticated by a header', har([machine])],
    ['the same, of a browser that names itself', har([{ ...machine, headers: chromium }], 'recorder')],
    ['the same, of a tool that says what it does', har([machine], 'HAR sanitizer')],
    ['a login that may have kept its state in a cookie', har(login)],
    ['a callback that was posted', har(posted)],
    ['a call that may have brought a token', har([call])],
    ['a token in the address, beside a header that may have been there', har([inQuery])],
  ] as const) {
    for (const [way, read] of [
      ['whole', readCapture],
      ['in pieces', inOnePiece],
    ] as const) {
      it(`proves nothing about what it lacks: ${name}, ${way}`, () => {
        const { diagnoses, ask } = examine(read(text), tools);
        assert.deepEqual(
          diagnoses.filter(({ confidence }) => confidence === 'certain'),
          [],
        );
        assert.match(ask ?? '', /export it again with sensitive data/);
      });
    }
  }

  it('does not speak against a wrong secret either', () => {
    const named = examine(readCapture(har([machine])), tools).diagnoses.map(({ cause }) => cause);
    assert.ok(named.includes('client-authentication/secret-wrong'), named.join(', '));
  });
});

describe('a recording that shows such headers, or is made by what keeps them', () => {
  const missing = 'client-authentication/credentials-missing';
  const picture: Entry = { url: 'https://cdn.example/logo.png', headers: { Cookie: 'theme=dark' }, status: 200 };
  const start: Entry = { url: 'https://shop.example/', status: 200, answered: { 'Set-Cookie': 'theme=dark' } };
  for (const [name, text, cause] of [
    ['a cookie of another page', har([picture, machine]), missing],
    ['a cookie that is set', har([start, machine]), missing],
    ['Firefox', har([machine], 'Firefox'), missing],
    ['a proxy', har([machine], 'mitmproxy'), missing],
    ['a login of Firefox', har(login, 'Firefox'), 'state-session/cookie-not-stored'],
  ] as const) {
    for (const [way, read] of [
      ['whole', readCapture],
      ['in pieces', inOnePiece],
    ] as const) {
      it(`shows what was not sent: ${name}, ${way}`, () => {
        const [first] = examine(read(text), tools).diagnoses;
        assert.equal(`${first?.cause} ${first?.confidence}`, `${cause} certain`);
      });
    }
  }
});
