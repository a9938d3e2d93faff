import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import type { Diagnosis } from '../src/explanations/refused-exchange.ts';
import { openTrace, type TraceOptions } from '../src/trace/open-trace.ts';
import type { AcceptedExchange, RefusedTrace } from '../src/trace/trace.ts';
import { TraceOpenError, TraceUnavailable } from '../src/trace/trace-open-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'candor-trace-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = (): string => join(folder, `trace-${++files}.db`);

const start = 1_764_000_000_000;
const open = (options: Partial<TraceOptions> = {}) =>
  openTrace({
    file: ':memory:',
    retentionDays: 30,
    now: () => start,
    onFault: (told) => assert.fail(told),
    ...options,
  });

const id = (number: number): string => `req_${String(number).padStart(18, '0')}`;
const line = (number: number, more: Partial<AcceptedExchange> = {}): AcceptedExchange => ({
  requestId: id(number),
  at: start + number,
  environment: 'sandbox',
  endpoint: 'token',
  status: 200,
  clientId: 'cid_a',
  flowId: undefined,
  duration: 250,
  ...more,
});
const refusal = (number: number, more: Partial<RefusedTrace> = {}): RefusedTrace => ({
  requestId: id(number),
  at: start + number,
  environment: 'sandbox',
  endpoint: 'token',
  method: 'POST',
  path: '/sandbox/token',
  problem: 'authorization-code-expired',
  response: { status: 400, error: 'invalid_grant' },
  authenticated: true,
  from: 'aaaaaaaaaaaaaaaa',
  parameters: [{ name: 'grant_type', value: 'authorization_code', in: 'body' }],
  detail: { seen: 1 },
  ...more,
});
const diagnosis: Diagnosis = {
  cause: 'code/expired',
  variant: 'expired',
  title: 'The code expired',
  confidence: 'certain',
  evidence: [],
  why: 'It was redeemed late.',
  fix: 'Redeem it at once.',
  retry: false,
  whoseMove: 'app',
};

describe('recording', () => {
  test('a refusal is readable at once, with diagnoses added later, and after reopening', async () => {
    const file = newFile();
    const trace = await open({ file });
    const recorded = refusal(1, { flowId: 'flow-1', clientId: 'cid_a' });
    trace.refused(recorded);
    assert.deepEqual(await trace.refusal(id(1)), recorded);
    trace.diagnosed(id(1), [diagnosis]);
    assert.deepEqual(await trace.refusal(id(1)), { ...recorded, diagnoses: [diagnosis] });
    assert.equal(await trace.refusal(id(2)), undefined);
    trace.refused(refusal(3, { diagnoses: [diagnosis] }));
    await trace.close();
    const again = await open({ file });
    assert.deepEqual(await again.refusal(id(1)), { ...recorded, diagnoses: [diagnosis] });
    assert.deepEqual((await again.refusal(id(3)))?.diagnoses, [diagnosis]);
    await again.close();
  });

  test('the exchanges of a flow are given in order of time, accepted and refused, and no other flow’s', async () => {
    const trace = await open();
    trace.accepted(line(4, { flowId: 'flow-1', clientId: undefined }));
    trace.accepted(line(1, { flowId: 'flow-1' }));
    trace.accepted(line(2, { flowId: 'flow-2' }));
    trace.accepted(line(5));
    trace.refused(refusal(3, { flowId: 'flow-1' }));
    const found = await trace.exchangesOfFlow('flow-1');
    assert.deepEqual(found, [
      line(1, { flowId: 'flow-1' }),
      refusal(3, { flowId: 'flow-1' }),
      line(4, { flowId: 'flow-1', clientId: undefined }),
    ]);
    assert.deepEqual(await trace.exchangesOfFlow('flow-3'), []);
    assert.deepEqual(await trace.exchange(id(5)), line(5));
    assert.deepEqual(await trace.exchange(id(3)), refusal(3, { flowId: 'flow-1' }));
    assert.equal(await trace.exchange(id(6)), undefined);
    await trace.close();
  });

  test('every accepted line of many small and large batches is found by request and by flow', async () => {
    const trace = await open({ file: newFile() });
    let number = 0;
    for (let batch = 0; batch < 200; batch++) {
      const lines = batch % 50 === 49 ? 9000 : 3;
      for (let each = 0; each < lines; each++, number++)
        trace.accepted(line(number, { flowId: `flow-${number % 1000}` }));
      await trace.refusal('none');
    }
    assert.deepEqual(trace.dropped(), { unauthenticatedRefusals: 0, acceptedLines: 0, refusals: 0 });
    for (const wanted of [0, 1, 2, 75, 300, 9000, number - 1]) {
      assert.deepEqual(await trace.exchange(id(wanted)), line(wanted, { flowId: `flow-${wanted % 1000}` }));
    }
    const flow = await trace.exchangesOfFlow('flow-7');
    const expected = Array.from({ length: number }, (_, each) => each)
      .filter((each) => each % 1000 === 7)
      .map(id);
    assert.deepEqual(
      flow.map(({ requestId }) => requestId),
      expected,
    );
    await trace.close();
  });

  test('a client_id that holds a line end forges no line', async () => {
    const trace = await open();
    trace.accepted(line(1, { clientId: `a\n${id(9)}\t1\tsandbox\ttoken\t200\tb\t\t1` }));
    trace.accepted(line(2, { clientId: '\u010A\u0109' }));
    assert.equal(await trace.exchange(id(9)), undefined);
    assert.equal(((await trace.exchange(id(1))) as AcceptedExchange).duration, 250);
    assert.equal(((await trace.exchange(id(2))) as AcceptedExchange).clientId, '??');
    await trace.close();
  });

  test('flush leaves everything in the file, where another reader finds it', async () => {
    const file = newFile();
    const trace = await open({ file });
    for (let number = 0; number < 10_000; number++) trace.accepted(line(number));
    trace.refused(refusal(10_001));
    await trace.flush();
    const reader = new DatabaseSync(file, { readOnly: true });
    assert.equal(reader.prepare('SELECT sum(lines) AS lines FROM accepted').get()?.lines, 10_000);
    assert.equal(reader.prepare('SELECT count(*) AS count FROM refusal').get()?.count, 1);
    reader.close();
    await trace.close();
    trace.accepted(line(1));
    assert.equal(trace.dropped().acceptedLines, 1);
    await assert.rejects(trace.refusal(id(1)), TraceUnavailable);
  });

  test('without a question the batch is written by itself within a second', async () => {
    const file = newFile();
    const trace = await open({ file });
    trace.refused(refusal(1));
    await new Promise((resolve) => setTimeout(resolve, 700));
    const reader = new DatabaseSync(file, { readOnly: true });
    assert.equal(reader.prepare('SELECT count(*) AS count FROM refusal').get()?.count, 1);
    reader.close();
    await trace.close();
  });
});

describe('overload', () => {
  test('a flood of unauthenticated refusals is bounded and counted, and drops nothing else', async () => {
    let now = start;
    const trace = await open({ now: () => now, queue: { records: 5000, bytes: 4_000_000 } });
    const before = process.memoryUsage().rss;
    for (let number = 0; number < 300_000; number++) {
      const from = String(number % 50_000).padStart(16, '0');
      trace.refused(refusal(number, { authenticated: false, from, clientId: `cid_${number % 7}` }));
      if (number % 100_000 === 0) trace.refused(refusal(1_000_000 + number, { problem: 'authenticated' }));
    }
    trace.accepted(line(2_000_000));
    for (const number of [0, 100_000, 200_000]) {
      assert.equal((await trace.refusal(id(1_000_000 + number)))?.problem, 'authenticated');
    }
    assert.deepEqual(await trace.exchange(id(2_000_000)), line(2_000_000));
    const dropped = trace.dropped();
    assert.deepEqual(dropped, { unauthenticatedRefusals: 299_000, acceptedLines: 0, refusals: 0 });
    assert.ok(process.memoryUsage().rss - before < 200_000_000);
    assert.deepEqual(
      await trace.droppedSince(start),
      [{ at: start, ...dropped }].map((row) => ({ ...row, at: Math.floor(start / 60_000) * 60_000 })),
    );
    // The budget fills again.
    now += 10_000;
    trace.refused(refusal(3_000_000, { authenticated: false, from: 'bbbbbbbbbbbbbbbb' }));
    assert.equal((await trace.refusal(id(3_000_000)))?.authenticated, false);
    await trace.close();
  });

  test('one source can’t use up what another source of the same client has', async () => {
    const trace = await open();
    for (let number = 0; number < 1000; number++)
      trace.refused(refusal(number, { authenticated: false, clientId: 'cid_a' }));
    assert.equal(trace.dropped().unauthenticatedRefusals, 970);
    trace.refused(refusal(1000, { authenticated: false, clientId: 'cid_a', from: 'bbbbbbbbbbbbbbbb' }));
    assert.notEqual(await trace.refusal(id(1000)), undefined);
    await trace.close();
  });

  test('a queue that fills drops unauthenticated refusals first, then accepted lines, then other refusals', async () => {
    const trace = await open({ queue: { records: 100, bytes: 1_000_000 } });
    const unauthenticated = (number: number) => refusal(number, { authenticated: false, from: String(number) });
    for (let number = 0; number < 60; number++) trace.refused(unauthenticated(number));
    assert.deepEqual(trace.dropped(), { unauthenticatedRefusals: 10, acceptedLines: 0, refusals: 0 });
    for (let number = 100; number < 140; number++) trace.accepted(line(number));
    assert.deepEqual(trace.dropped(), { unauthenticatedRefusals: 10, acceptedLines: 10, refusals: 0 });
    for (let number = 200; number < 230; number++) trace.refused(refusal(number));
    assert.deepEqual(trace.dropped(), { unauthenticatedRefusals: 10, acceptedLines: 10, refusals: 10 });
    await trace.flush();
    trace.refused(unauthenticated(300));
    assert.equal(trace.dropped().unauthenticatedRefusals, 10, 'written records make room');
    await trace.close();
  });

  test('a refusal that is too large loses its particulars, and one that can’t be written is counted', async () => {
    const trace = await open();
    trace.refused(refusal(1, { detail: { text: 'x'.repeat(100_000) } }));
    assert.deepEqual((await trace.refusal(id(1)))?.detail, { truncated: true });
    trace.refused(refusal(2, { detail: { big: 1n } }));
    assert.equal(trace.dropped().refusals, 1);
    await trace.close();
  });
});

describe('the thread', () => {
  const thread = new URL('./fixtures/crashing-trace-thread.ts', import.meta.url);

  test('is replaced after a crash: told once, what was lost is counted, later records are kept', async () => {
    const file = newFile();
    const faults: string[] = [];
    const trace = await open({ file, thread, onFault: (told) => faults.push(told) });
    trace.refused(refusal(1));
    await trace.flush();
    trace.refused(refusal(2, { problem: 'crash' }));
    trace.accepted(line(3));
    // Asked of the thread that dies, answered by the next.
    assert.notEqual(await trace.refusal(id(1)), undefined);
    assert.equal(faults.length, 1);
    assert.match(faults[0] ?? '', /crashed as asked/);
    assert.deepEqual(trace.dropped(), { unauthenticatedRefusals: 0, acceptedLines: 1, refusals: 1 });
    trace.refused(refusal(4));
    assert.notEqual(await trace.refusal(id(4)), undefined);
    assert.equal(await trace.refusal(id(2)), undefined);
    assert.equal((await trace.droppedSince(0))[0]?.refusals, 1);
    await trace.close();
    assert.equal(faults.length, 1);
  });

  test('while it is down, recording goes on within the bounds', async () => {
    const faults: string[] = [];
    const trace = await open({ thread, onFault: (told) => faults.push(told), queue: { records: 50_000, bytes: 1e7 } });
    trace.refused(refusal(1, { problem: 'crash' }));
    const asked = trace.refusal(id(1));
    while (faults.length === 0) await new Promise(setImmediate);
    for (let number = 0; number < 200_000; number++) trace.accepted(line(number));
    assert.ok(trace.dropped().acceptedLines > 150_000);
    assert.equal(await asked, undefined);
    assert.deepEqual(await trace.exchange(id(0)), line(0));
    await trace.close();
  });

  test('a failing engine is told once and counted', async () => {
    const file = newFile();
    const faults: string[] = [];
    const trace = await open({ file, onFault: (told) => faults.push(told) });
    const other = new DatabaseSync(file, { timeout: 5000 });
    other.exec('DROP TABLE refusal');
    other.close();
    for (const number of [1, 2]) {
      trace.refused(refusal(number));
      await trace.droppedSince(0);
    }
    assert.equal(faults.length, 1);
    assert.equal(trace.dropped().refusals, 2);
    await trace.close();
  });
});

describe('the file', () => {
  test('older records are deleted when the retention ends', async () => {
    const file = newFile();
    let now = start;
    const trace = await open({ file, now: () => now });
    for (let number = 0; number < 1200; number++) trace.refused(refusal(number));
    trace.accepted(line(5000, { flowId: 'old' }));
    await trace.flush();
    now = start + 31 * 86_400_000;
    trace.refused(refusal(6000, { at: now }));
    await trace.close();
    const again = await open({ file, now: () => now });
    const until = Date.now() + 10_000;
    while ((await again.refusal(id(1199))) !== undefined && Date.now() < until) await new Promise(setImmediate);
    for (const number of [0, 600, 1199]) assert.equal(await again.refusal(id(number)), undefined);
    assert.equal(await again.exchange(id(5000)), undefined);
    assert.notEqual(await again.refusal(id(6000)), undefined);
    await again.close();
  });

  test('it has a bound: the oldest accepted lines go first, refusals stay', async () => {
    const file = newFile();
    const trace = await open({ file, maxBytes: 1_000_000 });
    trace.refused(refusal(1));
    for (let number = 0; number < 200_000; number++) {
      trace.accepted(line(number + 10, { flowId: `${Math.sin(number)}`, clientId: `cid_${Math.cos(number)}` }));
      if (number % 4000 === 0) await trace.refusal('none');
    }
    assert.notEqual(await trace.refusal(id(1)), undefined);
    assert.equal(await trace.exchange(id(10)), undefined);
    assert.notEqual(await trace.exchange(id(200_009)), undefined);
    await trace.close();
    assert.ok(statSync(file).size < 2_000_000, String(statSync(file).size));
  });

  test('it keeps a bounded number of unauthenticated refusals, the newest', async () => {
    const trace = await open({ maxUnauthenticatedRefusals: 5 });
    trace.refused(refusal(0));
    for (let number = 1; number <= 12; number++) trace.refused(refusal(number, { authenticated: false }));
    assert.equal(await trace.refusal(id(7)), undefined);
    for (const number of [0, 8, 12]) assert.notEqual(await trace.refusal(id(number)), undefined);
    await trace.close();
  });

  test('data of a newer version, of another program, or that can’t be opened is refused with its reason', async () => {
    const file = newFile();
    await (await open({ file })).close();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    const foreign = newFile();
    const other = new DatabaseSync(foreign);
    other.exec('CREATE TABLE mine (id INTEGER)');
    other.close();
    const cases = [
      [file, 'newer-version'],
      [foreign, 'corrupt'],
      [join(folder, 'missing', 'trace.db'), 'not-writable'],
    ] as const;
    for (const [path, reason] of cases) {
      await assert.rejects(open({ file: path }), (error) => error instanceof TraceOpenError && error.reason === reason);
    }
  });
});
