/**
 * What can be read of JSON that breaks off: its open texts, lists and objects are closed where it ends, and a member
 * whose value is missing is left out.
 * @param keepsText whether a text that is cut stays, as far as it goes.
 * @returns undefined where nothing is left.
 */
export function mendedJson(text: string, keepsText: boolean): unknown {
  const { closers, safe, startOfText } = endOf(text);
  if (keepsText && startOfText !== undefined && /:\s*$/.test(text.slice(0, startOfText))) {
    const whole = parsed(`${text.replace(/\\(?:u[0-9a-fA-F]{0,3})?$/, '')}"${closers.join('')}`);
    if (whole !== undefined) return whole;
  }
  return parsed(`${text.slice(0, safe.at)}${safe.closers}`);
}

/** How many lists and objects are open where JSON breaks off. */
export function openIn(text: string): number {
  return endOf(text).closers.length;
}

/** Where a text breaks off. */
interface End {
  /** What closes the lists and objects that are open. */
  readonly closers: readonly string[];
  /** Where it may be cut: behind the last whole value, with what is to be closed there. */
  readonly safe: { readonly at: number; readonly closers: string };
  /** Where the text within quotes begins that is open. */
  readonly startOfText: number | undefined;
}

function endOf(text: string): End {
  const closers: string[] = [];
  let safe = { at: 0, closers: '' };
  let startOfText: number | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (startOfText !== undefined) {
      if (character === '\\') at += 1;
      else if (character === '"') startOfText = undefined;
    } else if (character === '"') startOfText = at;
    else if (character === '{' || character === '[') {
      closers.unshift(character === '{' ? '}' : ']');
      safe = { at: at + 1, closers: closers.join('') };
    } else if (character === '}' || character === ']') {
      closers.shift();
      safe = { at: at + 1, closers: closers.join('') };
    } else if (character === ',') safe = { at, closers: closers.join('') };
  }
  return { closers, safe, startOfText };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
