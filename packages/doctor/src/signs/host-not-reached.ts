/** How runtimes name the host that they could not reach: Node, Go, Python, curl, Java, Dart, Rust. */
const named: readonly RegExp[] = [
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH)\s+["']?([^\s"':,)]{1,200})/,
  /\blookup:? ["']?([^\s"':,)]{1,200})["']?(?::| on | \()/i,
  /\bhost=["']([^"'\n]{1,200})["']/,
  /\bresolve(?: host)?:? ["']?([^\s"':,;)]{1,200})/i,
  /\bUnknownHostException: ["']?([^\s"':,)]{1,200})/,
  /\b(?:No such host is known\.? \(?|not known \()["']?([^\s"':,)]{1,200})/i,
];

/** The host that a network error names, as it is written there. */
export function hostNotReached(said: string): string | undefined {
  return named.map((pattern) => pattern.exec(said)?.[1]).find((one) => one !== undefined);
}

/** `idp.example.comoauth`: the start of a path where the name of a domain ends. */
const withPath = /\.(?:com|net|org|io)(?:\.well-known|oauth\w*|auth\w*|token|api|v\d|realms|log[io]n|connect|common)$/i;

/** What stands in the place of a host where an address was put together from parts of the wrong kind. */
export function placeOfHost(host = ''): 'scheme' | 'path' | 'nothing' | undefined {
  if (/^https?$/i.test(host)) return 'scheme';
  if (withPath.test(host)) return 'path';
  return /^(?:undefined|null|none|nil|nan|%7B.*|\$?\{.*|\$[A-Z_]+)$/i.test(host) ? 'nothing' : undefined;
}
