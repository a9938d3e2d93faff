import { encodeBase64url, readBasic } from '@candor/protocol';
import type { Tools } from '../tools.ts';
import type { Evidence } from './evidence.ts';
import type { KnownClientSecret } from './known-facts.ts';
import { hasSent, sentHeader, sentValue } from './sent.ts';

/** A client id and secret as the failed request carries them, in one reading. */
export interface PresentedSecret {
  readonly place: 'Authorization header' | 'body' | 'header';
  readonly clientId: string | undefined;
  readonly secret: string;
  /** How a Basic header was read; a server that follows RFC 6749 section 2.3.1 reads the form-encoded one first. */
  readonly spelling: 'form-encoded' | 'raw';
}

/** Headers of their own in which some providers take the client id and the secret: the client key and the secret key. */
export const keyHeaders = Object.freeze({ clientId: 'x-client-key', secret: 'x-secret-key' });

const places: Readonly<Record<PresentedSecret['place'], string>> = {
  'Authorization header': 'Authorization header',
  body: 'client_secret',
  header: keyHeaders.secret,
};

/** Where a secret stood, as the place of a line of evidence. */
export function placeOf(place: PresentedSecret['place']): string {
  return places[place];
}

/** What follows the scheme Basic in the Authorization header, or undefined where there is no such header. */
export function basicCredentials(evidence: Evidence): string | undefined {
  const match = /^basic(?: +|$)([\s\S]*)$/i.exec(sentHeader(evidence, 'authorization') ?? '');
  return match === null ? undefined : match[1];
}

/** Every reading of the client secret that the failed request carries; empty where it carries none. */
export function presentedSecrets(evidence: Evidence): readonly PresentedSecret[] {
  const found: PresentedSecret[] = [];
  const header = readBasic(sentHeader(evidence, 'authorization') ?? '');
  if (header.outcome === 'credentials') {
    for (const { clientId, clientSecret, spelling } of header.readings) {
      if (clientSecret !== '') found.push({ place: 'Authorization header', clientId, secret: clientSecret, spelling });
    }
  }
  const inBody = sentValue(evidence, 'client_secret');
  if (inBody !== undefined) {
    found.push({ place: 'body', clientId: sentValue(evidence, 'client_id'), secret: inBody, spelling: 'form-encoded' });
  }
  const inHeader = sentValue(evidence, keyHeaders.secret);
  if (inHeader !== undefined) {
    const clientId = sentValue(evidence, keyHeaders.clientId);
    found.push({ place: 'header', clientId, secret: inHeader, spelling: 'form-encoded' });
  }
  return found;
}

/** The client id that the failed request names, wherever it stands. */
export function presentedClientId(evidence: Evidence): string | undefined {
  const inHeader = sentValue(evidence, keyHeaders.clientId);
  if (inHeader !== undefined) return inHeader;
  const inBody = sentValue(evidence, 'client_id');
  if (inBody !== undefined) return inBody;
  const header = readBasic(sentHeader(evidence, 'authorization') ?? '');
  return header.outcome === 'credentials' ? header.readings[0]?.clientId : undefined;
}

/** The ways in which the failed request tries to authenticate its client, by their registered names. */
export function presentedMethods(evidence: Evidence): readonly string[] {
  const methods: string[] = [];
  if (basicCredentials(evidence) !== undefined) methods.push('client_secret_basic');
  if (hasSent(evidence, 'client_secret')) methods.push('client_secret_post');
  if (hasSent(evidence, 'client_assertion')) methods.push('private_key_jwt');
  return methods;
}

const utf8 = new TextEncoder();

/** The record of a secret with exactly this text: the client's own, live ones first, then the organisation's others. */
export function recordOfSecret(secret: string, evidence: Evidence, tools: Tools): KnownClientSecret | undefined {
  const records = evidence.known?.clientSecrets ?? [];
  if (records.length === 0) return undefined;
  const hash = encodeBase64url(tools.sha256(utf8.encode(secret)));
  const same = records.filter((one) => one.hash === hash);
  const own = same.filter((one) => isOwn(one, evidence));
  return own.find((one) => one.retiredAt === undefined) ?? own[0] ?? same[0];
}

/** Tells whether a secret's record belongs to the client of the failed request, in its environment. */
export function isOwn(record: KnownClientSecret, evidence: Evidence): boolean {
  return record.environment === evidence.environment && record.clientId === evidence.known?.client?.clientId;
}

/** Tells whether this text is a secret that the client of the failed request can authenticate with. */
export function isLiveSecret(secret: string, evidence: Evidence, tools: Tools): boolean {
  const record = recordOfSecret(secret, evidence, tools);
  return record !== undefined && record.retiredAt === undefined && isOwn(record, evidence);
}
