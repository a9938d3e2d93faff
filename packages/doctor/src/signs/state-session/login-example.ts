import { authorizationRequest, callback, paste, refused } from '../example.ts';

/** How an app starts a login in examples; what is left out is in order, and there is no cookie. */
interface Start {
  readonly from?: string | undefined;
  readonly setCookie?: string | undefined;
  /** A header line of the request. */
  readonly header?: string | undefined;
  /** The Date of the answer. */
  readonly date?: string | undefined;
}

/** A whole login of examples. */
interface Login extends Start {
  /** What the callback carries. */
  readonly cookie?: string;
  readonly redirectUri?: string;
  /** Exchanges between the start and the callback. */
  readonly between?: string;
}

/** A login whose callback the app refuses for its state. */
export function loginRefused({ cookie, redirectUri, between, ...start }: Login): string {
  return paste(
    startOf(start),
    ...(between === undefined ? [] : [between]),
    linesOf(callback({}, redirectUri), cookie && `Cookie: ${cookie}`),
    refused('invalid_state', 'the state was not found'),
  );
}

/** The request that starts a login, and the redirect to the authorization endpoint. */
export function startOf({ from = 'https://shop.example/login', setCookie, header, date }: Start): string {
  const [, location] = authorizationRequest().split(' ');
  return paste(
    linesOf(`GET ${from}`, header),
    linesOf(
      'HTTP/1.1 302 Found',
      date && `Date: ${date}`,
      `Location: ${location}`,
      setCookie && `Set-Cookie: ${setCookie}`,
    ),
  );
}

function linesOf(...lines: readonly (string | undefined)[]): string {
  return lines.filter((one) => one !== undefined).join('\n');
}
