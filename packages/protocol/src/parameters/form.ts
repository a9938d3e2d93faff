import { decodeFormComponent, isHexDigit } from './form-component.ts';

/** What a form may hold at most: parameters in number, names and values in characters after decoding. */
export interface FormLimits {
  readonly parameters: number;
  readonly name: number;
  readonly value: number;
}

/** The limits of a request where nobody gives others. */
export const requestLimits: FormLimits = Object.freeze({ parameters: 100, name: 128, value: 8192 });

/** The decoded parameters of a query or a form body. */
export interface ParsedForm {
  readonly outcome: 'parsed';
  /** The first value of each name. An empty value is kept here and counts as omitted: `presentParameter`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The names that occur more than once, in the order of their second occurrence. */
  readonly duplicated: readonly string[];
  /** All values of each name in `duplicated`; `resource` may legitimately be one (RFC 8707 section 2). */
  readonly repeated: ReadonlyMap<string, readonly string[]>;
}

/** Why a text is no form that the server reads. */
export type FormFault =
  | 'percent-encoding'
  | 'not-utf-8'
  | 'nul-character'
  | 'control-character'
  | 'not-ascii'
  | 'too-many-parameters'
  | 'name-too-long'
  | 'value-too-long';

/** A text that can't be read as a form; `at` is the position of the fault in it, in characters. */
export interface MalformedForm {
  readonly outcome: 'malformed';
  readonly why: FormFault;
  readonly at: number;
}

const noNames: readonly string[] = Object.freeze([]);
const noValues: ReadonlyMap<string, readonly string[]> = new Map();

const plain = 0;
const ampersand = 1;
const equals = 2;
const percent = 3;
const plus = 4;
const refused = 5;
/** What each character code below 128 is to the parser. A raw space is read: command lines send it. */
const classes = new Uint8Array(128);
classes.fill(refused, 0, 0x20);
classes[0x7f] = refused;
classes[0x26] = ampersand;
classes[0x3d] = equals;
classes[0x25] = percent;
classes[0x2b] = plus;

/**
 * Parses application/x-www-form-urlencoded text (RFC 6749 appendix B), a query without its `?` or a body, in one pass.
 * Refuses broken percent-encoding, bytes that are not UTF-8, NUL, raw control and non-ASCII characters, and what
 * exceeds the limits. Repeated names are reported, not refused, and empty pairs (`&&`) are skipped.
 */
export function parseForm(text: string, limits: FormLimits = requestLimits): ParsedForm | MalformedForm {
  const form = new FormInProgress(limits);
  const length = text.length;
  let start = 0;
  let equalsAt = -1;
  let nameEncoded = false;
  let encoded = false;
  for (let at = 0; at <= length; at++) {
    const code = at === length ? 0x26 : text.charCodeAt(at);
    const kind = code < 128 ? classes[code] : refused;
    if (kind === plain) continue;
    if (kind === plus) {
      encoded = true;
    } else if (kind === percent) {
      const fault = escapeFault(text, at);
      if (fault !== undefined) return malformed(fault, at);
      encoded = true;
      at += 2;
    } else if (kind === equals) {
      if (equalsAt !== -1) continue;
      equalsAt = at;
      nameEncoded = encoded;
      encoded = false;
    } else if (kind === ampersand) {
      if (at > start) {
        const fault =
          equalsAt === -1
            ? form.add(text.slice(start, at), encoded, '', false)
            : form.add(text.slice(start, equalsAt), nameEncoded, text.slice(equalsAt + 1, at), encoded);
        if (fault !== undefined) return malformed(fault, start);
      }
      start = at + 1;
      equalsAt = -1;
      encoded = false;
    } else {
      return malformed(code === 0 ? 'nul-character' : code < 128 ? 'control-character' : 'not-ascii', at);
    }
  }
  return { outcome: 'parsed', parameters: form.parameters, duplicated: form.duplicated, repeated: form.repeated };
}

/** The value of a parameter, or undefined where it is absent or empty: an empty one counts as omitted (RFC 6749 section 3.1). */
export function presentParameter(form: ParsedForm, name: string): string | undefined {
  const value = form.parameters.get(name);
  return value === '' ? undefined : value;
}

/** All values of a parameter that may be repeated, without the empty ones, in their order. */
export function allParameters(form: ParsedForm, name: string): readonly string[] {
  const values = form.repeated.get(name);
  if (values !== undefined) return values.filter((value) => value !== '');
  const value = presentParameter(form, name);
  return value === undefined ? noNames : [value];
}

/** The pairs found so far. Repetitions are rare, so their containers are made when the first one appears. */
class FormInProgress {
  readonly parameters = new Map<string, string>();
  duplicated: readonly string[] = noNames;
  repeated: ReadonlyMap<string, readonly string[]> = noValues;
  private pairs = 0;
  private readonly limits: FormLimits;

  constructor(limits: FormLimits) {
    this.limits = limits;
  }

  /** Adds a pair; `nameEncoded` and `valueEncoded` tell whether there is anything to decode. */
  add(rawName: string, nameEncoded: boolean, rawValue: string, valueEncoded: boolean): FormFault | undefined {
    if (++this.pairs > this.limits.parameters) return 'too-many-parameters';
    const name = nameEncoded ? decodeFormComponent(rawName) : rawName;
    if (name === undefined) return 'not-utf-8';
    if (name.length > this.limits.name) return 'name-too-long';
    const value = valueEncoded ? decodeFormComponent(rawValue) : rawValue;
    if (value === undefined) return 'not-utf-8';
    if (value.length > this.limits.value) return 'value-too-long';
    const first = this.parameters.get(name);
    if (first === undefined) this.parameters.set(name, value);
    else this.repeat(name, first, value);
    return undefined;
  }

  private repeat(name: string, first: string, value: string): void {
    const earlier = this.repeated.get(name);
    this.repeated = new Map(this.repeated).set(name, earlier === undefined ? [first, value] : [...earlier, value]);
    if (earlier === undefined) this.duplicated = [...this.duplicated, name];
  }
}

/** What is wrong with the escape that begins at `at`, where the text has a per cent sign. */
function escapeFault(text: string, at: number): FormFault | undefined {
  // Past the end charCodeAt gives NaN, which is no digit.
  const high = text.charCodeAt(at + 1);
  const low = text.charCodeAt(at + 2);
  if (!isHexDigit(high) || !isHexDigit(low)) return 'percent-encoding';
  return high === 0x30 && low === 0x30 ? 'nul-character' : undefined;
}

function malformed(why: FormFault, at: number): MalformedForm {
  return { outcome: 'malformed', why, at };
}
