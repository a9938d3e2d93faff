/** What a shell puts before a command, as it is pasted with the command. */

/** The prompts that shells have as they are installed, and of those that many people set up, one for each kind. */
const prompts: readonly RegExp[] = [
  // PowerShell, and cmd with its folder.
  /^>>(?:\s|$)/,
  /^PS [^>\n]{0,120}>\s{0,4}/i,
  /^[A-Z]:\\[^<>|"'\n]{0,120}>\s{0,4}/i,
  // `eva@host:~/app$`, `[eva@host app]$`, `eva@host app %`, in a virtual environment or not.
  /^(?:\([\w.-]{1,40}\) )?\[?[\w.-]{1,40}@[\w.-]{1,60}(?:[: ][^<>|"'=&\n]{0,100}?)?\]?\s?[$#%>❯]\s{1,4}/,
  // `➜  app git:(main) ✗`
  /^➜\s{1,4}[\w.~/-]{1,60}(?:\s{1,4}git:\([^()\n]{1,60}\))?(?:\s{1,4}✗)?\s{1,4}/,
  // A folder alone, as in containers, or the name of the shell.
  /^(?:\([\w.-]{1,40}\) )?(?:[~/][\w./-]{0,80}|(?:ba|z|k)?sh-[\d.]{1,8})\s?[$#%>❯]\s{1,4}/,
  /^(?:\([\w.-]{1,40}\)\s{1,4})?(?:\$\s{1,4}|\$(?=curl|https?\b)|[>%#❯➜λ»]\s{0,4})/,
];

/** A line without the prompt that stands before its command. */
export function withoutPrompt(line: string): string {
  const prompt = prompts.find((one) => one.test(line));
  return prompt === undefined ? line : line.replace(prompt, '');
}

/** The same for a line of a program, in which a number sign begins a comment. */
export function withoutScriptPrompt(line: string): string {
  return /^\s*#/.test(line) ? line : withoutPrompt(line);
}
