/** The demonstration app's registration in one environment: all that it knows of the server it talks to. */
export interface DemoClient {
  /** Name of the environment. */
  readonly environment: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  /** E-mail address of a user who may grant, for the reader to sign in with. */
  readonly signInAs: string;
  /** Users with a second factor: a code by message, and an authenticator app. */
  readonly withMessage?: string | undefined;
  readonly withTotp?: string | undefined;
}

/** The `Authorization` header of client_secret_basic (RFC 6749 section 2.3.1): form-encoded, then joined. */
export function basicHeader(clientId: string, clientSecret: string): string {
  const encoded = [clientId, clientSecret].map((part) =>
    new URLSearchParams({ part }).toString().slice('part='.length),
  );
  return `Basic ${Buffer.from(encoded.join(':')).toString('base64')}`;
}
