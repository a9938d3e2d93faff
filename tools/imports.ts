import { maskSource } from './mask-source.ts';

/** One place where a source names another module. */
export interface Import {
  /** Absent where the name is only known when the code runs. */
  readonly specifier?: string;
  /** `import type` or `export type … from`: erased, so that nothing is loaded. */
  readonly typeOnly: boolean;
  /** Counted from 1. */
  readonly line: number;
}

const statement =
  /(?<![\w$.])(?:import|export)\s+(type\s+(?!from\b)(?!,))?(?:[\w$\s{},*]+?\sfrom\s*|[{][\w$\s{},*]*[}]\s*from\s*)(?=['"])/g;
const sideEffect = /(?<![\w$.])import\s*(?=['"])/g;
const call = /(?<![\w$.])(?:import|require)\s*\(\s*/g;
const resolution = /(?<![\w$.])import\s*\.\s*meta\s*\.\s*resolve\s*\(\s*(?=['"`])/g;
const besideThisModule = /(?<![\w$.])new\s+URL\s*\(\s*(?=['"])[^,()]*,\s*import\s*\.\s*meta\s*\.\s*url/g;

/** Every import, re-export, dynamic import, `require` and `new URL('…', import.meta.url)` of a TypeScript source. */
export function importsOf(source: string): Import[] {
  const code = maskSource(source, 'comments and literals');
  const found: Import[] = [];
  const add = (index: number, end: number, typeOnly: boolean): void => {
    const specifier = literalAt(source, code, end);
    const line = source.slice(0, index).split('\n').length;
    found.push(specifier === undefined ? { typeOnly, line } : { specifier, typeOnly, line });
  };
  for (const match of code.matchAll(statement)) add(match.index, match.index + match[0].length, match[1] !== undefined);
  for (const form of [sideEffect, call, resolution]) {
    for (const match of code.matchAll(form)) add(match.index, match.index + match[0].length, false);
  }
  for (const match of code.matchAll(besideThisModule)) {
    add(match.index, match.index + match[0].search(/['"]/), false);
  }
  return found.sort((one, other) => one.line - other.line);
}

function literalAt(source: string, code: string, at: number): string | undefined {
  const quote = code[at];
  if (quote !== "'" && quote !== '"' && quote !== '`') return undefined;
  const end = code.indexOf(quote, at + 1);
  const text = source.slice(at + 1, end);
  return quote === '`' && text.includes('${') ? undefined : text;
}
