import { isHtml } from '../evidence/outcome.ts';
import { showValue } from '../text/value.ts';
import { hasFailed, isComplainedOf, quotedValues } from './said-about.ts';
import { type Look, type Sign, say } from './sign.ts';
import type { Seen, View } from './view.ts';

const tokenRoles = [
  'token-request',
  'revocation-request',
  'introspection-request',
  'device-authorization-request',
  'pushed-authorization-request',
] as const;
const firewalls: readonly (readonly [RegExp, string])[] = [
  [/cf-mitigated|attention required|just a moment|cf-(?:error|chl|ray)|cloudflare|error 10[012]\d/i, 'Cloudflare'],
  [/cloudfront|request could not be satisfied/i, 'CloudFront'],
  [/akamai|reference\s*(?:#|&#35;)\s*\d+\.|errors\.edgesuite/i, 'Akamai'],
  [/incapsula|imperva|_incap_/i, 'Imperva'],
  [
    /captcha|are you (?:a )?human|bot detect|perimeterx|datadome|request blocked|web application firewall|mod_security|sucuri|the requested url was rejected/i,
    'a bot check or firewall',
  ],
];
const grants = new Set([
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'password',
  'implicit',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:saml2-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:openid:params:grant-type:ciba',
]);

/** How the request travels: address, method, body, header, and who answers in the server's place. */
export const transportSigns: Look = function* transport(view) {
  const { subject } = view;
  yield* ofQuotedBlank(view);
  if (subject === undefined) {
    yield* ofFormAnswer(view);
    return;
  }
  yield* ofRedirect(view, subject);
  if (!hasFailed(view)) return;
  yield* ofAddress(view, subject);
  yield* ofFirewall(view, subject);
  yield* ofCors(view, subject);
  yield* ofBlanks(view, subject);
  if (!subject.isOf(...tokenRoles)) return;
  yield* ofMethod(view, subject);
  yield* ofBody(view, subject);
  yield* ofParameters(subject);
};

function* ofRedirect(view: View, subject: Seen): Generator<Sign> {
  const { status } = subject;
  const location = subject.answered('location');
  if (
    subject.isOf(...tokenRoles) &&
    status !== undefined &&
    status >= 300 &&
    status < 400 &&
    subject.code === undefined
  ) {
    yield say('transport-endpoint/token-request-redirected', 'redirect', 'certain', [
      'token answer',
      `${status}${location === undefined ? '' : `, Location: ${showValue(location.split('?')[0] ?? '')}`}`,
      'the final address of the endpoint, called directly',
    ]);
  }
  if (subject.method !== 'GET') return;
  const post = view.before.findLast(
    (one) =>
      one.method === 'POST' &&
      one.isOf('token-request') &&
      one.status !== undefined &&
      one.status >= 300 &&
      one.status < 400,
  );
  if (post !== undefined && (subject.path.includes('token') || subject.path === post.path)) {
    yield say('transport-endpoint/token-request-redirected', 'became-get', 'certain', [
      'token request',
      `a POST answered with ${post.status}, then GET`,
      'POST to the final address',
    ]);
  }
}

function* ofAddress(view: View, subject: Seen): Generator<Sign> {
  const { url, status, text } = subject;
  if (subject.isOf('metadata-request') || subject.isOf('authorization-response')) return;
  const broken = /^https?:\/\/(?:https?(?::|\/|$)|[^/]*https?:\/\/)/i.exec(url);
  if (broken !== null)
    yield say('transport-endpoint/endpoint-url-wrong', 'scheme-doubled', 'certain', [
      'address',
      showValue(url.split('?')[0] ?? ''),
      'one scheme and the host',
    ]);
  const isEndpoint =
    subject.isOf(
      'token-request',
      'authorization-request',
      'revocation-request',
      'introspection-request',
      'device-authorization-request',
      'pushed-authorization-request',
      'registration-request',
    ) || /oauth|token|authorize|connect/i.test(subject.path);
  if (!isEndpoint) return;
  const routes =
    /RESTEASY003210|cannot (?:post|get|put)|no (?:static resource|route|handler)|could not find (?:the )?resource|unable to find matching target|requested url was not found|page (?:you requested )?(?:was )?not found|route .{0,40}not (?:found|defined)|unknown (?:path|endpoint|route)/i.test(
      text,
    );
  if (subject.isOf('registration-request')) return;
  if (status === 404 || status === 410 || (status === 400 && routes)) {
    const confidence = routes || isDoubled(subject) ? 'certain' : 'likely';
    yield say(
      'transport-endpoint/endpoint-url-wrong',
      'not-found',
      subject.code === undefined || routes ? confidence : 'possible',
      ['address', `${showValue(subject.path)}, answered with ${status}`, "the endpoint of the provider's metadata"],
    );
  } else if (
    isHtml(subject.exchange.response ?? { status: 0, headers: [], parameters: [] }) &&
    status === 200 &&
    subject.isOf(...tokenRoles)
  ) {
    yield say('transport-endpoint/endpoint-url-wrong', 'page', 'likely', ['answer', 'a page', 'JSON', 2]);
  }
  void view;
}

function isDoubled({ path }: Seen): boolean {
  return /\/\/|(\/[a-z0-9.-]{3,})\1(?:\/|$)/i.test(path);
}

function* ofFirewall(view: View, subject: Seen): Generator<Sign> {
  const { status, exchange } = subject;
  const response = exchange.response;
  if (response === undefined || status === undefined || ![401, 403, 405, 406, 429, 503, 200].includes(status)) return;
  const isPage = isHtml(response) || (response.body ?? '').includes('<');
  const headers = response.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  if (!isPage && !/cf-mitigated/.test(headers)) return;
  const found = firewalls.find(([words]) => words.test(`${response.body?.slice(0, 8000) ?? ''}\n${headers}`));
  if (found === undefined || (status === 200 && found[1] !== 'a bot check or firewall' && found[1] !== 'Cloudflare'))
    return;
  const wrongHost = /not configured to allow the http request method|supports only cachable requests/i.test(
    response.body ?? '',
  );
  if (wrongHost)
    yield say('transport-endpoint/token-endpoint-wrong-host', 'pages-only', 'certain', [
      'host',
      showValue(subject.host),
      'the host of the API',
    ]);
  else if (status !== 200)
    yield say('transport-endpoint/blocked-by-firewall', 'page', 'certain', [
      'answer',
      `${status}, a page of ${found[1]}`,
      'an answer of the OAuth server',
    ]);
  void view;
}

function* ofCors(view: View, subject: Seen): Generator<Sign> {
  const origin = subject.header('origin');
  const allowed = subject.answered('access-control-allow-origin');
  const told = /\bcors\b|access-control-allow|cross-origin|failed to fetch|networkerror when/i.test(view.words);
  const preflight = subject.method === 'OPTIONS' && (subject.status ?? 0) >= 400;
  const isCross =
    origin !== undefined && !origin.endsWith(`//${subject.host}`) && subject.header('sec-fetch-mode') !== 'navigate';
  const isCall =
    subject.isOf(...tokenRoles, 'resource-request', 'metadata-request', 'registration-request') ||
    subject.method === 'OPTIONS';
  if (preflight)
    yield say('transport-endpoint/cors-blocked', 'preflight', 'certain', [
      'OPTIONS',
      `answered with ${subject.status}`,
      'Access-Control-Allow-Origin for the page',
    ]);
  else if (
    isCross &&
    isCall &&
    allowed === undefined &&
    (told || subject.exchange.response === undefined || subject.status === undefined)
  ) {
    yield say('transport-endpoint/cors-blocked', 'no-header', told ? 'certain' : 'possible', [
      'Access-Control-Allow-Origin',
      'none',
      showValue(origin),
    ]);
  }
}

const trimmed = [
  'client_id',
  'client_secret',
  'redirect_uri',
  'code',
  'refresh_token',
  'grant_type',
  'scope',
  'audience',
  'resource',
  'code_verifier',
  'username',
  'password',
  'state',
  'assertion',
  'client_assertion',
  'response_type',
];

function* ofBlanks(view: View, subject: Seen): Generator<Sign> {
  for (const { name, value, in: place } of subject.parameters) {
    if (place === 'header' || !trimmed.includes(name) || value === value.trim() || value.trim() === '') continue;
    if (['password', 'state'].includes(name)) continue;
    yield say('transport-endpoint/stray-whitespace', name, 'certain', [
      name,
      `white space at its ${value.startsWith(value.trim()) ? 'end' : 'beginning'}`,
      'the value alone',
    ]);
    return;
  }
  const { id = '', secret = '', in: place } = subject.credentials ?? {};
  if (place === 'header' && (id !== id.trim() || secret !== secret.trim())) {
    yield say('transport-endpoint/stray-whitespace', 'basic', 'certain', [
      'Authorization header',
      `white space around the ${secret === secret.trim() ? 'client id' : 'secret'}`,
      'id, colon and secret alone',
    ]);
  }
  void view;
}

/** A message that puts two values beside each other which differ by white space alone. */
function* ofQuotedBlank(view: View): Generator<Sign> {
  if (view.subject !== undefined) return;
  const values = quotedValues(view.words);
  const bare = new Set(values.filter((one) => one === one.trim() && one.length > 3));
  const found = values.find((one) => one !== one.trim() && bare.has(one.trim()));
  if (found === undefined) return;
  yield say('transport-endpoint/stray-whitespace', 'in-message', 'certain', [
    'message',
    showValue(found),
    showValue(found.trim()),
  ]);
}

function* ofMethod(view: View, subject: Seen): Generator<Sign> {
  if (['POST', 'OPTIONS', ''].includes(subject.method)) return;
  if (
    subject.method === 'GET' &&
    view.before.some((one) => one.method === 'POST' && (one.status ?? 0) >= 300 && (one.status ?? 0) < 400)
  )
    return;
  const told = subject.status === 405 || /method/i.test(subject.text);
  yield say(
    'transport-endpoint/wrong-http-method',
    'not-post',
    subject.outcome === 'refused' && subject.isOf('token-request') ? 'certain' : told ? 'certain' : 'likely',
    ['method', subject.method, 'POST'],
  );
}

const grantless =
  /unsupported_grant_type|grant[_ ]type|(?:must contain|missing).{0,60}param|invalid_request|content.?type|form|media type|body|parse/i;

function* ofBody(view: View, subject: Seen): Generator<Sign> {
  const { exchange } = subject;
  const request = exchange.request;
  if (request === undefined || subject.method === 'GET') return;
  const body = (request.body ?? '').trim();
  const type = subject.header('content-type')?.toLowerCase();
  const inQuery = subject.parameters.filter((one) => one.in === 'query').map((one) => one.name);
  const inBody = subject.parameters.some((one) => one.in === 'body');
  const inHeader = request.headers.filter(({ name }) =>
    /^(?:grant[_-]type|client_id|client_secret|refresh_token|code)$/.test(name),
  );
  const isEmpty = body === '' && !inBody;
  const fits =
    grantless.test(`${subject.code ?? ''} ${subject.text}`) ||
    ['invalid_client', 'unsupported_grant_type', 'invalid_request'].includes(subject.code ?? '') ||
    (subject.status ?? 0) >= 400;
  if (!fits) return;
  const isOther = subject.code === undefined && !grantless.test(subject.text);
  const wantsJson = view.habits?.tokenBody === 'json';
  if (
    isEmpty &&
    (inQuery.some((name) => /^(?:grant_type|code|refresh_token|token|device_code|client_id)$/.test(name)) ||
      inHeader.length > 0)
  ) {
    yield say('transport-endpoint/params-not-in-body', inHeader.length > 0 ? 'headers' : 'query', 'certain', [
      'body',
      `none; the parameters stand in the ${inHeader.length > 0 ? 'headers' : 'query'}`,
      'the parameters, form-encoded',
    ]);
    return;
  }
  if (wantsJson) {
    if (!body.startsWith('{') && body !== '' && (type?.includes('form') ?? false) && (subject.status ?? 0) >= 400)
      yield say('transport-endpoint/body-not-form', 'json-wanted', 'possible', [
        'body',
        'form-encoded',
        'JSON, as this server wants it',
        1,
      ]);
    return;
  }
  if (view.habits?.tokenBody === 'form-or-json' && (body.startsWith('{') || type?.includes('json'))) return;
  const strong =
    /unsupported_grant_type|grant[_ ]type|content.?type|form-?urlencoded|media type|(?:must contain|missing).{0,60}param/i.test(
      `${subject.code ?? ''} ${subject.text}`,
    );
  if (body.startsWith('{') || type?.includes('json'))
    yield say(
      'transport-endpoint/body-not-form',
      'json',
      strong || subject.status === 415 ? 'certain' : isOther ? 'possible' : 'likely',
      ['body', 'JSON', 'application/x-www-form-urlencoded'],
    );
  else if (type?.includes('multipart'))
    yield say(
      'transport-endpoint/body-not-form',
      'multipart',
      strong || subject.status === 415 ? 'certain' : 'likely',
      ['Content-Type', 'multipart/form-data', 'application/x-www-form-urlencoded'],
    );
  else if (type !== undefined && !type.includes('form-urlencoded'))
    yield say(
      'transport-endpoint/body-not-form',
      'other-type',
      strong || subject.status === 415 ? 'certain' : 'likely',
      ['Content-Type', showValue(type.slice(0, 80)), 'application/x-www-form-urlencoded'],
    );
  else if (type === undefined && strong && subject.has('grant_type') && grants.has(subject.sent('grant_type') ?? '')) {
    const others = request.headers.filter(({ name }) => !['host'].includes(name)).length;
    yield say('transport-endpoint/body-not-form', 'no-type', others > 0 ? 'certain' : 'likely', [
      'Content-Type',
      'none',
      'application/x-www-form-urlencoded',
    ]);
  }
}

const needed: Readonly<Record<string, readonly string[]>> = {
  authorization_code: ['code'],
  refresh_token: ['refresh_token'],
  password: ['username', 'password'],
  'urn:ietf:params:oauth:grant-type:device_code': ['device_code'],
  'urn:ietf:params:oauth:grant-type:jwt-bearer': ['assertion'],
};

function* ofParameters(subject: Seen): Generator<Sign> {
  const grant = subject.sent('grant_type');
  if (grant !== undefined && !grants.has(grant) && grants.has(grant.trim()) === false) {
    const told = subject.code === 'unsupported_grant_type' || /grant/i.test(subject.text);
    if (!grant.startsWith('urn:') && !/^https?:/.test(grant))
      yield say('transport-endpoint/grant-type-value-wrong', 'unknown', told ? 'certain' : 'likely', [
        'grant_type',
        showValue(grant.slice(0, 64)),
        'authorization_code, refresh_token or client_credentials',
      ]);
    else if (told)
      yield say('transport-endpoint/grant-type-value-wrong', 'unknown-urn', 'likely', [
        'grant_type',
        showValue(grant.slice(0, 80)),
        'a grant type that this server has',
      ]);
  }
  if (
    subject.role === 'token-request' &&
    grant === undefined &&
    !subject.has('grant_type') &&
    subject.parameters.length > 0
  ) {
    if (/grant.?type/i.test(subject.text) || subject.code === 'unsupported_grant_type')
      yield say('transport-endpoint/parameter-missing', 'grant_type', 'likely', [
        'grant_type',
        'none',
        'authorization_code or refresh_token',
        2,
      ]);
  }
  for (const name of needed[grant ?? ''] ?? []) {
    if (subject.parameters.some((one) => one.name === name && (one.value !== '' || one.cut))) continue;
    const isOther =
      ['invalid_client', 'unauthorized_client'].includes(subject.code ?? '') && !subject.text.includes(name);
    yield say(
      'transport-endpoint/parameter-missing',
      name,
      subject.outcome !== 'refused' ? 'likely' : isOther ? 'possible' : 'certain',
      [name, subject.has(name) ? 'an empty value' : 'none', 'a value'],
    );
  }
  const named =
    /(?:missing|required|must (?:contain|include|be provided)|not (?:provided|present|set)).{0,60}?["'`: ]((?:client_id|code|refresh_token|device_code|response_type|state|grant_type|username|assertion|nonce))\b/i.exec(
      subject.text,
    )?.[1];
  if (
    named !== undefined &&
    !subject.has(named) &&
    named !== 'grant_type' &&
    !(named === 'client_id' && /^basic/i.test(subject.header('authorization') ?? ''))
  ) {
    yield say('transport-endpoint/parameter-missing', 'named', 'certain', [named, 'none', 'a value']);
  }
}

function* ofFormAnswer(view: View): Generator<Sign> {
  const found = view.all.findLast(
    (one) =>
      one.isOf('token-request') &&
      one.status === 200 &&
      (/form-urlencoded/.test(one.answered('content-type') ?? '') ||
        /^(?:access_token|error|token_type)=/.test(one.exchange.response?.body ?? '')),
  );
  if (found === undefined || /json/i.test(found.header('accept') ?? '')) return;
  const failed = isComplainedOf(view);
  yield say(
    'transport-endpoint/accept-header-missing',
    'form-answer',
    failed && found.code === undefined ? 'certain' : 'likely',
    ['answer', 'form-encoded', 'JSON, which Accept: application/json gives'],
  );
}
