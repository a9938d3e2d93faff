/**
 * What can be read of JSON that breaks off: its open texts, lists and objects are closed where it ends, and a member
 * whose value is missing is left out.
 * @param keepsText whether a text that is cut stays, as far as it goes.
 * @returns undefined where nothing is left.
 */
export function mendedJson(text: string, keepsText: boolean): unknown {
  const closers: string[] = [];
  // Where it may be cut: behind each whole value, with what is to be closed there.
  let safe = { at: 0, closers: '' };
  let inText = false;
  let startOfText = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (inText) {
      if (character === '\\') at += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') {
      inText = true;
      startOfText = at;
    } else if (character === '{' || character === '[') {
      closers.unshift(character === '{' ? '}' : ']');
      safe = { at: at + 1, closers: closers.join('') };
    } else if (character === '}' || character === ']') {
      closers.shift();
      safe = { at: at + 1, closers: closers.join('') };
    } else if (character === ',') safe = { at, closers: closers.join('') };
  }
  if (keepsText && inText && /:\s*$/.test(text.slice(0, startOfText))) {
    const whole = parsed(`${text.replace(/\\(?:u[0-9a-fA-F]{0,3})?$/, '')}"${closers.join('')}`);
    if (whole !== undefined) return whole;
  }
  return parsed(`${text.slice(0, safe.at)}${safe.closers}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
