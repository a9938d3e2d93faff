export { ConfigurationError, readConfiguration } from './configuration/read-configuration.ts';
export type { Configuration } from './configuration/schema.ts';
export type { Diagnose, Diagnosis, RefusedExchange } from './explanations/refused-exchange.ts';
export { EncryptionKeyError } from './keys/signing-keys.ts';
export { createLog, type Log } from './log.ts';
export { type Server, type ServerContext, type ServerOptions, startServer } from './server.ts';
export { openTrace } from './trace/open-trace.ts';
export type { Trace } from './trace/trace.ts';
export { TraceOpenError } from './trace/trace-open-error.ts';
