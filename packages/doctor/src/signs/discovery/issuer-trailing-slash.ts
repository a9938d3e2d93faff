import { callback, metadata, paste } from '../example.ts';
import { isAbout } from '../said-about.ts';
import { defineSign } from '../sign.ts';
import { differenceOf, issuerPairs, lineOfPair } from './issuer-pairs.ts';

/** Two issuers are the same but for the slash at the end. RFC 8414 section 3.3. */
export const issuerTrailingSlash = defineSign({
  cause: 'discovery/issuer-trailing-slash',
  variants: {
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
        confidence: isMessage || isAbout(view, 'issuer') ? 'certain' : 'likely',
        specificity: 3,
        lines: [lineOfPair(pair)],
      };
    }
  },
  cases: {
    fires: [
      {
        variant: 'message',
        name: 'a configured issuer without the slash',
        text: 'error: issuer mismatch: expected "https://idp.example" got "https://idp.example/"',
      },
      {
        variant: 'compared',
        name: 'iss of the callback',
        text: paste(metadata(), callback({ iss: 'https://idp.example/' }), 'The login stops here.'),
      },
    ],
    silent: [
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
  },
});
