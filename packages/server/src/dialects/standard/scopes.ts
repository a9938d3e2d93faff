import type { ScopeDefinition } from '../../environment.ts';

/** The scopes of OpenID Connect Core sections 5.4 and 11, as the consent page says them. */
export const standardScopes: Readonly<Record<string, ScopeDefinition>> = Object.freeze({
  openid: { meaning: 'That it is you', kind: 'identity', default: false },
  profile: { meaning: 'Your name', kind: 'identity', default: false },
  email: { meaning: 'Your email address', kind: 'identity', default: false },
  offline_access: { meaning: 'Keep its access while you are away', kind: 'identity', default: false },
});
