import type { TokenRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import type { Refusal } from '../refusal.ts';
import { isSameSecret } from '../tokens/same-secret.ts';
import type { KnownFacts, SentParameter } from './refused-exchange.ts';

type SentToken = NonNullable<KnownFacts['sentToken']>;

/** Problems that say that a text is no token of the kind that was asked for → where the text stands. */
const placed: Readonly<Partial<Record<Refusal['problem'], 'refresh_token' | 'Authorization'>>> = {
  'refresh-token-unknown': 'refresh_token',
  'access-token-unknown': 'Authorization',
  'authorization-header-malformed': 'Authorization',
};

/**
 * What a text is that was refused as a token, where its dialect's tokens don't say it themselves (ARCHITECTURE 4.4):
 * recognised after the refusal, by hash or by the row to which a damaged text still leads. Only of the refused client's
 * own tokens, or of a token whose whole secret was presented.
 */
export async function recogniseSentToken(
  { problem, facts }: Refusal,
  sent: { readonly parameters: readonly SentParameter[]; readonly authorization: string | undefined },
  { dialect, deps, name }: Environment,
): Promise<SentToken | undefined> {
  const place = placed[problem];
  const { identifierIn, characters } = dialect.tokenTexts;
  if (place === undefined || !identifierIn || characters === undefined) return undefined;
  const text = textAt(place, sent);
  if (text === undefined || text.length > 2 * characters) return undefined;
  const read = dialect.tokenTexts.read(text, 'refresh-token', name);
  const id = read.outcome === 'token' ? read.id : identifierIn(text);
  const tokens = id && (await deps.storage.tokens(name, id));
  if (!tokens) return undefined;
  const is = read.outcome === 'token' ? kindOf(read.secretHash, tokens) : formOf(text, characters);
  const isProved = is === 'access-token' || is === 'refresh-token';
  const isOwn = facts.client?.clientId === tokens.clientId;
  return isProved || isOwn ? { is, characters: text.length, wholeCharacters: characters } : undefined;
}

function textAt(
  place: 'refresh_token' | 'Authorization',
  { parameters, authorization }: Parameters<typeof recogniseSentToken>[1],
): string | undefined {
  if (place === 'Authorization') return authorization?.replace(/^\S+ +/, '');
  return parameters.find(({ name }) => name === place)?.value;
}

function kindOf(secretHash: Uint8Array, tokens: TokenRecord): SentToken['is'] {
  if (isSameSecret(secretHash, tokens.accessSecretHash)) return 'access-token';
  return isSameSecret(secretHash, tokens.refresh?.secretHash) ? 'refresh-token' : 'altered';
}

function formOf(text: string, characters: number): SentToken['is'] {
  const bare = text.replaceAll(/[^A-Za-z0-9_-]/g, '');
  if (bare !== text && bare.length === characters) return 'decorated';
  return text.length < characters ? 'cut' : 'altered';
}
