import { showValue } from '../../text/value.ts';
import { authorizationRequest, basic, codeRedemption, paste, refused } from '../example.ts';
import { asRegistered } from '../redirect-uri/registered-uri.ts';
import { hasFailed, quotedValues } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';

type Variant = 'parameter' | 'basic' | 'registered' | 'in-message';

/** A blank or line break came along with a value, and is part of it. RFC 6749 appendix A. */
export const strayWhitespace = defineSign<Variant>({
  cause: 'transport-endpoint/stray-whitespace',
  variants: {
    parameter: 'A parameter has white space at its beginning or end',
    basic: 'White space stands around the id or the secret in the Basic header',
    registered: 'White space or quotation marks stand around the redirect URI, and not around the registered one',
    'in-message': 'A message shows one value with white space around it, and without',
  },
  specs: ['RFC 6749 appendix A', 'RFC 6749 appendix B', 'RFC 9700 section 2.1'],
  look: function* strayWhitespace(view) {
    yield* asRegistered(view, 'transport-endpoint/stray-whitespace');
    const { subject } = view;
    if (subject === undefined) yield* inMessage(view);
    else if (hasFailed(view)) {
      const [ofParameter] = inParameters(subject);
      if (ofParameter !== undefined) yield ofParameter;
      else yield* inBasic(subject);
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'parameter',
        confidence: 'likely',
        name: 'marks for the direction of writing before the client id',
        text: paste(codeRedemption({ client_id: '\u202a\u202cshop' }), refused('invalid_client', undefined, 401)),
      },
      {
        variant: 'parameter',
        confidence: 'likely',
        name: 'a code that was copied with a line break',
        text: paste(codeRedemption({ code: 'Lf93kfh20LsdkfP\n' }), refused('invalid_grant')),
      },
      {
        variant: 'parameter',
        confidence: 'possible',
        name: 'a blank behind the last scope, and an answer about the secret',
        text: paste(
          codeRedemption({ scope: 'openid ', client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', 'Client secret is wrong', 401),
        ),
      },
      {
        variant: 'basic',
        confidence: 'certain',
        name: 'a blank behind the secret',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02 ') }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'in-message',
        confidence: 'certain',
        name: 'a message with both values',
        text: 'Login fails with: the issuer "https://idp.example " is not "https://idp.example"',
      },
      {
        variant: 'in-message',
        confidence: 'certain',
        name: 'a server that quotes the id with its blank',
        text: '401 {"error":"invalid_client","error_description":"Client \'shop-web \' not found"}',
      },
      {
        variant: 'in-message',
        confidence: 'certain',
        name: 'a log that writes the line break as an escape',
        text: '2026-03-03 10:00:00 ERROR token endpoint: 401 {"error":"invalid_client","error_description":"Client \'shop-web\\n\' not found"}',
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the quotation marks of a settings file',
        text: paste(
          'Registered is https://shop.example/callback',
          authorizationRequest({ redirect_uri: '"https://shop.example/callback"' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
    silent: [
      {
        variant: 'in-message',
        name: 'a program that puts a blank behind a word',
        text: 'headers = new HeaderValue("Bearer", "Bearer " + token)\nThe answer is 401: the header is invalid',
      },
      {
        variant: 'in-message',
        name: 'a program that joins two texts',
        text: 'log("https://idp.example " + reason) and then check("https://idp.example")\nError: invalid_request',
      },
      {
        variant: 'registered',
        name: 'a blank inside the path',
        text: paste(
          'Registered is https://shop.example/callback',
          authorizationRequest({ redirect_uri: 'https://shop.example/call back' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'parameter',
        name: 'blanks between two scopes',
        text: paste(codeRedemption({ scope: 'read write' }), refused('invalid_scope')),
      },
      {
        variant: 'basic',
        name: 'a blank within the secret',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39f L20fkLs02') }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'in-message',
        name: 'a server that quotes with a blank on both sides',
        text: '401 {"error":"invalid_client","error_description":"Client \' shop-web \' not found"}',
      },
      {
        variant: 'in-message',
        name: 'a message with two values that differ in a letter',
        text: 'Login fails with: the issuer "https://idp.example" is not "https://idq.example"',
      },
    ],
  }),
});

/** White space belongs to a password, and to a state that the app alone reads. */
const trimmed: readonly string[] = [
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
  'assertion',
  'client_assertion',
  'response_type',
];

/** White space, and the marks that come along when text is copied from a page or a document. */
const invisible =
  /^[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+|[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+$/g;

function* inParameters(subject: Seen): Generator<Shown<Variant>> {
  for (const { name, value, in: place } of subject.parameters) {
    const bare = value.replace(invisible, '');
    if (place === 'header' || !trimmed.includes(name) || value === bare || bare === '') continue;
    const seen = `white space at its ${value.startsWith(bare) ? 'end' : 'beginning'}`;
    yield { ...ofValue('parameter', name, seen, 'the value alone'), confidence: surenessOf(name, subject) };
  }
}

/** Scopes are split by blanks (RFC 6749 section 3.3), so that many servers never see one at the end. */
function surenessOf(name: string, subject: Seen): 'certain' | 'likely' | 'possible' {
  const named = trimmed.filter((one) => new RegExp(`\\b${one.replace('_', '[ _-]?')}\\b`, 'i').test(subject.text));
  const isOfOther = named.length > 0 && !named.includes(name);
  if (name === 'scope') return isOfOther ? 'possible' : 'likely';
  return isOfOther ? 'likely' : 'certain';
}

function* inBasic({ credentials }: Seen): Generator<Shown<Variant>> {
  const { id = '', secret = '', in: place } = credentials ?? {};
  if (place !== 'header' || (id === id.trim() && secret === secret.trim())) return;
  const half = secret === secret.trim() ? 'client id' : 'secret';
  yield ofValue('basic', 'Authorization header', `white space around the ${half}`, 'id, colon and secret alone');
}

/** A text that a program joins to another one: `"Bearer " + token`. The blank at its end is meant. */
const joined =
  /(["'`])[^"'`\n]{0,120}\1(?=\s{0,3}(?:\+|&\s|\.\s?\$|<<)\s{0,3}[\w$@"'`(])|(?<=\w\s?[+&]\s?)(["'`])[^"'`\n]{0,120}\2/g;
/** Words before a token, which a blank parts from it. */
const scheme = /^(?:bearer|basic|token|dpop|oauth)$/i;

/** A message that puts two values beside each other which differ by white space alone. */
function* inMessage({ words, remarks }: View): Generator<Shown<Variant>> {
  const values = quotedValues(words.replace(joined, '')).filter((one) => !scheme.test(one.trim()));
  const bare = new Set(values.filter((one) => one === one.trim() && one.length > 3));
  const found = values.find((one) => one !== one.trim() && bare.has(one.trim()));
  if (found !== undefined) yield ofValue('in-message', 'message', showValue(found), showValue(found.trim()));
  else yield* inRefusal(words, remarks);
}

/** `Client 'shop ' not found`: a server that quotes what it was asked for. */
const refusedName =
  /\b(?:client|application|app|identifier|audience|resource|tenant|realm|issuer)\b[^\n"'`]{0,24}(["'`])([^"'`]{2,160})\1[^\n"'`]{0,20}\b(?:not (?:found|registered|known)|unknown|invalid|does(?: not|n['’]t) exist)\b/gi;
/** Also as the escape that a log writes. */
const around = /^(?:\\[rnt]|\s)+|(?:\\[rnt]|\s)+$/g;

function* inRefusal(words: string, remarks: string): Generator<Shown<Variant>> {
  for (const [message, , value = ''] of words.matchAll(refusedName)) {
    const bare = value.replace(around, '');
    // Who leaves a blank on both sides writes all values so.
    const isOneSided = value.startsWith(bare) || value.endsWith(bare);
    if (bare === value || bare.length < 3 || !isOneSided || /\s/.test(bare)) continue;
    const seen = ofValue('in-message', 'message', showValue(value), showValue(bare));
    yield remarks.includes(message) ? { ...seen, confidence: 'likely' } : seen;
    return;
  }
}

function ofValue(variant: Variant, where: string, seen: string, expected: string): Shown<Variant> {
  return { variant, confidence: 'certain', specificity: 3, lines: [line(where, seen, expected)] };
}
