import { z } from 'zod';

/** What the reference and the validator know of a setting beside its type. */
interface SettingMeta {
  readonly unit?: string;
  /** What has to be different in the production profile. */
  readonly production?: string;
}

const setting = <Schema extends z.ZodType>(schema: Schema, description: string, meta: SettingMeta = {}): Schema =>
  schema.meta({ description, ...meta }) as Schema;

const seconds = (value: number, minimum: number, maximum: number, description: string) =>
  setting(z.int().min(minimum).max(maximum).default(value), description, { unit: 'seconds' });

const scopeSchema = z.strictObject({
  meaning: setting(
    z.string().max(200),
    'What the scope allows, as the consent page says it under "It will be able to read": "Your ledger".',
  ),
  translations: setting(
    z.record(z.string().regex(/^[a-z]{2}$/), z.string().max(200)).default({}),
    'The meaning in other languages of the pages, by their tag: {"de": "Ihr Hauptbuch"}.',
  ),
  kind: setting(z.enum(['read', 'do', 'identity']).default('read'), 'The group in which the consent page shows it.'),
  default: setting(z.boolean().default(false), 'Granted when a request asks for no scope, if the client has it.'),
});

const resourceSchema = z.strictObject({
  accessTokenFormat: setting(z.enum(['opaque', 'jwt']).default('jwt'), 'RFC 9068 JWT, or opaque with introspection.'),
});

const policySchema = z.strictObject({
  authorizationCodeLifetime: seconds(60, 5, 600, 'Life of an authorization code (RFC 6749 section 4.1.2).'),
  accessTokenLifetime: seconds(3600, 30, 86_400, 'Life of an access token.'),
  idTokenLifetime: seconds(3600, 30, 86_400, 'Life of an ID token.'),
  refreshTokenLifetime: seconds(7_776_000, 60, 3_153_600_000, 'Absolute life of a refresh token family.'),
  refreshTokenInactivity: seconds(2_592_000, 60, 63_072_000, 'A refresh token unused for so long ends.'),
  refreshTokenUse: setting(
    z.enum(['rotate', 'reissue']).default('rotate'),
    'rotate: each refresh gives a new refresh token. reissue: the same one again (provider dialects only).',
  ),
  refreshUsesPerMinute: setting(
    z.int().min(0).max(10_000).default(0),
    'Times that one refresh token may be used in a minute that starts with its first use; 0: as often as it likes.',
  ),
  announceRefreshWait: setting(
    z.boolean().default(true),
    'Whether the answer to a refresh token used too often has Retry-After.',
  ),
  refreshRetryWindow: seconds(10, 0, 60, 'A repeated refresh is answered alike for so long; 0 switches it off.'),
  accessTokenFormat: setting(
    z.enum(['opaque', 'jwt']).default('opaque'),
    'Form of access tokens that are for no resource of their own: opaque, or a JWT (RFC 9068).',
  ),
  revokeOnCodeReuse: setting(
    z.boolean().default(true),
    'Whether a code that is redeemed twice revokes what it gave; only a provider dialect may switch it off.',
  ),
  revocationReach: setting(
    z.enum(['authorization', 'account']).default('authorization'),
    "What ends with a refresh token or a disconnected app: its authorization, or all of the app's access to the account.",
  ),
  unregisteredScopes: setting(
    z.enum(['refuse', 'drop', 'accept']).default('refuse'),
    'What becomes of a requested scope that is not registered for the client. accept: one that nobody declared is granted by its name; a declared one is refused (provider dialects only).',
  ),
  codeChallengeForm: setting(
    z.enum(['digest', 'pattern']).default('digest'),
    'digest: only what S256 gives is accepted. pattern: 43 to 128 characters, so that a challenge made in another way fails when the code is redeemed (provider dialects only).',
  ),
  consent: setting(
    z.enum(['ask', 'automatic']).default('ask'),
    'ask: the user allows or denies. automatic: signing in is consent (provider dialects only).',
  ),
  redirectUriQuery: setting(
    z.enum(['allow', 'refuse']).default('allow'),
    'Whether a redirect URI can be registered with a query.',
  ),
  loopbackRedirects: setting(
    z.boolean().default(true),
    'Whether a production environment takes http redirect URIs to loopback addresses (RFC 8252 section 7.3).',
  ),
  unknownBodyFields: setting(
    z.enum(['refuse', 'ignore']).default('ignore'),
    'What becomes of fields of a JSON body that are not documented (provider dialects).',
  ),
  loginTokenAtApi: setting(
    z.boolean().default(false),
    "Whether the token of an app's own sign-in form is accepted by the API (provider dialects).",
  ),
  loginTokenLifetime: seconds(21_600, 60, 86_400, "Life of the token of a sign-in in an app's own form."),
  clientRequestsPerMinute: setting(
    z.int().min(0).max(1_000_000).default(0),
    'Requests of one client to each of the authorization and token endpoints in a minute; 0: as many as it likes (provider dialects).',
  ),
  redirectUriMatching: setting(
    z.enum(['loopback-port-free', 'exact']).default('loopback-port-free'),
    'exact: loopback redirect URIs have to have the registered port too.',
  ),
  tokenRetention: seconds(
    604_800,
    3600,
    63_072_000,
    'Ended tokens are kept for so long, to say what became of them when they are sent again.',
  ),
  browserRefusals: setting(
    z.enum(['page', 'empty']).default('page'),
    'Whether a refused person reads a page, or the browser its own words for an empty answer (provider dialects).',
  ),
  apiRateLimits: setting(z.boolean().default(true), "Whether the provider dialects' API counts requests."),
  authorizationSessionLifetime: seconds(600, 60, 3600, 'Time a user has from the authorization request to its answer.'),
  pushedRequestLifetime: seconds(60, 5, 600, 'Life of a pushed authorization request (RFC 9126).'),
  sessionLifetime: seconds(43_200, 300, 2_592_000, 'Life of a sign-in of a browser.'),
  signingAlgorithm: setting(
    z.enum(['ES256', 'RS256', 'EdDSA', 'PS256']).default('ES256'),
    'Algorithm of new signing keys for ID tokens and JWT access tokens.',
  ),
  signingKeyLifetime: seconds(7_776_000, 3600, 63_072_000, 'A signing key is replaced after so long.'),
  signingKeyOverlap: seconds(172_800, 60, 2_592_000, 'A replaced key stays published for so long.'),
  grantingRoles: setting(
    z.array(z.string()).default(['owner', 'admin', 'manager']),
    'Roles in an account that may grant access to it.',
  ),
  passwordMinimumLength: setting(z.int().min(8).max(64).default(12), 'Shortest password accepted.', {
    unit: 'characters',
  }),
  passwordAttemptsPerAccount: setting(
    z.int().min(1).max(1000).default(8),
    'Wrong passwords for one user from one address in 15 minutes.',
  ),
  passwordAttemptsPerAddress: setting(
    z.int().min(1).max(100_000).default(60),
    'Wrong passwords from one address in 15 minutes.',
  ),
  passwordAttemptsPerUser: setting(
    z.int().min(1).max(100_000).default(120),
    'Wrong passwords for one user from all unknown browsers in an hour; browsers that signed in before are not counted.',
  ),
  secondFactorAttempts: setting(
    z.int().min(3).max(100).default(10),
    'Wrong codes of one user in 15 minutes, counted apart for browsers that signed in before; ten times as many in a day.',
  ),
  secondFactorPause: seconds(
    0,
    0,
    86_400,
    'Above 0: wrong codes are counted by the hour, and when there were as many as secondFactorAttempts, signing in pauses for so long.',
  ),
  clientSecretAttemptsPerAddress: setting(
    z.int().min(1).max(100_000).default(100),
    'Wrong client secrets from one address in 15 minutes, where a client brought a secret of less than 128 bits along.',
  ),
  clientSecretAttemptsPerClient: setting(
    z.int().min(1).max(100_000).default(30),
    'The same of one client id from one address.',
  ),
  scopes: setting(
    z.record(z.string(), scopeSchema).default({}),
    'Scopes beside openid, profile, email, offline_access.',
  ),
  resources: setting(
    z.record(z.string(), resourceSchema).default({}),
    'Resource servers by their resource indicator (RFC 8707).',
  ),
});

const mailSchema = z.strictObject({
  host: setting(z.string().min(1), 'Name of the SMTP server.'),
  port: setting(z.int().min(1).max(65_535).default(465), 'Port of the SMTP server.'),
  security: setting(
    z.enum(['tls', 'starttls', 'none']).default('tls'),
    'tls from the first byte, starttls without falling back, or none.',
    { production: 'tls or starttls' },
  ),
  user: setting(z.string().min(1).optional(), 'User name at the SMTP server; absent: no authentication.'),
  password: setting(z.string().min(1).optional(), 'Its password. CANDOR_MAIL_PASSWORD sets it as well.'),
  from: setting(
    z.string().regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/),
    'Sender of the mail: "Northwind <no-reply@northwind.example>".',
  ),
  timeout: setting(z.int().min(1).max(60).default(10), 'Patience with each step of the SMTP server.', {
    unit: 'seconds',
  }),
  allowPrivateAddress: setting(
    z.boolean().default(false),
    'The SMTP server may have a private address; always allowed in a development profile.',
  ),
});

const sharedKey = z.string().regex(/^[A-Za-z0-9_-]{32,128}$/, { error: 'a key is 32 to 128 characters of base64url' });

const smsSchema = z.strictObject({
  url: setting(z.url({ protocol: /^https?$/ }), 'Address of the gateway, which gets a POST of JSON.', {
    production: 'https',
  }),
  key: setting(sharedKey, 'Key of its signatures (HMAC-SHA-256). CANDOR_SMS_KEY sets it as well.'),
  timeout: setting(z.int().min(1).max(5).default(5), 'Patience with the gateway. No sign-in waits for it.', {
    unit: 'seconds',
  }),
  allowPrivateAddress: setting(
    z.boolean().default(false),
    'The gateway may have a private address; always allowed in a development profile.',
  ),
});

const regionSchema = z.strictObject({
  forwardTo: setting(
    z.url({ protocol: /^https?$/ }).optional(),
    'Address of the same environment at another Candor server, which serves this region: https://us.example/cards. Absent: it is served here.',
    { production: 'https' },
  ),
  key: setting(sharedKey.optional(), 'Key that both servers share, to prove what is forwarded.'),
});

const environmentSchema = z.strictObject({
  dialect: setting(
    z.enum(['standard', 'klaviyo', 'baanx']).default('standard'),
    'How the environment speaks on the wire.',
  ),
  stage: setting(z.enum(['sandbox', 'production']).default('sandbox'), 'Production is stricter with redirect URIs.'),
  regions: setting(
    z
      .union([z.array(z.string()).min(1), z.record(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/), regionSchema)])
      .default(['default']),
    'Regions of users and tokens, as a list; or as a table, where one can be forwarded to another server: {"us": {"forwardTo", "key"}}.',
  ),
  forwardedBy: setting(
    z.strictObject({ key: sharedKey }).optional(),
    'Another Candor server may forward requests to this environment, signed with the key.',
  ),
  hosts: setting(
    z.union([z.array(z.string()), z.strictObject({ browser: z.string(), api: z.string() })]).default([]),
    'Host names that serve this environment at their root; the first is its issuer, with its pages. A provider dialect can have one for each side: {"browser", "api"}.',
  ),
  displayName: setting(z.string().max(80).optional(), 'Name on the hosted pages; the environment name when absent.'),
  accent: setting(
    z
      .string()
      .regex(/^#[0-9a-f]{6}$/i)
      .optional(),
    'Accent colour of the hosted pages, as #rrggbb.',
  ),
  policy: policySchema.prefault({}),
});

/** The configuration of a process, the one schema from which type, validator, reference and help are made. */
export const configurationSchema = z.strictObject({
  profile: setting(
    z.enum(['development', 'production']).default('development'),
    'development has controls for clock, maintenance and outbox, and makes its own encryption key.',
    { production: 'production' },
  ),
  url: setting(z.url({ protocol: /^https?$/ }).optional(), 'Address under which browsers and apps reach this server.', {
    production: 'required, https',
  }),
  consoleUrl: setting(
    z.url({ protocol: /^https?$/ }).optional(),
    'Address under which members reach the console; `url` when absent. On an origin of its own, a fault in a page that users see reaches no member.',
    { production: 'required, https, another origin than url and the hosts of environments' },
  ),
  host: setting(z.string().default('127.0.0.1'), 'Address to listen on.'),
  port: setting(z.int().min(0).max(65_535).default(4000), 'Port to listen on; 0 takes any free one.'),
  data: setting(z.string().default('.candor'), 'Folder of the data, or :memory:.', { production: 'a folder' }),
  encryptionKey: setting(
    z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/, { error: '32 bytes as base64url are 43 characters of A-Z, a-z, 0-9, - and _' })
      .optional(),
    'Key for private signing keys at rest: 32 bytes as base64url. CANDOR_ENCRYPTION_KEY sets it as well.',
    { production: 'required' },
  ),
  trustedProxies: setting(
    z.array(z.string()).default([]),
    'Addresses or CIDR blocks whose X-Forwarded-For is believed.',
  ),
  mail: setting(
    mailSchema.optional(),
    'Delivery of codes and links to users. Without it a development profile keeps them in its outbox, and a production profile offers nothing that needs a mail.',
  ),
  sms: setting(smsSchema.optional(), 'Delivery of codes by text message, to users with a telephone number.'),
  trace: setting(
    z
      .strictObject({
        retentionDays: setting(z.int().min(1).max(3650).default(30), 'Traces are deleted after so long.', {
          unit: 'days',
        }),
        diagnosesPerSecond: setting(
          z.int().min(1).max(10_000).default(50),
          'Refusals diagnosed at once; above it they are diagnosed when opened.',
        ),
      })
      .prefault({}),
    'The record of exchanges.',
  ),
  environments: setting(
    z.record(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/), environmentSchema).default({}),
    'Environments by name.',
  ),
});

export type Configuration = z.infer<typeof configurationSchema>;
export type EnvironmentConfiguration = Configuration['environments'][string];
export type Policy = EnvironmentConfiguration['policy'];
