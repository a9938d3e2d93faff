/** Parameters of a request; an undefined one is left out. */
type Parameters = Readonly<Record<string, string | undefined>>;

/** The pair of RFC 7636 appendix B, each half alone so that a browser's bundle leaves it out. */
export const exampleVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const exampleChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

/** Both halves. */
export const examplePair = { verifier: exampleVerifier, challenge: exampleChallenge };

/** An authorization request as an address bar has it; the parameters change one that is in order. */
export function authorizationRequest(parameters: Parameters = {}, endpoint = 'https://idp.example/authorize'): string {
  const all = {
    response_type: 'code',
    client_id: 'shop',
    redirect_uri: 'https://shop.example/callback',
    state: 'k39fL20fkLsQ',
    ...parameters,
  };
  return `GET ${endpoint}?${formOf(all)}`;
}

/** The callback that brings a code. */
export function callback(parameters: Parameters = {}, redirectUri = 'https://shop.example/callback'): string {
  return `GET ${redirectUri}?${formOf({ code: 'Lf93kfh20LsdkfP', state: 'k39fL20fkLsQ', ...parameters })}`;
}

/** A client that was registered with these redirect URIs, and the answer. */
export function registration(...redirectUris: readonly string[]): string {
  const members = { client_name: 'Shop', redirect_uris: redirectUris };
  return paste(
    post('https://idp.example/register', JSON.stringify(members), { 'Content-Type': 'application/json' }),
    answer(201, { client_id: 'shop', ...members }),
  );
}

/** The redemption of a code as raw HTTP; the parameters change one that is in order. */
export function codeRedemption(parameters: Parameters = {}, headers: Parameters = {}, endpoint?: string): string {
  const all = {
    grant_type: 'authorization_code',
    code: 'Lf93kfh20LsdkfP',
    redirect_uri: 'https://shop.example/callback',
    client_id: 'shop',
    ...parameters,
  };
  return tokenRequest(all, headers, endpoint);
}

/** The use of a refresh token as raw HTTP; the parameters change one that is in order. */
export function refreshRequest(parameters: Parameters = {}, endpoint?: string): string {
  const all = { grant_type: 'refresh_token', refresh_token: 'Rt8fk39fL02kd', client_id: 'shop', ...parameters };
  return tokenRequest(all, {}, endpoint);
}

/** A token request as raw HTTP, with these parameters alone. */
export function tokenRequest(
  parameters: Parameters,
  headers: Parameters = {},
  endpoint = 'https://idp.example/token',
): string {
  return post(endpoint, formOf(parameters), {
    'Content-Type': 'application/x-www-form-urlencoded',
    ...headers,
  });
}

/** Any request with a body. */
export function post(url: string, body: string, headers: Parameters = {}): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return [`POST ${url}`, ...lines, '', body].join('\n');
}

/** The Authorization header of a client that authenticates with Basic. */
export function basic(id: string, secret: string): string {
  return `Basic ${btoa(`${id}:${secret}`)}`;
}

/** A call of an API with an access token. */
export function apiCall(authorization: string | undefined, url = 'https://api.example/orders'): string {
  return `GET ${url}${authorization === undefined ? '' : `\nAuthorization: ${authorization}`}`;
}

/** An answer with JSON. */
export function answer(status: number, body: unknown, headers: Parameters = {}): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  const reason = status < 300 ? 'OK' : status < 400 ? 'Found' : 'Refused';
  return [`HTTP/1.1 ${status} ${reason}`, 'Content-Type: application/json', ...lines, '', JSON.stringify(body)].join(
    '\n',
  );
}

/** An answer with a page. */
export function page(status: number, html: string, headers: Parameters = {}): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  const reason = status < 300 ? 'OK' : 'Refused';
  return [`HTTP/1.1 ${status} ${reason}`, 'Content-Type: text/html', ...lines, '', html].join('\n');
}

/** A refusal of RFC 6749 section 5.2. */
export function refused(error: string, description?: string, status = 400): string {
  return answer(status, { error, ...(description === undefined ? {} : { error_description: description }) });
}

/** A token answer that is in order; the members change it. */
export function tokens(members: Readonly<Record<string, unknown>> = {}, headers: Parameters = {}): string {
  const all = { access_token: 'a81kLs02kdQfk39fL02kdQ8', token_type: 'Bearer', expires_in: 3600, ...members };
  return answer(200, all, headers);
}

/** A request for metadata, and the document; the members change one that is in order. */
export function metadata(
  members: Readonly<Record<string, unknown>> = {},
  url = 'https://idp.example/.well-known/openid-configuration',
): string {
  const all = {
    issuer: 'https://idp.example',
    authorization_endpoint: 'https://idp.example/authorize',
    token_endpoint: 'https://idp.example/token',
    ...members,
  };
  return paste(`GET ${url}`, answer(200, all));
}

/** A JWT with these claims and no real signature. */
export function jwtOf(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown): string => btoa(JSON.stringify(value)).replaceAll('=', '');
  return [part({ alg: 'RS256' }), part(claims), 'c2ln'].join('.').replaceAll('+', '-').replaceAll('/', '_');
}

/** What was pasted one after another. */
export function paste(...parts: readonly string[]): string {
  return parts.join('\n\n');
}

function formOf(parameters: Parameters): string {
  return Object.entries(parameters)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
    )
    .join('&');
}
