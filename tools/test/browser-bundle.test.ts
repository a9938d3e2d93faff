import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { rules, signs } from '@candor/doctor';
import { browserBundle } from '../browser-bundle.ts';
import { loadExport } from '../load-export.ts';

const folder = mkdtempSync(join(tmpdir(), 'candor-bundle-'));
after(() => rmSync(folder, { recursive: true }));

const names = ['readCapture', 'examine', 'renderExamination'] as const;
const bundle = await browserBundle({ from: '@candor/doctor', names });

type Call = (...parts: readonly unknown[]) => unknown;

async function modules(): Promise<Record<string, Call>> {
  const path = 'packages/doctor/src/index.ts';
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await loadExport<Call>(path, name)])));
}

test('the bundle imports nothing, and has no cases of rules and signs', () => {
  assert.doesNotMatch(bundle, /^import\b/m);
  const named = new Set(
    [...bundle.matchAll(/\bname:(?:"([^"]+)"|'([^']+)'|`([^`]+)`)/g)].map(([, ...texts]) => texts.join('')),
  );
  // A case's name may stand elsewhere as words for people, but not as a name.
  const all = [...rules.map(({ cases }) => cases), ...signs.map(({ cases }) => cases())];
  const shipped = all.flatMap((cases) => [...cases.fires, ...cases.silent].filter(({ name }) => named.has(name)));
  assert.deepEqual(
    shipped.map(({ name }) => name),
    [],
  );
});

test('the bundle finds what the modules find', async () => {
  const file = join(folder, 'doctor.mjs');
  writeFileSync(file, bundle);
  const bundled: Record<string, Call> = await import(pathToFileURL(file).href);
  const tools = {
    sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
    fingerprint: () => 'aaaaaaaa',
  };
  for (const capture of [
    'AADSTS7000215: Invalid client secret provided.',
    'https://as.example/authorize?response_type=code&client_id=a&redirect_uri=x&error=redirect_uri_mismatch',
    '{"error":"invalid_grant","error_description":"Token has been expired or revoked."}',
    "TypeError: it's `a ${template}` // no comment",
  ]) {
    const reports: string[] = [];
    for (const from of [bundled, await modules()]) {
      const [read, examine, render] = names.map((name) => from[name] as Call);
      const examination = examine?.(read?.(capture), tools);
      reports.push(String(render?.(examination, { colour: false, width: 80 })));
    }
    const [one = '', other] = reports;
    assert.equal(one, other);
    assert.ok(one.length > 40, one);
  }
});
