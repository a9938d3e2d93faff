/**
 * What can be read of JSON that breaks off: its open texts, lists and objects are closed where it ends, and a member
 * whose value is missing is left out.
 * @param keepsText whether a text that is cut stays, as far as it goes.
 * @returns undefined where nothing is left.
 */
export function mendedJson(text: string, keepsText: boolean): unknown {
  const { closers, safeAt, startOfText } = endOf(text);
  if (keepsText && startOfText !== undefined && /:\s*$/.test(text.slice(0, startOfText))) {
    const whole = parsed(`${text.replace(/\\(?:u[0-9a-fA-F]{0,3})?$/, '')}"${closers.join('')}`);
    if (whole !== undefined) return whole;
  }
  return parsed(`${text.slice(0, safeAt)}${closers.join('')}`);
}

/** How many lists and objects are open where JSON breaks off. */
export function openIn(text: string): number {
  return endOf(text).closers.length;
}

/** Where a text breaks off. */
interface End {
  /** What closes the lists and objects that are open, at the end and where it may be cut. */
  readonly closers: readonly string[];
  /** Where it may be cut: behind the last whole value. */
  readonly safeAt: number;
  /** Where the text within quotes begins that is open. */
  readonly startOfText: number | undefined;
}

function endOf(text: string): End {
  const open: string[] = [];
  let safeAt = 0;
  let startOfText: number | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (startOfText !== undefined) {
      if (character === '\\') at += 1;
      else if (character === '"') startOfText = undefined;
    } else if (character === '"') startOfText = at;
    else if (character === '{' || character === '[') {
      open.push(character === '{' ? '}' : ']');
      safeAt = at + 1;
    } else if (character === '}' || character === ']') {
      open.pop();
      safeAt = at + 1;
    } else if (character === ',') safeAt = at;
  }
  return { closers: open.reverse(), safeAt, startOfText };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
