import { maskSource } from './mask-source.ts';

/** What these gates read of a problem's record. */
export interface GatedProblem {
  readonly id: string;
  readonly publicAs?: string;
}

/** What these gates read of a dialect's mapping of one problem. */
export interface GatedWireProblem {
  readonly status: number;
  readonly error?: string;
  readonly description?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What these gates read of the example exchange on a public problem's page. */
export interface GatedExample {
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
}

/** A dialect's map, and what its provider's documentation makes it do. */
export interface GatedDialect {
  readonly name: string;
  readonly wire: Readonly<Record<string, GatedWireProblem>>;
  /** A private problem may have a text of its own, as the provider gives it. */
  readonly tellsPrivateProblems?: boolean;
  /** Texts may have quotation marks, which RFC 6749 section 5.2 excludes. */
  readonly quotes?: boolean;
}

/** The catalogue, the dialects' maps, and the texts in which the ids have to occur. Paths are from the project's root. */
export interface ProblemCatalogue {
  readonly problems: Readonly<Record<string, GatedProblem>>;
  /** File in which a group of problems is declared → its ids. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly dialects: readonly GatedDialect[];
  /** The server's sources without the dialects' maps. */
  readonly sources: ReadonlyMap<string, string>;
  /** The tests that drive the server over HTTP. */
  readonly tests: ReadonlyMap<string, string>;
}

const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** What `error` and `error_description` may consist of (RFC 6749 section 5.2). */
const errorText = /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/;
/** The same with quotation marks, for a provider whose texts have them. */
const quotedText = /^[\x20-\x5B\x5D-\x7E]+$/;
/** The beginning of an expression that refuses, up to the end of the argument that holds the id. */
const raising = /(?<![\w$])(?:(?:fail|refuse|handleFault|new\s+Refusal)\s*\(|problem\s*:)([^;,)]*)/g;
const literal = /(['"`])([a-z0-9-]+)\1/g;

/** What is wrong with the catalogue of problems, as one sentence for each fault. */
export function problemFaults(catalogue: ProblemCatalogue): string[] {
  return [
    ...declarationFaults(catalogue),
    ...publicFaults(catalogue),
    ...catalogue.dialects.flatMap((dialect) => mappingFaults(catalogue, dialect)),
    ...useFaults(catalogue),
  ];
}

function declarationFaults({ problems, groups }: ProblemCatalogue): string[] {
  const faults: string[] = [];
  for (const [key, problem] of Object.entries(problems)) {
    if (!kebabCase.test(problem.id)) faults.push(`problem ${problem.id}: the id is not in kebab-case`);
    if (key !== problem.id) faults.push(`problem ${problem.id}: is filed under the key ${key}`);
  }
  const declaredIn = new Map<string, string>();
  for (const [path, ids] of groups) {
    for (const id of ids) {
      const earlier = declaredIn.get(id);
      if (earlier !== undefined) faults.push(`problem ${id}: is declared in ${earlier} and again in ${path}`);
      if (!Object.hasOwn(problems, id)) faults.push(`problem ${id}: is declared in ${path} but not in the catalogue`);
      declaredIn.set(id, path);
    }
  }
  return faults;
}

function publicFaults({ problems, dialects }: ProblemCatalogue): string[] {
  const faults: string[] = [];
  for (const { id, publicAs } of Object.values(problems)) {
    if (publicAs === undefined) continue;
    const umbrella = Object.hasOwn(problems, publicAs) ? problems[publicAs] : undefined;
    if (umbrella === undefined) faults.push(`problem ${id}: publicAs names ${publicAs}, which does not exist`);
    else if (umbrella.publicAs !== undefined)
      faults.push(`problem ${id}: publicAs names ${publicAs}, itself not public`);
    else {
      for (const { name, wire, tellsPrivateProblems } of dialects) {
        if (tellsPrivateProblems || !wire[id] || !wire[publicAs] || spoken(wire[id]) === spoken(wire[publicAs]))
          continue;
        faults.push(
          `problem ${id}: is spoken differently from ${publicAs} in ${name}, so that a stranger can tell them apart`,
        );
      }
    }
  }
  return faults;
}

/** All that the map says of a problem, whatever its fields are, independent of their order. */
function spoken(mapped: GatedWireProblem): string {
  return JSON.stringify(Object.entries(mapped).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function mappingFaults({ problems }: ProblemCatalogue, { name, wire, quotes }: GatedDialect): string[] {
  const faults: string[] = [];
  for (const id of Object.keys(problems)) {
    if (!Object.hasOwn(wire, id)) faults.push(`problem ${id}: the map of ${name} has no line for it`);
  }
  for (const [id, { status, error, description }] of Object.entries(wire)) {
    if (!Object.hasOwn(problems, id)) faults.push(`problem ${id}: is mapped in ${name} but not declared`);
    if (!Number.isInteger(status) || status < 300 || status > 599)
      faults.push(`problem ${id}: has status ${status} in ${name}`);
    for (const [field, value] of Object.entries({ error, description })) {
      if (value !== undefined && !(quotes ? quotedText : errorText).test(value)) {
        faults.push(`problem ${id}: its ${field} has characters that RFC 6749 section 5.2 excludes: ${value}`);
      }
    }
  }
  return faults;
}

function useFaults({ problems, sources, tests }: ProblemCatalogue): string[] {
  const raised = new Set([...sources.values()].flatMap(raisedIn));
  const tested = new Set([...tests.values()].flatMap(literalsIn));
  // Umbrella problems stand for others on the wire; what is raised are the others.
  const umbrellas = new Set(Object.values(problems).flatMap(({ publicAs }) => publicAs ?? []));
  return Object.keys(problems).flatMap((id) => [
    ...(raised.has(id) || umbrellas.has(id) ? [] : [`problem ${id}: nothing in packages/server/src raises it`]),
    ...(tested.has(id) ? [] : [`problem ${id}: no test under packages/server/test or e2e names it`]),
  ]);
}

function raisedIn(text: string): string[] {
  return [...maskSource(text, 'comments').matchAll(raising)].flatMap((match) => literals(match[1] ?? ''));
}

function literalsIn(text: string): string[] {
  return literals(maskSource(text, 'comments'));
}

function literals(code: string): string[] {
  return [...code.matchAll(literal)].map((match) => match[2] ?? '');
}

/**
 * Every public problem has an example, and what was answered in it is what the dialect's map says.
 * @param ofProviders ids that the standard dialect, whose exchanges the examples are, never raises.
 */
export function exampleFaults(
  problems: ProblemCatalogue['problems'],
  wire: GatedDialect['wire'],
  examples: Readonly<Record<string, GatedExample>>,
  ofProviders: readonly string[] = [],
): string[] {
  const faults: string[] = [];
  for (const { id, publicAs } of Object.values(problems)) {
    const example = Object.hasOwn(examples, id) ? examples[id] : undefined;
    const isOfProvider = ofProviders.includes(id);
    if (isOfProvider && example !== undefined)
      faults.push(`problem ${id}: has an example, so it is not a provider's only`);
    if (publicAs === undefined && example === undefined && !isOfProvider)
      faults.push(`problem ${id}: its page has no example exchange`);
    if (publicAs !== undefined && example !== undefined)
      faults.push(`problem ${id}: has an example, and is not public`);
  }
  for (const [id, { response }] of Object.entries(examples)) {
    const mapped = Object.hasOwn(wire, id) ? wire[id] : undefined;
    if (mapped === undefined) faults.push(`problem ${id}: has an example, and is not mapped`);
    else faults.push(...differences(response, mapped).map((what) => `problem ${id}: its example has ${what}`));
  }
  return faults;
}

function differences({ status, headers, body }: GatedExample['response'], mapped: GatedWireProblem): string[] {
  const { location } = headers;
  const expected = location === undefined ? mapped.status : 303;
  const faults = status === expected ? [] : [`status ${status} where the map leads to ${expected}`];
  for (const [name, value] of Object.entries(mapped.headers ?? {})) {
    if (headers[name.toLowerCase()] !== value) faults.push(`no header ${name}: ${value}`);
  }
  // Pages name no error code, and the administration API has problem types in their place (RFC 9457).
  const isOAuth = location !== undefined || headers['content-type'] === 'application/json';
  if (!isOAuth) return faults;
  const said = location === undefined ? jsonOf(body) : Object.fromEntries(new URL(location).searchParams);
  for (const [member, value] of [
    ['error', mapped.error],
    ['error_description', mapped.description],
  ] as const) {
    if (said[member] !== value) faults.push(`${member} ${said[member]} where the map has ${value}`);
  }
  return faults;
}

function jsonOf(body: string | undefined): Record<string, unknown> {
  return JSON.parse(body ?? '{}') as Record<string, unknown>;
}
