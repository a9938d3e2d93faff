/** Redirect URIs at the authorization endpoint: exact comparison, no open redirector (RFC 9700 sections 4.1 and 4.11). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  authorizationParameters,
  obtainCode,
  type Parameters,
  redemption,
  requestToken,
  startOAuthServer,
} from './_oauth.ts';
import { assertRefused } from './_refused.ts';
import type { Answered } from './_server.ts';

const server = await startOAuthServer();
const client = await server.createClient('sandbox');
const user = await server.createUser('sandbox');
const ask = (changed: Parameters): Promise<Answered> =>
  server.request(`/sandbox/oauth/authorize?${authorizationParameters(client, changed)}`);

describe('the redirect URI is compared character by character (RFC 9700 section 4.1.3)', () => {
  const tricky = {
    'with user info': 'https://app.example@evil.example/cb',
    'with the registered host as user info': 'https://app.example:x@evil.example/cb',
    'with a backslash': 'https://evil.example\\@app.example/cb',
    'with a backslash in front of the path': 'https://app.example\\cb',
    'without a scheme': '//app.example/cb',
    'with a double slash in the path': 'https://app.example//cb',
    'with a path above': 'https://app.example/x/../cb',
    'with an encoded slash': 'https://app.example%2Fcb',
    'with an encoded letter': 'https://app.example/%63b',
    'with a trailing slash': 'https://app.example/cb/',
    'with a query': 'https://app.example/cb?next=https://evil.example',
    'with a fragment': 'https://app.example/cb#fragment',
    'with an empty fragment': 'https://app.example/cb#',
    'with a newline': 'https://app.example/cb\nlocation: https://evil.example',
    'with a carriage return and a header': 'https://app.example/cb\r\nset-cookie: a=b',
    'with a space at its end': 'https://app.example/cb ',
    'with a tab inside': 'https://app.ex\tample/cb',
    'with a lookalike letter': 'https://аpp.example/cb',
    'with a full-width letter': 'https://ａpp.example/cb',
    'in punycode': 'https://xn--pp-7lc.example/cb',
    'with an ideographic full stop': 'https://app。example/cb',
    'in capitals': 'HTTPS://APP.EXAMPLE/cb',
    'with the default port': 'https://app.example:443/cb',
    'over http': 'http://app.example/cb',
    'of a longer host': 'https://app.example.evil.example/cb',
    'of a script': 'javascript:alert(1)//https://app.example/cb',
    'of data': 'data:text/html,x',
  };
  for (const [name, redirect_uri] of Object.entries(tricky)) {
    it(`refuses one ${name}`, async () => {
      const act = () => ask({ redirect_uri });
      const { answer } = await assertRefused(server, act, { problem: 'redirect-uri-not-registered', status: 400 });
      assert.equal(answer.headers.get('location'), null);
      assert.equal(answer.headers.get('refresh'), null);
      assert.match(answer.headers.get('content-security-policy') ?? '', /form-action 'none'/);
      const pushed = { ...Object.fromEntries(authorizationParameters(client)), redirect_uri };
      await assertRefused(server, () => server.post('/sandbox/oauth/par', pushed, { authorization: client.basic }), {
        problem: 'redirect-uri-not-registered',
        status: 400,
        error: 'invalid_request',
      });
    });
  }

  describe('but for the port of a loopback address (RFC 8252 section 7.3)', async () => {
    const app = await server.createClient('sandbox', {
      authMethod: 'none',
      redirectUris: ['http://127.0.0.1/cb', 'http://[::1]:1/cb', 'http://localhost:3000/cb'],
    });
    const accepted = [
      'http://127.0.0.1/cb',
      'http://127.0.0.1:51004/cb',
      'http://[::1]:65535/cb',
      'http://localhost:3000/cb',
    ];
    for (const redirect_uri of accepted) {
      it(`accepts ${redirect_uri}`, async () => {
        const obtained = await obtainCode(server, { client: app, user, parameters: { redirect_uri } });
        assert.equal((await requestToken(server, app, redemption(obtained))).status, 200);
      });
    }
    const refused = [
      'http://localhost:3001/cb',
      'http://127.0.0.1:0/cb',
      'http://127.0.0.1:65536/cb',
      'http://127.0.0.1:51004/cb/',
      'http://127.0.0.1:51004@evil.example/cb',
      'http://127.0.0.1.evil.example/cb',
      'http://127.0.0.2/cb',
      'https://127.0.0.1:51004/cb',
      'http://127.1:51004/cb',
    ];
    for (const redirect_uri of refused) {
      it(`refuses ${redirect_uri}`, async () => {
        const act = () => ask({ client_id: app.clientId, redirect_uri });
        await assertRefused(server, act, { problem: 'redirect-uri-not-registered', status: 400 });
      });
    }
    it('and redeems the code with the port that was used, and with no other', async () => {
      const obtained = await obtainCode(server, {
        client: app,
        user,
        parameters: { redirect_uri: 'http://127.0.0.1:51004/cb' },
      });
      const act = () => requestToken(server, app, redemption(obtained, { redirect_uri: 'http://127.0.0.1:51005/cb' }));
      await assertRefused(server, act, { problem: 'code-redirect-uri-differs', status: 400, error: 'invalid_grant' });
    });
  });
});
