import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Examination,
  type ExchangeSummary,
  examine,
  isClean,
  readCapture,
  renderExamination,
  renderMarkdown,
  renderSarif,
} from '@candor/doctor';
import { hexExamination, hexExchanges } from './examination.ts';
import { tools } from './tools.ts';

const plain = { colour: false, width: 80 };
const origin = { version: '0.1.0', artifact: 'failing.har' };
const [diagnosis] = hexExamination.diagnoses as [Examination['diagnoses'][number]];

describe('renderExamination', () => {
  it('shows of two folded addresses in what they differ', () => {
    const [start, , end] = hexExchanges as [ExchangeSummary, ExchangeSummary, ExchangeSummary];
    const tenant = (one: ExchangeSummary, name: string, path: string): ExchangeSummary => ({
      ...one,
      target: `https://login.idp.example/${name}/protocol/openid/v2.0/${path}`,
    });
    const exchanges = [tenant(start, 'contoso.example', 'authorize'), tenant(end, 'fabrikam.example', 'token')];
    const shown = renderExamination({ ...hexExamination, exchanges }, plain, {});
    assert.match(shown, /Authorization .*\/contoso\.example\/…\/authorize/);
    assert.match(shown, /Token request .*\/fabrikam\.example\/…\/token/);
  });

  it('shows timeline, mistake, both sides, why, fix, code, the other candidates and what to send', () => {
    assert.equal(
      renderExamination(hexExamination, plain, {
        stack: 'python',
        leftOut: ['4,000 entries that are no OAuth exchange'],
      }),
      `  Klaviyo · 3 exchanges, 1 refused                     21 Nov 2026, 14:03:07 UTC

  14:03:07  ✓ Authorization  www.klaviyo.com/oauth/authorize                 302
  +20 s     · Callback       ledger.example/callback                   no answer
  +0.4 s    ✕ Token request  a.klaviyo.com/oauth/token         400 invalid_grant

  The code_challenge was made from the hexadecimal text of the hash,     certain
  not from its bytes.

    sent      code_challenge  NmE0ZjI5ZTk1ZGM3M2Q0NjZhNGYyOWU5NWRjNzNkNDY…
                              (86 characters; decodes to 64 hexadecimal digits)
    expected  code_challenge  ak8p6V3Hq0Z1xOeYtd2w4Jm1v0VhLr8sQn3cB7uXfTk
                              (43 characters; BASE64URL of the 32 bytes)

  Why   RFC 7636 section 4.2 encodes the hash itself. digest('hex') gives text,
        and encoding that text gives another challenge, which no verifier can
        match.

  Fix   1. Encode the digest directly:
           createHash('sha256').update(verifier).digest('base64url').
        2. Start a new authorization: this code can't be redeemed with any
           verifier.

  Next  The app has to change something. Sending the same request again gives
        the same answer.

  Code  Python: a code_verifier and its S256 challenge

        import base64, hashlib, secrets

        verifier = secrets.token_urlsafe(32)
        digest = hashlib.sha256(verifier.encode("ascii")).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")

  Also  possible  Code redeemed too late.
                  authorization-code/expired

  Ask   Send the token request with its body.

  Not read: 4,000 entries that are no OAuth exchange.

  candor doctor --explain pkce/challenge-encoding tells more.
`.replace('Klaviyo', renderExamination(hexExamination, plain).slice(2, 9)),
    );
  });

  it('calls a preflight by its name', () => {
    const text = 'OPTIONS https://idp.example/token\nOrigin: https://app.example\n\nHTTP/1.1 204 No Content';
    const shown = renderExamination(examine(readCapture(text), tools), plain);
    assert.match(shown, /Preflight {2}idp\.example\/token/);
    assert.doesNotMatch(shown, /Token request/);
  });

  it('keeps every line in its columns, but for code and words that are longer', () => {
    for (const width of [40, 46, 60, 71, 72, 80, 100, 200]) {
      const text = renderExamination(hexExamination, { colour: false, width });
      for (const line of text.split('\n')) {
        assert.ok(line.length <= Math.min(100, width) || !line.trim().includes(' '), `${width}: ${line}`);
      }
    }
  });

  it('breaks a word of a capture that is wider than its column', () => {
    const seen = `MismatchingStateError: ${'/auth/realms/experimental'.repeat(6)} in the session`;
    const evidence = [{ where: 'metadata', seen, expected: 'the address of the issuer' }];
    const text = renderExamination({ ...hexExamination, diagnoses: [{ ...diagnosis, evidence }] }, plain);
    for (const line of text.split('\n')) assert.ok(line.length <= 80, line);
  });

  it('lays out alike with and without colour', () => {
    const colour = renderExamination(hexExamination, { colour: true, width: 80 }, { stack: 'go' });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
    const bare = colour.replace(/\u001b\[[0-9;]*m/g, '').replace(/ +$/gm, '');
    assert.equal(bare, renderExamination(hexExamination, plain, { stack: 'go' }));
    assert.ok(colour.includes('\u001b[1;31m400 invalid_grant\u001b[0m'), colour);
  });

  it('keeps of a long capture what was refused, its flow and what is OAuth, and counts the rest', () => {
    const other: ExchangeSummary = {
      role: 'other',
      where: 'entry 1',
      target: 'https://cdn.example/a.js',
      status: 200,
      outcome: 'accepted',
    };
    const exchanges = [...Array(40).fill(other), ...hexExchanges, ...Array(60).fill(other)];
    const text = renderExamination({ ...hexExamination, exchanges }, plain);
    assert.match(
      text,
      /⋮ 40 more exchanges\n.*Authorization.*\n.*Callback.*\n.*Token request.*\n +⋮ 60 more exchanges/,
    );
    assert.ok(!text.includes('cdn.example'), text);
  });

  it('says so where nothing is wrong, where nothing tells, and where there is no exchange', () => {
    const without = (exchanges: readonly ExchangeSummary[]): string =>
      renderExamination({ version: 1, diagnoses: [], exchanges, redacted: true }, plain);
    const [accepted, , refused] = hexExchanges as [ExchangeSummary, ExchangeSummary, ExchangeSummary];
    assert.match(without([accepted]), /Every exchange was accepted, and nothing in them is wrong\./);
    assert.match(without([accepted, refused]), /An exchange was refused, and nothing in what was given tells why\./);
    assert.match(without([]), /Nothing in this text tells a cause\./);
  });
});

describe('every report', () => {
  const evil = 'a\u001b[2J\u0007\u202e<img src=x onerror=y> @everyone [x](https://evil.example) `b` |c| ```\n# d';
  const hostile: Examination = {
    ...hexExamination,
    provider: evil,
    ask: evil,
    diagnoses: [
      { ...diagnosis, title: evil, why: evil, fix: evil, evidence: [{ where: evil, seen: evil, expected: evil }] },
    ],
    exchanges: [{ role: 'token-request', where: evil, method: evil, target: evil, error: evil, outcome: 'refused' }],
  };

  it('lets nothing of a capture act on the terminal', () => {
    for (const text of [renderExamination(hostile, plain), renderMarkdown(hostile)]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });

  it('lets nothing of a capture be markup, a mention or a link in Markdown', () => {
    const text = renderMarkdown(hostile);
    const outside = text.replace(/^(`{3,})\w*\n[\s\S]*?\n\1$/gm, '').replace(/(`+)[^`\n](?:.*?[^`])?\1(?!`)/g, '');
    assert.doesNotMatch(outside, /(?<!\\)<(?!\/?sub>)/);
    assert.doesNotMatch(outside, /@everyone/);
    assert.doesNotMatch(outside, /(?<!\\)\]\(/);
    assert.doesNotMatch(outside, /https:\/\/evil/);
    assert.doesNotMatch(text, /^# d/m);
  });

  it('is JSON as SARIF whatever the capture says, with a result for each diagnosis', () => {
    const log = JSON.parse(renderSarif(hostile, origin));
    assert.equal(log.runs[0].results.length, 1);
    assert.equal(JSON.parse(renderSarif({ ...hostile, diagnoses: [] }, origin)).runs[0].results.length, 0);
  });

  it('tells where the failure stands: the line of a text as a region, an entry as a logical location', () => {
    const at = (where: string) => {
      const exchanges = hexExchanges.map((one) => ({ ...one, where }));
      return JSON.parse(renderSarif({ ...hexExamination, exchanges }, origin)).runs[0].results[0].locations[0];
    };
    assert.deepEqual(at('line 40').physicalLocation.region, { startLine: 40 });
    assert.equal(at('entry 12').physicalLocation.region, undefined);
    assert.deepEqual(at('entry 12').logicalLocations, [{ fullyQualifiedName: 'entry 12' }]);
  });
});

describe('isClean', () => {
  const accepted = hexExchanges[0] as ExchangeSummary;
  const refused = hexExchanges[2] as ExchangeSummary;
  const error: ExchangeSummary = {
    role: 'authorization-response',
    where: 'line 1',
    error: 'access_denied',
    outcome: 'unknown',
  };
  for (const [name, exchanges, confidence, clean] of [
    ['accepted traffic without a diagnosis', [accepted], undefined, true],
    ['accepted traffic with a possible cause', [accepted], 'possible', true],
    ['accepted traffic with a likely cause', [accepted], 'likely', false],
    ['accepted traffic with a certain cause', [accepted], 'certain', false],
    ['a refused exchange', [accepted, refused], undefined, false],
    ['an error in a callback whose status nobody saved', [error], undefined, false],
    ['a text with a likely cause', [], 'likely', false],
    ['a text with nothing', [], undefined, true],
  ] as const) {
    it(`is ${clean} for ${name}`, () => {
      const diagnoses = confidence === undefined ? [] : [{ ...diagnosis, confidence }];
      assert.equal(isClean({ version: 1, diagnoses, exchanges, redacted: true }), clean);
    });
  }
});
