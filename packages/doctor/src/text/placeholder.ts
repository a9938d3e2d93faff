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
  // A reference of Argo CD or the like, to a key of a stored secret.
  [/^\$[a-z][\w-]*(?:[.:][\w-]+)+$/i, '$…'],
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

const sentence = /^[A-Za-z][\w']{0,40}(?: [\w'(){}<>-]{1,60}){2,40}\.?$/;
const ofDocumentation =
  /^(?:<.*>|\[.*\]|\{.*\}|(?:your|my|the|insert|replace|enter|change)[-_ ](?:.*[-_ ])?(?:id|secret|key|token|code|audience|here|me)|.*_(?:goes_)?here|(?:client|app)[-_ ]?(?:id|secret|key)|env\(.*\)|process\.env\..*)$/i;
/**
 * `YOUR_TOKEN_FROM_THE_LOGIN` and the same in the languages in which providers write their pages, and the names of
 * variables, `GITHUB_CLIENT_ID`. A name that ends in ID alone, `STAFF_PORTAL_ID`, may be what somebody registered.
 */
const yours =
  /^(?:(?:YOUR|DEINE?|IHRE?|VOTRE|TON|TA|TU|SU|SEU|SUA|IL_TUO|LA_TUA|IL_MIO|JOUW|UW|INSERT|REPLACE|PASTE|ENTER)(?:_[A-Z0-9]+){1,12}|(?:[A-Z]{2,16}_){0,6}(?:CLIENT|APP|APPLICATION|TENANT|DIRECTORY|PROJECT|CONSUMER|API|OAUTH|OIDC)_(?:ID|GUID|SECRET|KEY))(?:\.apps\.google.*)?$/;
/** `get_a_key_from_the_console`: an order to whoever fills it in. */
const order =
  /^(?:get|put|add|copy|paste|fill|create|generate|set|change)[-_ ](?:[a-z]{1,16}[-_ ]){0,8}(?:an?|the|your|it|from|here)(?:[-_ ][a-z]{1,24}){0,12}$/i;
const isTokenlike = /\d[A-Z]*\d|[A-Z0-9]{17,}/;

/** Tells whether a value is words or a template, as documentations and samples have them in the place of a real one. */
export function isUnfilled(value: string): boolean {
  const isYours = yours.test(value) && !isTokenlike.test(value);
  return (
    placeholderForm(value) !== undefined ||
    [sentence, ofDocumentation, order].some((form) => form.test(value)) ||
    isYours
  );
}

/** What a half of the credentials is called, or one character again and again. */
const nameOfHalf =
  /^(?:(?:(?:my|your|the|client|consumer|app|api|user|base64|encoded)[-_]?){0,3}(?:id|secret|key|user|name|pass(?:word)?|token|credentials?|string)|(.)\1+)$/i;

/** Tells whether a word stands in the place of an id, a secret, a name or a password. */
export function isWordForHalf(value: string): boolean {
  return nameOfHalf.test(value) || isUnfilled(value);
}
