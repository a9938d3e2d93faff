import { defineProblems } from './problem.ts';

/** Refusals that come before OAuth is spoken: addresses, bodies, parameters as text, limits and faults. */
export const transportProblems = defineProblems({
  'request-too-large': {
    title: 'The request is larger than the server accepts',
    meaning: 'The address, the headers or the body exceed the size that this server reads, so nothing of it was used.',
    whoseMove: 'app',
    fix: 'Send only the parameters that the endpoint defines. A long authorization request can be sent as a pushed authorization request (RFC 9126).',
    retry: false,
    spec: 'RFC 9110 section 15.5.14',
  },
  'method-not-allowed': {
    title: 'This address does not accept this HTTP method',
    meaning:
      'The address exists, but not for the method that was used. The Allow header of the response names those that it accepts.',
    whoseMove: 'app',
    fix: 'Use a method from the Allow header. The token, revocation, introspection and pushed authorization request endpoints accept POST only.',
    retry: false,
    spec: 'RFC 9110 section 15.5.6',
  },
  'endpoint-unknown': {
    title: 'There is no endpoint at this address',
    meaning: 'The path names nothing that this server serves.',
    whoseMove: 'app',
    fix: "Take the endpoints' addresses from the authorization server's metadata, and compare them with the address that was requested, letter by letter.",
    retry: false,
    spec: 'RFC 9110 section 15.5.5',
  },
  'environment-unknown': {
    title: 'There is no environment of this name',
    meaning: 'The first segment of the path should name an environment of this server, and none has this name.',
    whoseMove: 'app',
    fix: "Check the issuer address in the app's configuration, in particular the environment's name at its end.",
    retry: false,
    spec: 'RFC 8414 section 3',
  },
  'host-unknown': {
    title: 'This server does not answer for this host name',
    meaning: 'The Host header names a host that this server was not configured for.',
    whoseMove: 'operator',
    fix: "Use the address that the server's configuration names, or add this host name to the configuration.",
    retry: false,
    spec: 'RFC 9110 section 15.5.20',
  },
  'endpoint-on-wrong-host': {
    title: 'This endpoint is on another host',
    meaning: 'The environment has one host for browsers and one for apps, and the request went to the other one.',
    whoseMove: 'app',
    fix: 'Send browsers to the browser host, and send requests for tokens and for the API to the API host.',
    retry: false,
    spec: 'RFC 9110 section 15.5.20',
  },
  'body-not-form': {
    title: 'The body is not a form',
    meaning:
      'This endpoint reads its parameters from a body of the type application/x-www-form-urlencoded, and the request has a body of another type or names none.',
    whoseMove: 'app',
    fix: 'Send the parameters as name=value pairs joined by &, percent-encoded, with the header Content-Type: application/x-www-form-urlencoded. JSON and multipart bodies are not read.',
    retry: false,
    spec: 'RFC 6749 appendix B',
  },
  'body-malformed': {
    title: 'The parameters cannot be decoded',
    meaning:
      'The query or the body contains a broken percent-encoding, bytes that are not UTF-8, a NUL character or more parameters than the server reads.',
    whoseMove: 'app',
    fix: 'Let a library for application/x-www-form-urlencoded build the text (URLSearchParams in JavaScript), and encode each value exactly once.',
    retry: false,
    spec: 'RFC 6749 appendix B',
  },
  'parameter-missing': {
    title: 'A required parameter is missing',
    meaning:
      'The request lacks a parameter that this endpoint needs, or has it with an empty value, which counts as missing.',
    whoseMove: 'app',
    fix: 'Add the parameter that error_description names, and check that the variable behind it is not empty.',
    retry: false,
    spec: 'RFC 6749 sections 3.1 and 5.2',
  },
  'parameter-duplicated': {
    title: 'A parameter occurs more than once',
    meaning: 'OAuth parameters must not be repeated, because two readers could pick different values.',
    whoseMove: 'app',
    fix: 'Send the parameter once. It is often in the query and in the body, or added by two layers of the app.',
    retry: false,
    spec: 'RFC 6749 sections 3.1 and 3.2',
  },
  'parameter-malformed': {
    title: "A parameter's value has the wrong form",
    meaning:
      'The value is too long, contains characters that its grammar does not allow, or is not the number that it should be.',
    whoseMove: 'app',
    fix: "Compare the value of the parameter that error_description names with the parameter's definition.",
    retry: false,
    spec: 'RFC 6749 appendix A',
  },
  'rate-limited': {
    title: 'Too many requests in a short time',
    meaning: 'The limit on requests for this endpoint is used up for now.',
    whoseMove: 'app',
    fix: 'Wait for the time that the Retry-After header names, then send the request again. Keep access tokens until they expire in place of asking for new ones.',
    retry: true,
    spec: 'RFC 6585 section 4',
  },
  overloaded: {
    title: 'The server has more work than it can do now',
    meaning: 'The request was turned away before it was processed, so nothing of it has taken effect.',
    whoseMove: 'provider',
    fix: 'Send the same request again after the time that the Retry-After header names.',
    retry: true,
    spec: 'RFC 9110 section 15.6.4',
  },
  maintenance: {
    title: 'The server is under maintenance',
    meaning:
      'The operator has paused the OAuth endpoints. Codes and tokens that were issued before stay valid until they expire.',
    whoseMove: 'provider',
    fix: 'Send the same request again after the time that the Retry-After header names.',
    retry: true,
    spec: 'RFC 9110 section 15.6.4',
  },
  'server-fault': {
    title: 'The server failed to process the request',
    meaning: 'The request met a fault in the server. The request itself may be in order.',
    whoseMove: 'operator',
    fix: 'Send the request again. If it fails again, give the request id to the operator, who finds the fault in the log under it.',
    retry: true,
    spec: 'RFC 9110 section 15.6.1',
  },
});
