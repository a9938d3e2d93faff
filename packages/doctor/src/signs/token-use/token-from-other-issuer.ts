import { addressOf } from '../../evidence/address.ts';
import { showValue } from '../../text/value.ts';
import { differenceOf, type IssuerPair, issuerPairs, lineOfPair } from '../discovery/issuer-pairs.ts';
import { answer, apiCall, callback, jwtOf, metadata, paste, refused } from '../example.ts';
import { isAbout } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { refusedCall } from './refused-call.ts';

type Variant = 'message' | 'compared' | 'metadata' | 'entra-version' | 'claims';

const saysWrongIssuer =
  /(?:wrong|invalid|unexpected|incorrect|untrusted|unknown|bad)[ _]?(?:token )?iss(?:uer)?\b|iss(?:uer)?\b[^\n]{0,40}(?:invalid|wrong|mismatch|did(?: not|n['’]t) match|does(?: not|n['’]t) match|validation failed)|IDX10205|IDX40001/i;
/** The issuer of tokens of version 2.0, with a tenant in whatever notation. */
const wantsVersion2 = /login\.microsoftonline\.(?:com|us|cn)\/[^\s/"']{1,60}\/v2\.0/i;
const aboutKeys = /signature|signing key|kid|jwks|unable to (?:find|match) key/i;
const tenant = 'https://idp.example/tenants/7c1e';

/** The token was issued by another server, tenant or version than the one that its reader trusts. RFC 9068 section 4. */
export const tokenFromOtherIssuer = defineSign<Variant>({
  cause: 'token-use/token-from-other-issuer',
  variants: {
    message: 'A message prints two issuers that are two servers or tenants',
    compared: 'What was answered has another issuer than the metadata',
    metadata: 'The iss of the token is not among the issuers of the metadata',
    'entra-version': 'The API refuses the issuer or the key of a token of version 1.0',
    claims: 'The API refuses the issuer or the key of the token',
  },
  specs: ['RFC 9068 section 4', 'RFC 9207 section 2.4', 'RFC 9728 section 2'],
  look: function* tokenFromOtherIssuer(view) {
    for (const pair of issuerPairs(view)) {
      if (pair.where === 'address of the metadata' || differenceOf(pair) !== 'issuer') continue;
      if (pair.where === 'iss of the access token' && isForbiddenAlone(view)) continue;
      const isMessage = pair.where === 'issuer';
      if (isMessage && isOfMetadata(view, pair)) {
        yield { variant: 'message', confidence: 'likely', specificity: 1, lines: [lineOfPair(pair)] };
        continue;
      }
      yield {
        variant: isMessage ? 'message' : 'compared',
        confidence: !pair.isCompared ? 'possible' : isProven(view, pair) ? 'certain' : 'likely',
        specificity: pair.isExpectationSaid && !isMessage ? 2 : 3,
        lines: [lineOfPair(pair)],
      };
    }
    yield* ofCall(view);
  },
  cases: () => ({
    fires: [
      {
        variant: 'message',
        confidence: 'certain',
        name: 'two tenants',
        text: `error: issuer mismatch: expected "${tenant}" got "https://idp.example/tenants/91bd"`,
      },
      {
        variant: 'message',
        confidence: 'likely',
        name: 'two tenants, and nobody says which was expected',
        text: `error: issuer "${tenant}" does not match "https://idp.example/tenants/91bd"`,
      },
      {
        variant: 'message',
        confidence: 'possible',
        name: 'an issuer, and the API of another company that was called',
        text: `error: no key for issuer "${tenant}" when calling "https://api.other.test/orders"`,
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'a client that expects what nobody has set',
        text: paste(
          callback({ iss: 'https://idp.example/login' }),
          "Error: unexpected iss in the response { expected: 'https://library.test' }",
        ),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'the callback of another tenant',
        text: paste(
          metadata({ issuer: tenant }, `${tenant}/.well-known/openid-configuration`),
          callback({ iss: 'https://idp.example/tenants/91bd' }),
          'The login stops here.',
        ),
      },
      {
        variant: 'metadata',
        confidence: 'certain',
        name: 'an API that names the servers it trusts',
        text: paste(
          metadata(
            { resource: 'https://api.example', authorization_servers: [tenant] },
            'https://api.example/.well-known/oauth-protected-resource',
          ),
          call({ iss: 'https://idp.example/tenants/91bd' }),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'entra-version',
        confidence: 'likely',
        name: 'a token of version 1.0 at an API for 2.0',
        text: paste(call({ iss: `${tenant}/`, ver: '1.0' }), refused('invalid_token', 'the iss is not valid', 401)),
      },
      {
        variant: 'entra-version',
        confidence: 'certain',
        name: 'a token of version 1.0, an answer about its issuer, and an API that is set to version 2.0',
        text: paste(
          'The API validates https://login.microsoftonline.com/{tenant}/v2.0',
          call({ iss: 'https://sts.windows.net/7c1e/', ver: '1.0' }),
          refused('invalid_token', 'Wrong issuer', 401),
        ),
      },
      {
        variant: 'claims',
        confidence: 'likely',
        name: 'no key for the signature',
        text: paste(call({ iss: tenant }), refused('invalid_token', 'unable to find key', 401)),
      },
    ],
    silent: [
      {
        variant: 'compared',
        name: 'an issuer of payment cards',
        text: paste(
          'GET https://shop.example/api/payment\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{"issuer":"https://cards.test"}',
          metadata({ issuer: tenant }, `${tenant}/.well-known/openid-configuration`),
          'Error: unexpected issuer',
        ),
      },
      {
        variant: 'message',
        name: 'a client minds the issuer of the metadata, before any token',
        text: `error: unexpected issuer URI, expected "${tenant}" got "https://idp.example/tenants/91bd"`,
      },
      {
        variant: 'metadata',
        name: 'the metadata of a server that the API says nothing of',
        text: paste(
          metadata({ issuer: 'https://login.garden.example' }),
          call({ iss: tenant }),
          answer(403, { message: 'the role is missing' }),
        ),
      },
      {
        variant: 'metadata',
        name: 'an issuer with a slash more',
        text: paste(
          metadata({ issuer: tenant }, `${tenant}/.well-known/openid-configuration`),
          call({ iss: `${tenant}/` }),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'compared',
        name: 'an API that knows the token and misses a role, beside the metadata of another server',
        text: paste(
          metadata(
            { issuer: 'https://login.garden.example' },
            'https://login.garden.example/.well-known/openid-configuration',
          ),
          call({ iss: tenant }),
          answer(403, { message: 'the role is missing' }),
        ),
      },
      {
        variant: 'compared',
        name: 'another host of the same domain',
        text: paste(metadata(), callback({ iss: 'https://login.idp.example' }), 'The login stops here.'),
      },
    ],
  }),
});

/** Tells whether a client minds the issuer of the metadata that it read: no token came into it yet. */
function isOfMetadata({ all, words }: View, { seen }: IssuerPair): boolean {
  const isRead = all.some((one) => one.role === 'metadata-request' && one.got('issuer') === seen);
  const hasToken = all.some((one) => one.got('access_token') !== undefined || one.bearer !== undefined);
  return (isRead && !hasToken) || /discovery document|issuer ur[il]\b/i.test(words);
}

/**
 * Tells whether the failure is about the issuer, and the capture or the message has what was expected. A client that
 * expects the issuer of another server in the callback may be set to none at all, and print its own default.
 */
function isProven(view: View, { where, isExpectationSaid }: IssuerPair): boolean {
  if (where === 'issuer') return isExpectationSaid === true;
  return isAbout(view, 'issuer') && !(isExpectationSaid && where === 'iss of the callback');
}

function call(claims: Readonly<Record<string, unknown>>): string {
  return apiCall(`Bearer ${jwtOf({ scope: 'orders', ...claims })}`);
}

/** Tells whether the API knows the token, and refuses what it is used for (RFC 6750 section 3.1). */
function isForbiddenAlone(view: View): boolean {
  const { status } = view.all.findLast((one) => one.outcome === 'refused' && one.bearer !== undefined) ?? {};
  return status === 403 && !isAbout(view, 'issuer') && !aboutKeys.test(view.words);
}

function* ofCall(view: View): Generator<Shown<Variant>> {
  const refused = refusedCall(view);
  const claims = view.jwt(refused?.bearer)?.claims;
  const issuer = String(claims?.iss ?? '');
  if (refused === undefined || issuer === '') return;
  const trusted = trustedIssuers(view, refused);
  const shown = (expected: string) =>
    ({ specificity: 3, lines: [line('iss of the token', showValue(issuer), expected)] }) as const;
  if (trusted !== '' && !trusted.includes(issuer.replace(/\/$/, '')))
    yield {
      variant: 'metadata',
      confidence: refused.status === 403 ? 'likely' : 'certain',
      ...shown(showValue(trusted)),
    };
  else if (isAbout(view, 'issuer') || aboutKeys.test(view.words)) {
    const isOld = String(claims?.ver) === '1.0';
    const isOfVersions = isOld && /sts\.windows\.net/.test(issuer) && saysWrongIssuer.test(view.words);
    const isSure = isOfVersions && wantsVersion2.test(view.words);
    yield {
      variant: isOld ? 'entra-version' : 'claims',
      confidence: isSure ? 'certain' : 'likely',
      ...shown('the issuer that this API trusts'),
    };
  }
}

/** The issuers that the last metadata of the server that was called name, as one text; empty where there are none. */
function trustedIssuers({ before }: View, { host }: Seen): string {
  const metadata = before.findLast(
    (one) =>
      one.role === 'metadata-request' &&
      one.outcome === 'accepted' &&
      (one.host === host ||
        ['resource', 'issuer', 'token_endpoint'].some((name) => addressOf(one.got(name) ?? '')?.host === host)),
  );
  return `${metadata?.got('authorization_servers') ?? ''} ${metadata?.got('issuer') ?? ''}`.trim();
}
