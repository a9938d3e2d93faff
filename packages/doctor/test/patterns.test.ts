/**
 * What a stranger repeats costs no second: each pattern of the doctor is tried on texts that repeat its own words and
 * the characters that patterns are made of.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { clues } from '../src/signs/remarks/registry.ts';
import { sayings } from '../src/signs/sayings/registry.ts';

/** Long enough that a pattern whose time grows with the third power takes seconds, in characters. */
const length = 6000;
/** The issue of a hang, in microseconds of processor time: a sound pattern takes some ten thousand at most. */
const longest = 1_000_000;
const pieces = [
  'a',
  'a ',
  'A1a',
  '1',
  '"',
  "'",
  '{',
  '<',
  '=',
  ':',
  '/',
  '-',
  '_',
  '&a=',
  'a.',
  ' ',
  '\n',
  '%2F',
  'https://a.b/',
];

const source = new URL('../src/', import.meta.url);
const literal =
  /(?<![\w<*/)])\/((?:[^/\n\\[*]|\\.|\[(?:[^\]\\\n]|\\.)*\])(?:[^/\n\\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])*)\/([dgimsuvy]*)/g;

function* literals(): Generator<readonly [file: string, pattern: RegExp]> {
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    for (const [, body = '', flags = ''] of readFileSync(new URL(file, source), 'utf8').matchAll(literal)) {
      const pattern = compiled(body, flags.replace(/[gy]/g, ''));
      if (pattern !== undefined) yield [file, pattern];
    }
  }
}

/** Undefined for what only looks like a pattern: a path in a comment, a division. */
function compiled(body: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(body, flags);
  } catch {
    return undefined;
  }
}

function slowOn(pattern: RegExp): string | undefined {
  const words = new Set(pattern.source.replace(/\\[a-zA-Z]/g, ' ').match(/[A-Za-z]{2,}/g) ?? []);
  const repeated = [...pieces, ...[...words].slice(0, 20).flatMap((word) => [word, `${word} `])];
  return repeated.find((one) => {
    const text = one.repeat(Math.ceil(length / one.length));
    const start = process.threadCpuUsage();
    pattern.test(text);
    return process.threadCpuUsage(start).user > longest;
  });
}

test('no pattern of the sources takes a second on a text that repeats a word', () => {
  const all = [...literals()];
  assert.ok(all.length > 2000, `${all.length} patterns were found`);
  for (const [file, pattern] of all) {
    const slow = slowOn(pattern);
    assert.equal(slow, undefined, `${file}: ${pattern} on ${JSON.stringify(slow)}, repeated`);
  }
});

test('nor does a saying or a clue, which are put together from several', () => {
  for (const { example, says } of [...sayings, ...clues]) {
    assert.equal(slowOn(says), undefined, example);
  }
});
