import type { WireProblem } from './dialect.ts';

/** What the documentation page of a provider's dialect is made from. */
export interface DialectReference {
  readonly routes: readonly { readonly path: string; readonly methods: readonly string[]; readonly host: string }[];
  readonly resources: readonly {
    readonly path: string;
    readonly read: string;
    readonly write: string;
    readonly limit: string;
  }[];
  /** Where a problem is spoken otherwise than in the standard dialect; `everywhere` in place of an endpoint's name. */
  readonly texts: readonly ({ readonly problem: string; readonly at: string } & WireProblem)[];
  readonly orders: Readonly<Record<string, readonly string[]>>;
  /** Settings that start otherwise than in the standard dialect. */
  readonly policy: Readonly<Record<string, unknown>>;
  /** Settings that only a provider's dialect may have. */
  readonly providerOnly: readonly string[];
  readonly scopes: readonly string[];
}

/** Whether two maps say the same of a problem. */
export function isSameWire(one: WireProblem, other: WireProblem): boolean {
  return one.status === other.status && one.error === other.error && one.description === other.description;
}
