import { isWordForHalf } from '../../text/placeholder.ts';
import { authorizationRequest, basic, codeRedemption, paste, refused, tokenRequest } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen } from '../view.ts';
import { isEncodedText, isPrintable, ofForm } from './basic-faults.ts';
import { failedRequestOfClient, isClientRefused } from './request-of-client.ts';

/** The Basic header can be read, and holds something else than id and secret of the client. RFC 6749 section 2.3.1. */
export const basicContentWrong = defineSign({
  cause: 'client-authentication/basic-content-wrong',
  variants: {
    user: "The Basic header holds the user's name and password",
    'without-scheme': 'The Authorization header has id and secret in Base64, and not the word Basic',
    'as-it-is': 'The Authorization header has id, colon and secret as they are, without the word Basic',
    'without-colon': 'The Basic header holds one text, and no colon that parts id from secret',
    decorated: 'Braces, brackets, quotes or a comma stand at the Base64 text',
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
    const ofUser = surenessOfUser(request, id, secret);
    if (ofUser !== undefined) {
      yield {
        variant: 'user',
        confidence: ofUser,
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
        variant: 'decorated',
        confidence: 'certain',
        name: 'the braces of the guide are still there',
        text: paste(
          codeRedemption({}, { Authorization: `Basic {${btoa('shop-7:k39fL20fkLs02kdQ')}}` }),
          refused('invalid_client'),
        ),
      },
      {
        variant: 'decorated',
        confidence: 'certain',
        name: 'a comma at the end',
        text: paste(
          codeRedemption({}, { Authorization: `${basic('shop-7', 'k39fL20fkLs02kdQ')},` }),
          refused('invalid_client'),
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
        variant: 'decorated',
        name: 'braces around what stands in the place of the pair',
        text: paste(
          codeRedemption({}, { Authorization: `Basic {${btoa('client_id:client_secret')}}` }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'user',
        name: 'the same word in the place of two passwords',
        text: paste(
          tokenRequest(
            { grant_type: 'password', username: 'mara', password: 'secret' },
            { Authorization: basic('shop-7', 'secret') },
          ),
          refused('invalid_client', undefined, 401),
        ),
      },
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

/** How surely the header has name and password of the user, which stand in the body too or have the form of an address. */
function surenessOfUser(request: Seen, id: string, secret: string): 'certain' | 'likely' | undefined {
  if (secret === '') return undefined;
  const isName = id === request.sent('username');
  const isPassword = secret === request.sent('password');
  const isAddress = /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(id) && isClientRefused(request);
  // Words that stand in the place of the values prove no two of them equal.
  if (isPassword && !isWordForHalf(secret)) return isAddress && !isName ? 'likely' : 'certain';
  return (isName && !isWordForHalf(id)) || isAddress ? 'likely' : undefined;
}
