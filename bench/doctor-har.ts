/**
 * `node bench/doctor-har.ts`: how long the doctor takes for a HAR of 200 MB with 100,000 entries, 5 % of them OAuth,
 * beside reading and JSON.parse of the same file in the same run, and how much memory it needs.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const entries = 100_000;
const folder = mkdtempSync(join(tmpdir(), 'candor-har-'));
const file = join(folder, 'large.har');
const launcher = fileURLToPath(new URL('../packages/cli/src/main.ts', import.meta.url));

function entry(index: number): string {
  const at = new Date(Date.UTC(2026, 10, 27) + index * 250).toISOString();
  const isOAuth = index % 20 === 0;
  const url = isOAuth
    ? `https://idp.example.com/oauth2/token`
    : `https://shop.example.com/assets/${index}/picture-of-a-thing.png`;
  const postData = isOAuth
    ? {
        mimeType: 'application/x-www-form-urlencoded',
        text: `grant_type=refresh_token&refresh_token=r-${index}&client_id=c`,
      }
    : undefined;
  const text = isOAuth
    ? JSON.stringify({
        access_token: `a-${index}`,
        token_type: 'Bearer',
        expires_in: 3600,
        refresh_token: `r-${index + 20}`,
      })
    : 'x'.repeat(1350);
  return JSON.stringify({
    startedDateTime: at,
    time: 12,
    request: {
      method: isOAuth ? 'POST' : 'GET',
      url,
      httpVersion: 'HTTP/2',
      cookies: [],
      headers: [
        { name: 'Accept', value: '*/*' },
        { name: 'User-Agent', value: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36' },
      ],
      queryString: [],
      headersSize: -1,
      bodySize: 0,
      ...(postData && { postData }),
    },
    response: {
      status: 200,
      statusText: 'OK',
      httpVersion: 'HTTP/2',
      cookies: [],
      headers: [{ name: 'Content-Type', value: isOAuth ? 'application/json' : 'image/png' }],
      content: { size: text.length, mimeType: 'text/plain', text },
      redirectURL: '',
      headersSize: -1,
      bodySize: text.length,
    },
    cache: {},
    timings: { send: 1, wait: 10, receive: 1 },
  });
}

const target = openSync(file, 'w');
writeSync(target, '{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"entries":[');
for (let index = 0; index < entries; index++) writeSync(target, `${index === 0 ? '' : ','}\n${entry(index)}`);
writeSync(target, ']}}');
closeSync(target);

/** Runs a script in a process of its own. @returns seconds and the most memory in MB. */
function measure(script: string): { readonly seconds: number; readonly megabytes: number } {
  const code = `const begun = performance.now(); ${script}; console.error(JSON.stringify({ seconds: (performance.now() - begun) / 1000, megabytes: process.resourceUsage().maxRSS / 1024 }));`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  return JSON.parse(stderr.trim().split('\n').at(-1) as string);
}

const parse = `const { readFileSync } = await import('node:fs'); JSON.parse(readFileSync(${JSON.stringify(file)}, 'utf8'))`;
const doctor = `process.stdout.write = () => true; const { main } = await import(${JSON.stringify(launcher)}); await main(['doctor', ${JSON.stringify(file)}, '--format', 'json'])`;
const rounds = [1, 2, 3].map(() => ({ parse: measure(parse), doctor: measure(doctor) }));
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[1] as number;
const [parsed, examined] = [
  median(rounds.map(({ parse: { seconds } }) => seconds)),
  median(rounds.map(({ doctor: { seconds } }) => seconds)),
];
console.log(`${(statSync(file).size / 1e6).toFixed(0)} MB, ${entries} entries`);
console.log(
  `read and JSON.parse  ${parsed.toFixed(2)} s, ${Math.max(...rounds.map(({ parse: { megabytes } }) => megabytes)).toFixed(0)} MB`,
);
console.log(
  `candor doctor        ${examined.toFixed(2)} s, ${Math.max(...rounds.map(({ doctor: { megabytes } }) => megabytes)).toFixed(0)} MB, ${(examined / parsed).toFixed(2)} times`,
);
rmSync(folder, { recursive: true });
