import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Storage } from '@candor/storage';
import type { Configuration } from './configuration/schema.ts';
import { createDemoApp, type DemoApp } from './demo/demo-app.ts';
import type { DemoClient } from './demo/demo-client.ts';
import { createPasswords, type Passwords } from './directory/passwords.ts';
import { type Environments, openEnvironments } from './environments.ts';
import type { Diagnose } from './explanations/refused-exchange.ts';
import { createHandler } from './http/handle.ts';
import { type Listener, listen } from './http/listen.ts';
import { createIdentifiers, type Identifiers } from './identifiers.ts';
import { deriveKey } from './keys/sealing.ts';
import type { Log } from './log.ts';
import { createMac } from './mac.ts';
import { createMailer } from './mail/create-mailer.ts';
import type { DeliverMail, Mailer } from './mail/mail.ts';
import { createSmsDelivery } from './mail/sms-webhook.ts';
import { createSmtpDelivery } from './mail/smtp.ts';
import { createOutbox, type Outbox } from './outbox/outbox.ts';
import { pooledRandomBytes, type RandomBytes } from './randomness.ts';
import { createFingerprints, type Fingerprints } from './trace/fingerprint.ts';
import { createRedactor, type Redactor } from './trace/redact.ts';
import type { Trace } from './trace/trace.ts';

export interface ServerOptions {
  readonly configuration: Configuration;
  readonly storage: Storage;
  readonly trace: Trace;
  /** Makes the doctor of this installation; secrets appear in its diagnoses as the given keyed fingerprints. */
  readonly createDiagnose: (fingerprint: (text: string) => string) => Diagnose;
  /** 32 bytes. */
  readonly encryptionKey: Uint8Array;
  readonly log: Log;
  /** Unix milliseconds of the machine's clock; the system's when absent. */
  readonly machineNow?: () => number;
}

/** Everything that the server's own routes and its environments share. */
export interface ServerContext {
  readonly configuration: Configuration;
  /** Origin under which the server is reached, without a slash at the end. */
  readonly url: string;
  /** Origin of the console: `url`, unless the configuration gives it one of its own. */
  readonly consoleUrl: string;
  readonly storage: Storage;
  readonly trace: Trace;
  readonly diagnose: Diagnose;
  readonly environments: Environments;
  readonly passwords: Passwords;
  /** Compares client secrets that were brought along, one at a time. */
  readonly weakSecrets: Pick<Passwords, 'verify'>;
  readonly randomBytes: RandomBytes;
  readonly identifiers: Identifiers;
  readonly fingerprints: Fingerprints;
  readonly redactor: Redactor;
  readonly mac: (purpose: string, text: string) => string;
  /** Unix milliseconds of the machine's clock: administration, members and keys live by it. */
  readonly machineNow: () => number;
  readonly log: Log;
  /** Messages that have no real delivery, for the controls of a development profile. */
  readonly outbox: Outbox;
  /** Absent where a production profile configures no delivery: then nothing that needs a mail is offered. */
  readonly mailer: Mailer | undefined;
  /** 32 bytes under which users' authenticator secrets are sealed. */
  readonly secondFactorKey: Uint8Array;
  /** HMAC-SHA-256 under the encryption key, which no copy of the store gives away: 43 characters of base64url. */
  readonly secretMac: (purpose: string, text: string) => string;
  /** True where demonstration data was asked for: the start page says where its credentials are. */
  readonly demonstration: boolean;
  /** The demonstration app, once it was opened. */
  readonly demoApp: () => DemoApp | undefined;
}

export interface Server {
  readonly context: ServerContext;
  readonly port: number;
  /** Opens the demonstration app at `/demo`, with its registration in each environment. */
  openDemoApp(clients: readonly DemoClient[]): void;
  /** Stops accepting, finishes what is under way, flushes the trace, closes the store. */
  close(): Promise<void>;
}

const patience = 10_000;
const sweepInterval = 1_000;
/** Rows in one step: about two milliseconds. */
const sweepStep = 250;
const mostSweepSteps = 60;
const sweepPause = 5;
/** Milliseconds that ended tokens stay, so that their use can be explained. */

/**
 * Starts a server on the configured address. Rejects with the system's error when it can't listen there, and with
 * `EncryptionKeyError` when the stored keys don't open.
 */
export async function startServer(options: ServerOptions, demonstration: boolean): Promise<Server> {
  const { configuration, storage, trace } = options;
  const machineNow = options.machineNow ?? Date.now;
  const randomBytes = pooledRandomBytes();
  const identifiers = createIdentifiers(machineNow, randomBytes(4));
  let handle: ReturnType<typeof createHandler> | undefined;
  const starting = Promise.resolve({ status: 503, headers: { 'retry-after': '1' }, body: '' });
  const listener: Listener = await listen(
    {
      host: configuration.host,
      port: configuration.port,
      trustedProxies: configuration.trustedProxies,
      identifiers,
      secure: configuration.url?.startsWith('https:') === true,
    },
    (request) => handle?.answer(request) ?? starting,
    (fault, request) => handle?.answerFault(fault, request) ?? starting,
  );
  const url = configuration.url?.replace(/\/+$/, '') ?? `http://${hostText(configuration.host)}:${listener.port}`;
  const installationKey = await readInstallationKey(storage, randomBytes);
  const fingerprints = withCallerCache(createFingerprints(deriveKey(installationKey, 'fingerprints')));
  const redactor = createRedactor(fingerprints);
  const log = redacted(options.log, redactor);
  let demoApp: DemoApp | undefined;
  const outbox = createOutbox();
  const shared = {
    configuration,
    url,
    consoleUrl: configuration.consoleUrl?.replace(/\/+$/, '') ?? url,
    storage,
    trace,
    diagnose: options.createDiagnose(fingerprints.fingerprint),
    passwords: createPasswords(randomBytes, Math.max(1, availableParallelism() - 1)),
    weakSecrets: createPasswords(randomBytes, 1),
    randomBytes,
    identifiers,
    fingerprints,
    redactor,
    mac: createMac(installationKey),
    machineNow,
    log,
    outbox,
    mailer: openMailer({ configuration, outbox, log, machineNow }),
    secondFactorKey: deriveKey(options.encryptionKey, 'second-factor-secrets'),
    secretMac: createMac(deriveKey(options.encryptionKey, 'second-factor-codes')),
    demonstration,
    demoApp: () => demoApp,
  };
  let context: ServerContext;
  try {
    const environments = await openEnvironments(shared, options.encryptionKey);
    context = { ...shared, environments };
  } catch (error) {
    await listener.close(0);
    throw error;
  }
  handle = createHandler(context);
  const sweep = startSweep(context);
  return {
    context,
    port: listener.port,
    openDemoApp(clients) {
      demoApp = clients.length > 0 ? createDemoApp(url, clients, machineNow) : undefined;
    },
    async close() {
      await listener.close(patience);
      clearInterval(sweep);
      context.environments.close();
      await trace.close();
      await storage.close();
    },
  };
}

/** Real delivery where it is configured; in a development profile without it, the outbox. */
function openMailer({
  configuration,
  outbox,
  log,
  machineNow,
}: {
  readonly configuration: Configuration;
  readonly outbox: Outbox;
  readonly log: Log;
  readonly machineNow: () => number;
}): Mailer | undefined {
  const { mail, sms, profile } = configuration;
  const isDevelopment = profile === 'development';
  if (!mail && !isDevelopment) {
    log('warning', 'mail-not-configured', { effect: 'no codes by mail and no resets by mail are offered' });
    return undefined;
  }
  const toOutbox: DeliverMail = async ({ environment, to, channel, subject, code, link, at }) => {
    const sent = { ...(code !== undefined && { code }), ...(link !== undefined && { link }) };
    outbox.write(environment, { to, channel, ...(channel === 'email' && { subject }), ...sent, at });
  };
  const deliver = {
    email: mail ? createSmtpDelivery(mail, profile) : toOutbox,
    sms: sms ? createSmsDelivery(sms, profile, machineNow) : toOutbox,
  };
  // Without a gateway, and without the outbox of development, codes go to the address.
  const hasSms = sms !== undefined || (isDevelopment && !mail);
  // Each way has a queue of its own: a gateway that hangs holds up no mail.
  const [email, texts] = [createMailer(deliver.email, log), createMailer(deliver.sms, log)];
  return {
    hasSms,
    send: (message) => (message.channel === 'sms' ? texts : email).send(message),
    idle: async () => {
      await Promise.all([email.idle(), texts.idle()]);
    },
  };
}

/** 32 random bytes that fingerprints, address hashes and form tokens of this installation are made with. */
async function readInstallationKey(storage: Storage, randomBytes: RandomBytes): Promise<Uint8Array> {
  const text = await storage.settingOnce('installation-key', Buffer.from(randomBytes(32)).toString('base64url'));
  return Buffer.from(text, 'base64url');
}

/** An error's message may quote what a stranger sent: the log gets it as the trace would. */
function redacted(log: Log, redactor: Redactor): Log {
  const clean = (value: unknown): unknown => (typeof value === 'string' ? redactor.text(value) : value);
  return (level, event, facts = {}) =>
    log(level, event, Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, clean(value)])));
}

/** The same addresses and user agents come again and again: their keyed hashes are made once. */
function withCallerCache(fingerprints: Fingerprints): Fingerprints {
  return { ...fingerprints, address: remembered(fingerprints.address), agent: remembered(fingerprints.agent) };
}

function remembered(hash: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let hashed = known.get(text);
    if (hashed === undefined) {
      if (known.size >= mostKnownCallers) known.clear();
      hashed = hash(text);
      known.set(text, hashed);
    }
    return hashed;
  };
}

const mostKnownCallers = 4096;

/** Deletes what can't matter any more, each environment by its own clock, in steps that no request has to wait for. */
function startSweep({ environments, storage, machineNow, log }: ServerContext): NodeJS.Timeout {
  let isSweeping = false;
  const sweep = async (): Promise<void> => {
    const clocks = [...environments.byName].map(([name, { deps, policy }]) => ({
      name,
      now: deps.now,
      retention: policy.tokenRetention * 1000,
    }));
    // Members' sessions and attempts belong to no environment.
    for (const { name, now, retention } of [...clocks, { name: '', now: machineNow, retention: 0 }]) {
      let removed = sweepStep;
      for (let step = 0; removed === sweepStep && step < mostSweepSteps; step++) {
        removed = await storage.removeExpired({ environment: name, now: now(), retention, limit: sweepStep });
        await pause(sweepPause);
      }
    }
  };
  const timer = setInterval(() => {
    if (isSweeping) return;
    isSweeping = true;
    sweep()
      .catch((error: unknown) => log('error', 'sweep-failed', { error: (error as Error).message }))
      .finally(() => {
        isSweeping = false;
      });
  }, sweepInterval);
  return timer.unref();
}

function hostText(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
