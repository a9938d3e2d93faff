import { basicHeader, formText, type Headers, requestText } from './request-text.ts';

/** A running server as the load generator speaks to it. */
export interface Subject {
  readonly url: string;
  readonly pid: number;
  /** Paths of its endpoints. Without `authorization` codes are taken from the token endpoint (the floor has no other). */
  readonly endpoints: { readonly token: string; readonly introspection: string; readonly authorization?: string };
  /** Uses client_secret_basic. */
  readonly client: { readonly id: string; readonly secret: string };
  readonly redirectUri: string;
  readonly scope: string;
  /** What a person types and presses, by the names of the forms' fields. */
  readonly form: Readonly<Record<string, string>>;
}

/** The bytes of a request to the token endpoint (RFC 6749 section 3.2). */
export function tokenRequest(subject: Subject, parameters: Readonly<Record<string, string>>): string {
  return authenticatedPost(subject, subject.endpoints.token, parameters);
}

/** The bytes of an introspection request (RFC 7662 section 2.1). */
export function introspectionRequest(subject: Subject, token: string): string {
  return authenticatedPost(subject, subject.endpoints.introspection, { token });
}

function authenticatedPost(subject: Subject, path: string, parameters: Readonly<Record<string, string>>): string {
  const headers: Headers = {
    host: new URL(subject.url).host,
    authorization: basicHeader(subject.client.id, subject.client.secret),
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
  };
  return requestText('POST', path, headers, formText(parameters));
}
