import { call } from './call.ts';

/** What the app has to know of the server, read from its metadata (OpenID Connect Discovery section 4). */
export interface ServerMetadata {
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly userinfoEndpoint: string;
}

/** The server's metadata can't be had, so the app can't begin. */
export class MetadataUnreadable extends Error {
  override readonly name = 'MetadataUnreadable';
}

/** Reads the metadata of an issuer. @throws MetadataUnreadable where it can't be had, or is that of another issuer. */
export async function readMetadata(issuer: string): Promise<ServerMetadata> {
  const called = await call(`${issuer}/.well-known/openid-configuration`);
  if (called.outcome === 'no-answer')
    throw new MetadataUnreadable(`The metadata of ${issuer} can't be read (${called.why}).`);
  if (called.status !== 200)
    throw new MetadataUnreadable(`The metadata of ${issuer} was answered with status ${called.status}.`);
  const document = JSON.parse(called.text) as Readonly<Record<string, string>>;
  if (document.issuer !== issuer)
    throw new MetadataUnreadable(`The metadata of ${issuer} names the issuer ${document.issuer}.`);
  return {
    authorizationEndpoint: document.authorization_endpoint ?? '',
    tokenEndpoint: document.token_endpoint ?? '',
    userinfoEndpoint: document.userinfo_endpoint ?? '',
  };
}
