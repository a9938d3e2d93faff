/** Requests that lead into no environment are refused, and recorded, as all others (ARCHITECTURE 4.9). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBrowser } from './_oauth.ts';
import { refusalOf } from './_refused.ts';
import { startTestServer } from './_server.ts';

const server = await startTestServer();
const client = await server.createClient('sandbox');
const form = { grant_type: 'client_credentials' };

describe('a misspelt environment', () => {
  it('is answered to an app as OAuth answers, and named in the explanation', async () => {
    const answer = await server.post('/sandbx/oauth/token', form, { authorization: client.basic });
    assert.equal(answer.status, 404);
    assert.equal(answer.json.error, 'not_found');
    assert.equal(answer.json.error_uri, `${server.url}/problems/environment-unknown?request=${answer.requestId}`);
    const { json } = await server.api('GET', `/api/explanations/${answer.requestId}`);
    assert.equal(json.problem, 'environment-unknown');
    assert.equal(json.diagnoses[0].title, 'There is no environment sandbx; meant is probably sandbox.');
  });

  it('is answered to a browser with a page', async () => {
    const headers = { accept: 'text/html,application/xhtml+xml' };
    const answer = await server.request('/sandbx/oauth/authorize?client_id=x', { headers });
    assert.equal(answer.status, 404);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
    assert.ok(answer.text.includes(answer.requestId));
  });
});

describe('what is refused outside every environment', () => {
  it('is kept for supporters, without its secrets', async () => {
    const refused = await server.api(
      'POST',
      '/api/environments/sandbox/users',
      { password: 'hunter2 hunter2' },
      'cad_x',
    );
    const browser = openBrowser(server);
    await browser.open('/console/sign-in');
    const signIn = await browser.submit('/console/sign-in', { email: 'a@b.example', password: 'hunter2 hunter2' });
    for (const [{ requestId }, problem] of [
      [refused, 'administration-token-not-accepted'],
      [signIn, 'sign-in-user-unknown'],
    ] as const) {
      const traced = await refusalOf(server, requestId);
      assert.deepEqual([traced.problem, traced.environment, traced.authenticated], [problem, '', false]);
      assert.doesNotMatch(JSON.stringify(traced), /hunter2/);
      assert.equal(
        (await server.api('GET', `/api/explanations/${requestId}`, undefined, server.supporterToken)).status,
        200,
      );
    }
  });

  it('is not kept of the door to the explanations itself', async () => {
    const { requestId } = await server.request(`/api/explanations/req_${'0'.repeat(18)}`);
    await server.trace.flush();
    assert.equal(await server.trace.refusal(requestId), undefined);
  });
});
