import { addressOf } from '../../evidence/address.ts';
import { showValue } from '../../text/value.ts';
import { answer, apiCall, authorizationRequest, jwtOf, paste, refused, tokenRequest, tokens } from '../example.ts';
import { audiencesOf } from '../loose-jwt.ts';
import { anyOf } from '../phrases.ts';
import { compares, givesOtherReason, isAbout, quotedValues, saysAbout } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { asksForAudience, bearerClaims, isForClient, isIdToken } from './bearer-claims.ts';
import { isTakenElsewhere, refusedCall } from './refused-call.ts';

type Variant = 'asked' | 'claims' | 'graph' | 'mail' | 'slash';

/** The token is for another API than the one that was called. RFC 9068 section 4. */
export const audienceMismatch = defineSign<Variant>({
  cause: 'token-use/audience-mismatch',
  variants: {
    asked: 'The token was asked for another resource than the one of the metadata, and is refused for its audience',
    claims: 'The aud of the token is another API than the one that was called',
    graph: 'The token is for Microsoft Graph, and another API was called',
    mail: 'A token of Graph was asked for, and a mail server is called',
    slash: 'A message prints two audiences that differ by the last slash',
  },
  specs: ['RFC 7519 section 4.1.3', 'RFC 8707 section 2', 'RFC 9068 section 4', 'RFC 9728 section 7.6'],
  look: function* audienceMismatch(view) {
    if (view.subject === undefined) {
      yield* ofMessage(view);
      yield* ofMail(view);
    }
    if (view.subject !== undefined) {
      yield* ofAsked(view);
      yield* ofCall(view);
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'asked',
        confidence: 'certain',
        name: 'a client that asks for the host alone',
        text: askedFor('https://api.example/'),
      },
      {
        variant: 'mail',
        confidence: 'likely',
        name: 'IMAP with a token of Graph',
        text: paste(
          tokenRequest({ grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' }),
          tokens(),
          'IMAP at outlook.office365.com: AUTHENTICATE failed.',
        ),
      },
      {
        variant: 'mail',
        confidence: 'likely',
        name: 'a scope without its resource, which the answer completes',
        text: paste(
          tokenRequest({ grant_type: 'authorization_code', code: 'Lf93kfh20LsdkfP', scope: 'IMAP.AccessAsUser.All' }),
          tokens({ scope: 'https://graph.microsoft.com/IMAP.AccessAsUser.All' }),
          'IMAP at outlook.office365.com: AUTHENTICATE failed.',
        ),
      },
      {
        variant: 'graph',
        confidence: 'certain',
        name: 'the token of Graph at an API of the app',
        text: callWith('00000003-0000-0000-c000-000000000000'),
      },
      {
        variant: 'claims',
        confidence: 'likely',
        name: 'the API of a neighbour',
        text: callWith('https://invoices.example'),
      },
      {
        variant: 'claims',
        confidence: 'certain',
        name: 'the API of a neighbour, and an answer about the audience',
        text: callWith('https://invoices.example', 'Invalid audience'),
      },
      {
        variant: 'claims',
        confidence: 'certain',
        name: 'a token of the own API at Graph',
        text: paste(
          apiCall(`Bearer ${jwtOf({ aud: 'b7c6-91bd', scp: 'orders' })}`, 'https://graph.microsoft.com/v1.0/me'),
          refused('invalid_token', 'Invalid audience.', 401),
        ),
      },
      {
        variant: 'claims',
        confidence: 'certain',
        name: 'a token without an audience, where the API wants one',
        text: paste(
          apiCall(`Bearer ${jwtOf({ iss: 'https://idp.example', token_use: 'access', scope: 'orders' })}`),
          refused('invalid_token', 'jwt audience invalid. expected: shop', 401),
        ),
      },
      {
        variant: 'claims',
        confidence: 'likely',
        name: 'a token without an audience, and a resource server that finds no key',
        text: paste(
          apiCall(`Bearer ${jwtOf({ iss: 'https://idp.example', scope: 'orders' })}`),
          refused('invalid_token', 'no key of the resource server fits kid', 401),
        ),
      },
      {
        variant: 'claims',
        confidence: 'likely',
        name: 'the API of a neighbour, and a setting of the audience that keeps the keys away',
        text: callWith('https://invoices.example', 'audience configuration: keys not reachable'),
      },
      {
        variant: 'claims',
        confidence: 'likely',
        name: 'an audience that is no address, and may be the client itself',
        text: callWith('shop-web', 'Invalid audience'),
      },
      {
        variant: 'slash',
        confidence: 'certain',
        name: 'a slash in the settings of the API',
        text: 'error: audience check failed: expected "https://api.example/" got "https://api.example"',
      },
    ],
    silent: [
      { variant: 'asked', name: 'the resource of the metadata', text: askedFor('https://api.example/mcp') },
      { variant: 'claims', name: 'this API', text: callWith('https://api.example') },
      {
        variant: 'claims',
        name: 'the audience that a server puts into every token',
        text: callWith('https://idp.example/resources'),
      },
      {
        variant: 'claims',
        name: 'a token that the same host took for another call',
        text: paste(
          apiCall(ofNeighbour(), 'https://api.example/invoices'),
          answer(200, { invoices: [] }),
          apiCall(ofNeighbour()),
          answer(401, {}),
        ),
      },
      {
        variant: 'slash',
        name: 'an audience that is required, and two spellings of a page',
        text: 'Error: audience https://api.example is required, see "https://shop.example" and "https://shop.example/"',
      },
      {
        variant: 'slash',
        name: 'two audiences',
        text: 'error: audience check failed: expected "https://api.example" got "https://invoices.example"',
      },
    ],
  }),
});

function askedFor(resource: string): string {
  const described = 'GET https://api.example/.well-known/oauth-protected-resource';
  return paste(
    `1.\n${described}\n\n${answer(200, { resource: 'https://api.example/mcp' })}`,
    `2.\n${authorizationRequest({ resource })}`,
    `3.\n${apiCall('Bearer k39fL20fkLs02kdQ', 'https://api.example/mcp')}`,
    refused('invalid_token', 'the audience of the token is wrong', 401),
  );
}

function ofNeighbour(): string {
  return `Bearer ${jwtOf({ iss: 'https://idp.example', aud: 'https://invoices.example', scope: 'orders' })}`;
}

function callWith(aud: string, description?: string): string {
  const token = jwtOf({ iss: 'https://idp.example', aud, scope: 'orders' });
  return paste(apiCall(`Bearer ${token}`), refused('invalid_token', description, 401));
}

function* ofMessage(view: View): Generator<Shown<Variant>> {
  if (!isAbout(view, 'audience') || /\biss(?:uer)?\b/i.test(view.words)) return;
  const bare = view.words
    .split('\n')
    .filter((one) => /aud(?:ience)?s?\b/i.test(one) && compares(one))
    .map(valueWithSlash)
    .find((one) => one !== undefined);
  if (bare === undefined) return;
  yield {
    variant: 'slash',
    confidence: 'certain',
    specificity: 3,
    lines: [line('message', showValue(`${bare}/`), showValue(bare))],
  };
}

/** The value of a message that stands there with a slash behind it, too. */
function valueWithSlash(message: string): string | undefined {
  const assigned = message.match(/(?<==)[^\s=,;]{6,200}/g) ?? [];
  const values = [...quotedValues(message).map((one) => one.trim()), ...assigned].slice(0, 40);
  return values.find((one) => !one.endsWith('/') && values.includes(`${one}/`));
}

/** Exchange's mail protocols want a token for outlook.office365.com. */
function* ofMail({ all, words }: View): Generator<Shown<Variant>> {
  const asked = all
    .flatMap((one) => [one.sent('scope') ?? '', one.got('scope') ?? ''])
    .find((one) => /graph\.microsoft\.com/.test(one));
  if (asked === undefined || !/\bimap|\bsmtp|\bpop3?\b|xoauth2|mailkit|outlook\.office365\.com/i.test(words)) return;
  if (!/fail|error|\bno\b|denied|invalid|\b4\d\d\b|\b535\b/i.test(words)) return;
  yield {
    variant: 'mail',
    confidence: 'likely',
    specificity: 3,
    lines: [line('scope', showValue(asked.split(' ')[0] ?? ''), 'https://outlook.office365.com/…')],
  };
}

/** A token is asked for the resource of the metadata, as it is written there. RFC 9728 section 7.6. */
function* ofAsked(view: View): Generator<Shown<Variant>> {
  const named = view.before.findLast((one) => one.role === 'metadata-request' && one.got('resource') !== undefined);
  const resource = named?.got('resource');
  const asked = view.before.findLast((one) => one.has('resource'))?.sent('resource');
  if (!saysAbout(refusedCall(view), 'audience') || resource === undefined || asked === undefined) return;
  if (resource.replace(/\/$/, '') === asked.replace(/\/$/, '')) return;
  const lines = [line('resource', showValue(asked), `${showValue(resource)}  (of the metadata)`)];
  yield { variant: 'asked', confidence: 'certain', specificity: 3, lines };
}

function* ofCall(view: View): Generator<Shown<Variant>> {
  const call = refusedCall(view);
  const claims = bearerClaims(view);
  if (call === undefined || claims === undefined || isIdToken(claims, view)) return;
  const wasNotRequested = isForClient(claims, view) && !asksForAudience(view);
  const audiences = audiencesOf(claims);
  const isToldSo = saysAbout(call, 'audience');
  // Who took the token before minds something else, and IdentityServer puts the same audience into every token.
  if (!isToldSo && (isTakenElsewhere(view, call) || audiences.includes(`${claims.iss}/resources`))) return;
  const isOfOthers = call.status === 401 && !isAbout(view, 'issuer') && areElsewhere(audiences, call);
  if (audiences.some((one) => graph.test(one)) && !/graph\.(?:microsoft|windows)/.test(call.host)) {
    yield {
      variant: 'graph',
      confidence:
        call.status === 401 &&
        !givesOtherReason(call, /\baud|(?:invalid|bad|wrong|access) token|unauthori[sz]ed/i) &&
        !saysAbout(call, 'time')
          ? 'certain'
          : 'likely',
      specificity: 3,
      lines: [line('aud of the token', 'Microsoft Graph', `the API at ${showValue(call.host)}`)],
    };
    return;
  }
  if (wasNotRequested || !(isAbout(view, 'audience') || isOfOthers)) return;
  const isUnsure = isAbout(view, 'issuer') && !isToldSo;
  const seen = audiences.slice(0, 3).map(showValue).join(' and ') || 'none';
  yield {
    variant: 'claims',
    confidence: refusesAudience(call) && isPlainlyOther(audiences, call) ? 'certain' : isUnsure ? 'possible' : 'likely',
    specificity: 3,
    lines: [line('aud of the token', seen, `the API at ${showValue(call.host)}`)],
  };
}

const graph = /^(?:00000003-0000-0000-c000-000000000000|https:\/\/graph\.(?:microsoft|windows)\.)/;

/** That the audience is missing or wrong: the name of the server in a realm, or of a setting, says neither. */
const audienceRefused = anyOf(
  /\baud(?:ience)?s?\b(?! (?:config|setting|cache|key))(?:[^\n;,.]|\.(?! )){0,80}(?:invalid|missing|match|required|wrong|\bnot\b|n['’]t\b|absent|expect|incorrect|differ|denied|fail|unknown)/,
  /(?:invalid|missing|match|required?s?|wrong|\bnot?\b|n['’]t\b|without|expect\w{0,4}|incorrect|unknown|bad|fail\w{0,4})(?:[^\n;,.]|\.(?! )){0,40}\baud(?:ience)?s?\b(?! (?:config|setting|cache|key))/,
  /invalid_?audience/,
  /\b(?:bound|issued|meant|intended|minted) (?:to|for) (?:(?:an?|the) (?:different|other|wrong)|another) (?:resource|api|service)/,
  /\bnot (?:\w+ ){0,2}for this (?:resource|api|service)/,
);

function refusesAudience({ code, text }: Seen): boolean {
  return audienceRefused.test(`${code ?? ''}\n${text}`);
}

/** Tells whether all audiences are other APIs, and none the default of a server that was asked for no API. */
function isPlainlyOther(audiences: readonly string[], call: Seen): boolean {
  if (saysAbout(call, 'issuer') || saysAbout(call, 'time')) return false;
  if (call.host === 'graph.microsoft.com') return !audiences.some((one) => graph.test(one));
  // A token that is for nobody is for no API (RFC 7519 section 4.1.3), and this one wants to be named.
  return audiences.every((one) => {
    const { host = '', port } = addressOf(one) ?? {};
    return host !== '' && !/\/userinfo$/.test(one) && (host !== call.host || port !== call.address?.port);
  });
}

/** Tells whether all audiences are addresses of other hosts than the one that was called. */
function areElsewhere(audiences: readonly string[], call: Seen): boolean {
  const hosts = audiences.map((one) => addressOf(one)?.host ?? '');
  return hosts.length > 0 && hosts.every((host) => host !== '' && host !== call.host);
}
