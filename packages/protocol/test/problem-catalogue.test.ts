import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isProblemId, type Problem, problemIds, problems, publicProblem } from '@candor/protocol';
import { administrationProblems } from '../src/problems/administration.ts';
import { authorizationProblems } from '../src/problems/authorization.ts';
import { bearerProblems } from '../src/problems/bearer.ts';
import { clientAuthenticationProblems } from '../src/problems/client-authentication.ts';
import { peopleProblems } from '../src/problems/people.ts';
import { tokenProblems } from '../src/problems/token.ts';
import { transportProblems } from '../src/problems/transport.ts';

const all: readonly Problem[] = Object.values(problems);

test('every problem is declared once, under its own id', () => {
  const groups = [
    transportProblems,
    clientAuthenticationProblems,
    authorizationProblems,
    tokenProblems,
    bearerProblems,
    peopleProblems,
    administrationProblems,
  ];
  const declared = groups.flatMap((group) => Object.keys(group));
  assert.equal(new Set(declared).size, declared.length);
  assert.deepEqual([...problemIds], declared);
  for (const id of problemIds) {
    assert.match(id, /^[a-z]+(-[a-z]+)*$/);
    assert.equal(problems[id].id, id);
  }
  assert.ok(Object.isFrozen(problems) && all.every((problem) => Object.isFrozen(problem)));
});

test('what the public sees is a declared problem that hides behind no other', () => {
  for (const id of problemIds) {
    const shown = publicProblem(id);
    assert.ok(isProblemId(shown.id), `${id} is shown as an undeclared problem`);
    assert.equal(shown.publicAs, undefined, `${id} is shown as ${shown.id}, which is private itself`);
    const own: Problem = problems[id];
    assert.equal(shown.id, own.publicAs ?? id);
    assert.ok(
      !(own.publicAs !== undefined && own.retry && !shown.retry),
      `${id} tells more by its retry than its umbrella`,
    );
  }
});

test('unknown client, wrong secret and wrong method are one public problem', () => {
  for (const id of ['client-unknown', 'client-secret-wrong', 'client-authentication-method-wrong'] as const) {
    assert.equal(publicProblem(id), problems['client-authentication-failed']);
  }
});

test('the texts are plain sentences: titles without full stop, meanings and fixes with one', () => {
  for (const { id, title, meaning, fix, spec } of all) {
    assert.match(title, /^[A-Z][^\n]{8,88}[^.\n]$/, `${id}: title`);
    assert.match(meaning, /^[A-Z][^\n]+\.$/, `${id}: meaning`);
    assert.match(fix, /^[A-Z][^\n]+\.$/, `${id}: fix`);
    assert.match(spec, /section|appendix/, `${id}: spec`);
    assert.doesNotMatch(`${title} ${meaning} ${fix}`, /\bplease\b|\boops\b|!|something went wrong/i, id);
  }
});

test('a text that is no id, such as a member of every object, is not taken for one', () => {
  for (const text of ['', 'toString', '__proto__', 'Client-Unknown', 'client-unknown ']) {
    assert.equal(isProblemId(text), false);
  }
  assert.equal(isProblemId('client-unknown'), true);
});
