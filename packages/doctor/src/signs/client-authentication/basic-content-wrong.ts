import { authorizationRequest, basic, codeRedemption, paste, refused, tokenRequest } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen } from '../view.ts';
import { failedRequestOfClient, isClientRefused } from './request-of-client.ts';

/** The Basic header can be read, and holds something else than id and secret of the client. RFC 6749 section 2.3.1. */
export const basicContentWrong = defineSign({
  cause: 'client-authentication/basic-content-wrong',
  variants: {
    user: "The Basic header holds the user's name and password",
    'without-scheme': 'The Authorization header has id and secret in Base64, and not the word Basic',
    'as-it-is': 'The Authorization header has id, colon and secret as they are, without the word Basic',
    'without-colon': 'The Basic header holds one text, and no colon that parts id from secret',
    blank: 'There is white space within the Base64 text',
    'without-padding': 'The Basic header is Base64 without its padding',
    'url-safe': 'The Basic header is Base64 in the alphabet for addresses',
    'halves-encoded': 'Id and secret in the Basic header are Base64 each',
    swapped: 'The Basic header holds the secret before the id',
  },
  specs: ['RFC 6749 section 2.3.1', 'RFC 7617 section 2'],
  look: function* basicContentWrong(view) {
    const request = failedRequestOfClient(view);
    if (request !== undefined) yield* ofForm(request);
    const found = request?.credentials;
    if (request === undefined || found?.in !== 'header') return;
    const { id = '', secret = '' } = found;
    const sent = /^basic +([A-Za-z0-9+/]+)$/i.exec(request.credential ?? '')?.[1] ?? '';
    if (sent.length % 4 !== 0 && isClientRefused(request)) {
      yield {
        variant: 'without-padding',
        confidence: 'likely',
        specificity: 3,
        lines: [
          line('Authorization header', 'Base64 without padding', 'Base64 with = at its end (RFC 4648 section 4)'),
        ],
      };
    }
    if (
      /^basic +(?=[\w-]{0,4096}[_-])[\w-]+={0,2}$/i.test(request.credential ?? '') &&
      isPrintable(`${id}:${secret}`) &&
      isClientRefused(request)
    ) {
      yield {
        variant: 'url-safe',
        confidence: 'certain',
        specificity: 3,
        lines: [line('Authorization header', 'Base64 with - or _', 'Base64 with + and / (RFC 4648 section 4)')],
      };
    }
    if (isEncodedText(id) && isEncodedText(secret) && isClientRefused(request)) {
      yield {
        variant: 'halves-encoded',
        confidence: 'certain',
        specificity: 3,
        lines: [line('Authorization header', 'Base64 of id and of secret, encoded again', 'Base64 of id:secret, once')],
      };
    }
    const isAddress = /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(id) && isClientRefused(request);
    if (secret !== '' && (id === request.sent('username') || secret === request.sent('password') || isAddress)) {
      yield {
        variant: 'user',
        confidence: isAddress ? 'likely' : 'certain',
        specificity: 3,
        lines: [line('Authorization header', "the user's name and password", 'client id and client secret')],
      };
    }
    const asked = view.start?.sent('client_id');
    if (asked !== undefined && secret === asked && id !== asked) {
      yield {
        variant: 'swapped',
        confidence: 'certain',
        specificity: 3,
        lines: [line('Authorization header', 'the secret before the id', 'client id, colon, secret')],
      };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'as-it-is',
        confidence: 'certain',
        name: 'the pair of the settings in the header',
        text: paste(
          codeRedemption({ client_id: undefined }, { Authorization: '1484:39bf1f102a31e16aba26c48b' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'halves-encoded',
        confidence: 'certain',
        name: 'each of the two was encoded, and the pair once more',
        text: paste(
          codeRedemption({}, { Authorization: basic(btoa('shop-7'), btoa('k39fL20fkLs02kdQ')) }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'without-scheme',
        confidence: 'certain',
        name: 'the word Basic was left out',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02kdQ').replace('Basic ', '') }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'without-colon',
        confidence: 'certain',
        name: 'the id alone, with the line feed of echo',
        text: paste(
          codeRedemption({}, { Authorization: `Basic ${btoa('shop-app\n')}` }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'blank',
        confidence: 'certain',
        name: 'two texts in the place of one',
        text: paste(
          codeRedemption({}, { Authorization: 'Basic c2hvcDprMzlm TDIwZmtMczAya2RR' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'without-padding',
        confidence: 'likely',
        name: 'the signs of equality were cut off',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02kdQ8').replace(/=+$/, '') }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'url-safe',
        confidence: 'certain',
        name: 'an encoder for addresses',
        text: paste(
          codeRedemption(
            {},
            { Authorization: basic('shop', 'k39f>>>L2???').replaceAll('/', '_').replaceAll('+', '-') },
          ),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'user',
        confidence: 'certain',
        name: 'the password of the user in the header and in the body',
        text: paste(
          tokenRequest(
            { grant_type: 'password', username: 'mara', password: 'w39fL20fk-Ls' },
            { Authorization: basic('mara', 'w39fL20fk-Ls') },
          ),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'swapped',
        confidence: 'certain',
        name: 'the id of the authorization request behind the colon',
        text: paste(
          authorizationRequest(),
          codeRedemption({ client_id: undefined }, { Authorization: basic('w39fL20fkLs02kdQ', 'shop') }),
          refused('invalid_client', undefined, 401),
        ),
      },
    ],
    silent: [
      {
        variant: 'without-colon',
        name: 'a pair whose secret is not accepted',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02kdQ') }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'url-safe',
        name: 'the alphabet of RFC 4648 section 4',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39f>>>L2???') }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'url-safe',
        name: 'id and secret that nobody encoded',
        text: paste(
          codeRedemption({}, { Authorization: 'Basic shop-app_k39fL20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'halves-encoded',
        name: 'random letters and digits',
        text: paste(
          codeRedemption({}, { Authorization: basic('Lf93kfh20Lsd', 'Zq81kLs02kdQ8fk39fL02kdQ') }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'user',
        name: 'the user in the body, the client in the header',
        text: paste(
          tokenRequest(
            { grant_type: 'password', username: 'mara', password: 'w39fL20fk-Ls' },
            { Authorization: basic('shop', 'a81kLs02kdQk39f') },
          ),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'swapped',
        name: 'the id before the colon, with a secret that is not accepted',
        text: paste(
          authorizationRequest(),
          codeRedemption({ client_id: undefined }, { Authorization: basic('shop', 'w39fL20fkLs02kdQ') }),
          refused('invalid_client', undefined, 401),
        ),
      },
    ],
  }),
});

type Fault = 'without-scheme' | 'as-it-is' | 'without-colon' | 'blank';

/** Id and secret, of which one at least is no word. */
const plainPair = /^(?=\S*\d)[\w.-]{4,200}:[^\s:/]{8,400}$/;

/** Faults by which the header is no Basic header. */
function* ofForm(request: Seen): Generator<Shown<Fault>> {
  const value = request.credential ?? '';
  const shown = (variant: Fault, seen: string): Shown<Fault> => ({
    variant,
    confidence: 'certain',
    specificity: 3,
    lines: [line('Authorization header', seen, 'Basic, one blank, and Base64 of id, colon and secret')],
  });
  if (/^[A-Za-z0-9+/]{12,}={0,2}$/.test(value) && isPrintable(decodedOf(value)))
    yield shown('without-scheme', 'Base64 of id and secret alone');
  if (request.status === 401 && plainPair.test(value))
    yield shown('as-it-is', 'id and secret, neither encoded nor named');
  const sent = /^basic +([A-Za-z0-9+/]{6,}={0,2})$/i.exec(value)?.[1] ?? '';
  if (isClientRefused(request) && /^[\x20-\x39\x3b-\x7e]{8,}\s*$/.test(decodedOf(sent)))
    yield shown('without-colon', 'Base64 of one text without a colon');
  if (/^basic +[A-Za-z0-9+/=]{6,}[ \t]+[A-Za-z0-9+/=]{6,}$/i.test(value))
    yield shown('blank', 'two parts with white space between them');
}

/** Tells whether a text is id, colon and secret in letters that can be typed. */
function isPrintable(text: string): boolean {
  return /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(text);
}

function decodedOf(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}

/** Base64 that decodes to plain text: random letters hardly ever do. */
function isEncodedText(value: string): boolean {
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value) || value.length % 4 !== 0) return false;
  return /^[\x21-\x7e]+$/.test(atob(value));
}
