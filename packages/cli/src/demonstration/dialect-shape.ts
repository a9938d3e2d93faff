import type { ServerContext } from '@candor/server';
import type { ClientRecord } from '@candor/storage';

export type ClientShape = Pick<ClientRecord, 'name' | 'authMethod' | 'grantTypes' | 'scopes' | 'verified'> & {
  /** In place of the addresses that all of them have; a function of the server's own address. */
  readonly redirectUris?: readonly string[] | ((url: string) => string);
  /** The client is the resource server of the demonstration's API. */
  readonly isResourceServer?: boolean;
};

/** What the demonstration puts into an environment of one dialect. */
export interface DialectShape {
  readonly clients: readonly ClientShape[];
  redirectUris(environment: string): readonly string[];
  /** Resource indicators that every client may ask for. */
  readonly resources: readonly string[];
  clientId(server: ServerContext): string;
  clientSecret(server: ServerContext): string;
  accountId(server: ServerContext): string;
  /** People beside those whom every environment has. */
  readonly morePeople?: readonly { readonly email: string; readonly name: string; readonly region: string }[];
  /** Where codes by message are sent, when not to the address. */
  readonly phoneNumber?: string;
  /** Whether the first account makes the apps, so that it manages them. */
  readonly ownedByAccount: boolean;
}
