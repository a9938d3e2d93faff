import { encodeBase64url } from '@candor/protocol';
import { isOwn, placeOf, presentedSecrets } from '../../evidence/client-credentials.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { countOf } from '../../text/secret.ts';
import { basicOf, codeExample, exampleSecret } from '../example.ts';
import { defineRule } from '../rule.ts';

const markers: readonly (readonly [RegExp, string])[] = [
  [/^\$2[abxy]?\$\d\d\$/, 'bcrypt'],
  [/^\$argon2(?:id|i|d)\$/, 'Argon2'],
  [/^\$(?:5|6|y|scrypt|pbkdf2[a-z0-9-]*)\$/, 'crypt'],
  [/^(?:pbkdf2|bcrypt|scrypt|argon2)_[a-z0-9]+\$/i, 'a password hasher'],
  [/^(?:md5|sha1|sha256|sha512|pbkdf2|scrypt)[$:]/i, 'a password hasher'],
  [/^\{(?:S?SHA\d*|MD5|SMD5|CRYPT|PBKDF2|bcrypt|noop)[^}]*\}/i, 'a directory'],
];

/** A stored hash was sent in place of the secret. RFC 6749 section 2.3.1. */
export const secretHashedValue = defineRule({
  cause: 'client-authentication/secret-hashed-value',
  variant: 'secret-hashed-value',
  title: 'A hash was sent in place of the client secret',
  specs: ['RFC 6749 section 2.3.1'],
  needs: ['request'],
  explains: ['client-secret-wrong', 'client-authentication-method-wrong'],
  specificity: 3,
  check: (evidence) => {
    for (const { place, secret } of presentedSecrets(evidence)) {
      const seen = hashOfOwnSecret(secret, evidence) ?? likeHash(secret);
      if (seen === undefined) continue;
      return {
        confidence: 'certain',
        evidence: [
          {
            where: placeOf(place),
            seen: `${countOf(secret.length, 'character')}${seen}`,
            expected: 'the plain secret, as it was shown when it was created',
          },
        ],
        facts: undefined,
      };
    }
    return undefined;
  },
  say: {
    what: () => 'A hash was sent in place of the client secret.',
    why: () =>
      'Servers compare the hash that they store with the hash of what is sent. A hash that is sent is hashed again, and cannot fit. It was probably copied out of a database.',
    fix: () => [
      'Put the plain secret into the configuration of the app.',
      'It cannot be computed from the hash: when nobody has it, create a new secret for the client.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a bcrypt hash',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', '$2b$12$exampleexampleexampleexampleexample'),
        }),
      },
      {
        name: "the SHA-256 hash of this client's own secret, as hexadecimal text",
        evidence: (tools) =>
          codeExample({
            problem: 'client-secret-wrong',
            authorization: basicOf('ledger-sync', hexOf(tools.sha256(new TextEncoder().encode(exampleSecret)))),
          })(tools),
      },
      {
        name: 'a hash with the name of its method, in the body',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: 'pbkdf2_sha256$1000$example$example' },
        }),
      },
    ],
    silent: [
      {
        name: 'a secret with a dollar sign',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', '$2 is the price of this example'),
        }),
      },
      {
        name: 'hexadecimal text of the same length that is no hash of a secret of this client',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', '0f'.repeat(32)),
        }),
      },
      {
        name: 'a template that was never filled in',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is sent
          authorization: basicOf('ledger-sync', '${CLIENT_SECRET}'),
        }),
      },
    ],
  },
});

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function likeHash(secret: string): string | undefined {
  const kind = markers.find(([marker]) => marker.test(secret))?.[1];
  return kind === undefined ? undefined : ` that begin like a hash of ${kind}`;
}

/** The SHA-256 hash of a secret of this client, in one of the spellings that people store. */
function hashOfOwnSecret(secret: string, evidence: Evidence): string | undefined {
  const isHex = /^[0-9a-fA-F]{64}$/.test(secret);
  const spelled = isHex
    ? encodeBase64url(Uint8Array.from(secret.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)))
    : secret.replace(/=$/, '').replaceAll('+', '-').replaceAll('/', '_');
  const own = (evidence.known?.clientSecrets ?? []).some((one) => one.hash === spelled && isOwn(one, evidence));
  return own ? `, the SHA-256 hash of a secret of this client as ${isHex ? 'hexadecimal' : 'base64'} text` : undefined;
}
