import { createHmac } from 'node:crypto';
import type { Configuration } from '../configuration/schema.ts';
import { callOut } from '../http/outgoing.ts';
import type { DeliverMail } from './mail.ts';

type SmsConfiguration = NonNullable<Configuration['sms']>;

/**
 * Hands a text message to the gateway of the configuration: a POST of JSON, signed over timestamp and body, with a key
 * by which the gateway knows a repetition. Rejects with `isFinal` where the same attempt would fail again.
 */
export function createSmsDelivery(
  sms: SmsConfiguration,
  profile: Configuration['profile'],
  machineNow: () => number,
): DeliverMail {
  const url = new URL(sms.url);
  return async ({ id, environment, to, text, code, at }) => {
    const body = JSON.stringify({ id, environment, to, text, code, at: new Date(at).toISOString() });
    const timestamp = String(Math.floor(machineNow() / 1000));
    const signature = createHmac('sha256', sms.key).update(`${timestamp}.${body}`).digest('hex');
    const { status } = await callOut({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': id,
        'candor-timestamp': timestamp,
        'candor-signature': `v1=${signature}`,
      },
      body,
      timeout: sms.timeout * 1000,
      mostBytes: 65_536,
      mayBePrivate: profile === 'development' || sms.allowPrivateAddress,
    });
    if (status >= 200 && status < 300) return;
    // RFC 9110 section 15.5: the request itself is at fault, but for a limit or a time-out of the gateway.
    const isFinal = status < 500 && status !== 408 && status !== 429;
    throw Object.assign(new Error('The gateway refused the message'), { code: `HTTP_${status}`, isFinal });
  };
}
