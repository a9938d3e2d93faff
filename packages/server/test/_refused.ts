/** The one assertion that every test of a refusal makes. */
import assert from 'node:assert/strict';
import { type ProblemId, publicProblem } from '@candor/protocol';
import type { RefusedTrace } from '../src/trace/trace.ts';
import type { OAuthServer } from './_oauth.ts';
import type { Answered, TestServer } from './_server.ts';

/** What a refusal has to look like. */
export interface ExpectedRefusal {
  /** The private problem, as the trace has it. */
  readonly problem: ProblemId;
  readonly status: number;
  /** `error` code on the wire; absent where none is sent. */
  readonly error?: string;
}

/**
 * Asserts a refusal in full: status, error code, the public problem in error_uri, the request id, no-store, that the
 * trace recorded the private problem, and that nothing was issued. Gives back what the trace keeps.
 */
export async function assertRefused(
  server: OAuthServer,
  act: () => Promise<Answered>,
  expected: ExpectedRefusal,
): Promise<{ readonly answer: Answered; readonly traced: RefusedTrace }> {
  const before = server.issued();
  const answer = await act();
  assert.equal(server.issued(), before, 'something was issued');
  assert.equal(
    answer.status,
    expected.status,
    `${answer.status}, ${answer.headers.get('location')} ${answer.text.slice(0, 300)}`,
  );
  assertPublic(server, answer, expected);
  assert.doesNotMatch(answer.text, /"(access|refresh|id)_token"|cat_|crt_|cac_/, 'a token is in the answer');
  const traced = await refusalOf(server, answer.requestId);
  assert.equal(traced.problem, expected.problem);
  assert.equal(traced.response.status, expected.status);
  return { answer, traced };
}

/** The public side of a refusal: error, error_uri, request id and Cache-Control, wherever the answer carries them. */
export function assertPublic(server: TestServer, answer: Answered, expected: ExpectedRefusal): void {
  assert.match(answer.requestId, /^req_[0-9a-z]{18}$/);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const errorUri = `${server.url}/problems/${publicProblem(expected.problem).id}?request=${answer.requestId}`;
  const location = answer.headers.get('location');
  const challenge = answer.headers.get('www-authenticate');
  if (location !== null) {
    const sent = new URL(location).searchParams;
    assert.deepEqual([sent.get('error'), sent.get('error_uri'), sent.has('code')], [expected.error, errorUri, false]);
  } else if (answer.json !== undefined) {
    assert.equal(answer.json.error, expected.error);
    assert.equal(answer.json.error_uri, expected.error === undefined ? undefined : errorUri);
    if (challenge?.startsWith('Bearer ') && expected.error !== undefined) {
      assert.ok(
        challenge.includes(`error="${expected.error}"`) && challenge.includes(`error_uri="${errorUri}"`),
        challenge,
      );
    }
  } else {
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
  }
}

/** What the trace keeps of a refused request; it is written after the answer, so it is waited for. */
export async function refusalOf(server: TestServer, requestId: string): Promise<RefusedTrace> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const refused = await server.trace.refusal(requestId);
    if (refused) return refused;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail(`The trace has no refusal ${requestId}`);
}
