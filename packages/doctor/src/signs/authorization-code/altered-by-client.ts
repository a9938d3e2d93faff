import { isBlotted } from '../../evidence/blotted.ts';
import { isOfKind } from '../../providers/recognise.ts';
import { isUnfilled } from '../../text/placeholder.ts';
import { authorizationRequest, callback, codeRedemption, jwtOf, paste, refused } from '../example.ts';
import { hasFailed } from '../said-about.ts';
import { defineSign, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { type Alteration, altered, comparedWith, deliveredCodes, ofOtherParameter } from './delivered-code.ts';

const names =
  /^(?:auth_?code|authorization_?code|code|your_?code|the_?code|(?:code){2,8}|undefined|null|none|\[object object\])$/i;
const placeholder = /^[<{$].*[>}]$/;

/**
 * The code is not the text that the callback delivered; what is still percent-encoded is the affair of a rule.
 * RFC 6749 section 4.1.3.
 */
export const alteredByClient = defineSign<Alteration>({
  cause: 'authorization-code/altered-by-client',
  variants: {
    'other-token': 'A token that says who logged in stands in the place of the code',
    'client-id': 'The id of the client stands in the place of the code',
    truncated: 'The code lacks the end that it has in the callback',
    extended: 'The code has more at its end than in the callback',
    case: 'The code has other capital and small letters than in the callback',
    'decoded-twice': 'The code was decoded once more than the callback',
    'rest-of-query': 'The code has other parameters of the callback in it',
    literal: 'A word stands in the place of the code',
    'white-space': 'The code has white space in it',
    'other-parameter': 'The value of another parameter stands in the place of the code',
    other: 'The code is another text than the callback delivered',
  },
  specs: ['RFC 6749 section 4.1.3'],
  look: function* alteredByClient(view) {
    const code = view.subject?.sent('code');
    if (view.subject?.role !== 'token-request' || code === undefined || !hasFailed(view)) return;
    const delivered = deliveredCodes(view);
    if (delivered.includes(code)) return;
    const shown =
      ofClientId(view, code) ??
      delivered.map((whole) => comparedWith(whole, code)).find((one) => one !== undefined) ??
      byItsForm(code, isFolded(view, code)) ??
      ofToken(view, code) ??
      ofOtherParameter(view, code) ??
      (delivered.length === 1 ? altered('other', 'possible', 'another text than the callback delivered') : undefined);
    if (shown !== undefined) yield shown;
  },
  cases: () => ({
    fires: [
      {
        variant: 'other-token',
        confidence: 'certain',
        name: 'the ID token of an app',
        text: paste(
          codeRedemption({ code: jwtOf({ iss: 'https://idp.example', aud: 'shop', sub: '1', nonce: 'k39f' }) }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'client-id',
        confidence: 'certain',
        name: 'the client id in both places',
        text: paste(codeRedemption({ code: 'shop-web-1', client_id: 'shop-web-1' }), refused('invalid_grant')),
      },
      {
        variant: 'client-id',
        confidence: 'certain',
        name: 'the form that the ids of a provider have',
        text: paste(
          codeRedemption({ code: 'ca_Lf93kfh20LsdkfPLf93kfh20' }, {}, 'https://connect.stripe.com/oauth/token'),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'truncated',
        confidence: 'certain',
        name: 'a pattern that stops at the first dash',
        text: redeemedAs('4sLf93kfh20', '4sLf93kfh20-LsdkfP'),
      },
      {
        variant: 'extended',
        confidence: 'certain',
        name: 'the mark that one provider puts behind the callback',
        text: redeemedAs('Lf93kfh20LsdkfP#_', 'Lf93kfh20LsdkfP'),
      },
      {
        variant: 'case',
        confidence: 'certain',
        name: 'in small letters',
        text: redeemedAs('lf93kfh20lsdkfp', 'Lf93kfh20LsdkfP'),
      },
      {
        variant: 'decoded-twice',
        confidence: 'certain',
        name: 'the escape of a slash was part of the code',
        text: redeemedAs('4/Lf93kfh20LsdkfP', '4%2FLf93kfh20LsdkfP'),
      },
      {
        variant: 'rest-of-query',
        confidence: 'certain',
        name: 'cut out of the address up to its end',
        text: paste(codeRedemption({ code: 'Lf93kfh20LsdkfP&session=93kf' }), refused('invalid_grant')),
      },
      {
        variant: 'rest-of-query',
        confidence: 'certain',
        name: 'cut out of the address together with the mark that a provider puts behind it',
        text: paste(codeRedemption({ code: 'Lf93kfh20LsdkfP#_' }), refused('invalid_grant')),
      },
      {
        variant: 'literal',
        confidence: 'likely',
        name: 'the name in place of the value',
        text: paste(codeRedemption({ code: 'AUTH_CODE' }), refused('invalid_grant')),
      },
      {
        variant: 'literal',
        confidence: 'likely',
        name: 'the name again and again',
        text: paste(codeRedemption({ code: 'codecode' }), refused('invalid_grant')),
      },
      {
        variant: 'literal',
        confidence: 'certain',
        name: 'a pattern that gave the sign before the code',
        text: paste(codeRedemption({ code: '?' }), refused('invalid_grant')),
      },
      {
        variant: 'truncated',
        confidence: 'certain',
        name: 'the address of the callback stands in what the program asked for',
        text: paste(
          'Enter the address: https://shop.example/callback?code=4sLf93kfh20-LsdkfP&state=k39f',
          codeRedemption({ code: '4sLf93kfh20' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'white-space',
        confidence: 'certain',
        name: 'a line break at its beginning',
        text: redeemedAs('\nLf93kfh20LsdkfP', 'Lf93kfh20LsdkfP'),
      },
      {
        variant: 'other-parameter',
        confidence: 'certain',
        name: 'the state of the callback',
        text: redeemedAs('k39fL20fkLsQ', 'Lf93kfh20LsdkfP'),
      },
      {
        variant: 'other-parameter',
        confidence: 'certain',
        name: 'a parameter of the page to which the callback leads',
        text: paste(
          callback({ code: 'Lf93kfh20LsdkfP' }),
          'HTTP/1.1 302 Found\nLocation: https://www.shop.example/?ei=Pq02LskdQ1Kd93hg',
          codeRedemption({ code: 'Pq02LskdQ1Kd93hg' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'other-parameter',
        confidence: 'likely',
        name: 'the state, where nobody saved the callback',
        text: paste(
          authorizationRequest(),
          codeRedemption({ code: 'k39fL20fkLsQ' }),
          refused('invalid_grant', 'the code is not valid'),
        ),
      },
      {
        variant: 'other',
        confidence: 'possible',
        name: 'the code of another login',
        text: redeemedAs('Pq02LskdQ1Kd93hg', 'Lf93kfh20LsdkfP'),
      },
    ],
    silent: [
      {
        variant: 'other-parameter',
        name: 'a page hands the code on under another name',
        text: paste('GET https://shop.example/finish?auth=Lf93kfh20LsdkfP', codeRedemption(), refused('invalid_grant')),
      },
      {
        variant: 'other-parameter',
        name: 'a page hands the code of the second login on under another name',
        text: paste(
          callback({ code: 'Pq02LskdQ1Kd93hg' }),
          codeRedemption({ code: 'Pq02LskdQ1Kd93hg' }),
          'GET https://shop.example/finish?auth=Lf93kfh20LsdkfP',
          codeRedemption(),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'other-parameter',
        name: 'an address that has the code and no name for it',
        text: paste(
          callback({ code: 'Pq02LskdQ1Kd93hg' }),
          'GET https://shop.example/finish?Lf93kfh20LsdkfP',
          codeRedemption(),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'rest-of-query',
        name: 'a code of parts whose last one ends in the padding of Base64',
        text: paste(codeRedemption({ code: 'v^1.1#i^1#p^3#tUw4OTM5Zg==' }), refused('invalid_grant')),
      },
      {
        variant: 'client-id',
        name: 'the form that the codes of a provider have',
        text: paste(
          codeRedemption({ code: 'ac_Lf93kfh20LsdkfPLf93kfh20' }, {}, 'https://connect.stripe.com/oauth/token'),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'truncated',
        name: 'the whole code, and the address that brought it in the text',
        text: paste(
          'Enter the address: https://shop.example/callback?code=4sLf93kfh20-LsdkfP&state=k39f',
          codeRedemption({ code: '4sLf93kfh20-LsdkfP' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'other',
        name: 'the code of the callback',
        text: redeemedAs('Lf93kfh20LsdkfP', 'Lf93kfh20LsdkfP'),
      },
      {
        variant: 'rest-of-query',
        name: 'a # within the code',
        text: paste(codeRedemption({ code: 'Lf93kfh#20LsdkfP' }), refused('invalid_grant')),
      },
      {
        variant: 'rest-of-query',
        name: 'Base64 that happens to end in the name of a parameter',
        text: paste(codeRedemption({ code: 'Lf93kfh20Lsdkfiss=' }), refused('invalid_grant')),
      },
      {
        variant: 'rest-of-query',
        name: 'an ampersand, which codes may have',
        text: redeemedAs('Pq02&LskdQ1', 'Lf93kfh20LsdkfP'),
      },
      {
        variant: 'truncated',
        name: 'the code of the callback before, whose beginning is the same',
        text: paste(
          callback({ code: '4sLf93kfh20' }),
          callback({ code: '4sLf93kfh20-LsdkfP' }),
          codeRedemption({ code: '4sLf93kfh20' }),
          refused('invalid_grant'),
        ),
      },
    ],
  }),
});

/** What no code looks like. */
function byItsForm(code: string, isFolded: boolean): Shown<Alteration> | undefined {
  if (/(?:^code=|[&?#\s][a-z_][\w.-]*=[^=]|\S{8}#_?$)/i.test(code))
    return altered('rest-of-query', 'certain', 'with other parameters of the callback');
  if (names.test(code) || placeholder.test(code) || (isUnfilled(code) && !isBlotted(code)))
    return altered('literal', 'likely', 'a word in the place of the code');
  if (!/[\p{L}\p{N}]/u.test(code) && !isBlotted(code)) return altered('literal', 'certain', 'punctuation alone');
  if (/\s/.test(code)) return altered('white-space', isFolded ? 'possible' : 'certain', 'with white space');
  return undefined;
}

/** Tells whether a line of the body ends within the code: whoever pastes a long one folds it. */
function isFolded({ subject }: View, code: string): boolean {
  return code.includes('\n') && subject?.exchange.request?.body?.includes(code) === true;
}

/** A flow whose callback delivers one code, and that redeems another. */
function redeemedAs(code: string, delivered: string): string {
  return paste(callback({ code: delivered }), codeRedemption({ code }), refused('invalid_grant'));
}

/** The id of the client in the place of the code: of this one, or by a form that only its provider's ids have. */
function ofClientId({ subject, provider }: View, code: string): Shown<Alteration> | undefined {
  const isId = (code.length > 7 && code === subject?.clientId) || isOfKind(provider, code, 'client-id');
  return isId ? altered('client-id', 'certain', 'the id of the client') : undefined;
}

/** An ID token in the place of the code. */
function ofToken({ jwt }: View, code: string): Shown<Alteration> | undefined {
  const claims = jwt(code)?.claims;
  const isIdentity =
    claims?.sub !== undefined && (claims.nonce ?? claims.at_hash ?? claims.email ?? claims.c_hash) !== undefined;
  return isIdentity ? altered('other-token', 'certain', 'an ID token') : undefined;
}
