/** One mail to a user of an environment. */
export interface Mail {
  readonly environment: string;
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
  /** Takes the mail and returns at once: no answer waits for a delivery, and none tells by its time whether there is one. */
  send(mail: Mail): void;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}
