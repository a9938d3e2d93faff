import { originOf } from '../../evidence/address.ts';
import { showValue } from '../../text/value.ts';
import { answer, authorizationRequest, paste, post, refused } from '../example.ts';
import { defineSign, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { asRegistered } from './registered-uri.ts';
import { repeatedPath, slipInMessage } from './uri-in-message.ts';
import { type SuspectedUri, suspectedBeforeCode, uriLine } from './uri-in-question.ts';

type Variant = 'registered' | 'prefix' | 'doubled-slash' | 'repeated';

const cause = 'redirect-uri/path-mismatch';

/** The path of the redirect URI is another one, or is written in another way. RFC 9700 section 2.1. */
export const pathMismatch = defineSign<Variant>({
  cause,
  variants: {
    registered: 'The redirect URI that the capture says is registered has another path',
    prefix: 'The app is reached under a path that the redirect URI has not',
    'doubled-slash': 'The path of the redirect URI has two slashes in a row',
    repeated: 'The path of the redirect URI stands there twice',
  },
  specs: ['RFC 9700 section 2.1', 'RFC 3986 section 6.2.1'],
  look: function* pathMismatch(view) {
    yield* asRegistered(view, cause);
    const told = slipInMessage(view);
    if (told?.slip === 'doubled-slash')
      yield {
        variant: 'doubled-slash',
        confidence: 'likely',
        specificity: 3,
        lines: [uriLine(showValue(told.uri), 'the path without a doubled slash', 'as it is usually registered')],
      };
    const asked = suspectedBeforeCode(view);
    const twice = told?.slip === 'repeated' ? told : asked;
    if (twice !== undefined) yield* repeated(twice, twice === told || asked?.isNamed === true);
    const base = asked === undefined ? undefined : (lackingBase(view, asked) ?? toldBase(view, asked));
    if (asked !== undefined && base !== undefined) {
      const origin = originOf(asked.address);
      yield {
        variant: 'prefix',
        confidence: 'likely',
        specificity: 3,
        lines: [
          uriLine(showValue(asked.uri), showValue(`${origin}/${base}${asked.address.path}`), 'as the app is reached'),
        ],
      };
    }
    if (asked?.address.path.includes('//') === true) {
      const single = asked.uri.replace(/([^:])\/\/+/g, '$1/');
      yield {
        variant: 'doubled-slash',
        confidence: asked.isNamed ? 'likely' : 'possible',
        specificity: 3,
        lines: [uriLine(showValue(asked.uri), showValue(single), 'as a registration usually has it')],
      };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'what a server prints of a request as a text with escapes',
        text: '[10:00:00 ERR] Invalid redirect_uri: https://shop.example/sigin-oidc\n"{\n  \\"ClientId\\": \\"shop\\",\n  \\"AllowedRedirectUris\\": [\n    \\"https://shop.example/signin-oidc\\"\n  ],\n  \\"SubjectId\\": \\"anonymous\\"\n}"',
      },
      {
        variant: 'repeated',
        confidence: 'likely',
        name: 'a library that adds its path to an address that has it',
        text: "AADSTS50011: The redirect URI 'https://shop.example/auth/callback/auth/callback' specified in the request does not match the redirect URIs configured for the application.",
      },
      {
        variant: 'repeated',
        confidence: 'likely',
        name: 'the same in a request',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/callback/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'two letters that were swapped, and look alike beside each other',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/silent-renew' }),
          refused('invalid_request', 'redirect_uri is not registered'),
          'https://shop.example/slient-renew is set in Keycloak',
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the answer lists addresses of the host that the server has as well',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://idp.example/shop/callback' }),
          refused(
            'invalid_request',
            'Invalid redirect: https://idp.example/shop/callback is none of the registered values: [https://idp.example/]',
          ),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the settings of the server have a list',
        text: paste(
          'Error: Invalid redirect_uri: https://shop.example/callback',
          'RedirectUris =\n    {\n        "https://shop.example//callback"\n    },',
        ),
      },
      {
        variant: 'prefix',
        confidence: 'likely',
        name: 'the log shows the app under a path of its own',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://tools.corp.io/login/callback' }),
          'lvl=eror msg="redirect_uri_mismatch" referer="https://tools.corp.io/charts/login?next=/"',
        ),
      },
      {
        variant: 'prefix',
        confidence: 'likely',
        name: 'somebody tells under which path the app runs',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://tools.corp.io/login/callback' }),
          refused('invalid_request', 'Invalid redirect_uri'),
          'Our dashboard runs under /charts/ behind the proxy.',
        ),
      },
      {
        variant: 'prefix',
        confidence: 'likely',
        name: 'the setting of the app has it',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://tools.corp.io/login/callback' }),
          refused('invalid_request', 'Invalid redirect_uri'),
          'root_url = https://tools.corp.io/charts/',
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the path of another framework',
        text: paste(
          'Registered is https://shop.example/auth/callback',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'what somebody has in the portal',
        text: paste(
          'In the developer portal I have https://shop.example/auth/callback',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'what somebody set up at the place of the applications',
        text: paste(
          'In /oauth/applications I set up https://shop.example/auth/callback',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the setting of the provider, by its name',
        text: paste(
          'Registered redirect_url: https://shop.example/auth/callback',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'another folder than the one before the star',
        text: paste(
          'Registered is https://shop.example/auth/*',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'what the app of the provider still has',
        text: paste(
          'The OAuth client still has https://shop.example/auth/callback',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the server answers well, and its log refuses the address that was sent',
        text: paste(
          '"allowed_redirect_uris": ["https://shop.example/ui/sso/callback"]',
          post('https://vault.example/v1/sso/auth_url', '{"redirect_uri":"https://shop.example/ui/oidc/callback"}', {
            'Content-Type': 'application/json',
          }),
          answer(200, { auth_url: '' }),
          '[WARN] sso: unauthorized redirect_uri: redirect_uri=https://shop.example/ui/oidc/callback',
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the callback of the application',
        text: paste(
          'The client application has the callback: https://shop.example/auth/callback',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'below the page of the settings',
        text: paste(
          'In Authentication > Platforms there is https://shop.example/auth/callback',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'what somebody has on the page of the settings',
        text: paste(
          'I have https://shop.example/auth/callback in OAuth2 > Redirects',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the app that is named after its provider',
        text: paste(
          'Our Acme app still has https://shop.example/auth/callback',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'a package whose name begins with a word for sending',
        text: paste(
          'It is user_oidc. I entered https://shop.example/auth/callback',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'a log prints the list over several lines',
        text: 'fail: Validator[0]\n      Invalid redirect_uri: https://shop.example/callback\n      {\n        "AllowedRedirectUris": [\n          "https://shop.example/auth/callback"\n        ]\n      }',
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the address of the request in a printed line',
        text: 'Registered is https://shop.example/auth/callback\n\nError: redirect_uri_mismatch, opened https://as.example/authorize?client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcallback&response_type=code',
      },
      {
        variant: 'doubled-slash',
        confidence: 'likely',
        name: 'a base address with a slash, and a path with another',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example//callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'doubled-slash',
        confidence: 'likely',
        name: 'in a message alone',
        text: 'Error: the redirect URI in the request, https://shop.example//callback, does not match',
      },
    ],
    silent: [
      {
        variant: 'registered',
        name: 'what a server prints of a request, with the very address on its list',
        text: '[10:00:00 ERR] Invalid redirect_uri: https://shop.example/signin-oidc\n{\n  "ClientId": "shop",\n  "AllowedRedirectUris": [\n    "https://shop.example/sign-in",\n    "https://shop.example/signin-oidc"\n  ],\n  "SubjectId": "anonymous"\n}',
      },
      {
        variant: 'repeated',
        name: 'two halves that are not one',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/auth/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        name: 'two addresses of which the app makes the one of the other',
        text: paste(
          'The app rewrites the redirect URI from https://garden.example to https://shop.example',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        name: 'two issuers, beside a log of the server that has a redirect URI',
        text: 'DBG client known=true redirect_uri=https://shop.example/callback\nERR issuer did not match, expected "https://idp.example" got "https://shop.example"',
      },
      {
        variant: 'registered',
        name: 'the root URL of the client',
        text: paste(
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
          'https://shop.example/ is set in Keycloak as the root URL.',
        ),
      },
      {
        variant: 'registered',
        name: 'the page for registrations, of a server that has the app on its host',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://idp.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered. Configure it at https://idp.example/settings'),
        ),
      },
      {
        variant: 'registered',
        name: 'a setting of the app',
        text: paste(
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
          'https://shop.example/home is set in authentication middleware.',
        ),
      },
      {
        variant: 'registered',
        name: 'an arrow on the way through the servers',
        text: paste(
          'The chain is browser -> nginx -> app, and users open https://shop.example/app/callback',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        name: 'a page that somebody expects to see',
        text: paste(
          'After login I expect https://shop.example/home to open, it sends https://shop.example/callback instead.',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        name: 'scopes that are addresses, behind a redirect URI that is none',
        text: 'Error: invalid_request, redirect_uri=urn:shop:done client_id=shop scope=openid https://api.example/auth/orders https://api.example/auth/profile',
      },
      {
        variant: 'registered',
        name: 'the site of the provider, which a client prints behind its redirect URI',
        text: 'Error: invalid redirect_uri\n%Client{redirect_uri: "https://shop.example/callback", site: "https://shop.example/"}',
      },
      {
        variant: 'registered',
        name: 'the list of the log has it, among others',
        text: paste(
          'Error: login_required for redirect_uri https://shop.example/silent',
          '[Information] Validator: Validated\n{\n  "AllowedRedirectUris": [\n    "https://shop.example/callback",\n    "https://shop.example/silent"\n  ]\n}',
        ),
      },
      {
        variant: 'registered',
        name: 'the list that a log prints has the address beside another one',
        text: 'Error: login_required\n{\n  "RedirectUri": "https://shop.example/callback",\n  "AllowedRedirectUris": [\n    "https://shop.example",\n    "https://shop.example/callback"\n  ]\n}',
      },
      {
        variant: 'prefix',
        name: 'the directory in which the program lies',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://tools.corp.io/login/callback' }),
          refused('invalid_request', 'Invalid redirect_uri'),
          'The dashboard is installed at /opt on our server.',
        ),
      },
      {
        variant: 'prefix',
        name: 'the path under which the app runs is there',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://tools.corp.io/charts/login/callback' }),
          refused('invalid_request', 'Invalid redirect_uri'),
          'Our dashboard runs under /charts/ behind the proxy.',
        ),
      },
      {
        variant: 'registered',
        name: 'an address that fits the star at the end of the registered one',
        text: paste(
          'Registered is https://shop.example/auth/*',
          authorizationRequest({ redirect_uri: 'https://shop.example/auth/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        name: 'another scheme before the star',
        text: paste(
          'Registered is https://shop.example/*',
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        name: 'a slash at its end, which has a cause of its own',
        text: paste(
          'Registered is https://shop.example/callback/',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'doubled-slash',
        name: 'two slashes behind the scheme alone',
        text: 'Error: the redirect URI in the request, https://shop.example/callback, does not match',
      },
    ],
  }),
});

/** The first part of the path under which the app is reached, as a log or a page shows, where the redirect URI begins behind it. */
function lackingBase({ words, before }: View, { subject, address }: SuspectedUri): string | undefined {
  const [first] = address.path.split('/').filter((part) => part !== '');
  if (first === undefined) return undefined;
  const shown = `${words}\n${subject.header('referer') ?? ''}\n${before.map((one) => one.url).join('\n')}`;
  const origin = originOf(address).replace(/[^\w]/g, '\\$&');
  for (const [, base, next] of shown.matchAll(new RegExp(`${origin}/([\\w.-]{1,40})/([\\w.-]{1,40})`, 'g'))) {
    if (next === first && base !== first) return base;
  }
  return undefined;
}

const baseEnd = /\/([\w.-]{2,40})\/?(?=["'`\s,;)]|\.?$)/;
const baseInWords: readonly RegExp[] = [
  /(?:runs?|running|hosted|served|deployed|mounted|reached|available|läuft|tourne|corre|gira)\b[^\n]{0,30}? (?:under|at|on|below|unter|sous|sur|bajo|sob|onder)(?: the)?(?: (?:sub)?(?:path|directory|folder))? ["'`]?/,
  /(?:context|sub|base|root)[-_ ]?(?:path|directory|folder|href|url)["'`]?(?: (?:is|of|was|ends (?:in|with)))?[\s=:]{1,3}["'`]?/,
  /(?:root|base|public|external|site|app)[-_ ]?url["'`]?[\s=:]{1,3}["'`]?https?:\/\/[^/\s"'`]{1,200}/,
].map(({ source }) => new RegExp(source + baseEnd.source, 'im'));

/** The path under which the app runs, as somebody tells it, where the redirect URI does not begin with it. */
function toldBase({ remarks, printed }: View, { address }: SuspectedUri): string | undefined {
  const said = `${remarks}\n${printed}`;
  const base = baseInWords.map((words) => words.exec(said)?.[1]).find((one) => one !== undefined);
  if (base === undefined || /^(?:app|opt|usr|var|home|etc|tmp|root|srv|mnt|src)$/.test(base)) return undefined;
  return address.path.split('/').includes(base) ? undefined : base;
}

function* repeated(
  { uri, address }: Pick<SuspectedUri, 'uri' | 'address'>,
  isNamed: boolean,
): Generator<Shown<'repeated'>> {
  const half = repeatedPath(address.path);
  if (half === undefined) return;
  yield {
    variant: 'repeated',
    confidence: isNamed ? 'likely' : 'possible',
    specificity: 3,
    lines: [uriLine(showValue(uri), showValue(originOf(address) + half), 'as it is usually registered')],
  };
}
