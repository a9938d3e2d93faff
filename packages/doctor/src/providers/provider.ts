import type { ExchangeRole } from '../evidence/evidence.ts';
import type { SaidText } from '../said/said-text.ts';

/** What a text is by its shape alone. */
export type TokenKind =
  | 'access-token'
  | 'refresh-token'
  | 'id-token'
  | 'authorization-code'
  | 'session-token'
  | 'login-token'
  | 'client-id'
  | 'client-secret'
  | 'api-key';

/** A shape that tells a credential's kind. The pattern is anchored at both ends and has no nested repetition. */
export interface TokenShape {
  readonly kind: TokenKind;
  readonly pattern: RegExp;
  /** Whether the shape is so much this provider's own that it names the provider. */
  readonly telling?: true;
}

/** How a client asks for a refresh token. */
export interface OfflineAccess {
  /** Parameters of the authorization request, with the value that they need. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** A scope. */
  readonly scope?: string;
  /** Parameters without which a later consent gives none although the first one did. */
  readonly again?: Readonly<Record<string, string>>;
}

/** Seconds, where the provider fixes them; a limit that the operator or the app sets is left out. */
export interface Lifetimes {
  readonly code?: number;
  readonly accessToken?: number;
  /** From issue to end, whatever its use. */
  readonly refreshToken?: number;
  /** Longest pause between two uses. */
  readonly refreshTokenIdle?: number;
  /** How long the old refresh token still works after it was rotated; 0 where it ends at once. */
  readonly rotationGrace?: number;
}

/** How the provider wants to be spoken to, where it differs from the standard or is worth checking. */
export interface Habits {
  /** Between scopes in the authorization request: a blank (default) or a comma. */
  readonly scopeSeparator?: ' ' | ',';
  /** How the token request's body may be written; `form` unless something else is said. */
  readonly tokenBody?: 'form' | 'json' | 'form-or-json';
  /** What it calls parameters of the standard, which it does not read under their usual names. */
  readonly names?: Readonly<Record<string, string>>;
  /** It reads the token request's parameters from multipart/form-data as well, and its guide sends them so. */
  readonly readsMultipart?: true;
  /** Ways of client authentication that the token endpoint reads. */
  readonly clientAuthentication?: readonly ('basic' | 'post' | 'none' | 'private-key-jwt' | 'headers')[];
  /** The aud of an assertion is its host alone, without a scheme. */
  readonly assertionForHost?: true;
  /** Id and secret of a Basic header are form-decoded, as RFC 6749 section 2.3.1 has it. */
  readonly formDecodesBasic?: true;
  /** Without `Accept: application/json` the token answer is form-encoded. */
  readonly needsAccept?: true;
  /** The token endpoint takes GET, with everything in the address. */
  readonly getTokens?: true;
  /** Errors come with status 200. */
  readonly errorsWith200?: true;
  readonly pkce?: 'required' | 'supported' | 'ignored';
  /** `always`: each refresh ends the token that was used. `sometimes`: an answer may hold a new one. */
  readonly rotation?: 'always' | 'sometimes' | 'never';
  /** Absent where refresh tokens come without being asked for, or never. */
  readonly offline?: OfflineAccess;
  readonly lifetimes?: Lifetimes;
  /** Uses of one refresh token within a minute. */
  readonly refreshesPerMinute?: number;
  /** Refresh tokens alive at once for one user and client; the oldest ends. */
  readonly mostRefreshTokens?: number;
  /** Its APIs read a token that stands in the Authorization header without the word Bearer. */
  readonly bareTokens?: true;
  /** Its APIs read a token that stands in the query as access_token, which RFC 6750 section 2.3 discourages. */
  readonly tokenInQuery?: true;
  /** Its APIs below this path read the token in this header, and not in Authorization. */
  readonly tokenHeader?: { readonly name: string; readonly below: string };
  /** Headers that every request needs, in lower case. */
  readonly headers?: readonly string[];
  /** Kinds of redirect URI that are refused whatever is registered. */
  readonly refusesRedirect?: readonly (
    | 'localhost-name'
    | 'loopback'
    | 'private-address'
    | 'custom-scheme'
    | 'http'
    | 'out-of-band'
    // It takes the name under which an address is registered.
    | 'address'
  )[];
  /** It still shows the code to the user who is to copy it: the out-of-band address is none of its mistakes. */
  readonly showsCode?: true;
  /** Ports of loopback redirect URIs are not compared. */
  readonly anyLoopbackPort?: true;
  /** Parameter that names the API a token is for. */
  readonly audienceParameter?: 'audience' | 'resource';
  /** Scopes that no longer exist or never did, each with what to ask for now (empty: nothing takes its place). */
  readonly retiredScopes?: Readonly<Record<string, string>>;
  /** Paths of earlier versions that no longer serve, each with the path that took its place. */
  readonly retiredPaths?: Readonly<Record<string, string>>;
  /** Hosts of its regions and environments that do not know each other's credentials; each list is one of them. */
  readonly regions?: Readonly<Record<string, readonly string[]>>;
}

/** One provider, or one authorization server that many run: data only. */
export interface Provider {
  readonly name: string;
  /** As it is written for people. */
  readonly title: string;
  /** Exact hosts, or `*.example.com` for everything below a domain. Empty for servers that many run. */
  readonly hosts: readonly string[];
  /** Hosts of its APIs, in the same form. */
  readonly apiHosts?: readonly string[];
  /**
   * Path patterns by what they serve: `*` is one segment, `**` any number of segments at either end. Compared only on
   * its hosts, or, for servers that many run, everywhere, with those of `tellingPaths` naming the server.
   */
  readonly endpoints: Partial<Readonly<Record<ExchangeRole, readonly string[]>>>;
  /** Path patterns that only this server has, on whatever host. */
  readonly tellingPaths?: readonly string[];
  /** Words in an answer, a header or a note that name it. */
  readonly tellingTexts?: readonly string[];
  readonly tokens?: readonly TokenShape[];
  readonly habits?: Habits;
  /** Parameters beyond the standard's, which are therefore no misspelling. */
  readonly ownParameters?: readonly string[];
  readonly texts: readonly SaidText[];
}
