import type { Capture } from '../captures/capture.ts';
import { libraries } from '../libraries/registry.ts';
import { hasPhrase, phraseOf, squash } from '../said/phrase.ts';

/** What a program is written in, as far as code is shown for it. */
export type Stack = 'javascript' | 'python' | 'java' | 'dotnet' | 'go' | 'php' | 'curl';

/** How each stack is called. */
export const stackTitles: Readonly<Record<Stack, string>> = Object.freeze({
  javascript: 'JavaScript',
  python: 'Python',
  java: 'Java',
  dotnet: 'C#',
  go: 'Go',
  php: 'PHP',
  curl: 'curl',
});

/** Signs of a stack in stack traces, messages and User-Agent headers; no pattern has a nested repetition. */
const signs: readonly (readonly [Stack, RegExp])[] = [
  [
    'python',
    /Traceback \(most recent call last\)|\.py", line \d|python-requests\/|python-httpx\/|aiohttp\/|\bPython\/3/,
  ],
  [
    'java',
    /\.(?:java|kt):\d+\)|\bmsal4j\b|\borg\.springframework|\bjava\.(?:lang|net|io)\.|okhttp\/|Apache-HttpClient\/|\bJava\/\d/,
  ],
  [
    'dotnet',
    /\.cs:line \d|\bSystem\.Net\.Http|\bMicrosoft\.(?:Identity|AspNetCore)|RestSharp\/|\bMsal(?:Service|Client|UiRequired)?Exception\b|\bMSAL\.(?:NET|NetCore|Desktop)\b|\bID[XW]\d{5}\b/,
  ],
  [
    'go',
    /\.go:\d|Go-http-client\/|\bgoroutine \d|\bgolang\.org\/|\boauth2: cannot fetch token|(?<![\w-])oidc: (?:id token|expected|failed to|token is|malformed|issuer|unable|unsupported|fetching|current time|invalid)/,
  ],
  ['php', /\.php[:(]\d|\.php on line \d|\.php:\d|GuzzleHttp\/|\bPHP (?:Fatal|Warning)|\bIlluminate\\/],
  ['javascript', /\.[cm]?[jt]sx?:\d+:\d|node_modules\/|axios\/|node-fetch|\bundici\b|\bat async |Node\.js v\d|^node$/m],
  ['curl', /^curl\/|^curl /m],
];
const fromLibrary: Readonly<Record<string, Stack>> = {
  javascript: 'javascript',
  python: 'python',
  java: 'java',
  dotnet: 'dotnet',
  go: 'go',
  php: 'php',
};
const mostText = 64_000;

/**
 * What the program behind a capture is written in: by its stack traces and messages, the client library that they name,
 * its User-Agent header, and last by the form in which the request was handed over. Undefined where nothing tells.
 */
export function stackOf(capture: Capture): Stack | undefined {
  const notes = capture.notes
    .map(({ text }) => text)
    .join('\n')
    .slice(0, mostText);
  const agents = capture.exchanges.flatMap(({ request }) =>
    (request?.headers ?? []).filter(({ name }) => name === 'user-agent').map(({ value }) => value),
  );
  const told = signed(notes) ?? byLibrary(notes) ?? signed(agents.join('\n').slice(0, mostText));
  return told ?? (capture.formats.includes('curl') ? 'curl' : undefined);
}

function signed(text: string): Stack | undefined {
  return text === '' ? undefined : signs.find(([, pattern]) => pattern.test(text))?.[0];
}

function byLibrary(notes: string): Stack | undefined {
  if (notes === '') return undefined;
  const words = squash(notes);
  for (const { stack, tellingTexts } of libraries) {
    const shown = stack === undefined ? undefined : fromLibrary[stack];
    if (shown !== undefined && tellingTexts?.some((text) => hasPhrase(words, phraseOf(text)))) return shown;
  }
  return undefined;
}
