import { showValue } from '../../text/value.ts';
import { addressesIn } from '../addresses-in.ts';
import { callback, codeRedemption, jwtOf, metadata, paste, tokens } from '../example.ts';
import { isAbout } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { complainsOfIssuer, differenceOf, issuerPairs, lineOfPair } from './issuer-pairs.ts';

/** Two issuers are the same but for the slash at the end. RFC 8414 section 3.3. */
export const issuerTrailingSlash = defineSign({
  cause: 'discovery/issuer-trailing-slash',
  variants: {
    told: 'The issuer is named with and without a slash at its end',
    'of-metadata': 'The issuer of the metadata ends with a slash, and the client says that it does not match',
    message: 'A message prints two issuers that differ by the last slash',
    compared: 'What was answered differs from the issuer of the metadata by the last slash',
  },
  specs: ['RFC 8414 section 3.3', 'RFC 9207 section 2.4'],
  look: function* issuerTrailingSlash(view) {
    for (const pair of issuerPairs(view)) {
      // The slash of an issuer is no part of the address of its metadata (RFC 8414 section 3.1).
      if (pair.where === 'address of the metadata' || differenceOf(pair) !== 'trailing-slash') continue;
      const isMessage = pair.where === 'issuer';
      yield {
        variant: isMessage ? 'message' : 'compared',
        confidence: pair.isCompared && (isMessage || isOfIssuer(view)) ? 'certain' : 'likely',
        specificity: 3,
        lines: [lineOfPair(pair)],
      };
    }
    yield* ofWords(view);
  },
  cases: () => ({
    fires: [
      {
        variant: 'compared',
        confidence: 'certain',
        name: 'the address of the callback has none, and the message prints only what it expected',
        text: paste(
          callback({ iss: 'https://idp.example' }),
          "Error: unexpected iss in the response { expected: 'https://idp.example/' }",
        ),
      },
      {
        variant: 'compared',
        confidence: 'certain',
        name: 'the ID token has the slash, and a library throws its error',
        text: paste(
          metadata({ issuer: 'https://idp.example/app' }),
          codeRedemption(),
          tokens({ id_token: jwtOf({ iss: 'https://idp.example/app/', aud: 'shop' }) }),
          'jwt.exceptions.InvalidIssuerError',
        ),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'the ID token has the slash, and the client misses another token',
        text: paste(
          metadata({ issuer: 'https://idp.example/app' }),
          codeRedemption(),
          tokens({ id_token: jwtOf({ iss: 'https://idp.example/app/', aud: 'shop' }) }),
          'Error: no refresh token was issued',
        ),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'the ID token has the slash, and the next call ends at a certificate',
        text: paste(
          metadata({ issuer: 'https://idp.example/app' }),
          codeRedemption(),
          tokens({ id_token: jwtOf({ iss: 'https://idp.example/app/', aud: 'shop' }) }),
          'Error: unable to get local issuer certificate',
        ),
      },
      {
        variant: 'compared',
        confidence: 'certain',
        name: 'the home server names its issuer without the slash',
        text: paste(
          'GET https://home.example/auth_issuer\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{"issuer":"https://idp.example"}',
          metadata({ issuer: 'https://idp.example/' }),
          'Error: the issuer does not match',
        ),
      },
      {
        variant: 'compared',
        confidence: 'certain',
        name: 'a setting with the slash, and metadata without',
        text: paste(
          metadata({ issuer: 'https://idp.example' }),
          'ISSUER_URL=https://idp.example/\nError: Issuer mismatch',
        ),
      },
      {
        variant: 'compared',
        confidence: 'certain',
        name: 'a program prints its setting and the token',
        text: paste(
          metadata({ issuer: 'https://idp.example/' }),
          'log: OIDC_ISSUER: https://idp.example\nlog: id_token iss: https://idp.example/',
        ),
      },
      {
        variant: 'told',
        confidence: 'likely',
        name: 'the setting has it, the log has not',
        text: 'ISSUER=https://idp.example/app/\n\nlog: issuer https://idp.example/app, got https://shop.example\nError: Issuer mismatch',
      },
      {
        variant: 'message',
        confidence: 'certain',
        name: 'the record of a federated identity has it, the assertion has not',
        text: paste(
          "Error: AADSTS70021: No matching federated identity record found for presented assertion. Assertion Issuer: 'https://idp.example/app'.",
          'The credential was created with --body {"name":"shop","issuer":"https://idp.example/app/"}',
        ),
      },
      {
        variant: 'of-metadata',
        confidence: 'likely',
        name: 'the client says that its issuer does not match',
        text: paste(
          metadata({ issuer: 'https://idp.example/app/' }),
          'Error: the issuer does not match the configured one',
        ),
      },
      {
        variant: 'of-metadata',
        confidence: 'certain',
        name: 'the client prints the address that it was given',
        text: paste(
          metadata({ issuer: 'https://idp.example/app/' }),
          'discover("https://idp.example/app"): the issuer does not match',
        ),
      },
      {
        variant: 'message',
        confidence: 'certain',
        name: 'a configured issuer without the slash',
        text: 'error: issuer mismatch: expected "https://idp.example" got "https://idp.example/"',
      },
      {
        variant: 'message',
        confidence: 'likely',
        name: 'an issuer with the slash, and an address without',
        text: 'error: no key for issuer "https://idp.example/" when calling "https://idp.example"',
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'iss of the callback',
        text: paste(metadata(), callback({ iss: 'https://idp.example/' }), 'The login stops here.'),
      },
      {
        variant: 'compared',
        confidence: 'certain',
        name: 'iss of the callback, and the setting',
        text: paste(
          callback({ iss: 'https://idp.example/shop' }),
          'Error: iss mismatch',
          'SHOP_ISSUER=https://idp.example/shop/',
        ),
      },
      {
        variant: 'message',
        confidence: 'certain',
        name: 'a client prints the two without saying what they are, and the metadata have the one',
        text: paste(
          metadata({ issuer: 'https://idp.example/app/' }),
          'Error: expected https://idp.example/app, got https://idp.example/app/',
        ),
      },
    ],
    silent: [
      {
        variant: 'compared',
        name: 'a message that expects the address as an audience',
        text: paste(
          callback({ iss: 'https://idp.example' }),
          "Error: iss and aud were read; the audience is wrong, expected: 'https://idp.example/'",
        ),
      },
      {
        variant: 'message',
        name: 'a resource that has the text of the issuer',
        text: paste(
          metadata({ issuer: 'https://idp.example/' }),
          'Error: Protected resource https://idp.example/ does not match expected https://idp.example',
        ),
      },
      {
        variant: 'message',
        name: 'where to go after the logout, which is the address of the issuer',
        text: paste(metadata(), 'Error: post_logout_redirect: expected https://idp.example/, got https://idp.example'),
      },
      {
        variant: 'message',
        name: 'two addresses of which none is the issuer of the metadata',
        text: paste(metadata(), 'Error: expected https://shop.example/callback, got https://shop.example/callback/'),
      },
      {
        variant: 'compared',
        name: 'iss of the callback, as the setting has it',
        text: paste(
          callback({ iss: 'https://idp.example/shop' }),
          'Error: state mismatch',
          'SHOP_ISSUER=https://idp.example/shop',
        ),
      },
      {
        variant: 'compared',
        name: 'an issuer with a slash, whose metadata have one slash',
        text: paste(metadata({ issuer: 'https://idp.example/' }), 'The login stops here.'),
      },
      {
        variant: 'message',
        name: 'another host',
        text: 'error: issuer mismatch: expected "https://idp.example" got "https://login.idp.example/"',
      },
    ],
  }),
});

/** Tells whether the failure is about the issuer: somebody complains of it, or prints it and nothing else. */
function isOfIssuer(view: View): boolean {
  return complainsOfIssuer(view) || (isAbout(view, 'issuer') && !isAbout(view, 'state') && !isAbout(view, 'audience'));
}

/** Addresses in what is said, and the metadata, where nobody prints the two beside each other. */
function* ofWords(view: View): Generator<Shown<'told' | 'of-metadata'>> {
  if (
    view.subject !== undefined ||
    !/\biss(?:uer)?\w{0,24}\b[^\n]{0,160}(?:match|differ|mismatch|expected)|issuer\w{0,24}match|(?:mismatch|no matching federated)[^\n]{0,90}\biss(?:uer)?\b/i.test(
      view.words,
    )
  )
    return;
  const same = /unexpected issuer[^\n]{0,40}`(https?:[^`]+\/)`[^\n]{0,40}expected `\1`/i.exec(view.words)?.[1];
  const addresses = new Set([...addressesIn(view.words)].map(({ address }) => address));
  const bare = [...addresses].find((one) => !one.endsWith('/') && addresses.has(`${one}/`));
  const slashed = view.all.map((one) => one.got('issuer')).find((one) => one?.endsWith('/') === true);
  if (same !== undefined) {
    // A URL type adds the slash to a bare host when it prints both.
    yield {
      variant: 'told',
      confidence: 'likely',
      specificity: 3,
      lines: [line('issuer', showValue(same.slice(0, -1)), showValue(same))],
    };
  } else if (bare !== undefined) {
    yield {
      variant: 'told',
      confidence: 'likely',
      specificity: 3,
      lines: [line('issuer', showValue(bare), showValue(`${bare}/`))],
    };
  } else if (slashed !== undefined) {
    yield {
      variant: 'of-metadata',
      // The client prints what it was given, without the slash.
      confidence: addresses.has(slashed.slice(0, -1)) ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('issuer of the metadata', showValue(slashed), 'the same text in the configuration of the client')],
    };
  }
}
