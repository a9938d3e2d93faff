/** Every rule that explains a refusal of the server is reached over HTTP by a row, but for those declared here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '@candor/doctor';
import type { ExplainedRow } from './_explained.ts';
import { bearerRows } from './explained/bearer.ts';
import { clientAuthenticationRows } from './explained/client-authentication.ts';
import { codeRows } from './explained/code.ts';
import { pkceRows } from './explained/pkce.ts';
import { redirectUriRows } from './explained/redirect-uri.ts';
import { refreshRows } from './explained/refresh.ts';
import { transportRows } from './explained/transport.ts';

const rows: readonly ExplainedRow[] = [
  ...redirectUriRows,
  ...pkceRows,
  ...clientAuthenticationRows,
  ...codeRows,
  ...refreshRows,
  ...bearerRows,
  ...transportRows,
];

/** Rules that no request to the standard dialect can reach, `area/name:variant`, and why. */
const ofKlaviyo = 'only the klaviyo dialect refuses so: klaviyo/explanations.test.ts';
const ofBaanx = 'only the baanx dialect refuses so: baanx/explanations.test.ts';
const unreachable: Readonly<Record<string, string>> = {
  'client-authentication/client-key-invalid:decorated': ofBaanx,
  'client-authentication/client-key-invalid:secret-in-its-place': ofBaanx,
  'client-authentication/client-key-missing:missing': ofBaanx,
  'client-authentication/client-key-missing:misspelt-header': ofBaanx,
  'client-authentication/credentials-missing:secret-key-header': ofBaanx,
  'client-identification/credentials-of-other-app:access-token': ofBaanx,
  'client-identification/credentials-of-other-app:session-token': ofBaanx,
  'environment/environment-mix-up:client-key': ofBaanx,
  'environment/region-mismatch:region-of-request': ofBaanx,
  'provider-policy/otp-required:code-before-login': ofBaanx,
  'provider-policy/otp-required:login-without-token': ofBaanx,
  'token-use/wrong-token-of-flow:other-step': ofBaanx,
  'transport-endpoint/parameter-unknown:field-not-allowed': ofBaanx,
  'client-authentication/auth-method-mismatch:not-read-from-body': ofKlaviyo,
  'client-authentication/basic-content-wrong:encoded-twice': ofKlaviyo,
  'refresh/used-over-limit:used-over-limit': ofKlaviyo,
  'transport-endpoint/token-endpoint-wrong-host:token-endpoint-wrong-host': ofKlaviyo,
};

const reached = new Set(rows.map(({ rule }) => rule));
/** A rule that explains no problem is for captures of other servers. */
const names = rules.filter(({ explains }) => explains.length > 0).map(({ cause, variant }) => `${cause}:${variant}`);

test('every rule is the first diagnosis of a row, or says why it can not be', () => {
  const missing = names.filter((name) => !reached.has(name) && unreachable[name] === undefined);
  assert.deepEqual(missing, []);
});

test('a rule that is declared unreachable exists, and no row reaches it', () => {
  const stale = Object.keys(unreachable).filter((name) => !names.includes(name) || reached.has(name));
  assert.deepEqual(stale, []);
});

test('the rule of a row explains the problem of the row', () => {
  const explains = new Map(rules.map(({ cause, variant, explains: ids }) => [`${cause}:${variant}`, ids]));
  const wrong = rows.filter(({ rule, problem }) => explains.get(rule)?.includes(problem) === false);
  assert.deepEqual(
    wrong.map(({ does }) => does),
    [],
  );
});

test('each row is another mistake', () => {
  const does = rows.map((row) => row.does);
  assert.deepEqual(
    does.filter((text, at) => does.indexOf(text) !== at),
    [],
  );
});
