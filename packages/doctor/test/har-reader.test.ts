/** A HAR that comes in pieces is read as the one that is there at once. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createHarReader, examine, isClean, looksLikeHar, readCapture, renderExamination } from '@candor/doctor';
import fc from 'fast-check';
import { tools } from './tools.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function entry(url: string, more: Record<string, unknown> = {}, status = 200): Record<string, unknown> {
  return {
    startedDateTime: '2026-11-27T08:00:00.000Z',
    request: { method: 'GET', url, headers: [{ name: 'Accept', value: '*/*' }], ...more },
    response: {
      status,
      headers: [{ name: 'Set-Cookie', value: 'a="{[\\"' }],
      content: { text: 'brackets }] and "quotes\\' },
    },
  };
}

const har = (entries: readonly unknown[], more: Record<string, unknown> = {}): string =>
  JSON.stringify(
    { log: { version: '1.2', creator: { name: 'x', entries: [1, { a: [] }] }, entries, ...more } },
    undefined,
    1,
  );

function inPieces(text: string, size: number) {
  const reader = createHarReader();
  const bytes = bytesOf(text);
  // The same memory for each piece, as a file is read.
  const memory = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    memory.set(piece);
    reader.push(memory.subarray(0, piece.length));
  }
  return reader.finish();
}

const flow = [
  entry(
    'https://idp.example/authorize?response_type=code&client_id=a&state=s&redirect_uri=https%3A%2F%2Fapp.example%2Fcb',
  ),
  entry('https://app.example/cb?code=c%7D%22&state=s'),
  entry(
    'https://idp.example/token',
    {
      method: 'POST',
      postData: { mimeType: 'application/x-www-form-urlencoded', text: 'grant_type=authorization_code&code=c' },
    },
    400,
  ),
];

describe('a HAR in pieces', () => {
  for (const size of [1, 2, 3, 7, 64, 1000, 100_000]) {
    it(`of ${size} bytes gives what the whole one gives`, () => {
      const text = har(flow, { comment: 'Works on one machine – not on the other.\nError: invalid_grant "x"' });
      const { leftOut, ...read } = inPieces(text, size);
      const { leftOut: _none, ...whole } = readCapture(text);
      assert.deepEqual(read, whole);
      assert.deepEqual(leftOut, []);
      assert.equal(read.exchanges.length, 3);
      assert.equal(read.notes.length, 2);
    });
  }

  it('has the failure of the network that the browser names', () => {
    const failed = {
      ...flow[2],
      response: { status: 0, headers: [], content: { text: '' }, _error: 'net::ERR_FAILED' },
    };
    const { exchanges, notes } = readCapture(har([failed]));
    assert.equal(exchanges[0]?.response, undefined);
    assert.deepEqual(
      notes.map(({ kind, text }) => [kind, text]),
      [['client-error', 'net::ERR_FAILED']],
    );
  });

  it('leaves out what is no sign-in and did not fail, and says so', () => {
    const plain = Array.from({ length: 50 }, (_, n) => ({
      ...entry(`https://shop.example/picture-${n}.png`),
      response: { status: 200 },
    }));
    const { exchanges, leftOut } = inPieces(har([...plain, ...flow]), 4096);
    assert.equal(exchanges.length, 3);
    assert.deepEqual(leftOut, ['50 of 53 entries, which are no sign-in and did not fail']);
  });

  it('keeps the latest exchanges of a recording without end', () => {
    const many = Array.from({ length: 4500 }, (_, n) => entry(`https://idp.example/token?n=${n}`));
    const { exchanges, leftOut } = inPieces(har(many), 65_536);
    assert.equal(exchanges.length, 1000);
    assert.equal(exchanges.at(-1)?.request?.url, 'https://idp.example/token?n=4499');
    assert.deepEqual(leftOut, ['3500 earlier exchanges']);
  });

  it('leaves out an entry of more than four megabytes, and reads the next', () => {
    const large = {
      ...entry('https://idp.example/token'),
      response: { status: 200, content: { text: 'x'.repeat(5_000_000) } },
    };
    const { exchanges, leftOut } = inPieces(har([large, ...flow]), 65_536);
    assert.equal(exchanges.length, 3);
    assert.deepEqual(leftOut, ['1 entries of more than 4 MB']);
  });

  it('that breaks off gives what was there', () => {
    const text = har(flow);
    const { exchanges } = inPieces(text.slice(0, text.lastIndexOf('idp.example/token')), 100);
    assert.equal(exchanges.length, 2);
  });

  it('that breaks off in a request has that request, and knows nothing of its body', () => {
    const text = har(flow);
    const { exchanges, leftOut, isBrokenOff } = inPieces(text.slice(0, text.indexOf('grant_type') + 14), 100);
    assert.equal(exchanges[2]?.request?.url, 'https://idp.example/token');
    assert.equal(exchanges[2]?.request?.isBodyUnseen, true);
    assert.equal(exchanges[2]?.response, undefined);
    assert.equal(isBrokenOff, true);
    assert.deepEqual(leftOut, ['the rest of entry 3: the file ends in the middle of it']);
  });

  it('that breaks off in an answer has the answer, as far as it goes', () => {
    const refusal = {
      ...flow[2],
      response: { status: 400, headers: [], content: { text: '{"error":"invalid_grant","x":1}' } },
    };
    const text = har([...flow.slice(0, 2), refusal]);
    const { exchanges } = inPieces(text.slice(0, text.indexOf('invalid_grant') + 20), 100);
    assert.equal(exchanges[2]?.response?.status, 400);
    assert.match(exchanges[2]?.response?.body ?? '', /invalid_grant/);
  });

  it('that breaks off anywhere is never called clean, and gives at once what it gives in pieces', () => {
    const text = har(flow.slice(0, 2));
    for (let end = 40; end < text.length - 1; end += 7) {
      const cut = text.slice(0, end);
      const capture = inPieces(cut, 64);
      assert.deepEqual(readCapture(cut), capture);
      const examination = examine(capture, tools);
      assert.equal(isClean(examination), false);
      assert.ok(examination.ask !== undefined || examination.diagnoses.length > 0);
      assert.doesNotMatch(renderExamination(examination, { width: 80, colour: false }), /nothing in them is wrong/);
    }
  });

  it('of any bytes throws nothing', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        (noise, size, within) => {
          const text = within
            ? har(flow).slice(0, 200) + new TextDecoder().decode(noise)
            : new TextDecoder().decode(noise);
          inPieces(text, size);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is told from other JSON by its first bytes', () => {
    assert.ok(looksLikeHar(bytesOf(har([]))));
    assert.ok(looksLikeHar(bytesOf(`\uFEFF {"log" : {`)));
    for (const other of ['{"error":"x"}', '[]', 'log', '{"log":[]}', '']) assert.ok(!looksLikeHar(bytesOf(other)));
  });
});
