import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import type { DeliverMail, Mail, Mailer } from './mail.ts';

/** Milliseconds before the second and the third attempt. */
const pauses = [2_000, 10_000];
const mostAtOnce = 5;
const mostWaiting = 1_000;

/** What a delivery rejects with. */
interface DeliveryError {
  readonly code?: string;
  /** Of an SMTP server. */
  readonly responseCode?: number;
  /** True where the same attempt would fail again. */
  readonly isFinal?: boolean;
}

/**
 * Delivers mail in the background: a few at once, a bounded number waiting, three attempts each. What can't be delivered
 * is logged without its recipient and its text; the person asks for another.
 */
export function createMailer(deliver: DeliverMail, log: Log): Omit<Mailer, 'hasSms'> {
  const waiting: Mail[] = [];
  const idle: (() => void)[] = [];
  let running = 0;

  async function attempt(mail: Mail): Promise<void> {
    for (let tried = 0; ; tried++) {
      try {
        await deliver(mail);
        return;
      } catch (error) {
        const { code, responseCode, ...rest } = error as DeliveryError;
        const pause = rest.isFinal || isFinalReply(responseCode) ? undefined : pauses[tried];
        log(pause === undefined ? 'error' : 'warning', 'mail-not-delivered', {
          environment: mail.environment,
          channel: mail.channel,
          attempt: tried + 1,
          code: typeof code === 'string' ? code : 'unknown',
          ...(typeof responseCode === 'number' && { responseCode }),
        });
        if (pause === undefined) return;
        await new Promise((resolve) => setTimeout(resolve, pause).unref());
      }
    }
  }

  function next(): void {
    while (running < mostAtOnce) {
      const mail = waiting.shift();
      if (mail === undefined) break;
      running += 1;
      attempt(mail).finally(() => {
        running -= 1;
        next();
      });
    }
    if (running === 0 && waiting.length === 0) for (const resolve of idle.splice(0)) resolve();
  }

  return {
    send(mail) {
      if (waiting.length >= mostWaiting) {
        log('error', 'mail-dropped', { environment: mail.environment, waiting: waiting.length });
        return;
      }
      waiting.push({ channel: 'email', ...mail, id: randomUUID() });
      // After the answer that caused it.
      setImmediate(next);
    },
    idle: () =>
      running === 0 && waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve)),
  };
}

/** RFC 5321 section 4.2.1: a reply of the 5yz class says that the same attempt fails again. */
function isFinalReply(responseCode: number | undefined): boolean {
  return responseCode !== undefined && responseCode >= 500;
}
