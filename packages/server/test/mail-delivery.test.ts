/** Delivery of mail: a real SMTP server catches real mails; bounded time, TLS without falling back, nothing in the log. */
import assert from 'node:assert/strict';
import { type AddressInfo, createServer } from 'node:net';
import { after, describe, it } from 'node:test';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { readConfiguration } from '../src/configuration/read-configuration.ts';
import { createMailer } from '../src/mail/create-mailer.ts';
import type { Mail } from '../src/mail/mail.ts';
import { isPrivateAddress } from '../src/mail/private-address.ts';
import { createSmtpDelivery } from '../src/mail/smtp.ts';
import { openBrowser, startOAuthServer } from './_oauth.ts';
import { signInAtApp, textOf } from './_people.ts';

interface Caught {
  readonly mail: Email;
  readonly secure: boolean;
  readonly user: string | undefined;
}

/** An SMTP server that keeps what comes. */
async function catchMail(
  options: SMTPServerOptions = {},
): Promise<{ readonly port: number; readonly caught: Caught[] }> {
  const caught: Caught[] = [];
  const server = new SMTPServer({
    authOptional: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'password of the relay' ? done(null, { user: username }) : done(new Error('wrong')),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const mail = await PostalMime.parse(Buffer.concat(chunks));
        caught.push({ mail, secure: session.secure, user: session.user as string | undefined });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
  after(() => server.close());
  return { port: (server.server.address() as AddressInfo).port, caught };
}

const mailConfiguration = (port: number, more: Record<string, unknown> = {}) => {
  const mail = { host: '127.0.0.1', port, security: 'none', from: 'Northwind <no-reply@northwind.example>', ...more };
  const { mail: read } = readConfiguration({ mail });
  assert.ok(read);
  return read;
};

const aMail: Mail = {
  id: 'message-1',
  channel: 'email',
  environment: 'sandbox',
  to: 'ada@people.example',
  subject: 'Your code for Northwind – grüße',
  text: 'Your code is\n\n    123456\n',
  code: '123456',
  at: 0,
};

describe('a server with a configured SMTP server', async () => {
  const { port, caught } = await catchMail();
  const server = await startOAuthServer({ configuration: { mail: mailConfiguration(port) } });
  const client = await server.createClient('sandbox');

  it('mails a code with which the user signs in, and keeps no outbox', async () => {
    const user = await server.createUser('sandbox', { secondFactor: 'message' });
    const { browser, address } = await signInAtApp(server, client, user);
    await server.server.context.mailer?.idle();
    const { mail } = caught.at(-1) as Caught;
    assert.equal(mail.to?.[0]?.address, user.email);
    assert.deepEqual(mail.from, { address: 'no-reply@northwind.example', name: 'Northwind' });
    assert.equal(mail.subject, 'Your code for sandbox');
    assert.equal(mail.headers.find(({ key }) => key === 'auto-submitted')?.value, 'auto-generated');
    assert.equal(mail.html, undefined);
    const code = /^ {4}(\d{6})$/m.exec(mail.text ?? '')?.[1] as string;
    assert.match((await browser.submit(address, { code })).headers.get('location') ?? '', /consent/);
    assert.deepEqual(server.server.context.outbox.messages('sandbox'), []);
    assert.equal((await server.api('GET', '/api/environments/sandbox/outbox')).status, 404);
  });

  it('mails a link with which a password is reset', async () => {
    const user = await server.createUser('sandbox');
    const browser = openBrowser(server);
    await browser.open('/sandbox/forgotten-password');
    await browser.submit('/sandbox/forgotten-password', { email: user.email });
    await server.server.context.mailer?.idle();
    const { mail } = caught.at(-1) as Caught;
    assert.equal(mail.to?.[0]?.address, user.email);
    const link = /^http:\S+$/m.exec(mail.text ?? '')?.[0] as string;
    assert.match(textOf(await browser.open(link)), /Choose a new password/);
  });
});

describe('delivery by SMTP', () => {
  it('authenticates where it is configured to', async () => {
    const { port, caught } = await catchMail({ authOptional: false, allowInsecureAuth: true });
    const deliver = createSmtpDelivery(
      mailConfiguration(port, { user: 'relay', password: 'password of the relay' }),
      'development',
    );
    await deliver(aMail);
    assert.equal(caught[0]?.user, 'relay');
    assert.equal(caught[0]?.mail.subject, aMail.subject);
    const wrong = createSmtpDelivery(mailConfiguration(port, { user: 'relay', password: 'wrong' }), 'development');
    await assert.rejects(wrong(aMail), { code: 'EAUTH' });
    assert.equal(caught.length, 1);
  });

  it('never falls back to plain text, and takes no certificate that nobody vouches for', async () => {
    const plain = await catchMail({ disabledCommands: ['STARTTLS'] });
    await assert.rejects(
      createSmtpDelivery(mailConfiguration(plain.port, { security: 'starttls' }), 'development')(aMail),
    );
    const selfSigned = await catchMail();
    for (const security of ['starttls', 'tls']) {
      await assert.rejects(createSmtpDelivery(mailConfiguration(selfSigned.port, { security }), 'development')(aMail));
    }
    assert.deepEqual([...plain.caught, ...selfSigned.caught], []);
  });

  it('gives up a server that says nothing', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    after(() => silent.close());
    const { port } = silent.address() as AddressInfo;
    const started = performance.now();
    await assert.rejects(createSmtpDelivery(mailConfiguration(port, { timeout: 1 }), 'development')(aMail));
    assert.ok(performance.now() - started < 6_000);
  });

  it('refuses a private address in production, unless it is allowed', async () => {
    const { port, caught } = await catchMail();
    await assert.rejects(createSmtpDelivery(mailConfiguration(port), 'production')(aMail), { code: 'EPRIVATE' });
    await createSmtpDelivery(mailConfiguration(port, { allowPrivateAddress: true }), 'production')(aMail);
    assert.equal(caught.length, 1);
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '192.168.0.9',
      '172.31.255.1',
      '169.254.169.254',
      '::1',
      'fe80::1',
      'fd00::1',
      '::ffff:10.0.0.1',
    ]) {
      assert.ok(isPrivateAddress(address), address);
    }
    for (const address of ['8.8.8.8', '172.32.0.1', '2001:4860:4860::8888', '::ffff:8.8.8.8'])
      assert.ok(!isPrivateAddress(address), address);
  });

  it('can’t be told to send elsewhere by an address with a line break or a second address', async () => {
    const { port, caught } = await catchMail();
    const deliver = createSmtpDelivery(mailConfiguration(port), 'development');
    for (const to of ['ada@people.example\r\nBcc: eve@evil.example', 'ada@people.example, eve@evil.example']) {
      await deliver({ ...aMail, to }).catch(() => {});
    }
    for (const { mail } of caught) {
      assert.equal(mail.bcc, undefined);
      assert.ok((mail.to ?? []).every(({ address }) => address !== 'eve@evil.example'));
    }
  });
});

describe('the mailer', () => {
  it('logs a failed delivery without recipient, subject and text', async () => {
    const lines: unknown[] = [];
    const mailer = createMailer(
      async () => {
        throw Object.assign(new Error('550 no ada@people.example here'), { responseCode: 550, code: 'EENVELOPE' });
      },
      (...line) => lines.push(line),
    );
    mailer.send(aMail);
    await mailer.idle();
    assert.deepEqual(lines, [
      [
        'error',
        'mail-not-delivered',
        { channel: 'email', environment: 'sandbox', attempt: 1, code: 'EENVELOPE', responseCode: 550 },
      ],
    ]);
  });

  it('keeps a bounded number waiting', async () => {
    const dropped: string[] = [];
    let delivered = 0;
    const mailer = createMailer(
      async () => {
        delivered += 1;
      },
      (_level, event) => dropped.push(event),
    );
    for (let n = 0; n < 1_003; n++) mailer.send(aMail);
    await mailer.idle();
    assert.deepEqual([delivered, dropped], [1_000, ['mail-dropped', 'mail-dropped', 'mail-dropped']]);
  });
});

describe('the configuration of mail', () => {
  const base = {
    profile: 'production',
    url: 'https://id.example',
    encryptionKey: 'k'.repeat(43),
    consoleUrl: 'https://console.example',
  };
  const mail = { host: 'mail.example', from: 'a@mail.example' };

  it('refuses plain text in production, and a sender that is none', () => {
    assert.equal(readConfiguration({ ...base, mail }).mail?.security, 'tls');
    assert.throws(() => readConfiguration({ ...base, mail: { ...mail, security: 'none' } }), /mail\.security/);
    for (const from of ['nobody', 'a@b\r\nBcc: c@d', '<>']) {
      assert.throws(() => readConfiguration({ mail: { ...mail, from } }), /mail\.from/, from);
    }
  });
});
