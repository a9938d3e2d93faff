/** In production the console shares no origin with the pages that users see (ARCHITECTURE 4.12). */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, it } from 'node:test';
import { ConfigurationError, readConfiguration } from '../src/configuration/read-configuration.ts';
import { createOwnerLink } from '../src/console/create-owner-link.ts';
import { startTestServer, testConfiguration } from './_server.ts';

const settings = {
  profile: 'production',
  url: 'https://auth.example',
  consoleUrl: 'https://console.example',
  encryptionKey: 'A'.repeat(43),
  data: 'unused',
  environments: { production: { ...testConfiguration.environments.production, hosts: ['login.example'] } },
};

describe('the configuration of a production profile', () => {
  for (const [title, consoleUrl] of [
    ['none at all', undefined],
    ['one without https', 'http://console.example'],
    ['the origin of the environments', 'https://auth.example/console'],
    ['the same origin with its port named', 'https://auth.example:443'],
    ['a host of an environment', 'https://login.example'],
  ] as const) {
    it(`is refused with ${title} for the console`, () => {
      assert.throws(
        () => readConfiguration({ ...settings, consoleUrl }),
        (error) => error instanceof ConfigurationError && /^consoleUrl: /.test(error.message),
      );
    });
  }

  it('is accepted with an origin of its own for the console', () => {
    assert.equal(readConfiguration(settings).consoleUrl, 'https://console.example');
  });
});

describe('a console with an origin of its own', async () => {
  const server = await startTestServer({ configuration: settings });

  it('is where the owner link leads', async () => {
    assert.match(await createOwnerLink(server.server.context), /^https:\/\/console\.example\/console\/owner\/col_/);
  });

  for (const [host, path, status] of [
    ['console.example', '/console/sign-in', 200],
    ['console.example', '/problems', 200],
    ['console.example', '/production/.well-known/openid-configuration', 404],
    ['auth.example', '/production/.well-known/openid-configuration', 200],
    ['auth.example', '/console/sign-in', 404],
    ['auth.example', '/console', 404],
    ['login.example', '/console/sign-in', 404],
    ['other.example', '/console/sign-in', 421],
  ] as const) {
    it(`answers ${status} for ${path} at ${host}`, async () => {
      assert.equal(await statusAt(host, path), status);
    });
  }

  /** `fetch` sends no Host of the caller's choice. */
  function statusAt(host: string, path: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const address = `http://127.0.0.1:${server.server.port}${path}`;
      const sent = request(address, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject).end();
    });
  }
});
