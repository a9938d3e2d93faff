import { codeRedemption, jwtOf, metadata, paste, refused, tokens } from '../example.ts';
import { isAbout } from '../said-about.ts';
import { defineSign } from '../sign.ts';
import type { View } from '../view.ts';
import { complainsOfIssuer, differenceOf, issuerPairs, lineOfPair } from './issuer-pairs.ts';

const template = 'https://login.idp.example/{tenantid}/v2.0';
const tenant = 'https://login.idp.example/0f3d8a52-7c1e/v2.0';

/** The issuer of the metadata has a place for the tenant, and is compared as it stands. OpenID Connect Discovery 4.3. */
export const issuerTemplate = defineSign({
  cause: 'discovery/issuer-template',
  variants: {
    message: 'A message puts an issuer beside a template',
    'metadata-address': 'The metadata of one tenant name a template as their issuer',
    compared: 'The issuer of the metadata is a template, and that of the token names the tenant',
  },
  specs: ['OpenID Connect Discovery section 4.3', 'RFC 8414 section 3.3'],
  look: function* issuerTemplate(view) {
    for (const pair of issuerPairs(view)) {
      if (differenceOf(pair) !== 'template') continue;
      const shown = {
        confidence: isOfIssuerOrUnsaid(view) ? 'certain' : 'possible',
        specificity: 3,
        lines: [lineOfPair(pair)],
      } as const;
      if (pair.where === 'issuer') yield { variant: 'message', ...shown };
      else if (pair.where === 'address of the metadata') yield { variant: 'metadata-address', ...shown };
      else yield { variant: 'compared', ...shown };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'message',
        confidence: 'certain',
        name: 'a library that compares texts',
        text: `error: the issuer did not match: expected "${tenant}" got "${template}"`,
      },
      {
        variant: 'metadata-address',
        confidence: 'certain',
        name: 'the metadata of the tenant "common"',
        text: paste(
          metadata({ issuer: template }, 'https://login.idp.example/common/v2.0/.well-known/openid-configuration'),
          'The client stops here.',
        ),
      },
      {
        variant: 'metadata-address',
        confidence: 'possible',
        name: 'the metadata of every login there, and a code that is too old',
        text: paste(
          metadata({ issuer: template }, 'https://login.idp.example/common/v2.0/.well-known/openid-configuration'),
          codeRedemption(),
          refused('invalid_grant', 'the code has expired'),
        ),
      },
      {
        variant: 'metadata-address',
        confidence: 'possible',
        name: 'the metadata of every login there, and a code that was issued to somebody else',
        text: paste(
          metadata({ issuer: template }, 'https://login.idp.example/common/v2.0/.well-known/openid-configuration'),
          codeRedemption(),
          refused('invalid_grant', 'the code was issued to another user, login failed'),
        ),
      },
      {
        variant: 'compared',
        confidence: 'certain',
        name: 'metadata without address, and an ID token',
        text: paste(
          metadata({ issuer: template }, 'https://login.idp.example/discovery/v2.0/keys'),
          codeRedemption(),
          tokens({ id_token: jwtOf({ iss: tenant, aud: 'shop' }) }),
          'The client stops here.',
        ),
      },
    ],
    silent: [
      {
        variant: 'metadata-address',
        name: 'the metadata of one tenant, with its issuer',
        text: paste(
          metadata({ issuer: tenant }, `${tenant}/.well-known/openid-configuration`),
          refused('invalid_grant'),
        ),
      },
    ],
  }),
});

/** Tells whether the failure is about the issuer, or about nothing else: every server for many tenants has a template. */
function isOfIssuerOrUnsaid(view: View): boolean {
  if (complainsOfIssuer(view)) return true;
  return !view.all.some(({ outcome }) => outcome === 'refused') && !isAbout(view, 'state');
}
