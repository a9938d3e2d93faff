/** Which package may know which: the one place where it is written down. `tools/check-boundaries.ts` enforces it. */

/** What one package's sources may import. */
export interface PackageRules {
  /** Other packages of the project, each only by what its `exports` name. */
  readonly packages: readonly string[];
  /** Of `packages`, those whose values stay unknown: `import type` only. */
  readonly typesOnly?: readonly string[];
  /** Of `packages`, those that are known by their root entry alone, not by `name/entry`. */
  readonly rootEntryOnly?: readonly string[];
  /** Where `node:` modules and packages from outside may be imported; folders are below `src/`. */
  readonly platform: 'anywhere' | 'nowhere' | readonly string[];
  /** No I/O, no clock, no randomness, nothing asynchronous: the globals that give them are refused. */
  readonly pure: boolean;
  /** The package may import modules whose names it only knows when it runs. */
  readonly dynamicNames?: boolean;
}

export const scope = '@candor/';

export const packageTable: { readonly [name: string]: PackageRules } = {
  protocol: { packages: [], platform: 'nowhere', pure: true },
  doctor: { packages: ['protocol'], platform: 'nowhere', pure: true },
  storage: {
    packages: ['protocol'],
    typesOnly: ['protocol'],
    platform: ['sqlite', 'postgres', 'conformance'],
    pure: false,
  },
  server: { packages: ['protocol', 'storage'], rootEntryOnly: ['storage'], platform: 'anywhere', pure: false },
  client: { packages: ['protocol'], platform: 'anywhere', pure: false },
  tester: { packages: ['protocol', 'client', 'doctor'], platform: 'anywhere', pure: false },
  console: {
    packages: ['protocol', 'doctor', 'server'],
    typesOnly: ['server'],
    platform: 'anywhere',
    pure: false,
  },
  cli: {
    packages: ['protocol', 'doctor', 'storage', 'server', 'client', 'tester', 'console'],
    platform: 'anywhere',
    pure: false,
    dynamicNames: true,
  },
};

/** The globals that a pure package must not name, each with what it would bring in. */
export const impureGlobals: readonly { readonly pattern: RegExp; readonly brings: string }[] = [
  { pattern: global('process'), brings: 'the process and its environment' },
  { pattern: global('Buffer'), brings: "Node's own bytes" },
  { pattern: global('globalThis|window|self|document'), brings: 'the surroundings' },
  { pattern: global('fetch|XMLHttpRequest|WebSocket|EventSource'), brings: 'the network' },
  { pattern: global('crypto'), brings: 'randomness and asynchronous digests' },
  { pattern: global('console'), brings: 'output' },
  { pattern: global('performance'), brings: 'a clock' },
  { pattern: global('setTimeout|setInterval|setImmediate|queueMicrotask'), brings: 'a timer' },
  { pattern: global('await|async|Promise'), brings: 'asynchronous work' },
  { pattern: /(?<![\w$.])Math\s*\.\s*random\b/g, brings: 'randomness' },
  { pattern: /(?<![\w$.])Date\s*\.\s*now\b/g, brings: 'a clock' },
  { pattern: /(?<![\w$.])new\s+Date\s*(?:\(\s*\)|(?![\w$\s(]))/g, brings: 'a clock' },
  { pattern: /(?<![\w$.])(?<!new\s+)Date\s*\(/g, brings: 'a clock' },
  { pattern: /(?<![\w$.])Temporal\s*\.\s*Now\b/g, brings: 'a clock' },
];

/** The names as values: not a property (`a.process`) and not a key (`process: 1`). */
function global(names: string): RegExp {
  return new RegExp(`(?<![\\w$]|(?<!\\.\\.)\\.)(?:${names})(?![\\w$]|\\s*\\??:)`, 'g');
}
