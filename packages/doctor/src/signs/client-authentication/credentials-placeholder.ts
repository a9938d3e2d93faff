import { isBlotted } from '../../evidence/blotted.ts';
import { isUnfilled } from '../../text/placeholder.ts';
import { showValue } from '../../text/value.ts';
import { authorizationRequest, codeRedemption, page, paste, post, refused } from '../example.ts';
import { hasFailed, isAbout } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { placeholderExpected, placeholderQuoted } from './placeholder-in-message.ts';
import { inCredentials } from './unfilled-credentials.ts';

type Variant = 'setting' | 'in-the-path' | 'template' | 'quoted' | 'expected';

/** Words or a template stand where an id, a secret or a tenant is due. RFC 6749 section 2.3.1. */
export const credentialsPlaceholder = defineSign<Variant>({
  cause: 'client-authentication/credentials-placeholder',
  variants: {
    setting: 'A setting of the client that is shown was never filled in',
    'in-the-path': 'The tenant or realm in the path was never filled in',
    template: 'Client id or secret are words or a template',
    expected: 'A message expects an address in which the tenant or project was never filled in',
    quoted: 'The answer quotes words or a template as the id or tenant that it was asked for',
  },
  specs: ['RFC 6749 section 2.3.1'],
  look: function* credentialsPlaceholder(view) {
    const { subject } = view;
    if (subject === undefined) {
      yield* inSettings(view);
      yield* placeholderQuoted(view);
      yield* placeholderExpected(view);
    }
    if (subject !== undefined && hasFailed(view)) {
      yield* inPath(subject);
      if (!isSample(subject, view)) yield* inCredentials(subject);
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'template',
        confidence: 'certain',
        name: 'the name of a setting, which the answer does not know as an id',
        text: paste(
          authorizationRequest({ client_id: 'shop_client_id' }),
          page(400, 'Invalid client_id: shop_client_id'),
        ),
      },
      {
        variant: 'template',
        confidence: 'certain',
        name: 'the name of the variable in the place of its value',
        text: paste(
          post(
            'https://idp.example/token',
            'grant_type=client_credentials&client_id=SHOP_OAUTH_CLIENT_ID&client_secret=x',
          ),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'setting',
        confidence: 'likely',
        name: 'a log shows a secret that is undefined',
        text: 'The provider says invalid_client. I printed the settings: clientId: "shop", clientSecret: undefined',
      },
      {
        variant: 'in-the-path',
        confidence: 'certain',
        name: 'the tenant of the documentation',
        text: paste(
          post('https://idp.example/{tenant}/oauth2/token', 'grant_type=client_credentials&client_id=shop'),
          refused('invalid_request', 'no such tenant'),
        ),
      },
      {
        variant: 'template',
        confidence: 'certain',
        name: 'the name of a setting in an id of Google',
        text: paste(
          authorizationRequest({ client_id: 'SHOP_OAUTH_CLIENT_ID.apps.googleusercontent.com' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'template',
        confidence: 'certain',
        name: 'what the documentation says in place of the secret',
        text: paste(codeRedemption({ client_secret: 'insert-secret-here' }), refused('invalid_client')),
      },
      {
        variant: 'expected',
        confidence: 'certain',
        name: 'a project of the settings that nobody loaded',
        text: 'the issuer is not right. Expected https://idp.example/undefined, but got https://idp.example/shop',
      },
      {
        variant: 'template',
        confidence: 'certain',
        name: 'what the sample of the settings asks to do',
        text: paste(
          authorizationRequest({ client_id: 'get_the_id_from_the_console' }),
          page(400, 'The client_id is not valid.'),
        ),
      },
      {
        variant: 'quoted',
        confidence: 'certain',
        name: 'braces around the name of the setting, and a directory that is there',
        text: "AADSTS700016: Application with identifier '{client_id}' was not found in the directory 'Shop'.",
      },
      {
        variant: 'quoted',
        confidence: 'certain',
        name: 'a sentence of the sample in place of the id',
        text: "AADSTS700016: Application with identifier 'Enter your client ID here' was not found in the directory",
      },
      {
        variant: 'quoted',
        confidence: 'likely',
        name: 'angle brackets, which may be the reporter’s',
        text: "AADSTS700016: Application with identifier '<your client id>' was not found in the directory",
      },
      {
        variant: 'in-the-path',
        confidence: 'possible',
        name: 'the tenant was written over: its server has compared the secret',
        text: paste(
          post('https://idp.example/{tenant}/oauth2/token', 'grant_type=client_credentials&client_id=shop'),
          refused('invalid_client', 'Invalid client secret provided', 401),
        ),
      },
      {
        variant: 'quoted',
        confidence: 'possible',
        name: 'a log line that misses nothing',
        text: "Error: tenant 'None' ok",
      },
    ],
    silent: [
      {
        variant: 'quoted',
        name: 'a message of a log whose author filled in none of its values',
        text: '{"category":"SignInLogs","resultType":"700016","resultDescription":"Application with identifier \'{appIdentifier}\' was not found in the directory \'{tenantName}\'.","properties":{"appId":"3f0d2c1b-7a6e-4d5c-9b8a-0f1e2d3c4b5a"}}',
      },
      {
        variant: 'quoted',
        name: 'the same of a resource, with one value',
        text: '{"status":{"errorCode":500011,"failureReason":"The resource principal named \'{name}\' was not found in the tenant."}}',
      },
      {
        variant: 'template',
        name: 'an id that ends like a setting, and an answer about the secret',
        text: paste(
          codeRedemption({ client_id: 'shop_client_id', client_secret: 'k39fL20fkLs0' }),
          refused('invalid_client', 'Invalid client secret', 401),
        ),
      },
      {
        variant: 'quoted',
        name: 'an event of which the server knows no client',
        text: '2026-03-03 10:00:00,120 WARN [org.keycloak.events] (x) type="LOGIN_ERROR", realmId="shop", clientId="null", userId="null", error="session not found"',
      },
      {
        variant: 'template',
        name: 'an id in capital letters, as a server had it registered',
        text: paste(
          post(
            'https://idp.example/token',
            'grant_type=client_credentials&client_id=STAFF_PORTAL_ID&client_secret=k39fL20fkLs0',
          ),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'expected',
        name: 'the address that came has the word, and not the one that is expected',
        text: 'the issuer is not right. Expected https://idp.example/shop, but got https://idp.example/undefined',
      },
      {
        variant: 'quoted',
        name: 'the id of an application that is not there',
        text: "AADSTS700016: Application with identifier '5f0c0a7e-6ad3-41b5-9c1d-2b7e8f3a4c5d' was not found in the directory",
      },
      {
        variant: 'setting',
        name: 'a secret that was blotted out',
        text: 'The provider says invalid_client. I printed the settings: clientId: "shop", clientSecret: "[redacted]"',
      },
      {
        variant: 'in-the-path',
        name: 'a tenant whose name begins with null',
        text: paste(
          post('https://idp.example/nullarbor/oauth2/token', 'grant_type=client_credentials&client_id=shop'),
          refused('invalid_client'),
        ),
      },
      {
        variant: 'template',
        name: 'an app whose name begins with a verb',
        text: paste(authorizationRequest({ client_id: 'add-to-calendar' }), page(400, 'The client_id is not valid.')),
      },
      {
        variant: 'template',
        name: 'the address of the guide, before the request that was sent with an id',
        text: paste(
          'I took the code from https://idp.example/authorize?client_id=YOUR_CLIENT_ID_HERE&response_type=code',
          codeRedemption({ client_secret: 'k39fL20fkLs02kdQ' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'template',
        name: 'a secret that ends in the word key',
        text: paste(codeRedemption({ client_secret: 'k39f-Ls02-monkey' }), refused('invalid_client')),
      },
    ],
  }),
});

const unfilledSetting =
  /(?:client|app|consumer)[-_ ]?(?:id|secret|key)["']?\s*[:=]\s*["']?(\[[^\]\n]{3,120}\]|<[^>\n]{3,120}>|\{\{?[^}\n]{1,80}\}?\}|\$\{?[A-Z_]{2,60}\}?|(?:undefined|null|None)\b|""|'')/i;

function* inSettings(view: View): Generator<Shown<Variant>> {
  if (!isAbout(view, 'client')) return;
  const found = unfilledSetting.exec(`${view.remarks}\n${view.printed}`)?.[1];
  if (found === undefined || isBlotted(found)) return;
  // Angle brackets alone are how people blot out what they do not want to show.
  const isBracket = /^[<{[]/.test(found) && !/copy|enter|insert|paste|replace|put|your|\$\{/i.test(found);
  yield {
    variant: 'setting',
    confidence: isBracket ? 'possible' : 'likely',
    lines: [line('setting', showValue(found), 'the value of the registration')],
  };
}

const unfilledSegment =
  /\/(undefined|null|None|\{[^/}]{1,40}\}|%7B[^/]{1,40}%7D|<[^/>]{1,40}>|%3C[^/]{1,40}%3E|YOUR[-_][A-Z-_]+|\$\{?[A-Z_]+\}?)(?=\/|$)/i;

function* inPath(subject: Seen): Generator<Shown<Variant>> {
  const tenant = unfilledSegment.exec(subject.path)?.[1];
  if (tenant === undefined || subject.isOf('resource-request')) return;
  yield {
    variant: 'in-the-path',
    // Who judges a secret or a code has found the tenant: the reporter wrote over it.
    confidence: isResolved(subject) ? 'possible' : 'certain',
    specificity: 3,
    lines: [line('path', showValue(tenant), 'the tenant or realm of the settings')],
  };
}

function isResolved({ code = '', text }: Seen): boolean {
  const isJudged = /^(?:invalid_(?:client|grant|scope)|unauthorized_client|unsupported_grant_type)$/.test(code);
  return isJudged && /\w\w \w{2,}/.test(text) && !/tenant|realm|directory|authority/i.test(text);
}

/** An address that nobody answered, beside requests with a real id: somebody quotes from where he has the form. */
function isSample({ index, outcome }: Seen, { all }: View): boolean {
  return (
    outcome !== 'refused' &&
    all.some((one) => one.index !== index && one.clientId !== undefined && !isUnfilled(one.clientId))
  );
}
