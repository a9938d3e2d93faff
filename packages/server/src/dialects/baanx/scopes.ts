import type { ScopeDefinition } from '../../environment.ts';

const scope = (kind: 'read' | 'do', meaning: string, de: string): ScopeDefinition => ({
  meaning,
  translations: { de },
  kind,
  default: true,
});

/**
 * What an app can be given. The provider publishes no names of scopes; these are ours, after what its guide says that
 * an app has to tell its users. A request that asks for none gets all of its client's.
 */
export const baanxScopes: Readonly<Record<string, ScopeDefinition>> = Object.freeze({
  'user:read': scope('read', 'Your profile: name, address and verification', 'Ihr Profil: Name, Adresse und Prüfung'),
  'balance:read': scope('read', 'Your balance and your spending', 'Ihr Guthaben und Ihre Ausgaben'),
  'transactions:read': scope('read', 'Your transactions', 'Ihre Umsätze'),
  'card:manage': scope('do', 'Manage your cards and wallets', 'Ihre Karten und Wallets verwalten'),
  'transactions:create': scope('do', 'Start transactions', 'Zahlungen auslösen'),
  'settings:manage': scope('do', 'Change your settings', 'Ihre Einstellungen ändern'),
});
