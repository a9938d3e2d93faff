/**
 * The content security policy of a page.
 *
 * `form-action` also governs the redirect that answers a form, so every page whose form may end at the app (sign-in,
 * account choice, consent, logout, form_post) names the origin of the proven redirect URI, and no other page does.
 */
export function contentSecurityPolicy(formAction: "'none'" | "'self'" | { readonly redirectUri: string }): string {
  const target = typeof formAction === 'string' ? formAction : `'self' ${sourceOf(formAction.redirectUri)}`.trim();
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    `form-action ${target}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/**
 * The source expression that allows a redirect URI: its origin, or its scheme where it has no host
 * (`com.example.app:/cb`). A redirect URI that can't be parsed, or that a header can't carry, allows nothing.
 */
function sourceOf(redirectUri: string): string {
  if (!URL.canParse(redirectUri)) return '';
  const { protocol, host } = new URL(redirectUri);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  const source = isWeb ? `${protocol}//${host}` : protocol;
  return /^[a-z][a-z0-9+.-]*:(\/\/[a-z0-9.:[\]-]+)?$/i.test(source) &&
    !/^(data|blob|javascript|filesystem):/i.test(source)
    ? source
    : '';
}
