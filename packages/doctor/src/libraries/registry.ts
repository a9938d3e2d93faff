import { appauth } from './appauth.ts';
import { authjs } from './authjs.ts';
import { authlib } from './authlib.ts';
import { browser } from './browser.ts';
import { dotnet } from './dotnet.ts';
import { golang } from './golang.ts';
import { googleAuth } from './google-auth.ts';
import { homeAssistant } from './home-assistant.ts';
import { identityServer } from './identity-server.ts';
import { jwt } from './jwt.ts';
import type { Library } from './library.ts';
import { msal } from './msal.ts';
import { network } from './network.ts';
import { nextcloudOidc } from './nextcloud-oidc.ts';
import { oauth } from './oauth.ts';
import { oauth2Proxy } from './oauth2-proxy.ts';
import { oauthlib } from './oauthlib.ts';
import { omniauth } from './omniauth.ts';
import { openidClient } from './openid-client.ts';
import { openiddict } from './openiddict.ts';
import { passport } from './passport.ts';
import { php } from './php.ts';
import { postman } from './postman.ts';
import { pythonWeb } from './python-web.ts';
import { springSecurity } from './spring-security.ts';
import { usualWords } from './usual-words/usual-words.ts';

/** Every library, sorted by name. */
export const libraries: readonly Library[] = Object.freeze([
  appauth,
  authjs,
  authlib,
  browser,
  dotnet,
  golang,
  googleAuth,
  homeAssistant,
  identityServer,
  jwt,
  msal,
  network,
  nextcloudOidc,
  oauth,
  oauth2Proxy,
  oauthlib,
  omniauth,
  openidClient,
  openiddict,
  passport,
  php,
  postman,
  pythonWeb,
  springSecurity,
  usualWords,
]);
