/** One line of the process's log: an event's name and its facts, none of them a secret. */
export type Log = (
  level: 'info' | 'warning' | 'error',
  event: string,
  facts?: Readonly<Record<string, unknown>>,
) => void;

/** Writes lines of JSON. @param write takes one line, newline included. */
export function createLog(write: (line: string) => void): Log {
  return (level, event, facts = {}) => {
    const line = { time: new Date().toISOString(), level, event, ...facts };
    write(`${JSON.stringify(line)}\n`);
  };
}
