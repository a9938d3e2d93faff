const words = new Set([
  'undefined',
  'null',
  'none',
  'nil',
  'nan',
  'true',
  'false',
  'changeme',
  'change-me',
  'change_me',
  'placeholder',
  'todo',
  'tbd',
  'xxx',
  'xxxx',
  'xxxxxx',
  'client_id',
  'client-id',
  'clientid',
  'client_secret',
  'client-secret',
  'clientsecret',
  'your_client_id',
  'your-client-id',
  'your_client_secret',
  'your-client-secret',
  'yourclientid',
  'yourclientsecret',
  'your_secret',
  '[object object]',
  '[object promise]',
  'redacted',
  '[redacted]',
  '***',
  '********',
]);

const templates: readonly (readonly [RegExp, string])[] = [
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is shown
  [/^\$\{[^{}]*\}$/s, '${…}'],
  [/^#\{[^{}]*\}$/s, '#{…}'],
  [/^\{\{[^{}]*\}\}$/s, '{{…}}'],
  [/^<%=?.*%>$/s, '<%…%>'],
  [/^%[A-Za-z_][A-Za-z0-9_]*%$/, '%…%'],
  [/^\$\([^()]*\)$/s, '$(…)'],
  [/^\$[A-Z_][A-Z0-9_]*$/, '$…'],
  [/^process\.env\.[A-Za-z_][A-Za-z0-9_]*$/, 'process.env.…'],
  [/^<[^<>]*>$/s, '<…>'],
  [/^\{[^{}]*\}$/s, '{…}'],
  [/^\[[^[\]]*\]$/s, '[…]'],
];

/**
 * The form of a value that was never filled in, such as `undefined` or `${…}`, or undefined for a real one. What stands
 * inside a template is left out: it may be a real secret that was put into braces.
 */
export function placeholderForm(value: string): string | undefined {
  const trimmed = value.trim();
  if (words.has(trimmed.toLowerCase())) return trimmed;
  return templates.find(([pattern]) => pattern.test(trimmed))?.[1];
}

/** Tells whether a value is one of the well-known words for nothing, which are no secret. */
export function isPlaceholder(value: string): boolean {
  return words.has(value.trim().toLowerCase());
}
