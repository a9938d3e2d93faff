/** The texts of the reference pages, made from what the packages declare. Pure: data in, Markdown out. */
import { code, page, table } from './markdown-page.ts';

export interface DocumentedProblem {
  readonly id: string;
  readonly title: string;
  readonly meaning: string;
  readonly whoseMove: string;
  readonly fix: string;
  readonly retry: boolean;
  readonly spec: string;
  readonly publicAs?: string;
}

export interface DocumentedWireProblem {
  readonly status: number;
  readonly error?: string;
  readonly description?: string;
}

export interface DocumentedSetting {
  readonly key: string;
  readonly type: string;
  readonly default: string;
  readonly unit: string;
  readonly meaning: string;
  readonly production: string;
}

export interface DocumentedRule {
  readonly cause: string;
  readonly variant: string;
  readonly title: string;
  readonly whoseMove: string;
  readonly specs: readonly string[];
  readonly explains: readonly string[];
}

export interface DocumentedDialect {
  readonly routes: readonly { readonly path: string; readonly methods: readonly string[]; readonly host: string }[];
  readonly resources: readonly {
    readonly path: string;
    readonly read: string;
    readonly write: string;
    readonly limit: string;
  }[];
  readonly texts: readonly ({ readonly problem: string; readonly at: string } & DocumentedWireProblem)[];
  readonly orders: Readonly<Record<string, readonly string[]>>;
  readonly policy: Readonly<Record<string, unknown>>;
  readonly providerOnly: readonly string[];
  readonly scopes: readonly string[];
}

/** What of a dialect's page is written, not made. */
export interface DialectProse {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly string[];
}

export interface DocumentedCommand {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly options: readonly { readonly flag: string; readonly meaning: string; readonly default?: string }[];
}

/** Every public problem with what it means and how it is spoken, and under it the finer ones that only owners see. */
export function problemsPage(
  problems: readonly DocumentedProblem[],
  wire: Readonly<Record<string, DocumentedWireProblem>>,
): string {
  const sections = problems
    .filter((problem) => problem.publicAs === undefined)
    .map((problem) => {
      const finer = problems.filter((other) => other.publicAs === problem.id);
      return [`## ${problem.id}`, ...problemText(problem), ...spokenText(wire[problem.id]), ...finerText(finer)];
    });
  return page('Problems', [
    'A problem is one declared refusal. The answer to a refused request names the public problem in its `error_uri`; ' +
      "where that hides a finer one, the refused client's owner reads it in the explanation under the request id.",
    ...sections.flat(),
  ]);
}

function problemText(problem: DocumentedProblem): string[] {
  return [
    `**${problem.title}.** ${problem.meaning}`,
    [
      `- Whose move: ${problem.whoseMove}`,
      `- Fix: ${problem.fix}`,
      `- Retry: ${problem.retry ? 'the same request may succeed later' : 'the same request will fail again'}`,
      `- Specification: ${problem.spec}`,
    ].join('\n'),
  ];
}

function spokenText(mapped: DocumentedWireProblem | undefined): string[] {
  if (mapped === undefined) return [];
  const error = mapped.error === undefined ? '' : `, \`${mapped.error}\``;
  const text = mapped.description === undefined ? '' : `: ${mapped.description}`;
  return [`In the standard dialect: status ${mapped.status}${error}${text}`];
}

function finerText(finer: readonly DocumentedProblem[]): string[] {
  if (finer.length === 0) return [];
  return [
    'The public answer is the same for these, which the explanation tells apart:',
    ...finer.flatMap((problem) => [`### ${problem.id}`, ...problemText(problem)]),
  ];
}

/** A table of every setting, in the order of the schema. */
export function configurationPage(settings: readonly DocumentedSetting[]): string {
  const rows = settings.map(({ key, type, default: standard, unit, meaning, production }) => [
    code(key),
    type,
    code(standard),
    unit,
    meaning,
    production,
  ]);
  return page('Configuration', [
    '`candor serve --config FILE` reads these settings. An unknown key is refused, with the nearest known name.',
    table(['Key', 'Type', 'Default', 'Unit', 'Meaning', 'In production'], rows),
  ]);
}

/** The causes that the doctor names, each with its variants and the problems that it explains. */
export function rulesPage(rules: readonly DocumentedRule[]): string {
  const causes = [...new Set(rules.map((rule) => rule.cause))].sort();
  const sections = causes.flatMap((cause) => {
    const rows = rules
      .filter((rule) => rule.cause === cause)
      .map(({ variant, title, whoseMove, explains, specs }) => [
        code(variant),
        title,
        whoseMove,
        explains.map(code).join(', '),
        specs.join('; '),
      ]);
    return [`## ${cause}`, table(['Variant', 'Mistake', 'Whose move', 'Explains', 'Specification'], rows)];
  });
  return page('Rules', [
    'A rule names one mistake. Its cause is stable and coarse, its variant says which form of it was seen.',
    ...sections,
  ]);
}

/** The page of a provider's dialect: its prose around the tables that are made from it. */
export function dialectPage(
  { title, lead, sections }: DialectProse,
  reference: DocumentedDialect,
  settings: readonly DocumentedSetting[],
): string {
  const routes = reference.routes.map(({ path, methods, host }) => [code(path), methods.join(', '), host]);
  const resources = reference.resources.map(({ path, read, write, limit }) => [
    code(path),
    code(read),
    code(write),
    limit,
  ]);
  const texts = reference.texts.map(({ problem, at, status, error, description }) => [
    code(problem),
    at,
    String(status),
    code(error ?? ''),
    description ?? '',
  ]);
  const policy = Object.entries(reference.policy).map(([key, value]) => {
    const setting = settings.find((known) => known.key === `environments.<name>.policy.${key}`);
    const only = reference.providerOnly.includes(key) ? 'provider dialects only' : '';
    return [
      code(key),
      code(JSON.stringify(value)),
      setting?.default ? code(setting.default) : '',
      setting?.meaning ?? '',
      only,
    ];
  });
  const orders = Object.entries(reference.orders).flatMap(([name, checks]) => [
    `For the ${name}:`,
    checks.map((check, at) => `${at + 1}. ${code(check)}`).join('\n'),
  ]);
  return page(title, [
    lead,
    '## Routes',
    table(['Path', 'Methods', 'Host, where they are apart'], routes),
    ...(resources.length === 0
      ? []
      : [
          'The API answers these, each with and without a slash at its end. What is created is given back and not kept.',
          table(['Collection', 'Scope to read', 'Scope to write', 'Limit for each app and account'], resources),
        ]),
    '## Texts',
    'Everything that is spoken otherwise than in the standard dialect. In a text `{seen}` and `{expected}` stand for words of the request. An empty `error` is a bare status.',
    table(['Problem', 'Where', 'Status', '`error`', '`error_description`'], texts),
    '## Order of checks',
    ...orders,
    '## Policy',
    'What an environment of this dialect starts from. Each can be set in `environments.<name>.policy`.',
    table(['Setting', 'Here', 'Standard', 'Meaning', 'Note'], policy),
    '## Scopes',
    reference.scopes.map(code).join(', '),
    ...sections,
  ]);
}

/** Every command with its usage and options. */
export function commandLinePage(commands: readonly DocumentedCommand[]): string {
  const sections = commands.flatMap(({ name, summary, usage, options }) => {
    const rows = options.map((option) => [code(option.flag), option.meaning, code(option.default ?? '')]);
    const described = rows.length === 0 ? [] : [table(['Option', 'Meaning', 'Default'], rows)];
    return [`## candor ${name}`, summary, `\`\`\`\n${usage}\n\`\`\``, ...described];
  });
  return page('Command line', [...sections, '## Exit status', table(['Status', 'Meaning'], exitStatuses)]);
}

const exitStatuses = [
  ['0', 'Done as asked'],
  [
    '1',
    'An unexpected fault; `doctor`: an exchange failed, or a cause is certain or likely; `check`: what was given is wrong',
  ],
  ['2', 'The words on the command line or the configuration are wrong, or the input is empty or can not be read'],
  ['3', 'This Node is too old'],
  ['4', 'The port is taken, or the address is not one of this machine'],
  ['5', 'The data folder cannot be read, written or locked'],
  ['6', 'The data were written by a newer version'],
];
