import { isRegistrableRedirectUri, matchesRegistered } from '@candor/protocol';
import { withoutUriSecrets } from '../text/uri.ts';
import { showValue } from '../text/value.ts';
import type { Tools } from '../tools.ts';
import { type Check, type CheckFact, diagnoseAs } from './check.ts';

/** Tells whether a redirect URI is one of the registered ones, compared as RFC 9700 section 2.1 asks, and if not, why. */
export function checkRedirect(sent: string, registered: readonly string[], tools: Tools): Check {
  const facts: CheckFact[] = [{ name: 'sent', value: shown(sent) }];
  const match = registered.find((one) => matchesRegistered(sent, one));
  for (const uri of registered.slice(0, 100)) facts.push({ name: 'registered', value: shown(uri) });
  if (match !== undefined) {
    const title =
      match === sent
        ? 'The redirect URI is registered: the two are the same, character by character.'
        : 'The redirect URI is registered: only the port of the loopback address differs, which is free (RFC 8252 section 7.3).';
    return { version: 1, right: true, title, facts: [...facts, ...remarks(sent)], diagnoses: [], redacted: true };
  }
  const diagnoses = diagnoseAs(
    {
      role: 'authorization-request',
      parameters: [{ name: 'redirect_uri', value: sent, in: 'query' }],
      known: {
        client: {
          clientId: '',
          name: '',
          authMethod: '',
          redirectUris: registered,
          grantTypes: [],
          scopes: [],
          enabled: true,
          authenticated: false,
        },
      },
    },
    ['redirect-uri-not-registered'],
    tools,
  );
  const title = 'The redirect URI is not registered: a server compares it as text, character by character.';
  return { version: 1, right: false, title, facts: [], diagnoses, redacted: true };
}

/** What a server may refuse although the two are the same. */
function remarks(sent: string): readonly CheckFact[] {
  const check = isRegistrableRedirectUri(sent, { stage: 'production' });
  if (check.ok) return [];
  return [{ name: 'note', value: `many servers refuse to register it (${check.why.replaceAll('-', ' ')})` }];
}

function shown(uri: string): string {
  return showValue(withoutUriSecrets(uri));
}
