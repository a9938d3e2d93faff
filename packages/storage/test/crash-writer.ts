import { writeSync } from 'node:fs';
import { openSqlite } from '@candor/storage/sqlite';
import { aCode, aRedemption, aRotation, NOW, seedParties, someTokens } from '../src/conformance/samples.ts';

/**
 * Writes under concurrency until it is killed, and prints the identifier of everything that it was answered: a line
 * `tokens N` or `code N` each, where N is the sample's counter.
 */
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('The path of the database is missing.');
const storage = await openSqlite({ file });
await seedParties(storage);

let counter = 0;
const next = (): number => {
  counter++;
  if (counter > 60_000) process.exit(3);
  return counter;
};
const answered = (what: string, number: number): void => void writeSync(1, `${what} ${number}\n`);

async function issue(): Promise<void> {
  for (;;) {
    const tokens = next();
    if ((await storage.issueTokens(someTokens(tokens))).outcome === 'issued') answered('tokens', tokens);
  }
}

async function authorize(): Promise<void> {
  for (;;) {
    const [code, first, second] = [next(), next(), next()];
    const far = { codeExpiresAt: NOW + 60_000 };
    await storage.issueAuthorizationCode(aCode(code, { authorization: far }));
    if ((await storage.redeemAuthorizationCode(aRedemption(code, first))).outcome !== 'redeemed') continue;
    answered('code', code);
    answered('tokens', first);
    const rotation = await storage.rotateRefreshToken(aRotation(code, first, second));
    if (rotation.outcome === 'rotated') answered('tokens', second);
  }
}

await Promise.all([...Array.from({ length: 16 }, issue), ...Array.from({ length: 16 }, authorize)]);
