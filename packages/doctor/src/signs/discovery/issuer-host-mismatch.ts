import { apiCall, callback, codeRedemption, jwtOf, metadata, paste, refused } from '../example.ts';
import { isAbout } from '../said-about.ts';
import { defineSign } from '../sign.ts';
import type { View } from '../view.ts';
import { complainsOfIssuer, differenceOf, type IssuerPair, issuerPairs, lineOfPair } from './issuer-pairs.ts';

/** One server is called by two names: two hosts of one domain, another port or scheme. RFC 8414 section 3.3. */
export const issuerHostMismatch = defineSign({
  cause: 'discovery/issuer-host-mismatch',
  variants: {
    message: 'A message prints two issuers of different hosts, ports or schemes',
    'metadata-address': 'The metadata name another host than the one they were asked of',
    compared: 'What was answered has another host than the issuer of the metadata',
  },
  specs: ['RFC 8414 section 3.3'],
  look: function* issuerHostMismatch(view) {
    for (const pair of issuerPairs(view)) {
      if (differenceOf(pair) !== 'host' || isOfAudience(pair, view)) continue;
      const shown = { specificity: 3, lines: [lineOfPair(pair)] } as const;
      const isTold = complainsOfIssuer(view);
      if (pair.where === 'issuer')
        yield { variant: 'message', confidence: isSure(pair, view) ? 'certain' : 'possible', ...shown };
      else if (pair.where === 'address of the metadata')
        yield { variant: 'metadata-address', confidence: isTold ? 'certain' : 'possible', ...shown };
      else yield { variant: 'compared', confidence: isTold ? 'certain' : 'likely', ...shown };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'compared',
        confidence: 'certain',
        name: 'a token by the name of a container, and the setting of the API behind its answer',
        text: paste(
          apiCall(`Bearer ${jwtOf({ iss: 'http://keys:8080/realms/shop' })}`),
          'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token", error_description="the iss claim is not valid"',
          '# settings\njwt.issuer-uri: https://idp.example/realms/shop',
        ),
      },
      {
        variant: 'compared',
        confidence: 'certain',
        name: 'a token by the name of a container, and what the API expected',
        text: paste(
          apiCall(`Bearer ${jwtOf({ iss: 'http://keys:8080/realms/shop' })}`),
          refused('invalid_token', 'wrong issuer, expected https://idp.example/realms/shop', 401),
        ),
      },
      {
        variant: 'metadata-address',
        confidence: 'certain',
        name: 'the name of a company that the setup left as the issuer',
        text: paste(
          metadata({ issuer: 'shop.example' }, 'http://localhost:9011/.well-known/openid-configuration'),
          'Error: the issuer did not match',
        ),
      },
      {
        variant: 'metadata-address',
        confidence: 'certain',
        name: 'a name within the company, in another domain than the public one',
        text: paste(
          metadata(
            { issuer: 'https://login.shop.example/realms/shop' },
            'https://sso.keys.example.net/realms/shop/.well-known/openid-configuration',
          ),
          'Error: issuer mismatch, the issuer does not match the configured address',
        ),
      },
      {
        variant: 'message',
        confidence: 'certain',
        name: 'beside settings that name the redirect URI',
        text: 'redirect_url = "https://shop.example:8443/callback"\nerror: issuer did not match, expected "https://idp.example:8443/app" got "https://idp.example/app"',
      },
      {
        variant: 'message',
        confidence: 'certain',
        name: 'a token issued by another name of the server, in a log that escapes its quotes',
        text: 'level=error msg="oidc: id token issued by a different provider, expected \\"http://idp.example:8080/app\\" got \\"https://idp.example/app\\""',
      },
      {
        variant: 'message',
        confidence: 'certain',
        name: 'a container calls the server by the name of its neighbour',
        text: 'error: issuer mismatch: expected "http://keys:8080/realms/shop" got "https://idp.example/realms/shop"',
      },
      {
        variant: 'message',
        confidence: 'possible',
        name: 'an issuer, and the API that was called',
        text: 'error: no key for issuer "https://auth.shop.example" when calling "https://api.shop.example/orders"',
      },
      {
        variant: 'metadata-address',
        confidence: 'possible',
        name: 'metadata within the network, a log of the settings, and a failure of the state',
        text: paste(
          metadata({}, 'http://idp.internal:8080/.well-known/openid-configuration'),
          'settings: issuer=https://idp.example client=shop\nError: state mismatch',
        ),
      },
      {
        variant: 'metadata-address',
        confidence: 'possible',
        name: 'metadata behind a proxy',
        text: paste(
          metadata({}, 'http://idp.internal:8080/.well-known/openid-configuration'),
          'The client stops here.',
        ),
      },
      {
        variant: 'metadata-address',
        confidence: 'possible',
        name: 'metadata behind a proxy, and a code of another client',
        text: paste(
          metadata({}, 'http://idp.internal:8080/.well-known/openid-configuration'),
          codeRedemption(),
          refused('invalid_grant', 'The code was not issued to this client'),
        ),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'a login by the own domain',
        text: paste(metadata(), callback({ iss: 'https://login.idp.example' }), 'The client stops here.'),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'a token of the public name is sent to UserInfo at the name within the network',
        text: paste(userInfoAt('http://keys:8080/realms/shop'), refused('invalid_token', undefined, 401)),
      },
    ],
    silent: [
      {
        variant: 'message',
        name: 'the audience of an assertion, and the issuer that it should have been',
        text: "Error when validating client assertion: Token audience doesn't match domain. Realm issuer is 'https://idp.example/realms/shop' but audience from token is '[https://idp.example:443/realms/shop]'",
      },
      {
        variant: 'compared',
        name: 'a token by the name of a container, and a redirect URI that was expected',
        text: paste(
          apiCall(`Bearer ${jwtOf({ iss: 'http://keys:8080/realms/shop' })}`),
          refused('invalid_token', 'redirect_uri: expected https://shop.example/realms/shop', 401),
        ),
      },
      {
        variant: 'compared',
        name: 'a log that lists the issuer among the settings is no complaint',
        text: paste(metadata(), 'settings: issuer=https://idp.example client=shop\nError: state mismatch'),
      },
      {
        variant: 'message',
        name: 'a setting that was cut, and the page that explains a message about something else',
        text: 'proxy --issuer-url=https://keys.shop.example/...\nerror: wrong audience, expected "a" but got "b"; see https://www.shop.example/docs/tokens',
      },
      {
        variant: 'compared',
        name: 'an API that is called below another path than the one of the issuer',
        text: paste(userInfoAt('http://orders:8080/realms/garden'), refused('invalid_token', undefined, 401)),
      },
      {
        variant: 'message',
        name: 'two companies below the second level of a country',
        text: 'issuer mismatch: expected "https://login.bank.co.uk", got "https://login.garden.co.uk"',
      },
      {
        variant: 'compared',
        name: 'the issuer of another company',
        text: paste(metadata(), callback({ iss: 'https://other.example.com' }), 'The client stops here.'),
      },
      {
        variant: 'metadata-address',
        name: 'metadata with the host that was asked',
        text: paste(metadata(), 'The client stops here.'),
      },
    ],
  }),
});

function userInfoAt(server: string): string {
  return apiCall(
    `Bearer ${jwtOf({ iss: 'https://idp.example/realms/shop' })}`,
    `${server}/protocol/openid-connect/userinfo`,
  );
}

/** Tells whether the line that has the two calls one of them an audience: the other is an issuer, and both may be right. */
function isOfAudience({ where, seen, expected }: IssuerPair, { words }: View): boolean {
  const isBoth = (text: string): boolean => text.includes(seen) && text.includes(expected);
  return where === 'issuer' && words.split('\n').some((text) => isBoth(text) && /\baud(?:ience)?s?\b/i.test(text));
}

function isSure({ isCompared, isExpectationSaid }: IssuerPair, view: View): boolean {
  return isCompared && (isExpectationSaid === true || !isAbout(view, 'redirect'));
}
