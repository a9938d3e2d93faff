import type { AccountRecord } from '@candor/storage';

/** One resource object of JSON:API. */
export interface ResourceObject {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Requests in a second and in a minute, for each account and app. */
export interface Tier {
  readonly burst: number;
  readonly steady: number;
}

const tiers = {
  XS: { burst: 1, steady: 15 },
  S: { burst: 3, steady: 60 },
  M: { burst: 10, steady: 150 },
  L: { burst: 75, steady: 700 },
} as const satisfies Record<string, Tier>;

/** A collection of the API: who may read it, who may add to it, how often, and what is in it. */
export interface Collection {
  readonly type: string;
  readonly tier: Tier;
  readonly readScope: string;
  /** Absent where nothing can be added. */
  readonly writeScope?: string;
  objects(account: AccountRecord): readonly ResourceObject[];
}

const sample = (type: string, account: AccountRecord, ids: Readonly<Record<string, object>>): ResourceObject[] =>
  Object.entries(ids).map(([suffix, attributes]) => ({
    type,
    id: `${account.id}${suffix}`,
    attributes: { ...attributes },
  }));

/** A handful of collections with made-up content: enough to meet every answer of the API for real. */
export const collections: readonly Collection[] = [
  {
    type: 'account',
    tier: tiers.XS,
    readScope: 'accounts:read',
    objects: (account) => [
      {
        type: 'account',
        id: account.id,
        attributes: {
          test_account: true,
          contact_information: {
            default_sender_name: account.name,
            default_sender_email: 'sender@shop.example',
            website_url: 'https://shop.example',
            organization_name: account.name,
            street_address: { address1: null, address2: null, city: null, region: null, country: null, zip: null },
          },
          industry: 'Ecommerce',
          timezone: 'UTC',
          preferred_currency: 'USD',
          public_api_key: account.id,
          locale: 'en-US',
        },
      },
    ],
  },
  {
    type: 'list',
    tier: tiers.L,
    readScope: 'lists:read',
    writeScope: 'lists:write',
    objects: (account) =>
      sample('list', account, {
        L1: { name: 'Newsletter', opt_in_process: 'double_opt_in' },
        L2: { name: 'Customers' },
      }),
  },
  {
    type: 'profile',
    tier: tiers.L,
    readScope: 'profiles:read',
    writeScope: 'profiles:write',
    objects: (account) =>
      sample('profile', account, {
        P1: { email: 'ines@customers.example', first_name: 'Ines', last_name: 'Ito' },
        P2: { email: 'omar@customers.example', first_name: 'Omar', last_name: 'Okafor' },
      }),
  },
  {
    type: 'segment',
    tier: tiers.L,
    readScope: 'segments:read',
    objects: (account) => sample('segment', account, { S1: { name: 'Bought in the last 30 days' } }),
  },
  {
    type: 'metric',
    tier: tiers.M,
    readScope: 'metrics:read',
    objects: (account) => sample('metric', account, { M1: { name: 'Placed Order' }, M2: { name: 'Opened Email' } }),
  },
  {
    type: 'event',
    tier: tiers.L,
    readScope: 'events:read',
    writeScope: 'events:write',
    objects: (account) => sample('event', account, { E1: { event_properties: { value: 42.5 } } }),
  },
  {
    type: 'campaign',
    tier: tiers.M,
    readScope: 'campaigns:read',
    objects: (account) => sample('campaign', account, { C1: { name: 'Autumn sale', status: 'Draft' } }),
  },
];
