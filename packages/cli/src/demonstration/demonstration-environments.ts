const scopes = {
  'ledger:read': {
    meaning: 'Your ledger: accounts, balances and entries',
    translations: { de: 'Ihr Hauptbuch: Konten, Salden und Buchungen' },
    kind: 'read',
    default: true,
  },
  'invoices:read': { meaning: 'Your invoices', translations: { de: 'Ihre Rechnungen' }, kind: 'read' },
  'invoices:write': {
    meaning: 'Create and change invoices',
    translations: { de: 'Rechnungen anlegen und ändern' },
    kind: 'do',
  },
} as const;

/** Resource indicator of the demonstration's protected API: asking for it gives a JWT access token. */
export const demonstrationResource = 'https://ledger.demo.example/';

const policy = { scopes, resources: { [demonstrationResource]: { accessTokenFormat: 'jwt' } } } as const;

/** The environments of `candor serve --demo`, as a configuration would name them. */
export const demonstrationEnvironments = {
  sandbox: { dialect: 'standard', stage: 'sandbox', displayName: 'Northwind Sandbox', policy },
  production: { dialect: 'standard', stage: 'production', displayName: 'Northwind', accent: '#0f766e', policy },
  klaviyo: {
    dialect: 'klaviyo',
    stage: 'production',
    displayName: 'Klaviyo (emulated)',
    // Names under .localhost lead to this machine. The server's own address serves both sides.
    hosts: { browser: 'www.klaviyo.localhost', api: 'a.klaviyo.localhost' },
  },
  'baanx-sandbox': {
    dialect: 'baanx',
    stage: 'sandbox',
    displayName: 'Baanx Sandbox (emulated)',
    regions: ['default', 'us'],
  },
  'baanx-production': {
    dialect: 'baanx',
    stage: 'production',
    displayName: 'Baanx (emulated)',
    regions: ['default', 'us'],
    accent: '#7c3aed',
  },
} as const;
