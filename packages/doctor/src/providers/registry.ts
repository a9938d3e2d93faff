import { airtable } from './airtable.ts';
import { amazon } from './amazon.ts';
import { apple } from './apple.ts';
import { asana } from './asana.ts';
import { atlassian } from './atlassian.ts';
import { auth0 } from './auth0.ts';
import { authelia } from './authelia.ts';
import { authentik } from './authentik.ts';
import { baanx } from './baanx.ts';
import { betterAuth } from './better-auth.ts';
import { bitbucket } from './bitbucket.ts';
import { box } from './box.ts';
import { candor } from './candor.ts';
import { casdoor } from './casdoor.ts';
import { cognito } from './cognito.ts';
import { dex } from './dex.ts';
import { discord } from './discord.ts';
import { docusign } from './docusign.ts';
import { dropbox } from './dropbox.ts';
import { ebay } from './ebay.ts';
import { ecobee } from './ecobee.ts';
import { entra } from './entra.ts';
import { etsy } from './etsy.ts';
import { feishu } from './feishu.ts';
import { fitbit } from './fitbit.ts';
import { fusionauth } from './fusionauth.ts';

import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { google } from './google.ts';
import { homeConnect } from './home-connect.ts';
import { hubspot } from './hubspot.ts';
import { hydra } from './hydra.ts';
import { identityserver } from './identityserver.ts';
import { intuit } from './intuit.ts';
import { kakao } from './kakao.ts';
import { keycloak } from './keycloak.ts';
import { klaviyo } from './klaviyo.ts';
import { line } from './line.ts';
import { linkedin } from './linkedin.ts';
import { mailchimp } from './mailchimp.ts';
import { mastodon } from './mastodon.ts';
import { mcp } from './mcp.ts';
import { meta } from './meta.ts';
import { netatmo } from './netatmo.ts';
import { nextcloud } from './nextcloud.ts';
import { notion } from './notion.ts';
import { oidcProvider } from './oidc-provider.ts';
import { okta } from './okta.ts';
import { openiddict } from './openiddict.ts';
import { paypal } from './paypal.ts';
import { pinterest } from './pinterest.ts';
import type { Provider } from './provider.ts';
import { reddit } from './reddit.ts';
import { salesforce } from './salesforce.ts';
import { shopify } from './shopify.ts';
import { slack } from './slack.ts';
import { spotify } from './spotify.ts';
import { square } from './square.ts';
import { strava } from './strava.ts';
import { stripe } from './stripe.ts';
import { supabase } from './supabase.ts';
import { tesla } from './tesla.ts';
import { tiktok } from './tiktok.ts';
import { trakt } from './trakt.ts';
import { twitch } from './twitch.ts';
import { uaa } from './uaa.ts';
import { vk } from './vk.ts';
import { wechat } from './wechat.ts';
import { withings } from './withings.ts';
import { wordpressCom } from './wordpress-com.ts';
import { wso2 } from './wso2.ts';

import { x } from './x.ts';
import { xero } from './xero.ts';
import { yahoo } from './yahoo.ts';
import { zendesk } from './zendesk.ts';
import { zitadel } from './zitadel.ts';
import { zoho } from './zoho.ts';
import { zoom } from './zoom.ts';

/** Every provider, sorted by name. */
export const providers: readonly Provider[] = Object.freeze([
  airtable,
  amazon,
  apple,
  asana,
  atlassian,
  auth0,
  authelia,
  authentik,
  baanx,
  betterAuth,
  bitbucket,
  box,
  candor,
  casdoor,
  cognito,
  dex,
  discord,
  docusign,
  dropbox,
  ebay,
  ecobee,
  entra,
  etsy,
  feishu,
  fitbit,
  fusionauth,
  github,
  gitlab,
  google,
  homeConnect,
  hubspot,
  hydra,
  identityserver,
  intuit,
  kakao,
  keycloak,
  klaviyo,
  line,
  linkedin,
  mailchimp,
  mastodon,
  mcp,
  meta,
  netatmo,
  nextcloud,
  notion,
  oidcProvider,
  okta,
  openiddict,
  paypal,
  pinterest,
  reddit,
  salesforce,
  shopify,
  slack,
  spotify,
  square,
  strava,
  stripe,
  supabase,
  tesla,
  tiktok,
  trakt,
  twitch,
  uaa,
  vk,
  wechat,
  withings,
  wordpressCom,
  wso2,
  x,
  xero,
  yahoo,
  zendesk,
  zitadel,
  zoho,
  zoom,
]);
