/** What the tests use of two packages that come without types. */

declare module 'simple-oauth2' {
  interface Token {
    readonly access_token: string;
    readonly refresh_token: string;
    readonly id_token?: string;
    readonly scope: string;
    readonly expires_at: Date;
  }

  class AccessToken {
    readonly token: Token;
    expired(windowSeconds?: number): boolean;
    refresh(parameters?: Readonly<Record<string, string>>): Promise<AccessToken>;
    revoke(kind: 'access_token' | 'refresh_token'): Promise<unknown>;
    revokeAll(): Promise<void>;
  }

  interface Options {
    readonly client: { readonly id: string; readonly secret: string };
    readonly auth: {
      readonly tokenHost: string;
      readonly tokenPath: string;
      readonly authorizePath: string;
      readonly revokePath: string;
    };
    readonly options?: {
      readonly authorizationMethod?: 'header' | 'body';
      readonly bodyFormat?: 'form' | 'json';
      readonly credentialsEncodingMode?: 'strict' | 'loose';
    };
  }

  export class AuthorizationCode {
    constructor(options: Options);
    authorizeURL(parameters: Readonly<Record<string, string>>): string;
    getToken(parameters: Readonly<Record<string, string>>): Promise<AccessToken>;
  }

  export class ClientCredentials {
    constructor(options: Omit<Options, 'auth'> & { readonly auth: Omit<Options['auth'], 'authorizePath'> });
    getToken(parameters: Readonly<Record<string, string>>): Promise<AccessToken>;
  }
}

declare module 'passport-oauth2' {
  import type { IncomingMessage } from 'node:http';

  interface StrategyOptions {
    readonly authorizationURL: string;
    readonly tokenURL: string;
    readonly clientID: string;
    readonly clientSecret: string;
    readonly callbackURL: string;
    readonly scope: string;
    readonly state: true;
    readonly pkce: true;
    readonly customHeaders?: Readonly<Record<string, string>>;
  }

  type Verify = (
    accessToken: string,
    refreshToken: string,
    parameters: Readonly<Record<string, string>>,
    profile: unknown,
    done: (error: Error | null, user?: unknown) => void,
  ) => void;

  interface PassportRequest extends IncomingMessage {
    query: Readonly<Record<string, string>>;
    session: Record<string, unknown>;
  }

  /** passport assigns the four actions to a copy of the strategy for each request. */
  export class Strategy {
    constructor(options: StrategyOptions, verify: Verify);
    authenticate(request: PassportRequest, options?: object): void;
    success: (user: unknown) => void;
    redirect: (url: string) => void;
    fail: (challenge: unknown, status?: number) => void;
    error: (error: Error) => void;
  }

  export class TokenError extends Error {
    readonly code: string;
    readonly uri: string;
  }

  export class AuthorizationError extends Error {
    readonly code: string;
    readonly uri: string;
  }
}
