import type { Library } from '../library.ts';
import { authorizationCodeWords } from './authorization-code.ts';
import { clientAuthenticationWords } from './client-authentication.ts';
import { clientIdentificationWords } from './client-identification.ts';
import { clockWords } from './clock.ts';
import { discoveryWords } from './discovery.ts';
import { pkceWords } from './pkce.ts';
import { providerPolicyWords } from './provider-policy.ts';
import { redirectUriWords } from './redirect-uri.ts';
import { refreshWords } from './refresh.ts';
import { scopeConsentWords } from './scope-consent.ts';
import { stateSessionWords } from './state-session.ts';
import { tokenUseWords } from './token-use.ts';
import { transportEndpointWords } from './transport-endpoint.ts';

/** The words in which servers and libraries of every kind say the usual things; any text that is known as somebody's own goes before. */
export const usualWords: Library = {
  name: 'usual-words',
  title: 'OAuth 2.0',
  general: true,
  texts: [
    ...pkceWords,
    ...clientAuthenticationWords,
    ...clientIdentificationWords,
    ...authorizationCodeWords,
    ...redirectUriWords,
    ...refreshWords,
    ...transportEndpointWords,
    ...scopeConsentWords,
    ...providerPolicyWords,
    ...stateSessionWords,
    ...clockWords,
    ...tokenUseWords,
    ...discoveryWords,
  ],
};
