/** The npm package klaviyo-api, as it comes, at the emulated provider: its OAuth part and its first resource. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AccountsApi, OAuthApi, OAuthSession, Pkce } from 'klaviyo-api';
import { startCandor, temporaryFolder } from './_candor.ts';
import { createUserAgent } from './_user-agent.ts';

const candor = await startCandor({ data: temporaryFolder() });
const { endpoints } = candor.environment('klaviyo');
const app = candor.client('Review sync', 'klaviyo');
const redirectUri = app.redirectUris[0] as string;
const customer = 'customer-1';

type Tokens = Awaited<ReturnType<OAuthApi['refreshTokens']>>;

/** The library with its addresses changed, which is what it offers a subclass. */
class EmulatedOAuthApi extends OAuthApi {
  protected override authorizeUrl = endpoints.authorization;
  protected override tokenUrl = endpoints.token;
}

function createStorage() {
  const stored = new Map<string, Tokens>();
  return {
    stored,
    retrieve: async (identifier: string) => stored.get(identifier) as Tokens,
    save: async (identifier: string, tokens: Tokens) => void stored.set(identifier, tokens),
  };
}

function createAccounts(oauth: OAuthApi): AccountsApi {
  const accounts = new AccountsApi(new OAuthSession(customer, oauth));
  accounts.basePath = endpoints.api.replace(/\/api$/, '');
  return accounts;
}

test('completes the flow: authorize URL, tokens, a call, a refresh, and a refresh after the uninstallation', async () => {
  const storage = createStorage();
  const oauth = new EmulatedOAuthApi(app.clientId, app.clientSecret as string, storage);
  const { codeVerifier, codeChallenge } = Pkce.generateCodes();
  const url = oauth.generateAuthorizeUrl(customer, 'accounts:read lists:read', codeChallenge, redirectUri);
  const callback = await createUserAgent().authorize(url, candor.user('olivia', 'klaviyo'));
  assert.equal(callback.searchParams.get('state'), customer);
  const code = callback.searchParams.get('code') as string;
  const first = await oauth.createTokens(customer, codeVerifier, code, redirectUri);
  assert.ok(first.accessToken);
  assert.equal(Math.round((Number(first.expiresAt) - Date.now()) / 60_000), 60);

  const accounts = createAccounts(oauth);
  const { body } = await accounts.getAccounts();
  assert.equal(body.data[0]?.attributes.contactInformation.organizationName, 'Northwind Books');

  const second = await oauth.refreshTokens(customer);
  assert.notEqual(second.accessToken, first.accessToken);
  assert.equal(second.refreshToken, first.refreshToken);

  const revoked = await fetch(endpoints.revocation, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ token: second.refreshToken, token_type_hint: 'refresh_token' }),
  });
  assert.equal(revoked.status, 200);
  // The library refreshes once after a 401, and then gives up.
  await assert.rejects(accounts.getAccounts(), { name: 'REFRESH_TOKEN_ERROR', message: 'invalid_grant' });
});

test('meets the refusals of the token endpoint as the library shows them', async () => {
  const oauth = new EmulatedOAuthApi(app.clientId, 'a secret of long ago', createStorage());
  await assert.rejects(oauth.refreshTokens(customer, 'a-token'), {
    name: 'REFRESH_TOKEN_ERROR',
    message: 'invalid_client',
  });
  const right = new EmulatedOAuthApi(app.clientId, app.clientSecret as string, createStorage());
  const { codeVerifier } = Pkce.generateCodes();
  await assert.rejects(right.createTokens(customer, codeVerifier, 'no-code', redirectUri), {
    name: 'CREATE_TOKEN_ERROR',
    message: 'invalid_grant',
  });
});
