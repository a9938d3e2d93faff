import { addressOf } from '../../evidence/address.ts';
import { isHostOfProvider } from '../../providers/recognise.ts';
import { showValue } from '../../text/value.ts';
import { answer, basic, codeRedemption, metadata, paste, post, refused } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { methodsNamed } from './named-methods.ts';
import {
  failedRequestOfClient,
  hasBasicHeader,
  hasCodeForClients,
  isClientRefused,
  refusesSecret,
} from './request-of-client.ts';

type Variant =
  | 'named'
  | 'compared'
  | 'registered'
  | 'told'
  | 'metadata'
  | 'provider'
  | 'basic-not-read'
  | 'body-not-read'
  | 'challenged';

/** The client proves itself in another way than the server reads. RFC 6749 section 2.3, RFC 7591 section 2. */
export const authMethodMismatch = defineSign<Variant>({
  cause: 'client-authentication/auth-method-mismatch',
  variants: {
    named: 'The answer names the method that was used, and another one that it wants',
    compared: 'The same credentials were accepted by another method',
    registered: 'The credentials came by another method than the one of the registration in the capture',
    told: 'The credentials came by another method than the one that somebody says is set',
    metadata: 'The credentials came by a method that the metadata does not name',
    provider: 'The credentials came by a method that this provider does not read',
    'basic-not-read': 'Credentials stand in a Basic header, and the answer misses the client id',
    'body-not-read': 'The secret stands in the body, and the answer misses the Authorization header',
    challenged: 'The secret stands in the body, and the answer is nothing but the challenge for Basic',
  },
  specs: ['RFC 6749 section 2.3', 'RFC 7591 section 2'],
  look: function* authMethodMismatch(view) {
    const named = methodsNamed(view);
    if (named !== undefined) yield ofMethod('named', 'certain', named.used, named.wanted);
    const request = failedRequestOfClient(view);
    if (request === undefined) return;
    if (isClientRefused(request)) yield* ofExpectedMethod(view, request);
    if (methodOf(request) === 'client_secret_post' && request.role === 'token-request' && missesHeader(request)) {
      yield {
        variant: 'body-not-read',
        // An API that is no token endpoint misses a header as well, without a code of RFC 6749 section 5.2.
        confidence: hasCodeForClients(request) || request.code === 'invalid_request' ? 'certain' : 'likely',
        specificity: 3,
        lines: [line('client credentials', 'in the body', 'in the Authorization header, as the answer wants it')],
      };
    }
    if (methodOf(request) === 'client_secret_post' && isBareChallenge(request)) {
      yield {
        variant: 'challenged',
        confidence: 'likely',
        lines: [line('client credentials', 'in the body', 'in the Authorization header, as the challenge wants it')],
      };
    }
    if (!hasBasicHeader(request) || !missesClientId(request)) return;
    yield {
      variant: 'basic-not-read',
      // Where the answer misses what was sent besides, it has not read the body at all.
      confidence: missesMore(request) ? 'likely' : 'certain',
      specificity: 3,
      lines: [line('client credentials', 'in the Authorization header', 'in the body, as the answer wants it')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'named',
        confidence: 'certain',
        name: 'the answer names both, and nobody saved the request',
        text: refused(
          'invalid_client',
          'the method client_secret_basic is not allowed, the registered method is client_secret_post',
          401,
        ),
      },
      {
        variant: 'named',
        confidence: 'certain',
        name: 'a program prints that another was expected',
        text: 'Error: invalid_client: client is configured for private_key_jwt but client_secret_post was used',
      },
      {
        variant: 'compared',
        confidence: 'certain',
        name: 'the header is accepted, the body is not',
        text: paste(
          codeRedemption({ client_id: undefined }, { Authorization: basic('shop', 'k39fL20fkLs02kdQ') }),
          answer(200, { access_token: 'a81kLs02kdQfk39fL02kdQ8', token_type: 'Bearer' }),
          codeRedemption({ client_secret: 'k39fL20fkLs02kdQ' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'accepted in the header once, and now the secret is too old',
        text: paste(
          codeRedemption({ client_id: undefined }, { Authorization: basic('shop', 'k39fL20fkLs02kdQ') }),
          answer(200, { access_token: 'a81kLs02kdQfk39fL02kdQ8', token_type: 'Bearer' }),
          codeRedemption({ client_secret: 'k39fL20fkLs02kdQ' }),
          refused('invalid_client', 'The client secret expired', 401),
        ),
      },
      {
        variant: 'basic-not-read',
        confidence: 'likely',
        name: 'the answer misses the code as well, which was sent',
        text: paste(
          codeRedemption({ client_id: undefined }, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_request', 'Missing parameters: client_id, code'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'registered for the header, sent in the body',
        text: paste(
          post('https://idp.example/register', '{"client_name":"Shop"}', { 'Content-Type': 'application/json' }),
          answer(201, { client_id: 'shop', token_endpoint_auth_method: 'client_secret_basic' }),
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'told',
        confidence: 'likely',
        name: 'the registration is told in words',
        text: paste(
          'The client is registered with clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC).',
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'metadata',
        confidence: 'certain',
        name: 'the metadata names the body, and the header was sent',
        text: paste(
          'GET https://idp.example/.well-known/openid-configuration',
          answer(200, {
            issuer: 'https://idp.example',
            token_endpoint: 'https://idp.example/token',
            token_endpoint_auth_methods_supported: ['client_secret_post'],
          }),
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'metadata',
        confidence: 'likely',
        name: 'the metadata do not name the header, and the answer says that the secret is old',
        text: paste(
          metadata({ token_endpoint_auth_methods_supported: ['client_secret_post'] }),
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_client', 'the client secret has expired', 401),
        ),
      },
      {
        variant: 'provider',
        confidence: 'likely',
        name: 'a header to a provider that reads the body alone',
        text: paste(
          post('https://api.hubapi.com/oauth/v1/token', 'grant_type=refresh_token&refresh_token=Lf93kfh20L', {
            'Content-Type': 'application/x-www-form-urlencoded',
            Authorization: basic('shop', 'k39fL20fkLs02'),
          }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'provider',
        confidence: 'certain',
        name: 'the body to a provider that reads the header alone',
        text: paste(
          post(
            'https://api.fitbit.com/oauth2/token',
            'grant_type=refresh_token&refresh_token=Lf93kfh20L&client_id=23ABCD&client_secret=k39fL20fkLs02',
            { 'Content-Type': 'application/x-www-form-urlencoded' },
          ),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'body-not-read',
        confidence: 'certain',
        name: 'the secret in the body is not seen',
        text: paste(
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', 'Missing Authorization header', 401),
        ),
      },
      {
        variant: 'body-not-read',
        confidence: 'certain',
        name: 'a list of errors, each with a type in the place of a code',
        text: paste(
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          answer(401, { errors: [{ errorType: 'invalid_client', message: 'Authorization header required' }] }),
        ),
      },
      {
        variant: 'body-not-read',
        confidence: 'certain',
        name: 'the answer asks for Basic',
        text: paste(
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_request', 'client_secret must be provided in the Authorization header'),
        ),
      },
      {
        variant: 'challenged',
        confidence: 'likely',
        name: 'a challenge without a body',
        text: paste(
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm="clients"',
        ),
      },
      {
        variant: 'basic-not-read',
        confidence: 'certain',
        name: 'the id in the header is not seen',
        text: paste(
          codeRedemption({ client_id: undefined }, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_request', 'client_id is required'),
        ),
      },
      {
        variant: 'basic-not-read',
        confidence: 'certain',
        name: 'an answer with words of its own',
        text: paste(
          codeRedemption({ client_id: undefined }, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          answer(400, { errors: [{ message: 'No client_id was given.' }] }),
        ),
      },
      {
        variant: 'basic-not-read',
        confidence: 'certain',
        name: 'a gateway that reads the form alone',
        text: paste(
          codeRedemption({ client_id: undefined }, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          answer(500, { fault: { faultstring: 'Failed to resolve variable request.formparam.client_id' } }),
        ),
      },
    ],
    silent: [
      {
        variant: 'named',
        name: 'an answer that tells what it takes, to a request that has it so',
        text: paste(
          codeRedemption({ client_id: undefined }, { Authorization: basic('shop', 'k39fL20fkLs02kdQ') }),
          refused('invalid_client', 'This server supports client_secret_basic but not client_secret_post', 401),
        ),
      },
      {
        variant: 'named',
        name: 'a log that names the method of the client, and then those of the server',
        text: 'ERROR invalid_client: client_secret_post is used by shop; the metadata supports client_secret_basic',
      },
      {
        variant: 'named',
        name: 'a program that goes on with the other one',
        text: 'info: the client is registered for client_secret_basic but client_secret_post was set, using the first',
      },
      {
        variant: 'named',
        name: 'the answer lists what it supports',
        text: refused('invalid_client', 'supported methods: client_secret_basic, client_secret_post', 401),
      },
      {
        variant: 'named',
        name: 'two settings of which one is not used',
        text: 'settings: client_secret_basic\nallowed client_secret_post\nError: invalid_grant',
      },
      {
        variant: 'told',
        name: 'what another client uses',
        text: paste(
          'clientAuthenticationMethod: client_secret_basic is what our other client uses.',
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'told',
        name: 'a registration that names both methods',
        text: paste(
          'auth_method: client_secret_basic, auth_method: client_secret_post',
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'basic-not-read',
        name: 'an id that was read, and is not known',
        text: paste(
          codeRedemption({ client_id: undefined }, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_client', 'No client_id of this name is registered', 401),
        ),
      },
      {
        variant: 'challenged',
        name: 'a challenge beside a code of its own',
        text: paste(
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm="clients"\nContent-Type: application/json\n\n{"error":"invalid_client","error_description":"the secret is wrong"}',
        ),
      },
      {
        variant: 'body-not-read',
        name: 'the answer takes either place, and the secret is a wrong one',
        text: paste(
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', 'Credentials in the Authorization header or in the body are required', 401),
        ),
      },
      {
        variant: 'metadata',
        name: 'the metadata of another server',
        text: paste(
          metadata({
            issuer: 'https://login.garden.example',
            token_endpoint: 'https://login.garden.example/token',
            token_endpoint_auth_methods_supported: ['client_secret_post'],
          }),
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'registered',
        name: 'sent as it is registered, with a secret that is not accepted',
        text: paste(
          post('https://idp.example/register', '{"client_name":"Shop"}', { 'Content-Type': 'application/json' }),
          answer(201, { client_id: 'shop', token_endpoint_auth_method: 'client_secret_post' }),
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'basic-not-read',
        name: 'the id is missing where nothing is in the header',
        text: paste(codeRedemption({ client_id: undefined }), refused('invalid_request', 'client_id is required')),
      },
      {
        variant: 'basic-not-read',
        name: 'the client is told to send another parameter',
        text: paste(
          codeRedemption({ client_id: undefined }, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_request', 'The client must send the required code_verifier'),
        ),
      },
    ],
  }),
});

function* ofExpectedMethod(view: View, request: Seen): Generator<Shown<Variant>> {
  const used = methodOf(request);
  const registered = registeredMethod(view, request);
  const supported = supportedMethods(view, request);
  const told = toldMethods(view);
  const accepted = acceptedMethod(view, request);
  if (accepted !== undefined && accepted !== used) {
    yield ofMethod('compared', refusesSecret(request) ? 'likely' : 'certain', used, `${accepted}  (accepted before)`);
  } else if (registered !== undefined && registered !== used && !isSentTwice(request)) {
    yield ofMethod(
      'registered',
      refusesSecret(request) ? 'likely' : 'certain',
      used,
      `${showValue(registered)}  (registered)`,
    );
  } else if (supported !== undefined && used !== 'none' && !supported.includes(used)) {
    // Who says that the secret is wrong has read it.
    yield ofMethod('metadata', refusesSecret(request) ? 'likely' : 'certain', used, showValue(supported));
  } else if (told[0] !== undefined && used !== 'none' && !told.includes(used) && !refusesSecret(request)) {
    yield ofMethod('told', 'likely', used, `${told[0]}  (in the text)`);
  }
  const habit: readonly string[] | undefined = view.habits?.clientAuthentication;
  if (habit !== undefined && used !== 'none' && !habit.includes(habitOfMethod[used]))
    yield ofMethod('provider', isProven(view, request) ? 'certain' : 'likely', used, habit.join(' or '));
}

/** Tells whether a secret in the body alone reached the provider itself, which reads none there. */
function isProven({ provider = '' }: View, request: Seen): boolean {
  return (
    methodOf(request) === 'client_secret_post' &&
    request.code === 'invalid_client' &&
    !refusesSecret(request) &&
    isHostOfProvider(provider, request.host)
  );
}

/** Methods of RFC 7591 section 2, and the names that they have in the providers' habits. */
const habitOfMethod = {
  client_secret_basic: 'basic',
  client_secret_post: 'post',
  private_key_jwt: 'private-key-jwt',
  none: 'none',
} as const;

function methodOf(request: Seen): keyof typeof habitOfMethod {
  if (request.has('client_assertion')) return 'private_key_jwt';
  if (hasBasicHeader(request)) return 'client_secret_basic';
  return request.has('client_secret') ? 'client_secret_post' : 'none';
}

/** The methods that settings or remarks name. */
function toldMethods({ words }: View): readonly string[] {
  const named = words.matchAll(
    /auth(?:entication)?[_-]?methods?["']?\W{1,4}(?:is |\w+\.)?(client_secret_(?:basic|post)|private_key_jwt)(?![^\n.]{0,60}\b(?:other|another|not)\b)/gi,
  );
  return [...named].map(([, method = '']) => method.toLowerCase());
}

function isSentTwice(request: Seen): boolean {
  return hasBasicHeader(request) && request.has('client_secret');
}

/** The method by which the same credentials were accepted at the same endpoint. */
function acceptedMethod({ all }: View, { credentials, host, path }: Seen): keyof typeof habitOfMethod | undefined {
  if (credentials?.secret === undefined) return undefined;
  const accepted = all.find(
    (one) =>
      one.outcome === 'accepted' &&
      one.host === host &&
      one.path === path &&
      one.credentials?.id === credentials.id &&
      one.credentials?.secret === credentials.secret,
  );
  return accepted === undefined ? undefined : methodOf(accepted);
}

function registeredMethod({ before }: View, { clientId }: Seen): string | undefined {
  return before
    .findLast((one) => one.role === 'registration-request' && one.got('client_id') === clientId)
    ?.got('token_endpoint_auth_method');
}

/** The methods that the metadata of this very server name. */
function supportedMethods({ before }: View, { host }: Seen): string | undefined {
  const own = before.filter((one) =>
    ['token_endpoint', 'issuer'].some((name) => addressOf(one.got(name) ?? '')?.host === host),
  );
  const all = own.map((one) => one.got('token_endpoint_auth_methods_supported'));
  return all.findLast((one) => one !== undefined);
}

const missesClientIds = [
  /client[_ ]?(?:id|secret|credentials)\b["'`]?:?(?: (?:(?:and|or) client[_ ]?secret|parameter|field|value|is|are|was|has been)){0,4} ?(?:missing|required|must be provided|not found in (?:the )?(?:body|request))/i,
  /missing.{0,20}client[_ ]?id/i,
  /\bno client[_ ]?id\b["'`]?(?: \w+)?(?: was| is)? (?:specified|provided|given|sent|supplied|found|present|set)/i,
  /client[_ ]?id\b["'`]?(?: \w+)?(?: was| is| has)? not (?:been )?(?:specified|provided|given|sent|supplied|present|set)\b/i,
  /client[_ ]?id\b["'`]?(?: \w+)? (?:can ?not|can['’]t|must not|may not|should(?: not|n['’]t)) be (?:empty|null|blank)/i,
  // Validators name the place before the reason, and Apigee the variable that it reads.
  /["']client_?id["']\W{1,8}(?:msg\W{1,6})?(?:this )?field (?:is )?required/i,
  /formparam\.client_?id/i,
];

/** Tells whether the answer misses a parameter that was sent, beside those of the client. */
function missesMore(request: Seen): boolean {
  const missed = (request.text.match(/missing[^\n]{0,75}/gi) ?? []).join('\n');
  const names = missed.match(/\b(?:code|grant_type|refresh_token)\b/gi) ?? [];
  return names.some((name) => request.has(name.toLowerCase()));
}

/** The header for client credentials, and no other place: some answers name each that they read. */
function missesHeader({ text }: Seen): boolean {
  const isMissed =
    /(?:missing|no|without|requires?)\b[^\n.]{0,20}\b(?:authorization header|basic auth\w*)|\bauthorization header\b[^\n.]{0,20}(?:missing|required|not (?:found|present|provided|sent)|absent|empty)|(?:must be|only)\b[^\n.]{0,20}\bin the (?:http )?authorization header/i.test(
      text,
    );
  return isMissed && !/\bbody\b|\bor\b[^\n]{0,20}(?:client_secret|parameter|form)|bearer|assertion/i.test(text);
}

/** The challenge of a server that looked for the header, and gives no code: what it reads it refuses with one. */
function isBareChallenge(request: Seen): boolean {
  const isBare = request.status === 401 && request.code === undefined && !request.exchange.response?.body?.trim();
  return isBare && /^basic\b/i.test(request.answered('www-authenticate') ?? '');
}

/** The id or the secret itself, beside the verb: much else is required of clients. */
function missesClientId({ text }: Seen): boolean {
  return missesClientIds.some((one) => one.test(text));
}

function ofMethod(variant: Variant, confidence: 'certain' | 'likely', used: string, expected: string): Shown<Variant> {
  return { variant, confidence, specificity: 3, lines: [line('authentication method', used, expected)] };
}
