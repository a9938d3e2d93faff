/** What a stranger repeats or nests keeps no reader busy, breaks none, and hides no secret in another value. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, makeBundle, readCapture } from '@candor/doctor';
import { tools } from './tools.ts';

/** In microseconds of processor time: a sound reader takes some thousand. */
const longest = 1_000_000;

describe('what is repeated or nested', () => {
  for (const [name, text] of [
    [
      'lines of a logger below a request',
      `POST https://idp.example/token\n\n${'[Api#tok] ---> POST https://idp.example/token HTTP/1.1\n'.repeat(4000)}`,
    ],
    [
      'brackets of a Postman collection',
      `{"info":{"schema":"getpostman.com"},"item":[{"request":${'['.repeat(8000)}${']'.repeat(8000)}}]}`,
    ],
    ['brackets of a HAR that breaks off', `{"log":{${'['.repeat(100_000)}`],
    ['braces of a HAR that breaks off', `{"log":{"entries":[${'{'.repeat(100_000)}`],
    ['quotation marks behind a call', `axios.post('https://idp.example/token', ${'\\"'.repeat(100_000)}`],
    [
      'escaped JSON behind a call',
      `fetch("https://idp.example/token", ${'{\\"a\\":\\"{\\\\\\"b\\\\\\":'.repeat(8000)}`,
    ],
    ['pairs of a line', `2026-03-02T10:00:09Z INFO ${'a='.repeat(100_000)}`],
  ] as const)
    it(`is read in time: ${name}`, () => {
      const start = process.threadCpuUsage();
      const examination = examine(readCapture(text), tools);
      const { user } = process.threadCpuUsage(start);
      assert.ok(user < longest, `${Math.round(user / 1000)} ms`);
      assert.equal(examination.version, 1);
    });
});

describe('a secret behind another value', () => {
  for (const parameters of [
    'grant_type=authorization_code client_id=shop;code=hunter2Zq9',
    '{"params":[{"key":"client_secret","value":"hunter2Zq9"}]}',
    'grant_type=authorization_code client_id=shop,code_verifier=hunter2Zq9',
    'grant_type=authorization_code client_id=shop|refresh_token=hunter2Zq9',
    '{grant_type:authorization_code client_secret:hunter2Zq9 client_id:shop}',
    '{grant_type:password password:hunter2Zq9 username:bob}',
  ])
    it(`is neither shown nor in a bundle: ${parameters}`, () => {
      const text = `2026-03-02T10:00:09Z ERROR POST https://idp.example/token ${parameters} 400`;
      const capture = readCapture(text);
      const examination = examine(capture, tools);
      const shown = JSON.stringify([
        examination,
        makeBundle(capture, { at: Date.UTC(2026, 10, 27), versions: {} }, tools),
      ]);
      assert.ok(!shown.includes('hunter2'), shown);
      assert.match(shown, /\/token/);
    });
});
