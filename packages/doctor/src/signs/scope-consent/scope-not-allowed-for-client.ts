import { showValue } from '../../text/value.ts';
import { authorizationRequest, metadata, paste, refused, tokenRequest } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { View } from '../view.ts';
import { askedScope, namesIn, supportedScopes } from './asked-scope.ts';

/** The client asks for scopes that exist, and that it may not have. RFC 7591 section 2. */
export const scopeNotAllowedForClient = defineSign({
  cause: 'scope-consent/scope-not-allowed-for-client',
  variants: {
    everything: 'Every scope of scopes_supported was asked for',
    'more-at-refresh': 'The refresh asks for a scope that the login did not',
  },
  specs: ['RFC 6749 section 6', 'RFC 7591 section 2', 'RFC 8414 section 2'],
  look: function* scopeNotAllowedForClient(view) {
    const { text, isTold } = askedScope(view) ?? {};
    if (text === undefined || isTold !== true) return;
    const names = namesIn(text);
    const more = addedAtRefresh(view, names);
    if (more !== undefined) {
      yield {
        variant: 'more-at-refresh',
        confidence: 'likely',
        specificity: 3,
        lines: [line('scope', showValue(more), 'scopes of the authorization request, or none')],
        why: 'A refresh gives at most what the user consented to at the login.',
        fix: ['Leave scope out of the refresh, or let the user sign in again with the larger scope.'],
      };
    }
    const supported = supportedScopes(view);
    const isEverything = names.length === supported.length && names.every((one) => supported.includes(one));
    if (!isEverything || names.length <= 2) return;
    yield {
      variant: 'everything',
      confidence: 'likely',
      specificity: 3,
      lines: [line('scope', 'every scope of scopes_supported', 'the scopes that this client may have')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'everything',
        confidence: 'likely',
        name: 'the list of the metadata as it is',
        text: ask('orders invoices admin'),
      },
      {
        variant: 'more-at-refresh',
        confidence: 'likely',
        name: 'a scope that was added to the settings after the login',
        text: refresh('orders invoices'),
      },
    ],
    silent: [
      { variant: 'everything', name: 'two of the three', text: ask('orders admin') },
      { variant: 'more-at-refresh', name: 'fewer scopes than at the login', text: refresh('orders') },
    ],
  }),
});

/** The first scope of a refresh that the authorization request did not have. */
function addedAtRefresh({ subject, start }: View, names: readonly string[]): string | undefined {
  const asked = start?.sent('scope');
  if (subject?.sent('grant_type') !== 'refresh_token' || asked === undefined) return undefined;
  const granted = namesIn(asked);
  return subject.has('scope') ? names.find((one) => !granted.includes(one)) : undefined;
}

function refresh(scope: string): string {
  return paste(
    authorizationRequest({ scope: 'orders admin' }),
    tokenRequest({ grant_type: 'refresh_token', refresh_token: 'Rt8fk39fL02kd', client_id: 'shop', scope }),
    refused('invalid_scope'),
  );
}

function ask(scope: string): string {
  return paste(
    metadata({ scopes_supported: ['orders', 'invoices', 'admin'] }),
    authorizationRequest({ scope }),
    refused('invalid_scope'),
  );
}
