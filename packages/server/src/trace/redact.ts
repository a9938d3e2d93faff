import { Buffer } from 'node:buffer';
import type { SentParameter } from '../explanations/refused-exchange.ts';
import { redactAddress } from './redact-address.ts';
import { redactDetail } from './redact-detail.ts';
import { classOfName } from './secret-names.ts';
import { kindOfText, looksRandom, replaceSecrets, type TextKind } from './secret-texts.ts';

/** Takes out of a refused exchange what the trace must not keep (ARCHITECTURE 4.8, 4.9). Nothing here throws. */
export interface Redactor {
  /**
   * At most 60 parameters, each value at most 512 characters.
   * @param known.knownClientId true when the request's `client_id` is a client of the environment.
   */
  parameters(sent: readonly SentParameter[], known?: { readonly knownClientId?: boolean }): SentParameter[];
  headerValue(name: string, value: string): string;
  /** A text of any origin: a path, a description, a user agent. At most 512 characters. */
  text(value: string): string;
  /**
   * A refusal's private detail: as JSON at most 8 KiB; what is beyond is left out and `truncated` says so.
   * @param known.clientId the known client that the request named: shown where it stands.
   */
  detail(
    record: Readonly<Record<string, unknown>>,
    known?: { readonly clientId?: string | undefined },
  ): Record<string, unknown>;
}

const longestValue = 512;
const longestScanned = 4096;
const mostParameters = 60;
const unreadable = '(unreadable)';

/**
 * @param keyed.fingerprint 8 hex digits of a secret, keyed. Codes, one-time codes, passwords and verifiers never get
 * one, nor does random text that can't be told from them.
 */
export function createRedactor(keyed: { readonly fingerprint: (text: string) => string }): Redactor {
  const describe = (name: string, value: string, fingerprinted: boolean): string => {
    const found = kindOfText(value);
    const shown = found.secret && found.name !== 'random text' ? found.name : name;
    const what = found.secret || found.name === 'text' ? '' : `, ${found.name}`;
    const mark = fingerprinted && !(found.secret && found.name === 'authorization code') && value !== '';
    return `${shown} (${value.length} characters${what}${mark ? `, fingerprint ${keyed.fingerprint(value)}` : ''})`;
  };
  const replace = (found: TextKind, value: string): string =>
    `(${found.name}, ${value.length} characters${found.fingerprinted ? `, fingerprint ${keyed.fingerprint(value)}` : ''})`;
  const scrub = (value: string): string => cut(replaceSecrets(scanned(value), replace));
  const address = (value: string): string => cut(redactAddress(scanned(value), { text: scrub, hidden: describe }));
  const guard = <Result>(otherwise: Result, run: () => Result): Result => {
    try {
      return run();
    } catch {
      return otherwise;
    }
  };

  const byName = (name: string, value: string, knownClientId: boolean): string => {
    switch (classOfName(name)) {
      case 'secret':
        return describe(label(name), value, false);
      case 'fingerprinted':
        return describe(label(name), value, true);
      case 'client-id':
        return knownClientId ? cut(value) : unknownClientId(value);
      case 'address':
        return address(value);
      case 'vocabulary':
        return scrub(value);
      default:
        return describe('value', value, false);
    }
  };

  /** A name is the sender's text too: a body of another format is read as one long name. */
  const label = (name: string): string =>
    /^[A-Za-z][A-Za-z_.[\]-]{0,39}\d{0,2}$/.test(name) && !looksRandom(name) && scrub(name) === name
      ? name
      : `(name of ${name.length} characters)`;

  const unknownClientId = (value: string): string => {
    const found = kindOfText(value);
    const open = !found.secret && value.length >= 8 && /^[\x21-\x7e]+$/.test(value) && scrub(value) === value;
    const beginning = open ? `, begins with ${value.slice(0, 4)}` : '';
    const name = found.secret && found.name !== 'random text' ? found.name : 'unknown client_id';
    const mark = found.secret && !found.fingerprinted && found.name !== 'random text' ? '' : keyed.fingerprint(value);
    return `${name} (${value.length} characters${beginning}${mark === '' ? '' : `, fingerprint ${mark}`})`;
  };

  return {
    parameters: (sent, known = {}) =>
      guard([], () => {
        const namesClient = ({ name }: SentParameter): boolean => classOfName(name) === 'client-id';
        const ids = new Set(sent.filter(namesClient).map(({ value }) => value));
        // Sent twice with two values, at most one of them is the known client's.
        const knownClientId = known.knownClientId === true && ids.size === 1;
        const kept = sent.slice(0, mostParameters - (sent.length > mostParameters ? 1 : 0));
        const redacted = kept.map((parameter) => ({
          name: guard(unreadable, () => label(parameter.name)),
          value: guard(unreadable, () =>
            byName(parameter.name, parameter.value, knownClientId && namesClient(parameter)),
          ),
          in: parameter.in,
        }));
        const left = sent.length - kept.length;
        if (left > 0)
          redacted.push({ name: '(more)', value: `(${left} more parameters)`, in: sent.at(-1)?.in ?? 'query' });
        return redacted;
      }),
    headerValue: (name, value) =>
      guard(unreadable, () =>
        classOfName(name) === 'fingerprinted' && /authorization$/i.test(name)
          ? authorization(value, describe)
          : byName(name, value, false),
      ),
    text: (value) => guard(unreadable, () => scrub(value)),
    detail: (record, known = {}) =>
      guard({ truncated: true }, () =>
        redactDetail(record, {
          named: (name, value) => byName(name, value, value === known.clientId),
          text: scrub,
          label,
        }),
      ),
  };
}

/** Says of Basic credentials how long the name and the secret are (RFC 7617), of others what kind they are. */
function authorization(value: string, describe: (name: string, value: string, mark: boolean) => string): string {
  const match = /^\s*([A-Za-z]{1,16})\s+(.*)$/s.exec(value);
  if (match === null) return describe('authorization', value, true);
  const [, scheme = '', credentials = ''] = match;
  if (!/^basic$/i.test(scheme)) {
    const known = /^(bearer|dpop|digest|token)$/i.test(scheme) ? `${scheme} ` : '';
    return `${known}${describe('credentials', known === '' ? value : credentials, true)}`;
  }
  const decoded = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon === -1) return `${scheme} ${describe('credentials', credentials, true)}`;
  return `${scheme} name (${colon} characters), ${describe('secret', decoded.slice(colon + 1), true)}`;
}

/** The part of a long text that is looked at; a word that the limit cuts in two is left out, lest half a secret stays. */
function scanned(value: string): string {
  if (value.length <= longestScanned) return value;
  let end = longestScanned;
  while (end > 0 && !' \t\r\n&,;'.includes(value.charAt(end - 1))) end--;
  return value.slice(0, end);
}

const cut = (value: string): string => (value.length <= longestValue ? value : `${value.slice(0, longestValue - 1)}…`);
