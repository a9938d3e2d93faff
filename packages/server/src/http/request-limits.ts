/** What a stranger may cost: sizes in bytes, times in milliseconds. */
export const requestLimits = Object.freeze({
  header: 16_384,
  body: 65_536,
  /** From the first byte to the last header. */
  headersTimeout: 10_000,
  /** From the first byte to the end of the body. */
  requestTimeout: 20_000,
  keepAliveTimeout: 65_000,
  /** Requests that are answered side by side; one more is shed. */
  concurrentRequests: 2_000,
  connections: 10_000,
});
