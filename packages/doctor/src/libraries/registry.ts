import { angularOidc } from './angular-oidc.ts';
import { appauth } from './appauth.ts';
import { argoCd } from './argo-cd.ts';
import { auth0Sdk } from './auth0-sdk.ts';
import { authjs } from './authjs.ts';
import { authlib } from './authlib.ts';
import { awsAlb } from './aws-alb.ts';
import { azureIdentity } from './azure-identity.ts';
import { backstage } from './backstage.ts';
import { browser } from './browser.ts';
import { dotnet } from './dotnet.ts';
import { edgeNetwork } from './edge-network.ts';
import { envoy } from './envoy.ts';
import { fhirclient } from './fhirclient.ts';
import { gitea } from './gitea.ts';
import { golang } from './golang.ts';
import { googleAuth } from './google-auth.ts';
import { grafana } from './grafana.ts';
import { homeAssistant } from './home-assistant.ts';
import { httpClients } from './http-clients.ts';
import { identityModel } from './identity-model.ts';
import { javaOidc } from './java-oidc.ts';
import { jwt } from './jwt.ts';
import { keycloakJs } from './keycloak-js.ts';
import type { Library } from './library.ts';
import { mcpSdk } from './mcp-sdk.ts';
import { modAuthOpenidc } from './mod-auth-openidc.ts';
import { msal } from './msal.ts';
import { n8n } from './n8n.ts';
import { network } from './network.ts';
import { nextcloudOidc } from './nextcloud-oidc.ts';
import { oauth } from './oauth.ts';
import { oauth2Proxy } from './oauth2-proxy.ts';
import { oauth2Server } from './oauth2-server.ts';
import { oauthlib } from './oauthlib.ts';
import { oidcClient } from './oidc-client.ts';
import { oktaAuthJs } from './okta-auth-js.ts';
import { omniauth } from './omniauth.ts';
import { openidClient } from './openid-client.ts';
import { passport } from './passport.ts';
import { php } from './php.ts';
import { postman } from './postman.ts';
import { pythonJwt } from './python-jwt.ts';
import { pythonWeb } from './python-web.ts';
import { rclone } from './rclone.ts';
import { slackSdk } from './slack-sdk.ts';
import { springSecurity } from './spring-security.ts';
import { usualWords } from './usual-words/usual-words.ts';
import { vault } from './vault.ts';

/** Every library, sorted by name. */
export const libraries: readonly Library[] = Object.freeze([
  angularOidc,
  appauth,
  argoCd,
  auth0Sdk,
  authjs,
  authlib,
  awsAlb,
  azureIdentity,
  backstage,
  browser,
  dotnet,
  edgeNetwork,
  envoy,
  fhirclient,
  gitea,
  golang,
  googleAuth,
  grafana,
  homeAssistant,
  httpClients,
  identityModel,
  javaOidc,
  jwt,
  keycloakJs,
  mcpSdk,
  modAuthOpenidc,
  msal,
  n8n,
  network,
  nextcloudOidc,
  oauth,
  oauth2Proxy,
  oauth2Server,
  oauthlib,
  oidcClient,
  oktaAuthJs,
  omniauth,
  openidClient,
  passport,
  php,
  postman,
  pythonJwt,
  pythonWeb,
  rclone,
  slackSdk,
  springSecurity,
  usualWords,
  vault,
]);
