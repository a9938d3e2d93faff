import type { ScopeDefinition } from '../../environment.ts';

/** The scopes of OpenID Connect Core sections 5.4 and 11, as the consent page says them. */
export const standardScopes: Readonly<Record<string, ScopeDefinition>> = Object.freeze({
  openid: { meaning: 'Know that it is you', kind: 'identity', default: false },
  profile: { meaning: 'See your name', kind: 'identity', default: false },
  email: { meaning: 'See your e-mail address', kind: 'identity', default: false },
  offline_access: { meaning: 'Keep access when you are not there', kind: 'identity', default: false },
});
