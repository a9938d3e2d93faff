import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DependingManifest, dependencyFaults } from '../check-dependencies.ts';

const line = '| `jose` | signatures | its author writes the RFCs | 400 KB, 0 more | its author |';
const manifests = (server: Partial<DependingManifest>): ReadonlyMap<string, DependingManifest> =>
  new Map([
    ['packages/protocol/package.json', { name: '@candor/protocol', version: '0.1.0' }],
    ['packages/server/package.json', { name: '@candor/server', version: '0.1.0', ...server }],
  ]);

const cases: readonly (readonly [title: string, server: Partial<DependingManifest>, page: string, faults: string[]])[] =
  [
    [
      'accepts an exact version with a line',
      { dependencies: { jose: '6.2.1', '@candor/protocol': '0.1.0' } },
      line,
      [],
    ],
    [
      'refuses a range',
      { devDependencies: { jose: '^6.2.1' } },
      line,
      ['packages/server/package.json: jose has the version ^6.2.1, which is not exact'],
    ],
    [
      'refuses a dependency without a line',
      { optionalDependencies: { jose: '6.2.1' } },
      '',
      ['packages/server/package.json: jose has no line in docs/dependencies.md'],
    ],
    [
      'refuses a line that nothing needs',
      {},
      line,
      ['docs/dependencies.md: jose has a line, but no package.json names it'],
    ],
    [
      'refuses a line with an empty column',
      { dependencies: { jose: '6.2.1' } },
      line.replace('signatures', ''),
      ['docs/dependencies.md: the line of jose leaves a column empty'],
    ],
    [
      'refuses another version of a package of the project',
      { dependencies: { '@candor/protocol': '0.2.0' } },
      '',
      ['packages/server/package.json: wants @candor/protocol 0.2.0, here it is 0.1.0'],
    ],
  ];

for (const [title, server, page, faults] of cases) {
  test(title, () => assert.deepEqual(dependencyFaults(manifests(server), page), faults));
}
