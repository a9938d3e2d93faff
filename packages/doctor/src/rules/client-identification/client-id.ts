import { clientCredentialKindOf, readToken } from '@candor/protocol';
import { countOf } from '../../text/secret.ts';
import { fold, showInvisible } from '../../text/value.ts';

/** Shows a client id that nobody knows, unless its form says that it is a secret in the place of an id. */
export function showClientId(clientId: string): string {
  const other = credentialInPlaceOfId(clientId);
  if (other !== undefined) return `${other} of ${countOf(clientId.length, 'character')}`;
  return fold(showInvisible(clientId.slice(0, 300)), 64);
}

/** What other credential a text in the place of a client id is by its form, or undefined. */
export function credentialInPlaceOfId(clientId: string): string | undefined {
  if (clientCredentialKindOf(clientId) === 'client-secret') return 'a client secret';
  const token = readToken(clientId);
  return token.outcome === 'not-a-token' ? undefined : `a credential of the kind ${token.kind}`;
}
