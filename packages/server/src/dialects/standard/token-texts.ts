import { formatToken, readToken, type TokenReading } from '@candor/protocol';
import { sha256 } from '../../sha256.ts';
import type { IssuedKind, TokenTexts } from '../../tokens/token-texts.ts';

const names: Record<Exclude<TokenReading, { outcome: 'not-a-token' }>['kind'], string> = {
  'access-token': 'an access token',
  'refresh-token': 'a refresh token',
  'authorization-code': 'an authorization code',
  'authorization-request-reference': 'a request_uri of a pushed authorization request',
  'administration-token': 'an administration token',
  'owner-link': 'an owner link',
};

/** Self-describing tokens: the text says what it is and ends in a checksum (ARCHITECTURE 4.4). */
export const standardTokenTexts: TokenTexts = {
  make(kind, environment, id, secret) {
    const text = formatToken({ kind, environment, id, secret });
    // The secret's text is what readToken gives back: it stands before the six characters of the checksum.
    return { text, secretHash: sha256(text.slice(-49, -6)) };
  },
  read(text, kind, environment) {
    const reading = readToken(text);
    if (reading.outcome === 'token' && reading.kind === kind && reading.environment === environment) {
      return { outcome: 'token', id: reading.id, secretHash: sha256(reading.secretText) };
    }
    return { outcome: 'not-accepted', reason: describe(reading, kind) };
  },
};

function describe(reading: TokenReading, kind: IssuedKind): string {
  if (reading.outcome === 'not-a-token') return 'no token of this server';
  if (reading.kind !== kind) return names[reading.kind];
  switch (reading.outcome) {
    case 'token':
      return `${names[kind]} of the environment ${reading.environment}`;
    case 'truncated':
      return `${names[kind]} whose end is missing`;
    case 'altered':
      return `${names[kind]} with changed characters`;
    case 'decorated':
      return `${names[kind]} with other characters around it`;
  }
}
