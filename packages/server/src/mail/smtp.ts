import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Configuration } from '../configuration/schema.ts';
import type { DeliverMail } from './mail.ts';
import { isPrivateAddress } from './private-address.ts';

type SmtpConfiguration = NonNullable<Configuration['mail']>;

/**
 * Delivers by SMTP (RFC 5321) to the one configured server, in bounded time: with TLS from the start or by STARTTLS,
 * never falling back to plain text. Outside development it refuses a host that resolves to a private address, unless
 * the configuration allows it.
 */
export function createSmtpDelivery(mail: SmtpConfiguration, profile: Configuration['profile']): DeliverMail {
  const { security, host, port, user, password, from } = mail;
  const timeout = mail.timeout * 1000;
  const mayBePrivate = profile === 'development' || mail.allowPrivateAddress;
  return async ({ to, subject, text }) => {
    const address = await resolve(host, mayBePrivate);
    // Loaded with the first mail: most starts send none.
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      host: address,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      // The certificate is the name's, whatever address it resolved to.
      tls: { ...(isIP(host) === 0 && { servername: host }), minVersion: 'TLSv1.2' },
      ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
      connectionTimeout: timeout,
      greetingTimeout: timeout,
      socketTimeout: timeout,
      dnsTimeout: timeout,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await withinTime(
        transport.sendMail({ from, to: { name: '', address: to }, subject, text, headers: automatic }),
        timeout * 3,
      );
    } finally {
      transport.close();
    }
  };
}

/** RFC 3834: no out-of-office answers to it. */
const automatic = { 'Auto-Submitted': 'auto-generated' };

async function resolve(host: string, mayBePrivate: boolean): Promise<string> {
  const { address } = await lookup(host);
  if (!mayBePrivate && isPrivateAddress(address)) {
    throw Object.assign(new Error('The mail server has a private address'), { code: 'EPRIVATE' });
  }
  return address;
}

function withinTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('The mail server took too long'), { code: 'ETIMEDOUT' })),
      milliseconds,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
