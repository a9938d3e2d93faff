/**
 * The contract of the administration API: every operation with the shapes of its parameters, body and answer. The
 * validation of requests and the description at `/api/openapi.json` are made from it.
 */
import { isClientId, isVisibleAscii, parameterSizes } from '@candor/protocol';
import { z } from 'zod';
import { longestPassword } from '../directory/sign-in.ts';
import type { Method } from '../routes/route-table.ts';

const described = <Schema extends z.ZodType>(schema: Schema, description: string): Schema =>
  schema.meta({ description }) as Schema;

const text = (longest: number) => z.string().trim().min(1).max(longest);
const time = (description: string) => described(z.iso.datetime(), description);
const uris = (description: string) =>
  described(z.array(z.string().max(parameterSizes.redirect_uri)).max(100), description);

const clientMembers = {
  name: described(text(100), 'Name that people see when they are asked to consent.'),
  organisation: described(text(100), 'Id or name of the owning organisation; the first one when absent.').optional(),
  redirectUris: uris('Registered redirect URIs, compared character by character.').default([]),
  postLogoutRedirectUris: uris('Addresses to return to after signing out.').default([]),
  grantTypes: described(
    z
      .array(z.enum(['authorization_code', 'refresh_token', 'client_credentials']))
      .min(1)
      .max(3),
    'Grant types that the client may use.',
  ).default(['authorization_code', 'refresh_token']),
  scopes: described(z.array(z.string().max(200)).max(200), 'Scopes that the client may ask for.').default([
    'openid',
    'profile',
    'email',
    'offline_access',
  ]),
  authMethod: described(
    z.enum(['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none']),
    'How the client authenticates; none for a public client.',
  ).default('client_secret_basic'),
  resources: uris('Resource indicators (RFC 8707) that the client may ask tokens for.').default([]),
  serves: uris(
    'Resource indicators that the client is the resource server of: it may introspect tokens for them.',
  ).default([]),
  jwks: described(
    z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())).min(1).max(20) }),
    'Public keys for private_key_jwt (RFC 7517).',
  ).optional(),
  verified: described(z.boolean(), 'True when the operator has checked who makes the app.').default(false),
  homeUri: described(z.url({ protocol: /^https?$/ }).max(2048), "The app's own page.").optional(),
  enabled: described(z.boolean(), 'False refuses every request of the client.').default(true),
};

/** What of a client may be changed. */
export const clientDocument = z.strictObject(clientMembers);

export const newClient = z.strictObject({
  ...clientMembers,
  clientId: described(
    z.string().refine((id) => isClientId(id) && !/^\.{1,2}$|^ | $/.test(id), {
      message: `A client id is 1 to ${parameterSizes.client_id} visible ASCII characters`,
    }),
    'Brought along from another server; made when absent.',
  ).optional(),
  clientSecret: described(
    z.string().refine((secret) => secret.length >= 8 && isVisibleAscii(secret, parameterSizes.client_secret), {
      message: `A client secret is 8 to ${parameterSizes.client_secret} visible ASCII characters`,
    }),
    'Brought along from another server; made when absent and needed.',
  ).optional(),
});

const clientSecret = z.strictObject({
  id: z.string(),
  createdAt: time('When it was added.'),
  retiredAt: time('When it stopped being accepted.').optional(),
});

const shownSecret = described(z.string(), 'Shown this once.');

const client = z.strictObject({
  ...clientMembers,
  clientId: z.string(),
  environment: z.string(),
  organisation: described(z.string(), 'Id of the owning organisation.'),
  secrets: z.array(clientSecret),
  createdAt: time('When it was registered.'),
  updatedAt: time('When it was last changed.'),
});

const createdClient = z.strictObject({ ...client.shape, clientSecret: shownSecret.optional() });
const createdSecret = z.strictObject({ ...clientSecret.shape, clientSecret: shownSecret });

const role = described(text(50), 'Role in the account, such as owner, admin, manager, analyst, support.');

const userMembers = {
  email: described(z.email().max(254), 'Address to sign in with; unique in the environment, case does not count.'),
  emailVerified: described(z.boolean(), 'Given to apps as email_verified.').default(false),
  password: described(z.string().max(longestPassword), "At least as long as the environment's policy says."),
  name: described(text(200), 'Full name.').optional(),
  givenName: described(text(100), 'Given name.').optional(),
  familyName: described(text(100), 'Family name.').optional(),
  role: role.optional(),
  account: described(text(200), 'Id or name of the account; a new name makes a new account.').optional(),
  accounts: described(
    z
      .array(z.strictObject({ account: text(200), role }))
      .min(1)
      .max(20),
    'In place of account and role, for a user of several accounts.',
  ).optional(),
  region: described(text(50), "One of the environment's regions; the account's, or the first, when absent.").optional(),
  phoneNumber: described(
    z.string().regex(/^\+[1-9]\d{6,14}$/, { message: 'A telephone number is written as in E.164: +447700900225' }),
    'Where codes by message go, as far as the server delivers text messages.',
  ).optional(),
  secondFactor: described(z.enum(['none', 'message', 'totp']), 'What is asked for after the password.').default('none'),
  totpSecret: described(
    z
      .string()
      .regex(/^[A-Za-z2-7 ]{16,128}=*$/, { message: 'An authenticator secret is 16 to 103 characters of base32' }),
    'Secret of the authenticator app, base32; needed for totp.',
  ).optional(),
  enabled: described(z.boolean(), 'False refuses sign-in.').default(true),
};

export const newUser = z.strictObject(userMembers);
/** What of a user may be changed; the password and the authenticator's secret stay unless they are given. */
export const userDocument = z.strictObject({ ...userMembers, password: userMembers.password.optional() });

const { password: _password, totpSecret: _totpSecret, account: _account, role: _role, ...shownUser } = userMembers;

const user = z.strictObject({
  ...shownUser,
  id: z.string(),
  environment: z.string(),
  region: z.string(),
  accounts: z.array(z.strictObject({ id: z.string(), name: z.string(), role: z.string() })),
  createdAt: time('When it was created.'),
  updatedAt: time('When it was last changed.'),
});

const grant = z.strictObject({
  id: z.string(),
  environment: z.string(),
  clientId: z.string(),
  userId: z.string(),
  accountId: z.string(),
  scopes: z.array(z.string()),
  resources: z.array(z.string()),
  createdAt: time("By the environment's clock."),
  lastUsedAt: time("By the environment's clock."),
  endedAt: time("By the environment's clock.").optional(),
  endedBy: described(z.string(), 'user, app, administrator, reuse …').optional(),
});

const pageQuery = {
  after: described(z.string().regex(/^[\x21-\x7e]{1,200}$/), 'The next of the page before.').optional(),
  limit: described(z.coerce.number().int().min(1).max(200), 'Most items of the page.').default(50),
};
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: described(z.string(), 'Cursor of the next page, if any.').optional() });

const outboxMessage = z.strictObject({
  to: z.string(),
  channel: z.enum(['email', 'sms']),
  subject: z.string().optional(),
  code: described(z.string(), 'The one-time code, where the message has one.').optional(),
  link: described(z.string(), 'The link, where the message has one.').optional(),
  at: time("By the environment's clock."),
});

const promotion = z.strictObject({
  clientId: z.string(),
  from: z.string(),
  to: z.string(),
  refused: described(
    z.array(
      z.strictObject({
        pointer: described(z.string(), 'RFC 6901, into the client.'),
        seen: described(z.string(), 'What the client has.'),
        why: z.string(),
        fix: z.string(),
      }),
    ),
    'Empty where everything would be accepted.',
  ),
});

/** What an operation takes and gives. */
export interface Contract {
  readonly method: Method;
  /** Below `/api/environments/:environment`. */
  readonly path: string;
  readonly summary: string;
  /** Who may: supporters read, administrators do everything. */
  readonly role: 'administrator' | 'supporter';
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  readonly status: 200 | 201 | 204;
  readonly answer?: z.ZodType;
  /** Exists in a development profile only. */
  readonly control?: true;
}

const read = { method: 'GET', role: 'supporter', status: 200 } as const;
const create = { method: 'POST', role: 'administrator', status: 201 } as const;
const change = { method: 'PATCH', role: 'administrator', status: 200 } as const;
const remove = { method: 'DELETE', role: 'administrator', status: 204 } as const;
const control = { method: 'POST', role: 'administrator', status: 200, control: true } as const;

/** Every operation, by its operation id. */
export const contracts = {
  listClients: {
    ...read,
    path: '/clients',
    summary: 'List clients',
    query: z.strictObject(pageQuery),
    answer: listOf(client),
  },
  createClient: { ...create, path: '/clients', summary: 'Register a client', body: newClient, answer: createdClient },
  readClient: { ...read, path: '/clients/:clientId', summary: 'Read a client', answer: client },
  readPromotion: {
    ...read,
    path: '/clients/:clientId/promotion',
    summary: 'Tell what of a client would be refused in another environment',
    query: z.strictObject({ to: described(text(50), 'Name of the other environment.') }),
    answer: promotion,
  },
  changeClient: {
    ...change,
    path: '/clients/:clientId',
    summary: 'Change a client',
    body: clientDocument,
    answer: client,
  },
  deleteClient: { ...remove, path: '/clients/:clientId', summary: 'Delete a client; what it was given ends' },
  listClientSecrets: {
    ...read,
    path: '/clients/:clientId/secrets',
    summary: 'List the secrets of a client, retired ones included',
    answer: listOf(clientSecret),
  },
  createClientSecret: {
    ...create,
    path: '/clients/:clientId/secrets',
    summary: 'Add a generated secret; two are live at most',
    body: z.strictObject({}),
    answer: createdSecret,
  },
  retireClientSecret: { ...remove, path: '/clients/:clientId/secrets/:secretId', summary: 'Retire a secret' },
  listUsers: { ...read, path: '/users', summary: 'List users', query: z.strictObject(pageQuery), answer: listOf(user) },
  createUser: { ...create, path: '/users', summary: 'Create a user', body: newUser, answer: user },
  readUser: { ...read, path: '/users/:userId', summary: 'Read a user', answer: user },
  changeUser: { ...change, path: '/users/:userId', summary: 'Change a user', body: userDocument, answer: user },
  deleteUser: { ...remove, path: '/users/:userId', summary: 'Disable a user, and end sessions and grants' },
  listGrants: {
    ...read,
    path: '/grants',
    summary: 'List grants, newest first',
    query: z.strictObject({
      client: described(z.string().max(256), 'Client id.').optional(),
      user: described(z.string().max(254), 'Id or e-mail address of a user.').optional(),
      ...pageQuery,
    }),
    answer: listOf(grant),
  },
  endGrant: { ...remove, path: '/grants/:grantId', summary: 'End a grant and every token under it' },
  advanceClock: {
    ...control,
    path: '/clock',
    summary: "Move the environment's clock ahead",
    body: z.strictObject({ advance: described(z.string().max(100), 'ISO 8601 duration, such as PT11M.') }),
    answer: z.strictObject({ now: time("The environment's new time.") }),
  },
  setMaintenance: {
    ...control,
    path: '/maintenance',
    summary: 'Switch the OAuth endpoints off and on',
    body: z.strictObject({ on: z.boolean() }),
    answer: z.strictObject({ on: z.boolean() }),
  },
  readOutbox: {
    ...control,
    method: 'GET',
    path: '/outbox',
    summary: 'Read the messages that were not really delivered, oldest first',
    answer: z.array(outboxMessage),
  },
} as const satisfies Record<string, Contract>;

export type OperationId = keyof typeof contracts;
export type ContractOf<Id extends OperationId> = (typeof contracts)[Id];
/** A valid body of an operation, defaults filled in. */
export type BodyOf<Id extends OperationId> =
  ContractOf<Id> extends { readonly body: infer Body extends z.ZodType } ? z.output<Body> : undefined;
/** Valid query parameters of an operation, defaults filled in. */
export type QueryOf<Id extends OperationId> =
  ContractOf<Id> extends { readonly query: infer Query extends z.ZodType } ? z.output<Query> : undefined;
/** What an operation answers, before it becomes JSON. */
export type AnswerOf<Id extends OperationId> =
  ContractOf<Id> extends { readonly answer: infer Answer extends z.ZodType } ? z.output<Answer> : undefined;
