/** `candor doctor` as a process, on files and on standard input: what it names, what it prints, and how it ends. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { temporaryFolder } from './_candor.ts';
import { type Answer, healthyHar, hexHar, hexPaste, plantedSecrets, runWithInput } from './_doctor.ts';
import { schemaFaults } from './_json-schema.ts';
import { spellings } from './_spellings.ts';

const folder = temporaryFolder();
const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const har = file('hex.har', hexHar);
const paste = file('hex.txt', hexPaste);
const healthy = file('healthy.har', healthyHar);
const schema = JSON.parse(readFileSync(resolve(import.meta.dirname, '../docs/reference/doctor.schema.json'), 'utf8'));

describe('candor doctor', () => {
  for (const [form, run] of [
    ['a HAR file', () => runWithInput(['doctor', har])],
    ['a pasted text', () => runWithInput(['doctor', paste])],
    ['standard input', () => runWithInput(['doctor', '-'], hexPaste)],
    [
      'UTF-16, as PowerShell writes it',
      () => runWithInput(['doctor', '-'], Buffer.from(`\ufeff${hexPaste}`, 'utf16le')),
    ],
  ] as const) {
    test(`names the mistake in ${form}, with what was sent above what was expected, and ends with 1`, () => {
      const { status, stdout, stderr } = run();
      assert.equal(status, 1, stderr);
      assert.equal(stderr, '');
      assert.match(stdout, /The code_challenge is the hash as hexadecimal text, not as +certain/);
      assert.match(stdout, /sent {6}code_challenge {2}13d31e961a1ad8/);
      assert.match(stdout, /expected {2}code_challenge {2}E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM/);
      assert.match(stdout, /✕ Token request +a\.klaviyo\.com\/oauth\/token +400 invalid_grant/);
    });
  }

  test('shows code in the language that the capture shows', () => {
    assert.match(runWithInput(['doctor', har]).stdout, /Code {2}Python: a code_verifier and its S256 challenge/);
    const trace = `${hexPaste}\n    at async exchange (file:///app/src/callback.js:12:7)\n`;
    assert.match(runWithInput(['doctor', '-'], trace).stdout, /Code {2}JavaScript: /);
  });

  test('ends with 0 on traffic in which nothing failed', () => {
    const { status, stdout } = runWithInput(['doctor', healthy]);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /1 exchange, none refused/);
  });

  test('reads several files as one capture', () => {
    const { status, stdout } = runWithInput(['doctor', healthy, har, '--json']);
    assert.equal(status, 1);
    const { exchanges } = JSON.parse(stdout);
    assert.equal(exchanges.length, 3);
    assert.ok(
      exchanges.some(({ where }: { where: string }) => where.includes('healthy.har')),
      stdout,
    );
  });

  test('is plain and at most 80 columns wide where there is no terminal', () => {
    const { stdout } = runWithInput(['doctor', har], '', { FORCE_COLOR: '1', COLUMNS: '200' });
    assert.ok(!stdout.includes('\u001b'), stdout);
    for (const line of stdout.split('\n')) assert.ok(Array.from(line).length <= 80, line);
  });
});

describe('the formats of candor doctor', () => {
  test('JSON fits its schema', () => {
    for (const input of [har, paste, healthy]) {
      const { stdout, status } = runWithInput(['doctor', input, '--format', 'json']);
      assert.deepEqual(schemaFaults(JSON.parse(stdout), schema), []);
      assert.equal(status, input === healthy ? 0 : 1);
    }
  });

  test('--json is the same as --format json', () => {
    const [one, other] = [['--json'], ['--format=json']].map((flags) => runWithInput(['doctor', har, ...flags]).stdout);
    assert.equal(one, other);
    assert.equal(JSON.parse(one ?? '').diagnoses[0].cause, 'pkce/challenge-encoding');
  });

  test('Markdown has a heading, the timeline as a table, the lines in a fence and the steps of the fix', () => {
    const { stdout, status } = runWithInput(['doctor', har, '--format', 'markdown']);
    assert.equal(status, 1);
    assert.match(stdout, /^## The code\\_challenge is the hash as hexadecimal text/);
    assert.match(stdout, /\n\| When \| What \| Where \| Answer \|\n\|---\|---\|---\|---\|\n/);
    assert.match(stdout, /\*\*refused\*\* `400 invalid_grant`/);
    assert.match(stdout, /```text\ncode_challenge\n {2}sent {6}13d31e/);
    assert.match(stdout, /\*\*Fix\*\*\n\n1\. /);
    assert.match(stdout, /```python\nimport base64, hashlib, secrets\n/);
  });

  test('SARIF is version 2.1.0 with a rule for each result', () => {
    const { stdout, status } = runWithInput(['doctor', har, '--format', 'sarif']);
    assert.equal(status, 1);
    const log = JSON.parse(stdout);
    assert.deepEqual(schemaFaults(log, sarif), []);
    const [run] = log.runs;
    for (const { ruleId, ruleIndex } of run.results) assert.equal(run.tool.driver.rules[ruleIndex].id, ruleId);
    const ids = run.tool.driver.rules.map(({ id }: { id: string }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(run.results[0].level, 'error');
    assert.match(run.results[0].locations[0].physicalLocation.artifactLocation.uri, /^file:\/\/\/.*hex\.har$/);
  });

  for (const format of ['text', 'json', 'markdown', 'sarif']) {
    test(`prints no secret of the capture as ${format}`, () => {
      for (const input of [har, paste, healthy]) {
        const { stdout, stderr } = runWithInput(['doctor', input, '--format', format]);
        for (const secret of plantedSecrets) {
          for (const spelling of spellings(secret))
            assert.ok(!`${stdout}${stderr}`.includes(spelling), `${secret} in ${stdout}`);
        }
      }
    });
  }
});

describe('what candor doctor refuses, with status 2', () => {
  const refusals: readonly (readonly [string, () => Answer, RegExp])[] = [
    ['no words', () => runWithInput(['doctor']), /candor doctor FILE… \| -/],
    ['an empty file', () => runWithInput(['doctor', file('empty', ' \n')]), /empty is empty\. Paste/],
    ['empty standard input', () => runWithInput(['doctor', '-']), /Standard input is empty/],
    ['a file that is not there', () => runWithInput(['doctor', 'no-such-file']), /no-such-file does not exist/],
    ['a folder', () => runWithInput(['doctor', folder]), /is a folder/],
    [
      'a picture',
      () => runWithInput(['doctor', file('shot.png', Buffer.from('89504e470d0a1a0a00', 'hex'))]),
      /is a PNG picture, not text/,
    ],
    [
      'a binary file',
      () => runWithInput(['doctor', file('binary', Buffer.from([1, 2, 0, 3, 4]))]),
      /is binary, not text/,
    ],
    [
      'an unknown format',
      () => runWithInput(['doctor', har, '--format', 'jsn']),
      /no format jsn\. Did you mean json\?/,
    ],
    [
      'two formats at once',
      () => runWithInput(['doctor', har, '--json', '--format', 'markdown']),
      /--json and --format markdown ask for two formats/,
    ],
    [
      'an explanation in a format that it has not',
      () => runWithInput(['doctor', '--explain', 'pkce/challenge-encoding', '--format', 'sarif']),
      /explained as text or json, not as sarif/,
    ],
    [
      'a text that is piped in, where nothing names it',
      () => runWithInput(['doctor'], hexPaste),
      /candor doctor - reads what is piped in\.\n[\s\S]*--format FORMAT/,
    ],
    ['an unknown option', () => runWithInput(['doctor', har, '--fromat', 'json']), /Did you mean --format\?/],
    [
      'an unknown cause',
      () => runWithInput(['doctor', '--explain', 'pkce/chalenge-encoding']),
      /Did you mean pkce\/challenge-encoding\?/,
    ],
    ['an unknown command', () => runWithInput(['docter', har]), /Did you mean candor doctor\?/],
  ];
  for (const [what, run, said] of refusals) {
    test(what, () => {
      const { status, stdout, stderr } = run();
      assert.equal(status, 2, stdout);
      assert.equal(stdout, '');
      assert.match(stderr, said);
    });
  }
});

describe('the help', () => {
  for (const words of [
    [],
    ['doctor', '--help'],
    ['bundle', '--help'],
    ['check', '--help'],
    ['serve', '--help'],
    ['token', 'create', '--help'],
  ]) {
    test(`of candor ${words.slice(0, -1).join(' ')} fits into 80 columns`, () => {
      const { status, stdout } = runWithInput(words);
      assert.equal(status, 0);
      for (const line of stdout.split('\n')) {
        assert.ok(Array.from(line).length <= 80, line);
        assert.equal(line, line.trimEnd());
      }
    });
  }
});

describe('candor doctor --explain', () => {
  test('prints the page of a cause: what, why, fix, its forms with an example, and who says it', () => {
    const { status, stdout } = runWithInput(['doctor', '--explain', 'pkce/challenge-encoding']);
    assert.equal(status, 0);
    assert.match(stdout, /^ {2}Challenge encoded in the wrong way +pkce\/challenge-encoding\n/);
    for (const label of ['Why', 'Fix', 'Next', 'Forms of it', 'Said by'])
      assert.ok(stdout.includes(`\n  ${label}`), label);
    assert.match(stdout, /challenge-hex · RFC 7636 section 4\.2/);
    for (const line of stdout.split('\n')) assert.ok(Array.from(line).length <= 80, line);
  });

  test('prints it as JSON by either option', () => {
    const [one, other] = [['--json'], ['--format', 'json']].map(
      (flags) => JSON.parse(runWithInput(['doctor', '--explain', 'pkce/challenge-encoding', ...flags]).stdout).cause,
    );
    assert.equal(one, 'pkce/challenge-encoding');
    assert.equal(other, one);
  });

  test('knows a cause by its name without the area', () => {
    const { stderr } = runWithInput(['doctor', '--explain', 'redeemed-twice']);
    assert.match(stderr, /Did you mean authorization-code\/redeemed-twice\?/);
  });
});

/** What SARIF 2.1.0 demands of the parts that are written, by section 3 of the specification. */
const sarif = {
  type: 'object',
  required: ['version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', pattern: '^https://' },
    version: { const: '2.1.0' },
    runs: { type: 'array', minItems: 1, items: { $ref: '#/$defs/run' } },
  },
  $defs: {
    run: {
      type: 'object',
      required: ['tool'],
      additionalProperties: false,
      properties: {
        tool: { type: 'object', required: ['driver'], properties: { driver: { $ref: '#/$defs/driver' } } },
        artifacts: { type: 'array', items: { type: 'object', properties: { location: { $ref: '#/$defs/artifact' } } } },
        results: { type: 'array', items: { $ref: '#/$defs/result' } },
        invocations: {
          type: 'array',
          items: {
            type: 'object',
            required: ['executionSuccessful'],
            properties: { executionSuccessful: { type: 'boolean' } },
          },
        },
        columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
      },
    },
    driver: {
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: {
        name: { type: 'string' },
        version: { type: 'string' },
        semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
        rules: { type: 'array', items: { $ref: '#/$defs/rule' } },
      },
    },
    rule: {
      type: 'object',
      required: ['id'],
      additionalProperties: false,
      properties: {
        id: { type: 'string' },
        shortDescription: { $ref: '#/$defs/text' },
        help: { $ref: '#/$defs/text' },
        defaultConfiguration: { type: 'object', properties: { level: { $ref: '#/$defs/level' } } },
      },
    },
    result: {
      type: 'object',
      required: ['message'],
      additionalProperties: false,
      properties: {
        ruleId: { type: 'string' },
        ruleIndex: { type: 'integer', minimum: 0 },
        kind: { enum: ['pass', 'open', 'informational', 'notApplicable', 'review', 'fail'] },
        level: { $ref: '#/$defs/level' },
        message: { $ref: '#/$defs/text' },
        locations: { type: 'array', items: { $ref: '#/$defs/location' } },
        partialFingerprints: { type: 'object' },
        properties: { type: 'object' },
      },
    },
    location: {
      type: 'object',
      additionalProperties: false,
      properties: {
        physicalLocation: {
          type: 'object',
          required: ['artifactLocation'],
          properties: {
            artifactLocation: { $ref: '#/$defs/artifact' },
            region: { type: 'object', properties: { startLine: { type: 'integer', minimum: 1 } } },
          },
        },
        logicalLocations: {
          type: 'array',
          items: { type: 'object', properties: { fullyQualifiedName: { type: 'string' } } },
        },
      },
    },
    artifact: {
      type: 'object',
      additionalProperties: false,
      properties: {
        uri: { type: 'string', pattern: "^[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+$" },
        index: { type: 'integer', minimum: 0 },
      },
    },
    text: { type: 'object', required: ['text'], properties: { text: { type: 'string', pattern: '^[\\s\\S]+$' } } },
    level: { enum: ['none', 'note', 'warning', 'error'] },
  },
};
