import { auth0 } from './auth0.ts';
import { cognito } from './cognito.ts';
import { entra } from './entra.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { google } from './google.ts';
import { keycloak } from './keycloak.ts';
import { okta } from './okta.ts';
import type { Provider } from './provider.ts';

/** Every provider, sorted by name. */
export const providers: readonly Provider[] = Object.freeze([
  auth0,
  cognito,
  entra,
  github,
  gitlab,
  google,
  keycloak,
  okta,
]);
