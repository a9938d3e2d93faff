/** The data of providers and libraries as a whole: that nothing in it is dead, doubled or without a cause. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { libraries } from '../src/libraries/registry.ts';
import { candor } from '../src/providers/candor.ts';
import { recogniseProvider } from '../src/providers/recognise.ts';
import { providers } from '../src/providers/registry.ts';
import { type CauseId, causes } from '../src/rules/causes.ts';
import { rules } from '../src/rules/registry.ts';
import { causeAdvice } from '../src/said/cause-advice.ts';
import { phraseOf } from '../src/said/phrase.ts';
import { anchorLetters, indexOfPatterns } from '../src/said/spoken.ts';
import { textFindings } from '../src/said/text-findings.ts';

const speakers = [...providers, ...libraries];

test('every cause has a rule, or a text that means it first', () => {
  const named = new Set<CauseId>([
    ...rules.map((rule) => rule.cause),
    ...speakers.flatMap(({ texts }) => texts.map((text) => text.cause)),
  ]);
  assert.deepEqual(
    (Object.keys(causes) as CauseId[]).filter((cause) => !named.has(cause)),
    [],
  );
});

test('every cause has its words, once', () => {
  assert.deepEqual(causeAdvice.map(({ cause }) => cause).sort(), Object.keys(causes).sort());
});

test('every phrase is found by its first letters, and none is too short to be found', () => {
  for (const [anchor, patterns] of indexOfPatterns(speakers)) {
    for (const { phrase, speaker } of patterns) {
      assert.equal(anchor.length, anchorLetters, `${speaker.name}: ${phrase.join('…')}`);
      assert.ok(phrase[0]?.startsWith(anchor), `${speaker.name}: ${phrase.join('…')} is filed under ${anchor}`);
    }
  }
});

test('every text that tells a provider or that has to stand beside a phrase has letters that count', () => {
  for (const { name, tellingTexts = [], texts } of speakers) {
    const all = [...tellingTexts, ...texts.flatMap(({ mentions = [] }) => mentions)];
    // Letters outside ASCII do not count: a phrase of nothing else would stand everywhere.
    assert.deepEqual(
      all.filter((one) => phraseOf(one).join('').length < 2),
      [],
      name,
    );
  }
});

test('no phrase loses most of its letters: what would be left stands everywhere', () => {
  for (const { name, texts } of speakers) {
    for (const spelling of texts.flatMap(({ says, mentions = [] }) => [says, mentions].flat())) {
      const lost = [...spelling.normalize('NFD')].filter((one) => /\p{L}/u.test(one) && !/[a-z]/i.test(one)).length;
      const kept = phraseOf(spelling).join('').length;
      assert.ok(lost === 0 || (kept >= 12 && kept > lost), `${name}: ${spelling}`);
    }
  }
});

test('names are written once and in order', () => {
  for (const list of [providers, libraries]) {
    const names = list.map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
  }
  const names = providers.map(({ name }) => name);
  assert.deepEqual(names, [...names].sort());
});

test('no text names its first cause again among the others, and none says twice the same', () => {
  for (const { name, texts } of speakers) {
    for (const { says, cause, possible = [] } of texts) {
      const others = new Set([cause, ...possible]);
      assert.equal(others.size, possible.length + 1, `${name}: ${[says].flat()[0]}`);
      const spellings = [says].flat().map((one) => phraseOf(one).join('…'));
      assert.equal(new Set(spellings).size, spellings.length, `${name}: ${[says].flat().join(' | ')}`);
    }
  }
});

test('a problem of this server means one of the causes by which its rules explain it', () => {
  for (const { says, cause } of candor.texts) {
    for (const spelling of [says].flat()) {
      const problem = /^\/problems\/([a-z-]+)\?request$/.exec(spelling)?.[1] ?? '';
      const explained = rules.filter((rule) => (rule.explains as readonly string[]).includes(problem));
      const known = new Set<string>(explained.map((rule) => rule.cause));
      assert.ok(known.has(cause), `${spelling}: ${cause}`);
    }
  }
});

function heardFirst(text: string): CauseId | undefined {
  return findingsIn(text)[0]?.rule.cause;
}

function findingsIn(text: string): ReturnType<typeof textFindings> {
  const notes = [{ kind: 'remark' as const, text, source: { from: 'capture', format: 'text', at: 'line 1' } as const }];
  const provider = recogniseProvider({ exchanges: [], notes });
  return textFindings({ exchanges: [], notes, ...(provider === undefined ? {} : { provider }) });
}

/** Texts as people paste them, each with the one cause that it must name first. */
const lines: readonly (readonly [string, CauseId])[] = [
  ['Klaviyo: {"error":"invalid_grant","error_description":"Refresh token has been revoked"}', 'refresh/revoked'],
  [
    '403 at www.klaviyo.com: The distribution supports only cachable requests.',
    'transport-endpoint/token-endpoint-wrong-host',
  ],
  ['{"message":"Missing client key"}', 'client-authentication/client-key-missing'],
  ['HubSpot: {"status":"BAD_REFRESH_TOKEN","message":"missing or unknown refresh token"}', 'refresh/revoked'],
  [
    'login.salesforce.com answers {"error":"invalid_grant","error_description":"user hasn\'t approved this consumer"}',
    'scope-consent/consent-missing',
  ],
  ['slack: {"ok":false,"error":"invalid_team_for_non_distributed_app"}', 'provider-policy/app-not-public'],
  [
    'INVALID_CLIENT: Insecure redirect URI (redirect_uri=http://localhost:3000/callback) spotify',
    'redirect-uri/localhost-vs-loopback',
  ],
  [
    '{"error_type":"OAuthException","code":400,"error_message":"Invalid platform app"}',
    'client-identification/credentials-of-other-app',
  ],
  ['Zoho accounts.zoho.eu: {"error":"invalid_client"}', 'environment/region-mismatch'],
  ['AuthApiError: Invalid Refresh Token: Already Used', 'refresh/concurrent-use'],
  ['Error: Incompatible auth server: does not support dynamic client registration', 'discovery/dcr-not-supported'],
  ['account-d.docusign.com: {"error":"consent_required"}', 'scope-consent/consent-missing'],
];

for (const [text, cause] of lines) {
  test(`${cause} is heard in: ${text.slice(0, 60)}`, () => {
    assert.equal(heardFirst(text), cause);
  });
}

/** Texts that hold the words of a cause, and are as often about something else. */
const nearMisses: readonly string[] = [
  '{"error":"Your login code has expired","message":"Request a new token"}',
  'ERROR auth.service: 2FA code has expired for user 17, access_token not issued',
  'ERROR auth: security code has already been used (sso login)',
  '{"error":"invalid_grant","error_description":"The binding code has expired."}',
  "DEBUG BearerTokenAuthenticationFilter: access_token ok\nERROR Request method 'POST' not supported on /api/orders",
];

for (const text of nearMisses) {
  test(`nothing is certain in: ${text.slice(0, 60)}`, () => {
    assert.deepEqual(
      findingsIn(text).filter(({ finding }) => finding.confidence === 'certain'),
      [],
    );
  });
}

test('a text that belongs to one provider means nothing where nobody is known', () => {
  assert.notEqual(heardFirst('{"error":"invalid_client"}'), 'environment/region-mismatch');
  assert.equal(heardFirst('All went well, the token was issued.'), undefined);
});

test('a code of a shop or of an address is no authorization code', () => {
  for (const text of ['invalid code: the coupon was used', 'Invalid code', 'The voucher code has expired']) {
    const said = textFindings({ exchanges: [], notes: [{ kind: 'client-error', text, source: { from: 'server' } }] });
    const named = said.some(({ rule }) => rule.cause.startsWith('authorization-code/'));
    assert.equal(named, text === 'Invalid code', text);
  }
});
