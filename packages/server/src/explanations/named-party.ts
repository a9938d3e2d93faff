/**
 * Whose request a refused one probably is, when it was refused before a client was found: a header that can't be read
 * may still spell a client id, and a token in the wrong place names its own client. Only who may read the explanation
 * depends on it. It proves nothing, and what is told comes from the records of the one who is named.
 */
import { decodeBase64url, decodeJwt, decodePercent, isClientId } from '@candor/protocol';
import type { ClientRecord, Storage } from '@candor/storage';
import type { HttpRequest } from '../http/exchange.ts';
import type { SentParameter } from './refused-exchange.ts';

/** The client that is named, or, where it is one of another environment, its organisation and where it is registered. */
export type NamedParty =
  | { readonly client: ClientRecord }
  | { readonly organisationId: string; readonly registeredIn: string }
  | undefined;

type PartyStorage = Pick<Storage, 'client' | 'tokens' | 'authorization'>;

/** Look-ups for one refusal. */
const mostIds = 8;
const mostTokens = 4;
/** Characters of a value that can be a client id, with whatever was left around it. */
const longestId = 512;
/** What is beyond this many characters of a value is not looked at. */
const longestRead = 4096;

/** @param environments names of all environments, the one that was asked among them. */
export async function findNamedParty(
  sent: { readonly request: HttpRequest; readonly parameters: readonly SentParameter[] },
  environment: string,
  environments: Iterable<string>,
  storage: PartyStorage,
): Promise<NamedParty> {
  const ids = [...new Set(spelledClientIds(sent))].filter(isClientId).slice(0, mostIds);
  for (const id of ids) {
    const client = await storage.client(environment, id);
    if (client) return { client };
  }
  const known = new Set(environments);
  for (const token of spelledTokens(sent).slice(0, mostTokens)) {
    if (!known.has(token.environment)) continue;
    const client = await clientOfToken(token, storage);
    if (client?.environment === environment) return { client };
    if (client) return { organisationId: client.organisationId, registeredIn: client.environment };
  }
  for (const other of known) {
    for (const id of other === environment ? [] : ids) {
      const client = await storage.client(other, id);
      if (client) return { organisationId: client.organisationId, registeredIn: other };
    }
  }
  return undefined;
}

function spelledClientIds({ request, parameters }: Parameters<typeof findNamedParty>[0]): readonly string[] {
  const spelled = parameters
    .filter(
      ({ name, value }) =>
        /^(?:client[_-]?(?:id|secret)|x-(?:client|secret)-key)$/i.test(name) && value.length <= longestId,
    )
    .slice(0, mostIds)
    .flatMap(({ value }) => readings(value));
  const assertions = parameters.filter(({ name }) => name === 'client_assertion').map(({ value }) => value);
  const header = request.headers.authorization?.slice(0, longestRead) ?? '';
  // The header first: it holds the credentials, and a client_id beside it may be another one by mistake.
  return [...spelledInHeader(header), ...[header, ...assertions].flatMap(claimedClientIds), ...spelled];
}

/** A value as it stands, and without what a person sees as no part of it. */
function readings(value: string): readonly string[] {
  const bare = value.replace(/^[\s"'`]+|[\s"'`]+$/g, '');
  return [value, bare, decodePercent(bare) ?? bare];
}

/** Both sides of the colon, for the two may be swapped, or of what stands in its place; base64 of either alphabet, or none. */
function spelledInHeader(header: string): readonly string[] {
  const text = header.replace(/^basic:? */i, '').replace(/^b?(['"])(.*)\1$/s, '$2');
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return [text, decoded, decoded.replace(/^b(['"])(.*)\1$/s, '$2')]
    .flatMap(sidesOf)
    .filter((side) => side !== '' && side.length <= longestId)
    .flatMap(readings);
}

/** Each half may have been encoded alone, so that the colon still stands between two texts of base64. */
function sidesOf(pair: string): readonly string[] {
  const at = pair.includes(':') ? pair.indexOf(':') : pair.search(/[\s,;/|]/);
  const sides = at === -1 ? [pair] : [pair.slice(0, at), pair.slice(at + 1)];
  return [...sides, ...(at === -1 ? [] : sides.map((side) => Buffer.from(side, 'base64').toString('utf8')))];
}

/** The client that an ID token is for, or that an assertion speaks of. Nothing is verified. */
function claimedClientIds(text: string): readonly string[] {
  const payload = decodeJwt(text.replace(/^bearer */i, ''))?.payload ?? {};
  const { client_id: clientId, azp, aud, iss } = payload;
  return [clientId, azp, ...(Array.isArray(aud) ? aud.slice(0, 2) : [aud]), iss].filter(
    (claim) => typeof claim === 'string',
  );
}

interface SpelledToken {
  readonly prefix: string;
  readonly environment: string;
  readonly id: Uint8Array;
}

/** Kind, environment and the identifier, which begins the rest: enough to find its row, and no proof of holding it. */
const tokenText = /\bc(at|rt|ac)_([a-z][a-z0-9-]{0,30})_([A-Za-z0-9_-]{16})/g;
const tokenNames = new Set(['access_token', 'token', 'code', 'refresh_token']);

function spelledTokens({ request, parameters }: Parameters<typeof findNamedParty>[0]): readonly SpelledToken[] {
  const texts = parameters.filter(({ name }) => tokenNames.has(name)).map(({ value }) => value);
  const found: SpelledToken[] = [];
  for (const text of [request.headers.authorization ?? '', ...texts]) {
    for (const [, prefix = '', environment = '', idText = ''] of text.slice(0, longestRead).matchAll(tokenText)) {
      const id = decodeBase64url(idText);
      if (id) found.push({ prefix, environment, id });
    }
  }
  return found;
}

async function clientOfToken(
  { prefix, environment, id }: SpelledToken,
  storage: PartyStorage,
): Promise<ClientRecord | undefined> {
  const record = await (prefix === 'ac' ? storage.authorization(environment, id) : storage.tokens(environment, id));
  return record && storage.client(environment, record.clientId);
}
