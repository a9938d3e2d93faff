import type { ProblemId } from '@candor/protocol';
import type { Environment, ScopeDefinition } from '../environment.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import type { Refusal } from '../refusal.ts';
import type { TokenTexts } from '../tokens/token-texts.ts';

export type EndpointName =
  | 'authorization'
  | 'pushed-authorization-request'
  | 'token'
  | 'revocation'
  | 'introspection'
  | 'userinfo'
  | 'jwks'
  | 'metadata'
  | 'end-session'
  | 'page'
  | 'api'
  | 'client-page'
  | 'login'
  | 'one-time-code'
  | 'authorization-grant'
  | 'logout';

/** What an endpoint gives back: the response, and what the trace's line says. */
export interface Answer {
  readonly response: HttpResponse;
  readonly clientId?: string | undefined;
  readonly flowId?: string | undefined;
  /** Present when the response is a refusal that the endpoint wrote itself: a form shown again with its error. */
  readonly refusal?: Refusal;
}

/** Who may read an endpoint's answers from another origin. */
export type CrossOrigin = 'nobody' | 'everybody' | 'registered-origins';

/** One endpoint of an environment, as its dialect speaks it. */
export interface Endpoint {
  readonly name: EndpointName;
  /** Path below the environment's base address. */
  readonly path: string;
  readonly methods: readonly ('GET' | 'POST' | 'DELETE')[];
  readonly crossOrigin: CrossOrigin;
  /** The side that it is on, where the environment has a host for each. */
  readonly host?: 'browser' | 'api';
  /** True when maintenance switches it off. */
  readonly pausable: boolean;
  handle(request: HttpRequest, environment: Environment): Promise<Answer>;
}

/** How a problem looks on the wire. */
export interface WireProblem {
  readonly status: number;
  /** `error` code of the specification; absent where the specification sends none. */
  readonly error?: string;
  /** `error_description`: constant text in the charset of RFC 6749 section 5.2. */
  readonly description?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How an environment speaks: its endpoints, its token texts, and the one place that writes refusals. */
export interface Dialect {
  readonly name: 'standard' | 'klaviyo' | 'baanx';
  readonly endpoints: readonly Endpoint[];
  /**
   * What is checked of every request before anything else, also of one that leads to no endpoint.
   * @throws Refusal
   */
  admit?(request: HttpRequest, endpoint: Endpoint | undefined, environment: Environment): Promise<void>;
  /** Headers that stand for parameters, in lower case: the explanation compares them. */
  readonly parameterHeaders?: readonly string[];
  /** True where a code ends with the authorization session, however long its own life is. */
  readonly codeEndsWithSession?: true;
  /** The region that a request selects, in a dialect whose requests select one. */
  regionOf?(request: HttpRequest, environment: Environment): string | undefined;
  readonly tokenTexts: TokenTexts;
  /** Scopes that an environment has without configuring them. */
  readonly scopes: Readonly<Record<string, ScopeDefinition>>;
  readonly problemMap: Readonly<Record<ProblemId, WireProblem>>;
  /** Addresses for the configuration's readers: the start line, the demonstration, the start page. */
  addresses(environment: Environment): Readonly<Record<'authorization' | 'token' | 'revocation' | 'api', string>> & {
    readonly pushedAuthorizationRequest?: string;
  };
  /** Commands that show it, for the start page: up to two. */
  commands(environment: Environment): readonly { readonly title: string; readonly command: string }[];
  /** Writes a refusal; the endpoint is unknown when the address leads to none. */
  writeRefusal(
    refusal: Refusal,
    endpoint: Endpoint | undefined,
    request: HttpRequest,
    environment: Environment,
  ): HttpResponse;
}
