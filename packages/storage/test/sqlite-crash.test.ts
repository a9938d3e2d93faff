import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { openSqlite } from '@candor/storage/sqlite';
import { aRedemption, identifier, SANDBOX } from '../src/conformance/samples.ts';

const writer = join(import.meta.dirname, 'crash-writer.ts');
const rounds = process.env.CANDOR_COUNTS === 'long' ? 100 : 5;

/** Runs the writer, kills it within half a second of its first answer, and gives back the complete lines it printed. */
async function answersUntilKilled(file: string): Promise<string[]> {
  const child = spawn(process.execPath, [writer, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), Math.random() * 500));
  const [status, signal] = await once(child, 'close');
  assert.equal(signal, 'SIGKILL', `the writer ended by itself with status ${status}`);
  return printed.slice(0, printed.lastIndexOf('\n')).split('\n');
}

for (let round = 1; round <= rounds; round++) {
  test(`Every answer given before kill -9 is found after it, and no code is redeemed twice (${round})`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'candor-crash-'));
    const file = join(folder, 'candor.db');
    try {
      const answers = await answersUntilKilled(file);
      const storage = await openSqlite({ file });
      await Promise.all(
        answers.map(async (answer) => {
          const [what, number] = answer.split(' ');
          const counter = Number(number);
          if (what === 'tokens') {
            assert.ok(
              await storage.tokens(SANDBOX, identifier(counter)),
              `tokens ${counter} were answered and are lost`,
            );
          } else {
            const again = await storage.redeemAuthorizationCode(aRedemption(counter, 65_000));
            assert.equal(again.outcome, 'replayed', `code ${counter} was answered`);
          }
        }),
      );
      await storage.close();
      const database = new DatabaseSync(file);
      assert.deepEqual({ ...database.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
      database.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}
