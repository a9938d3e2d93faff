import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  exampleFaults,
  type GatedDialect,
  type GatedExample,
  type ProblemCatalogue,
  problemFaults,
} from '../problem-gates.ts';
import { type GatedRule, type RuleTree, ruleFaults } from '../rule-gates.ts';

const mapped = { status: 400, error: 'invalid_grant', description: 'The code is not accepted.' };

const sound: ProblemCatalogue = {
  problems: {
    'code-not-accepted': { id: 'code-not-accepted' },
    'code-expired': { id: 'code-expired', publicAs: 'code-not-accepted' },
  },
  groups: new Map([['token.ts', ['code-not-accepted', 'code-expired']]]),
  dialects: [{ name: 'standard', wire: { 'code-not-accepted': mapped, 'code-expired': mapped } }],
  sources: new Map([
    ['redeem.ts', "const checks = [{ name: 'live', problem: 'code-not-accepted' }];\nfail(\n  'code-expired',\n);"],
  ]),
  tests: new Map([
    ['redeem.test.ts', "await refused(request, 'code-not-accepted'); await refused(late, `code-expired`);"],
  ]),
};

test('finds nothing wrong with a sound catalogue', () => assert.deepEqual(problemFaults(sound), []));

test('sees an id in either arm of a condition as raised', () => {
  const sources = new Map([['a.ts', "refuse(late ? 'code-expired' : 'code-not-accepted', { seen });"]]);
  assert.deepEqual(problemFaults({ ...sound, sources }), []);
});

const [standard] = sound.dialects;
const soundWire = standard?.wire ?? {};

const answered = {
  status: 400,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error: mapped.error, error_description: mapped.description }),
};
const example: GatedExample = { response: answered };
const inRedirect = 'https://app.example/cb?error=invalid_grant&error_description=The+code+is+not+accepted.';

const examples: readonly (readonly [
  title: string,
  examples: Record<string, GatedExample>,
  faults: readonly string[],
])[] = [
  ['an example in JSON', { 'code-not-accepted': example }, []],
  [
    'an example in a redirect',
    { 'code-not-accepted': { response: { status: 303, headers: { location: inRedirect } } } },
    [],
  ],
  ['no example', {}, ['problem code-not-accepted: its page has no example exchange']],
  [
    'an example of a private problem',
    { 'code-not-accepted': example, 'code-expired': example },
    ['problem code-expired: has an example, and is not public'],
  ],
  [
    'an example with another status',
    { 'code-not-accepted': { response: { ...answered, status: 401 } } },
    ['problem code-not-accepted: its example has status 401 where the map leads to 400'],
  ],
  [
    'an example with another error code',
    { 'code-not-accepted': { response: { ...answered, body: '{"error":"invalid_client"}' } } },
    [
      'problem code-not-accepted: its example has error invalid_client where the map has invalid_grant',
      'problem code-not-accepted: its example has error_description undefined where the map has The code is not accepted.',
    ],
  ],
];
for (const [title, given, faults] of examples) {
  test(`judges ${title}`, () => assert.deepEqual(exampleFaults(sound.problems, soundWire, given), faults));
}

test('asks for no example of a problem that providers alone raise, and for none that has one', () => {
  assert.deepEqual(exampleFaults(sound.problems, soundWire, {}, ['code-not-accepted']), []);
  assert.deepEqual(exampleFaults(sound.problems, soundWire, { 'code-not-accepted': example }, ['code-not-accepted']), [
    "problem code-not-accepted: has an example, so it is not a provider's only",
  ]);
});

test('misses a header of the map in an example', () => {
  const wire = { ...soundWire, 'code-not-accepted': { ...mapped, headers: { Allow: 'POST' } } };
  assert.deepEqual(exampleFaults(sound.problems, wire, { 'code-not-accepted': example }), [
    'problem code-not-accepted: its example has no header Allow: POST',
  ]);
});

/** The sound catalogue's map with other lines. */
const withWire = (wire: GatedDialect['wire'], more: Partial<GatedDialect> = {}): Partial<ProblemCatalogue> => ({
  dialects: [{ name: 'standard', wire, ...more }],
});

test('lets a provider’s dialect tell a private problem, with quotation marks', () => {
  const provider = { name: 'provider', tellsPrivateProblems: true, quotes: true };
  const wire = { ...soundWire, 'code-expired': { ...mapped, description: 'Invalid "code"' } };
  assert.deepEqual(problemFaults({ ...sound, dialects: [...sound.dialects, { ...provider, wire }] }), []);
});

const faulty: readonly (readonly [title: string, change: Partial<ProblemCatalogue>, fault: string])[] = [
  [
    'an id that is not in kebab-case',
    {
      problems: { ...sound.problems, codeGone: { id: 'codeGone' } },
      ...withWire({ ...soundWire, codeGone: mapped }),
    },
    'problem codeGone: the id is not in kebab-case',
  ],
  [
    'an id under another key',
    { problems: { ...sound.problems, 'code-expired': { id: 'code-old', publicAs: 'code-not-accepted' } } },
    'problem code-old: is filed under the key code-expired',
  ],
  [
    'an id declared twice',
    { groups: new Map([...sound.groups, ['bearer.ts', ['code-expired']]]) },
    'problem code-expired: is declared in token.ts and again in bearer.ts',
  ],
  [
    'a group that the catalogue forgot',
    { groups: new Map([...sound.groups, ['bearer.ts', ['token-expired']]]) },
    'problem token-expired: is declared in bearer.ts but not in the catalogue',
  ],
  [
    'publicAs that names nothing',
    { problems: { ...sound.problems, 'code-expired': { id: 'code-expired', publicAs: 'gone' } } },
    'problem code-expired: publicAs names gone, which does not exist',
  ],
  [
    'publicAs that names a private problem',
    { problems: { ...sound.problems, 'code-not-accepted': { id: 'code-not-accepted', publicAs: 'code-expired' } } },
    'problem code-expired: publicAs names code-not-accepted, itself not public',
  ],
  [
    'a private problem that a stranger can tell from its public one',
    withWire({ ...soundWire, 'code-expired': { ...mapped, description: 'The code has expired.' } }),
    'problem code-expired: is spoken differently from code-not-accepted in standard, so that a stranger can tell them apart',
  ],
  [
    'a problem that is not mapped',
    withWire({ 'code-not-accepted': mapped }),
    'problem code-expired: the map of standard has no line for it',
  ],
  [
    'a mapping of no problem',
    withWire({ ...soundWire, gone: mapped }),
    'problem gone: is mapped in standard but not declared',
  ],
  [
    'a status that is no refusal',
    withWire({ ...soundWire, 'code-not-accepted': { ...mapped, status: 200 } }),
    'problem code-not-accepted: has status 200 in standard',
  ],
  [
    'a quotation mark in a text',
    withWire({ ...soundWire, 'code-not-accepted': { ...mapped, description: 'a "code"' } }),
    'problem code-not-accepted: its description has characters that RFC 6749 section 5.2 excludes: a "code"',
  ],
  [
    'a line break in an error',
    withWire({ ...soundWire, 'code-not-accepted': { ...mapped, error: 'a\nb' } }),
    'problem code-not-accepted: its error has characters that RFC 6749 section 5.2 excludes: a\nb',
  ],
  [
    'a problem that is raised only in a comment',
    { sources: new Map([['a.ts', "fail('code-not-accepted'); // fail('code-expired')"]]) },
    'problem code-expired: nothing in packages/server/src raises it',
  ],
  [
    'a problem that a source only mentions',
    { sources: new Map([['a.ts', "fail('code-not-accepted'); log('code-expired')"]]) },
    'problem code-expired: nothing in packages/server/src raises it',
  ],
  [
    'a problem that no test names',
    { tests: new Map([['a.test.ts', "refused('code-not-accepted'); // code-expired"]]) },
    'problem code-expired: no test under packages/server/test or e2e names it',
  ],
];

for (const [title, change, fault] of faulty) {
  test(`refuses ${title}`, () => {
    const faults = problemFaults({ ...sound, ...change });
    assert.ok(faults.includes(fault), `expected: ${fault}\nfound: ${faults.join('\n')}`);
  });
}

const rule: GatedRule = {
  cause: 'pkce/verifier-mismatch',
  variant: 'challenge-padded',
  explains: ['code-expired'],
  cases: { fires: [1, 2], silent: [1, 2] },
};
const tree = (one: GatedRule): RuleTree => ({
  registry: [one],
  files: new Map([['pkce/padded.ts', [one]]]),
  problemIds: new Set(['code-expired']),
});

test('finds nothing wrong with a sound rule', () => assert.deepEqual(ruleFaults(tree(rule)), []));

const twin = { ...rule };

const faultyRules: readonly (readonly [title: string, tree: RuleTree, fault: string])[] = [
  [
    'a rule with one case that fires',
    tree({ ...rule, cases: { ...rule.cases, fires: [1] } }),
    'rule pkce/verifier-mismatch (challenge-padded): has 1 of at least 2 cases under `fires`',
  ],
  [
    'a rule with one silent case',
    tree({ ...rule, cases: { ...rule.cases, silent: [1] } }),
    'rule pkce/verifier-mismatch (challenge-padded): has 1 of at least 2 cases under `silent`',
  ],
  [
    'a cause without an area',
    tree({ ...rule, cause: 'mismatch' }),
    'rule mismatch (challenge-padded): the cause is not of the form area/name',
  ],
  [
    'a rule that explains no problem',
    tree({ ...rule, explains: ['gone'] }),
    'rule pkce/verifier-mismatch (challenge-padded): explains gone, which is not a problem',
  ],
  [
    'a rule that yields to a finding that does not exist',
    tree({ ...rule, noiseWhen: ['pkce/verifier-mismatch:challenge-padded', 'pkce/gone'] }),
    'rule pkce/verifier-mismatch (challenge-padded): is noise when pkce/gone, which no rule finds',
  ],
  [
    'one cause and variant twice',
    {
      ...tree(rule),
      registry: [rule, twin],
      files: new Map([
        ['pkce/padded.ts', [rule]],
        ['pkce/twin.ts', [twin]],
      ]),
    },
    'rule pkce/verifier-mismatch (challenge-padded): exists twice',
  ],
  ['a rule that is not listed', { ...tree(rule), registry: [] }, 'pkce/padded.ts: the registry does not list its rule'],
  [
    'a listed rule that no file exports',
    { ...tree(rule), files: new Map([['pkce/padded.ts', []]]) },
    'rule pkce/verifier-mismatch (challenge-padded): no file under rules/ exports it',
  ],
];

for (const [title, one, fault] of faultyRules) {
  test(`refuses ${title}`, () => assert.deepEqual(ruleFaults(one), [fault]));
}
