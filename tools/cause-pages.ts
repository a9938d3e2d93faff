/** The pages of the causes, made from what rules, providers and libraries declare. Pure: data in, Markdown out. */
import { code, page, table } from './markdown-page.ts';

/** One form of a cause, with the cases of the rule that recognises it. */
export interface DocumentedVariant {
  readonly variant: string;
  readonly title: string;
  readonly specs: readonly string[];
  readonly examples: readonly {
    readonly name: string;
    readonly title: string;
    readonly evidence: readonly { readonly where: string; readonly seen: string; readonly expected: string }[];
  }[];
  readonly nearMisses: readonly string[];
}

/** What is known about one cause. */
export interface DocumentedCause {
  readonly cause: string;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly fix: readonly string[];
  readonly expected: string;
  readonly whoseMove: string;
  readonly retry: boolean;
  readonly variants: readonly DocumentedVariant[];
  readonly texts: readonly { readonly by: string; readonly text: string }[];
}

const moves: Readonly<Record<string, string>> = {
  app: 'the app',
  user: 'the user',
  operator: 'whoever runs or registers the app',
  provider: 'the provider',
};

/** The page of one cause: what it is, why it is refused, the fix, each form with an example, and the texts that name it. */
export function causePage(cause: DocumentedCause): string {
  const steps = cause.fix.map((step, at) => (cause.fix.length > 1 ? `${at + 1}. ${plain(step)}` : plain(step)));
  return page(cause.title, [
    `\`${cause.cause}\``,
    plain(cause.what),
    `**Why it is refused.** ${plain(cause.why)}`,
    `**What would be right:** ${plain(cause.expected)}.`,
    '## Fix',
    steps.join('\n'),
    `Whose move: ${moves[cause.whoseMove] ?? cause.whoseMove}. ${cause.retry ? 'The same request may succeed later, unchanged.' : 'The same request, sent again, gets the same answer.'}`,
    ...recognised(cause),
    ...cause.variants.flatMap(variantBlocks),
    ...textBlocks(cause.texts),
    '`candor doctor FILE` names it in a capture; [all causes](../README.md).',
  ]);
}

function recognised({ variants, texts }: DocumentedCause): readonly string[] {
  const by = [
    variants.length > 0 ? 'by comparing what was sent with what should have been, in the forms below' : undefined,
    texts.length > 0
      ? `by ${texts.length === 1 ? 'a text' : 'texts'} that providers answer and libraries print`
      : undefined,
  ].filter((one) => one !== undefined);
  if (by.length === 0) return [];
  return ['## How it is recognised', `${capital(by.join(', and '))}.`];
}

function variantBlocks({ variant, title, specs, examples, nearMisses }: DocumentedVariant): readonly string[] {
  const blocks = [`### ${plain(title)}`, `\`${variant}\` · ${specs.join(', ')}`];
  for (const { name, title: said, evidence } of examples) {
    const lines = evidence.flatMap(({ where, seen, expected }) => [
      where,
      `  sent      ${seen}`,
      `  expected  ${expected}`,
    ]);
    blocks.push(`Example, ${plain(name)}: ${plain(said)}`);
    if (lines.length > 0) blocks.push(`\`\`\`text\n${lines.join('\n')}\n\`\`\``);
  }
  if (nearMisses.length > 0) blocks.push(`Not this: ${nearMisses.map(plain).join('; ')}.`);
  return blocks;
}

function textBlocks(texts: DocumentedCause['texts']): readonly string[] {
  if (texts.length === 0) return [];
  return [
    '## Texts that name it',
    table(
      ['Said by', 'Text'],
      texts.map(({ by, text }) => [plain(by), code(text)]),
    ),
  ];
}

/** The index of all causes by area. */
export function causesIndex(causes: readonly DocumentedCause[]): string {
  const areas = [...new Set(causes.map(({ cause }) => areaOf(cause)))];
  return page('Causes', [
    'Everything that the doctor can name, by area. `candor doctor --explain area/name` prints a page in the terminal. Looking for an error message? See [the causes by text](by-text.md).',
    ...areas.flatMap((area) => [
      `## ${area}`,
      table(
        ['Cause', 'What it is', 'Forms', 'Texts'],
        causes
          .filter(({ cause }) => areaOf(cause) === area)
          .map(({ cause, title, variants, texts }) => [
            `[${cause}](${cause}.md)`,
            plain(title),
            String(variants.length || ''),
            String(texts.length || ''),
          ]),
      ),
    ]),
  ]);
}

/** The index of all texts that name a cause, in alphabetical order. */
export function causesByText(causes: readonly DocumentedCause[]): string {
  const rows = causes.flatMap(({ cause, texts }) =>
    texts.map(({ by, text }) => [code(text), plain(by), `[${cause}](${cause}.md)`] as const),
  );
  rows.sort(
    ([one, ofOne, causeOne], [other, ofOther, causeOther]) =>
      compare(one.toLowerCase(), other.toLowerCase()) || compare(ofOne, ofOther) || compare(causeOne, causeOther),
  );
  return page('Causes by error text', [
    'What providers answer and libraries print, and the cause that it means first. `…` stands for a stretch that varies. A text that several share is decided by what stands around it; `candor doctor` looks at that too.',
    table(['Text', 'Said by', 'Cause'], rows),
  ]);
}

/** Not by locale: the page must be the same on every machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function areaOf(cause: string): string {
  return cause.slice(0, cause.indexOf('/'));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Text in which nothing is read as markup. */
function plain(text: string): string {
  return text.replace(/[\\`*_<>[\]{}|]/g, '\\$&');
}
