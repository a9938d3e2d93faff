/** One line of the process's log: an event's name and its facts, none of them a secret. */
export type Log = (
  level: 'info' | 'warning' | 'error',
  event: string,
  facts?: Readonly<Record<string, unknown>>,
) => void;

/** Writes lines of JSON. @param write takes one line, newline included. @param redact removes secrets from texts. */
export function createLog(write: (line: string) => void, redact: (text: string) => string): Log {
  return (level, event, facts = {}) => {
    const line = { time: new Date().toISOString(), level, event, ...facts };
    write(`${JSON.stringify(line, (_key, value) => (typeof value === 'string' ? redact(value) : value))}\n`);
  };
}
