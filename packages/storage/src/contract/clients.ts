export type ClientAuthenticationMethod = 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none';
export type GrantType = 'authorization_code' | 'refresh_token' | 'client_credentials';

/** A client secret is kept as its hash only; `retiredAt` is kept so that an explanation can say when it ended. */
export interface ClientSecretRecord {
  readonly id: string;
  /** `sha256`: 32 bytes as base64url, for generated secrets of 256 bits. `argon2id`: a PHC string, for weak ones. */
  readonly algorithm: 'sha256' | 'argon2id';
  readonly hash: string;
  readonly createdAt: number;
  readonly retiredAt?: number;
}

/** A client as registered in one environment. Times are Unix milliseconds. */
export interface ClientRecord {
  readonly environment: string;
  readonly clientId: string;
  /** Grows by one with every change; a change of another version is refused as `conflict`. */
  readonly version: number;
  readonly name: string;
  readonly organisationId: string;
  readonly verified: boolean;
  readonly homeUri?: string;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly grantTypes: readonly GrantType[];
  readonly scopes: readonly string[];
  /** Resource indicators that the client may ask tokens for. */
  readonly resources: readonly string[];
  /** Resource indicators that the client is the resource server of: it may introspect tokens for them. */
  readonly serves: readonly string[];
  readonly authMethod: ClientAuthenticationMethod;
  /** Public keys for `private_key_jwt`. */
  readonly jwks?: { readonly keys: readonly Record<string, unknown>[] };
  /** At most two are live; retired ones are kept for explanations, five at most. */
  readonly secrets: readonly ClientSecretRecord[];
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Page {
  /** Opaque cursor of the page before, absent for the first. */
  readonly after?: string;
  /** 1 to 200. */
  readonly limit: number;
}

export interface Listed<Record> {
  readonly items: readonly Record[];
  readonly next?: string;
}

export interface ClientStorage {
  /** The current record; hot: called once per token request. */
  client(environment: string, clientId: string): Promise<ClientRecord | undefined>;
  clients(environment: string, page: Page): Promise<Listed<ClientRecord>>;
  /** Clients of one organisation in every environment, for explanations ("secret of another environment"). At most 200. */
  clientsOfOrganisation(organisationId: string): Promise<readonly ClientRecord[]>;
  createClient(client: ClientRecord): Promise<{ readonly outcome: 'created' } | { readonly outcome: 'conflict' }>;
  /** Replaces the record whose version is one less than the given record's. */
  updateClient(client: ClientRecord): Promise<{ readonly outcome: 'updated' | 'conflict' | 'unknown' }>;
  /** Deletes the client; its authorizations and tokens are no longer alive. */
  deleteClient(environment: string, clientId: string): Promise<{ readonly outcome: 'deleted' | 'unknown' }>;
}
