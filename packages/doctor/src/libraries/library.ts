import type { SaidText } from '../said/said-text.ts';

/** A client library, a framework, a tool or a runtime, and the messages by which its users meet a failure: data only. */
export interface Library {
  readonly name: string;
  /** As it is written for people. */
  readonly title: string;
  /** Language or platform in which the fix is to be shown. */
  readonly stack?: 'javascript' | 'python' | 'java' | 'go' | 'dotnet' | 'php' | 'ruby' | 'mobile' | 'proxy' | 'browser';
  /** Words in a stack trace or a note that name it: modules, classes, error names. */
  readonly tellingTexts?: readonly string[];
  /** Its words are nobody's in particular: they count less where a text is known as somebody's own. */
  readonly general?: true;
  readonly texts: readonly SaidText[];
}
