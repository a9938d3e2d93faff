import { decodeJwt } from '@candor/protocol';
import type { Storage } from '@candor/storage';
import type { Environment } from '../environment.ts';
import type { Refusal } from '../refusal.ts';
import { sha256 } from '../sha256.ts';
import type { SentParameter } from './refused-exchange.ts';

/** Problems that say that a text is unknown → where the text stands. */
const placed: Readonly<Partial<Record<Refusal['problem'], string>>> = {
  'access-token-unknown': 'Authorization',
  'code-unknown': 'code',
  'refresh-token-unknown': 'refresh_token',
  'session-token-invalid': 'token',
};

/** Other environments that are looked at for one refusal. */
const mostEnvironments = 16;
const longestText = 2048;

/**
 * The environment that issued a text which is unknown where it was sent, when its form does not say so itself: found
 * after the refusal, by hash, and told only where it was issued to a client of the same organisation (ARCHITECTURE 4.8).
 */
export async function issuedElsewhere(
  { problem, facts }: Refusal,
  sent: { readonly parameters: readonly SentParameter[]; readonly authorization: string | undefined },
  environment: Environment,
  environments: Iterable<string>,
): Promise<string | undefined> {
  const place = placed[problem];
  const organisationId = facts.client?.organisationId;
  if (!environment.dialect.tokenTexts.areNamed || place === undefined || organisationId === undefined) return undefined;
  const text =
    place === 'Authorization'
      ? sent.authorization?.replace(/^\S+ +/, '')
      : sent.parameters.find(({ name }) => name === place)?.value;
  if (text === undefined || text.length > longestText) return undefined;
  const { storage } = environment.deps;
  const others = [...environments].filter((name) => name !== environment.name).slice(0, mostEnvironments);
  for (const name of others) {
    const clientId = await clientOfText(text, name, storage);
    const client = clientId === undefined ? undefined : await storage.client(name, clientId);
    if (client?.organisationId === organisationId) return name;
  }
  return undefined;
}

async function clientOfText(text: string, environment: string, storage: Storage): Promise<string | undefined> {
  const jti = decodeJwt(text)?.payload.jti;
  const named = typeof jti === 'string' ? Buffer.from(jti, 'base64url') : undefined;
  if (named) return (await storage.authorizationSession(environment, named))?.clientId;
  const id = await storage.idOfText(environment, sha256(text));
  if (!id) return undefined;
  const issued = (await storage.tokens(environment, id)) ?? (await storage.authorization(environment, id));
  return issued?.clientId ?? (await storage.session(id))?.clientId;
}
