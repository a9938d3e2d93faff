/** One message to a user of an environment. */
export interface Mail {
  /** The same at every attempt to deliver it. */
  readonly id: string;
  readonly channel: 'email' | 'sms';
  readonly environment: string;
  /** An address, or a number in E.164. */
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** A one-time code or a link that stands in the text. */
  readonly code?: string;
  readonly link?: string;
  /** Unix milliseconds of the environment's clock. */
  readonly at: number;
}

/** Brings one mail to its destination; rejects when that failed. */
export type DeliverMail = (mail: Mail) => Promise<void>;

/** Where the server hands its mail over. */
export interface Mailer {
  /** Whether messages reach telephones. */
  readonly hasSms: boolean;
  /** Takes the mail and returns at once: no answer waits for a delivery, and none tells by its time whether there is one. */
  send(mail: Omit<Mail, 'id' | 'channel'> & Partial<Pick<Mail, 'channel'>>): void;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}
