/** What these gates read of a doctor's rule. */
export interface GatedRule {
  readonly cause: string;
  readonly variant: string;
  readonly explains: readonly string[];
  /** Causes, or causes with a variant behind a colon. */
  readonly noiseWhen?: readonly string[];
  readonly cases: { readonly fires: readonly unknown[]; readonly silent: readonly unknown[] };
}

/** The doctor's rules as the registry lists them and as the files export them. */
export interface RuleTree {
  readonly registry: readonly GatedRule[];
  /** Path from the project's root → the rules that the file exports; a file may hold what several rules share. */
  readonly files: ReadonlyMap<string, readonly GatedRule[]>;
  /** The ids of all problems. */
  readonly problemIds: ReadonlySet<string>;
}

const causeId = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;
const casesWanted = 2;

/** What is wrong with the doctor's rules, as one sentence for each fault. */
export function ruleFaults({ registry, files, problemIds }: RuleTree): string[] {
  const faults: string[] = [];
  for (const [path, rules] of files) {
    if (rules.length > 1) faults.push(`${path}: exports ${rules.length} rules, and one file is one mistake`);
    for (const rule of rules) {
      if (!registry.includes(rule)) faults.push(`${path}: the registry does not list its rule`);
    }
  }
  const exported = new Set([...files.values()].flat());
  for (const rule of registry) {
    if (!exported.has(rule)) faults.push(`rule ${rule.cause} (${rule.variant}): no file under rules/ exports it`);
  }
  const findings = new Set(registry.flatMap(({ cause, variant }) => [cause, `${cause}:${variant}`]));
  const seen = new Set<string>();
  for (const rule of registry) {
    const name = `rule ${rule.cause} (${rule.variant})`;
    if (seen.has(name)) faults.push(`${name}: exists twice`);
    seen.add(name);
    faults.push(...ownFaults(rule, problemIds).map((fault) => `${name}: ${fault}`));
    for (const finding of rule.noiseWhen ?? []) {
      if (!findings.has(finding)) faults.push(`${name}: is noise when ${finding}, which no rule finds`);
    }
  }
  return faults;
}

function ownFaults(rule: GatedRule, problemIds: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  if (!causeId.test(rule.cause)) faults.push('the cause is not of the form area/name');
  for (const kind of ['fires', 'silent'] as const) {
    const count = rule.cases[kind].length;
    if (count < casesWanted) faults.push(`has ${count} of at least ${casesWanted} cases under \`${kind}\``);
  }
  for (const id of rule.explains) if (!problemIds.has(id)) faults.push(`explains ${id}, which is not a problem`);
  return faults;
}
