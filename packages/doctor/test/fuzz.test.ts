/**
 * Whatever is pasted: no throw, no second lost, and no planted secret in what is said of it. A million inputs in the
 * long run, a slice of them otherwise.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture, renderExamination, renderMarkdown } from '@candor/doctor';
import { tools } from './tools.ts';

const runs = process.env.CANDOR_COUNTS === 'long' ? 250_000 : 300;
const secret = 'q7Zk2Fq-mmLwPd9_zRtHa81';

/** Mulberry32: the same inputs in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const http = `GET https://idp.example/authorize?response_type=code&client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=read&state=abc&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256

HTTP/1.1 302 Found
Location: https://app.example/cb?code=c0de&state=abc
Set-Cookie: sid=1; Secure; SameSite=Lax

POST https://idp.example/token
Authorization: Basic ${Buffer.from(`app:${secret}`).toString('base64')}
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=c0de&redirect_uri=https%3A%2F%2Fapp.example%2Fcb%2F&client_secret=${secret}&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk

HTTP/1.1 400 Bad Request
Content-Type: application/json

{"error":"invalid_grant","error_description":"redirect_uri mismatch"}
`;
const curl = `curl -i -X POST 'https://idp.example/token' -H 'Authorization: Bearer ${secret}' \\\n  -d 'grant_type=refresh_token' --data-urlencode 'refresh_token=${secret}'\n\n{"error":"invalid_client"}`;
const text = `It worked until Friday. The registered redirect is https://app.example/cb.\n\nError: invalid_grant AADSTS70008: The provided authorization code or refresh token has expired. client_secret=${secret}\n    at exchange (/srv/oauth.js:1:1)\n2026-11-27T08:00:00Z WARN retrying with refresh_token=${secret}`;
const har = JSON.stringify({
  log: {
    comment: 'fails on one machine only',
    entries: [
      {
        startedDateTime: '2026-11-27T08:00:00Z',
        request: {
          method: 'POST',
          url: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
          headers: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
          postData: { text: `grant_type=refresh_token&refresh_token=${secret}&client_secret=${secret}` },
        },
        response: { status: 400, headers: [], content: { text: '{"error":"invalid_grant"}' } },
      },
    ],
  },
});

const odd = [
  '\0',
  '\u202e',
  '😀',
  '%',
  '%25',
  '{',
  '}',
  '"',
  "'",
  '\\',
  '\n',
  '\n\n',
  '`',
  '&',
  '=',
  '#',
  '?',
  '<b>',
  '\ud800',
  'eyJ',
  'undefined',
];

function mutate(source: string, random: () => number): string {
  let mutated = source;
  const changes = 1 + Math.floor(random() * 6);
  for (let change = 0; change < changes; change++) {
    const at = Math.floor(random() * mutated.length);
    const length = Math.floor(random() * 40);
    const kind = Math.floor(random() * 5);
    if (kind === 0) mutated = mutated.slice(0, at) + mutated.slice(at + length);
    else if (kind === 1) mutated = mutated.slice(0, at) + odd[Math.floor(random() * odd.length)] + mutated.slice(at);
    else if (kind === 2)
      mutated =
        mutated.slice(0, at) + mutated.slice(at, at + length).repeat(1 + Math.floor(random() * 20)) + mutated.slice(at);
    else if (kind === 3)
      mutated = mutated.slice(0, at) + String.fromCharCode(Math.floor(random() * 256)) + mutated.slice(at + 1);
    else mutated = mutated.slice(at) + mutated.slice(0, at);
  }
  return mutated;
}

describe('any input', () => {
  for (const [name, source] of Object.entries({ har, curl, http, text })) {
    it(`made of ${name} is examined without a fault, in time, and without its secret`, () => {
      const random = randomOf(name.length * 7919);
      for (let run = 0; run < runs; run++) {
        const input = mutate(source, random);
        const faults: unknown[] = [];
        const begun = process.threadCpuUsage();
        const capture = readCapture(input);
        const examination = examine(capture, { ...tools, onFault: (fault) => faults.push(fault) });
        const said =
          JSON.stringify(examination) +
          renderExamination(examination, { colour: false, width: 80 }) +
          renderMarkdown(examination);
        const took = process.threadCpuUsage(begun).user / 1000;
        assert.ok(took < 1000, `${Math.round(took)} ms for ${JSON.stringify(input)}`);
        assert.deepEqual(faults, [], JSON.stringify(input));
        assert.ok(!said.includes(secret), `${JSON.stringify(input)}\n${said}`);
      }
    });
  }
});
