import { apple } from './apple.ts';
import { atlassian } from './atlassian.ts';
import { auth0 } from './auth0.ts';
import { authelia } from './authelia.ts';
import { authentik } from './authentik.ts';
import { baanx } from './baanx.ts';
import { betterAuth } from './better-auth.ts';
import { box } from './box.ts';
import { candor } from './candor.ts';
import { cognito } from './cognito.ts';
import { dex } from './dex.ts';
import { discord } from './discord.ts';
import { docusign } from './docusign.ts';
import { dropbox } from './dropbox.ts';
import { entra } from './entra.ts';
import { fusionauth } from './fusionauth.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { google } from './google.ts';
import { hubspot } from './hubspot.ts';
import { hydra } from './hydra.ts';
import { identityserver } from './identityserver.ts';
import { intuit } from './intuit.ts';
import { keycloak } from './keycloak.ts';
import { klaviyo } from './klaviyo.ts';
import { linkedin } from './linkedin.ts';
import { mcp } from './mcp.ts';
import { meta } from './meta.ts';
import { oidcProvider } from './oidc-provider.ts';
import { okta } from './okta.ts';
import { openiddict } from './openiddict.ts';
import { paypal } from './paypal.ts';
import type { Provider } from './provider.ts';
import { salesforce } from './salesforce.ts';
import { shopify } from './shopify.ts';
import { slack } from './slack.ts';
import { spotify } from './spotify.ts';
import { strava } from './strava.ts';
import { stripe } from './stripe.ts';
import { supabase } from './supabase.ts';
import { twitch } from './twitch.ts';
import { wso2 } from './wso2.ts';
import { x } from './x.ts';
import { xero } from './xero.ts';
import { zitadel } from './zitadel.ts';
import { zoho } from './zoho.ts';
import { zoom } from './zoom.ts';

/** Every provider, sorted by name. */
export const providers: readonly Provider[] = Object.freeze([
  apple,
  atlassian,
  auth0,
  authelia,
  authentik,
  baanx,
  betterAuth,
  box,
  candor,
  cognito,
  dex,
  discord,
  docusign,
  dropbox,
  entra,
  fusionauth,
  github,
  gitlab,
  google,
  hubspot,
  hydra,
  identityserver,
  intuit,
  keycloak,
  klaviyo,
  linkedin,
  mcp,
  meta,
  oidcProvider,
  okta,
  openiddict,
  paypal,
  salesforce,
  shopify,
  slack,
  spotify,
  strava,
  stripe,
  supabase,
  twitch,
  wso2,
  x,
  xero,
  zitadel,
  zoho,
  zoom,
]);
