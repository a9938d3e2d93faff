import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { type Capture, type Examination, readCapture, renderExamination, stackOf } from '@candor/doctor';
import { hexExamination } from './examination.ts';

const stacks = ['javascript', 'python', 'java', 'dotnet', 'go', 'php'] as const;
/** One cause for each topic of the code. */
const causes = [
  'pkce/challenge-encoding',
  'client-authentication/basic-content-wrong',
  'transport-endpoint/body-not-form',
  'redirect-uri/trailing-slash',
  'state-session/state-mismatch',
  'refresh/concurrent-use',
];

function codeIn(cause: string, stack: (typeof stacks)[number] | 'curl'): string {
  const diagnoses = hexExamination.diagnoses.slice(0, 1).map((one) => ({ ...one, cause }));
  const examination: Examination = { version: 1, diagnoses, exchanges: [], redacted: true };
  const text = renderExamination(examination, { colour: false, width: 80 }, { stack });
  const [, code = ''] = /\n {2}Code {2}[^\n]+\n\n([\s\S]*?)\n\n {2}\w/.exec(text) ?? [];
  return code.replace(/^ {8}/gm, '');
}

describe('the code beside a fix', () => {
  for (const cause of causes) {
    it(`exists for ${cause} in every stack, and fits into 80 columns`, () => {
      for (const stack of stacks) {
        const code = codeIn(cause, stack);
        assert.ok(code.length > 40, `${stack}: ${code}`);
        for (const line of code.split('\n')) assert.ok(line.length <= 72, `${stack}: ${line}`);
      }
    });
  }

  it('makes a right pair of verifier and challenge in JavaScript', () => {
    const body = codeIn('pkce/challenge-encoding', 'javascript').replace(/^import.*$/m, '');
    const make = new Function('createHash', 'randomBytes', `${body}\nreturn { verifier, challenge };`);
    const { verifier, challenge } = make(createHash, randomBytes);
    assert.match(verifier, /^[A-Za-z0-9_-]{43}$/);
    assert.equal(challenge, createHash('sha256').update(verifier).digest('base64url'));
  });

  it('makes a right Basic header in JavaScript', () => {
    const body = codeIn('client-authentication/basic-content-wrong', 'javascript');
    const make = new Function('clientId', 'clientSecret', 'Buffer', `${body}\nreturn headers;`);
    const { authorization } = make('ledger:sync', 's%+t', Buffer);
    assert.equal(authorization, `Basic ${btoa('ledger%3Async:s%25%2Bt')}`);
  });

  it('runs one refresh for two callers in JavaScript', async () => {
    let asked = 0;
    const requestAndStore = async (): Promise<number> => ++asked;
    const body = codeIn('refresh/concurrent-use', 'javascript');
    const refresh = new Function('requestAndStore', `${body}\nreturn refresh;`)(requestAndStore);
    assert.deepEqual(await Promise.all([refresh(), refresh()]), [1, 1]);
    assert.equal(await refresh(), 2);
  });
});

describe('stackOf', () => {
  const agent = (value: string): Capture => ({
    exchanges: [
      {
        role: 'token-request',
        source: { from: 'capture', format: 'har', at: 'entry 1' },
        request: {
          method: 'POST',
          target: '/token',
          headers: [{ name: 'user-agent', value, in: 'header' }],
          parameters: [],
        },
      },
    ],
    notes: [],
    formats: ['har'],
    leftOut: [],
  });
  for (const [name, capture, stack] of [
    [
      'a Python trace',
      readCapture('Traceback (most recent call last):\n  File "app.py", line 3, in x\nValueError: y'),
      'python',
    ],
    ['a Java trace', readCapture('java.lang.IllegalStateException: x\n\tat com.example.App.run(App.java:12)'), 'java'],
    ['a .NET trace', readCapture('System.Exception: x\n   at App.Run() in C:\\src\\App.cs:line 12'), 'dotnet'],
    ['a Go error', readCapture('oauth2: cannot fetch token: 400 Bad Request'), 'go'],
    ['a PHP error', readCapture('PHP Fatal error: Uncaught x in /var/www/a.php:12'), 'php'],
    ['a Node trace', readCapture('Error: x\n    at async run (file:///app/src/a.js:12:7)'), 'javascript'],
    ['the User-Agent of requests', agent('python-requests/2.32.3'), 'python'],
    ['the User-Agent of Go', agent('Go-http-client/2.0'), 'go'],
    ['the User-Agent of a browser', agent('Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0'), undefined],
    ['a sentence', readCapture('It does not work since the update.'), undefined],
  ] as const) {
    it(`tells ${stack ?? 'nothing'} by ${name}`, () => {
      assert.equal(stackOf(capture), stack);
    });
  }
});
