import type { Confidence } from '../../rules/rule.ts';
import { basic, codeRedemption, paste, refused, tokenRequest } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { failedRequestOfClient, isClientRefused } from './request-of-client.ts';

const otherReason = /expired?\b|disabled|revoked|suspended|deleted|does not exist|not (?:allow|support)/i;

const wantsEncoding = /\b(?:must|should|need\w*|have to)\b[^\n]{0,60}\b(?:url|form|percent)[ -]?encoded/i;
const ofCredentials = /secret|client.?id\b|credential|\bbasic\b|\bheader\b/i;
const ofBody = /\bbody\b|content.?type|\bparameters?\b/i;

type Variant = 'encoded' | 'raw' | 'works-in-body';

/** Id and secret are form-encoded before base64 on one side only. RFC 6749 section 2.3.1. */
export const basicFormEncodingMismatch = defineSign<Variant>({
  cause: 'client-authentication/basic-form-encoding-mismatch',
  variants: {
    encoded: 'Id or secret in the Basic header are percent-encoded, and the client is refused',
    raw: 'The secret in the Basic header has characters that form-encoding changes, as they are',
    'works-in-body': 'The secret is refused in the Basic header, and accepted in the body',
  },
  specs: ['RFC 6749 section 2.3.1'],
  look: function* basicFormEncodingMismatch(view) {
    const request = failedRequestOfClient(view);
    const found = request?.credentials;
    if (request === undefined || found?.in !== 'header' || !isClientRefused(request)) return;
    const { id = '', secret = '' } = found;
    const isAskedFor = asksForEncoding(request);
    const isDecoded = view.habits?.formDecodesBasic === true;
    if (isDecoded && /[+ ]/.test(`${id}${secret}`)) {
      // The comparison that this server makes is with a blank in the place of the plus sign.
      yield ofRaw(
        otherReason.test(request.text) ? 'likely' : 'certain',
        'a + as it is',
        '%2B, which the server decodes',
      );
    } else if (!isDecoded && /%[0-9A-Fa-f]{2}/.test(`${id}${secret}`)) {
      yield {
        variant: 'encoded',
        // The specification asks for the encoding: it is the mistake where nothing else is given as the reason.
        confidence: otherReason.test(request.text) ? 'likely' : 'certain',
        specificity: 3,
        lines: [
          line(
            'Authorization header',
            'id or secret percent-encoded before base64',
            'as the server decodes it: raw, or in the body',
          ),
        ],
      };
    } else if (/[+%/:&=?#@ ]/.test(secret) && (!isBase64(secret) || isAskedFor)) {
      yield ofRaw(
        isAskedFor ? 'certain' : 'likely',
        'a secret with characters that form-encoding changes',
        'form-encoded before base64 (RFC 6749 section 2.3.1)',
      );
    } else if (/[+/]/.test(secret)) {
      yield ofRaw('possible', 'a secret with + or /', 'form-encoded before base64');
    }
    if (isSaidToWorkInBody(view) && /[^A-Za-z0-9._~-]/.test(secret)) {
      yield {
        variant: 'works-in-body',
        confidence: 'certain',
        specificity: 3,
        lines: [line('Authorization header', 'the same secret works in the body', 'form-encoded before base64')],
      };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'encoded',
        confidence: 'certain',
        name: 'a plus sign as %2B, and a server that compares as it stands',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39f%2BL20fkLs02') }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'encoded',
        confidence: 'likely',
        name: 'the answer says that the secret has expired',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39f%2BL20fkLs02') }),
          refused('invalid_client', 'The client secret has expired', 401),
        ),
      },
      {
        variant: 'raw',
        confidence: 'likely',
        name: 'an ampersand in the secret',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39f&L20:kLs02') }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'raw',
        confidence: 'certain',
        name: 'a plus sign as it is, and a server that decodes',
        text: paste(
          tokenRequest(
            { grant_type: 'client_credentials' },
            { Authorization: basic('shop', 'k39f+L20fkLs02') },
            'https://shop.projects.oryapis.com/oauth2/token',
          ),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'raw',
        confidence: 'certain',
        name: 'the answer asks for the encoding',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39f&L20:kLs02') }),
          refused('invalid_request', 'ClientID and ClientSecret in the Basic header must be UrlEncoded'),
        ),
      },
      {
        variant: 'raw',
        confidence: 'likely',
        name: 'the answer asks for a body that is form-encoded',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39f&L20:kLs02') }),
          refused('invalid_client', 'Parameters must be sent form-encoded', 401),
        ),
      },
      {
        variant: 'works-in-body',
        confidence: 'certain',
        name: 'somebody tried both ways',
        text: paste(
          'With client_secret in the body it works, with the Basic header it does not.',
          codeRedemption({}, { Authorization: basic('shop', 'k39f!L20fkLs02') }),
          refused('invalid_client', undefined, 401),
        ),
      },
    ],
    silent: [
      {
        variant: 'works-in-body',
        name: 'somebody tried both ways, and neither works',
        text: paste(
          'I put the secret in the body too, nothing works.',
          codeRedemption({}, { Authorization: basic('shop', 'k39f!L20fkLs02') }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'raw',
        name: 'the answer asks for the encoding, and nothing in the header needs it',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39f-L20_kLs02') }),
          refused('invalid_request', 'ClientID and ClientSecret in the Basic header must be UrlEncoded'),
        ),
      },
      {
        variant: 'raw',
        name: 'a secret that form-encoding leaves as it is',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39f-L20_fkLs02') }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'encoded',
        name: 'a server that decodes, as the specification has it',
        text: paste(
          tokenRequest(
            { grant_type: 'client_credentials' },
            { Authorization: basic('shop', 'k39f%2BL20fkLs02') },
            'https://shop.projects.oryapis.com/oauth2/token',
          ),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'encoded',
        name: 'the client was accepted, and the code was not',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39f%2BL20fkLs02') }),
          refused('invalid_grant', 'the code has expired'),
        ),
      },
    ],
  }),
});

const worksInBody =
  /\b(?:in|as|via|using) (?:[\w-]+ ){0,3}body\b(?:(?!\bno|n['’]t)[^\n.]){0,60}\b(?:works?|succeeds?|accepted)\b|\b(?:works?|succeeds?|accepted)\b(?:(?!\bno|n['’]t)[^\n.]){0,60}\b(?:in|as|via|using) (?:[\w-]+ ){0,3}body\b/i;

/** Tells whether the server itself says what it misses in the header: a body is form-encoded as well. */
function asksForEncoding({ text }: Seen): boolean {
  return text
    .split(/[.!?;]\s|\n/)
    .some((one) => wantsEncoding.test(one) && ofCredentials.test(one) && !ofBody.test(one));
}

/** Such secrets are accepted raw by most servers. */
function isBase64(secret: string): boolean {
  return /^[A-Za-z0-9+/]+=*$/.test(secret);
}

function isSaidToWorkInBody({ remarks }: View): boolean {
  return worksInBody.test(remarks);
}

function ofRaw(confidence: Confidence, seen: string, expected: string): Shown<Variant> {
  const specificity = confidence === 'certain' ? 3 : 2;
  return { variant: 'raw', confidence, specificity, lines: [line('Authorization header', seen, expected)] };
}
