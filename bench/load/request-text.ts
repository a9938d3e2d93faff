export type Headers = Readonly<Record<string, string>>;

/** A request as text. @param body ASCII. */
export function requestText(method: 'GET' | 'POST', path: string, headers: Headers, body = ''): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  if (method === 'POST') lines.push(`content-length: ${body.length}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

export function formText(parameters: Readonly<Record<string, string>>): string {
  return new URLSearchParams(parameters).toString();
}

/** RFC 6749 section 2.3.1: both parts form-encoded. */
export function basicHeader(id: string, secret: string): string {
  const pair = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
