import type { ScopeDefinition } from '../../environment.ts';

/** What resources are called on the consent page, in English and in German. */
const resources: Readonly<Record<string, readonly [english: string, german: string]>> = {
  campaigns: ['campaigns', 'Kampagnen'],
  catalogs: ['catalogs', 'Kataloge'],
  conversations: ['conversations', 'Unterhaltungen'],
  'coupon-codes': ['coupon codes', 'Gutscheincodes'],
  coupons: ['coupons', 'Gutscheine'],
  'custom-objects': ['custom objects', 'eigenen Objekte'],
  events: ['events', 'Ereignisse'],
  flows: ['flows', 'Abläufe'],
  forms: ['forms', 'Formulare'],
  images: ['images', 'Bilder'],
  lists: ['lists', 'Listen'],
  metrics: ['metrics', 'Messgrößen'],
  profiles: ['profiles', 'Profile'],
  'push-tokens': ['push tokens', 'Push-Token'],
  reviews: ['reviews', 'Bewertungen'],
  segments: ['segments', 'Segmente'],
  subscriptions: ['subscriptions', 'Abonnements'],
  tags: ['tags', 'Schlagwörter'],
  templates: ['templates', 'Vorlagen'],
  'tracking-settings': ['tracking settings', 'Tracking-Einstellungen'],
  'web-feeds': ['web feeds', 'Web-Feeds'],
  webhooks: ['webhooks', 'Webhooks'],
};

const scope = (kind: 'read' | 'do', meaning: string, de: string): ScopeDefinition => ({
  meaning,
  translations: { de },
  kind,
  default: false,
});

/** The scopes that the provider knows, by name; every app has `accounts:read`. */
export const klaviyoScopes: Readonly<Record<string, ScopeDefinition>> = Object.freeze({
  'accounts:read': scope(
    'read',
    'Your account: its name, address and time zone',
    'Ihr Konto: Name, Adresse und Zeitzone',
  ),
  ...Object.fromEntries(
    Object.entries(resources).map(([name, [english, german]]) => [
      `${name}:read`,
      scope('read', `Your ${english}`, `Ihre ${german}`),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(resources).map(([name, [english, german]]) => [
      `${name}:write`,
      scope('do', `Create and change ${english}`, `${german.replace(/^eigenen/, 'Eigene')} anlegen und ändern`),
    ]),
  ),
  'data-privacy:read': scope('read', 'Your data privacy requests', 'Ihre Datenschutzanfragen'),
  'data-privacy:write': scope(
    'do',
    'Delete the personal data of profiles',
    'Personenbezogene Daten von Profilen löschen',
  ),
});
