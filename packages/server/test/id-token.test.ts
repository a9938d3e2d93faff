/** ID tokens, as a client verifies them with jose: OpenID Connect Core sections 2, 3.1.3.6 and 3.1.3.7. */
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, it } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { obtainTokens, openBrowser, refresh, startOAuthServer, withPolicy } from './_oauth.ts';

const algorithms = ['ES256', 'RS256', 'PS256', 'EdDSA'] as const;

for (const signingAlgorithm of algorithms) {
  describe(`an ID token under the setting ${signingAlgorithm}`, async () => {
    const server = await startOAuthServer({ configuration: withPolicy({ signingAlgorithm, idTokenLifetime: 900 }) });
    const client = await server.createClient('sandbox');
    const user = await server.createUser('sandbox');
    const issuer = `${server.url}/sandbox`;
    const keys = createRemoteJWKSet(new URL(`${issuer}/oauth/jwks`));
    const browser = openBrowser(server);
    const obtain = (parameters = {}) => obtainTokens(server, { client, user, browser, parameters });

    it('is signed with it by a published key that names it, and by nothing else', async () => {
      const { id_token } = await obtain();
      const { protectedHeader } = await jwtVerify(id_token, keys, { issuer, audience: client.clientId });
      assert.equal(protectedHeader.alg, signingAlgorithm);
      assert.equal(protectedHeader.typ, 'JWT');
      const { keys: published } = (await server.request('/sandbox/oauth/jwks')).json;
      const key = published.find(({ kid }: { kid: string }) => kid === protectedHeader.kid);
      assert.deepEqual([key.alg, key.use], [signingAlgorithm, 'sig']);
      assert.deepEqual(
        Object.keys(key).filter((name) => ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].includes(name)),
        [],
      );
      const metadata = (await server.request('/sandbox/.well-known/openid-configuration')).json;
      assert.deepEqual(metadata.id_token_signing_alg_values_supported, [signingAlgorithm]);
    });

    it('has at_hash from the left half of the hash of the access token', async () => {
      const { id_token, access_token } = await obtain();
      const { payload } = await jwtVerify(id_token, keys);
      const digest = hash(signingAlgorithm === 'EdDSA' ? 'sha512' : 'sha256', access_token, 'buffer');
      assert.equal(payload.at_hash, digest.subarray(0, digest.length / 2).toString('base64url'));
    });

    if (signingAlgorithm !== 'ES256') return;

    it('names issuer, subject, audience, times, session, nonce and how the user signed in, and no claims of profile and email', async () => {
      const { id_token } = await obtain({ nonce: 'n-0S6_WzA2Mj', scope: 'openid profile email' });
      const now = Math.floor(server.now() / 1000);
      const { payload } = await jwtVerify(id_token, keys, { issuer, audience: client.clientId, subject: user.id });
      const { iat, exp, auth_time, sid, at_hash, ...rest } = payload;
      assert.deepEqual(rest, {
        iss: issuer,
        sub: user.id,
        aud: client.clientId,
        nonce: 'n-0S6_WzA2Mj',
        amr: ['pwd'],
      });
      assert.ok(Math.abs((iat as number) - now) <= 2);
      assert.equal(exp, (iat as number) + 900);
      assert.ok((auth_time as number) <= (iat as number));
      assert.match(sid as string, /^[A-Za-z0-9_-]{16}$/);
      assert.ok(at_hash);
    });

    it('has no nonce when none was asked for, and a new sub for no other client', async () => {
      const { payload } = await jwtVerify((await obtain()).id_token, keys);
      assert.equal('nonce' in payload, false);
      assert.equal(payload.sub, user.id);
    });

    it('keeps auth_time and sid of the sign-in over later authorizations', async () => {
      const first = (await jwtVerify((await obtain()).id_token, keys)).payload;
      server.advance(5_000);
      const second = (await jwtVerify((await obtain()).id_token, keys)).payload;
      assert.deepEqual([second.auth_time, second.sid], [first.auth_time, first.sid]);
      assert.ok((second.iat as number) > (first.iat as number));
    });

    it('is not issued by a refresh', async () => {
      const { refresh_token } = await obtain();
      assert.equal('id_token' in (await refresh(server, client, refresh_token)).json, false);
    });
  });
}
