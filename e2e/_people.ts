/** What people with second factors have beside the browser: a mailbox and an authenticator app. */
import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { press } from './_browser.ts';
import type { Candor } from './_candor.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly code?: string;
  readonly link?: string;
}

/** Everything that was mailed in the sandbox, oldest first. */
export async function outbox(candor: Candor): Promise<readonly Mail[]> {
  return (await candor.api('GET', '/api/environments/sandbox/outbox')).json;
}

/** The newest code or link of somebody; mail leaves after the answer, so it is waited for. */
export async function mailed(
  candor: Candor,
  email: string,
  what: 'code' | 'link',
  before: string | undefined = undefined,
): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const mail = (await outbox(candor)).findLast(({ to, [what]: text }) => to === email && text !== undefined);
    const found = mail?.[what];
    if (found !== undefined && found !== before) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`No ${what} was mailed to ${email}`);
}

/** What an authenticator app shows for a key in base32 (RFC 6238): written for itself, to catch the server out. */
export function totpCode(key: string, steps = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key.replaceAll(' ', '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'));
  const bytes = (bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac('sha1', Buffer.from(bytes)).update(counter).digest();
  const value = mac.readUInt32BE((mac[19] as number) & 15) & 0x7fffffff;
  return String(value % 1_000_000).padStart(6, '0');
}

export interface Person {
  readonly email: string;
  readonly password: string;
}

/** Somebody of their own, for a test that changes them. */
export async function createPerson(
  candor: Candor,
  name: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Person> {
  const person = { email: `${name}@demo.example`, password: 'a few plain words in a row' };
  const body = { ...person, account: 'Northwind Books', role: 'owner', ...more };
  const { status, json } = await candor.api('POST', '/api/environments/sandbox/users', body);
  if (status !== 201) throw new Error(`${name} was not created: ${JSON.stringify(json)}`);
  return person;
}

/** Types a code into the page that asks for one, and sends it. */
export async function typeCode(page: Page, code: string, button = 'Continue', field = 'Code of 6 digits') {
  await page.getByLabel(field).fill(code);
  await press(page, button);
}
