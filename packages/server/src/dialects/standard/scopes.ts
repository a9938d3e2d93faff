import type { ScopeDefinition } from '../../environment.ts';
import { de } from '../../pages/messages/de.ts';
import { en } from '../../pages/messages/en.ts';

/** The scopes of OpenID Connect Core sections 5.4 and 11, as the consent page says them. */
export const standardScopes: Readonly<Record<string, ScopeDefinition>> = Object.freeze({
  openid: identityScope('openid'),
  profile: identityScope('profile'),
  email: identityScope('email'),
  offline_access: identityScope('offline_access'),
});

function identityScope(name: keyof typeof en.identityScopes): ScopeDefinition {
  const translations = { de: de.identityScopes[name] };
  return { meaning: en.identityScopes[name], translations, kind: 'identity', default: false };
}
