import type { ScopeDefinition } from '../../environment.ts';

/** Resources that have `:read` and `:write`, with the words that the consent page uses for them. */
const resources: Readonly<Record<string, string>> = {
  campaigns: 'campaigns',
  catalogs: 'catalogs',
  conversations: 'conversations',
  'coupon-codes': 'coupon codes',
  coupons: 'coupons',
  'custom-objects': 'custom objects',
  events: 'events',
  flows: 'flows',
  forms: 'forms',
  images: 'images',
  lists: 'lists',
  metrics: 'metrics',
  profiles: 'profiles',
  'push-tokens': 'push tokens',
  reviews: 'reviews',
  segments: 'segments',
  subscriptions: 'subscriptions',
  tags: 'tags',
  templates: 'templates',
  'tracking-settings': 'tracking settings',
  'web-feeds': 'web feeds',
  webhooks: 'webhooks',
};

const read = (what: string): ScopeDefinition => ({ meaning: `Your ${what}`, kind: 'read', default: false });
const write = (meaning: string): ScopeDefinition => ({ meaning, kind: 'do', default: false });

/** The scopes that the provider knows, by name; every app has `accounts:read`. */
export const klaviyoScopes: Readonly<Record<string, ScopeDefinition>> = Object.freeze({
  'accounts:read': read('account: its name, address and time zone'),
  ...Object.fromEntries(Object.entries(resources).map(([name, words]) => [`${name}:read`, read(words)])),
  ...Object.fromEntries(
    Object.entries(resources).map(([name, words]) => [`${name}:write`, write(`Create and change ${words}`)]),
  ),
  'data-privacy:read': read('data privacy requests'),
  'data-privacy:write': write('Delete the personal data of profiles'),
});
