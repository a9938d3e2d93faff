/** One message to a person, such as a one-time code. */
export interface OutboxMessage {
  /** Address or number of the person. */
  readonly to: string;
  readonly channel: 'email' | 'sms';
  readonly subject?: string;
  /** The one-time code of the message, where it has one. */
  readonly code?: string;
  /** The link of the message, where it has one. */
  readonly link?: string;
  /** Unix milliseconds of the environment's clock. */
  readonly at: number;
}

/** Messages that were not really delivered, in memory, for the controls of a development profile. */
export interface Outbox {
  write(environment: string, message: OutboxMessage): void;
  /** The environment's messages, oldest first. */
  messages(environment: string): readonly OutboxMessage[];
}

/** @param most messages kept of each environment; beyond it the oldest goes. */
export function createOutbox(most = 200): Outbox {
  const byEnvironment = new Map<string, OutboxMessage[]>();
  return {
    write(environment, message) {
      const messages = byEnvironment.get(environment) ?? [];
      messages.push(message);
      if (messages.length > most) messages.shift();
      byEnvironment.set(environment, messages);
    },
    messages: (environment) => [...(byEnvironment.get(environment) ?? [])],
  };
}
