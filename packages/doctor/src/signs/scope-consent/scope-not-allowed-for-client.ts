import { showValue } from '../../text/value.ts';
import { answer, authorizationRequest, metadata, paste, post, refused, tokenRequest } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { View } from '../view.ts';
import { askedScope, namesIn, supportedScopes } from './asked-scope.ts';

/** The client asks for scopes that exist, and that it may not have. RFC 7591 section 2. */
export const scopeNotAllowedForClient = defineSign({
  cause: 'scope-consent/scope-not-allowed-for-client',
  variants: {
    registered: 'A scope is asked for that the client was not registered with',
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
    const beyond = beyondRegistration(view, names);
    if (beyond !== undefined) {
      yield {
        variant: 'registered',
        confidence: 'certain',
        specificity: 3,
        lines: [line('scope', showValue(beyond), 'the scopes of the registration')],
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
        variant: 'registered',
        confidence: 'certain',
        name: 'a registration with one scope',
        text: paste(registrationWith('orders'), askAlone('orders invoices')),
      },
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
      {
        variant: 'registered',
        name: 'a part of a registered scope',
        text: paste(registrationWith('orders'), askAlone('orders:read')),
      },
      { variant: 'everything', name: 'two of the three', text: ask('orders admin') },
      { variant: 'more-at-refresh', name: 'fewer scopes than at the login', text: refresh('orders') },
    ],
  }),
});

/** The first scope of a refresh that the authorization request did not have. */
/** A scope that the registration of this very client, which the capture shows, does not have. Mastodon calls them scopes. */
function beyondRegistration({ before, subject, start }: View, names: readonly string[]): string | undefined {
  const id = subject?.clientId ?? start?.clientId;
  const own = before.findLast((one) => one.role === 'registration-request' && one.got('client_id') === id);
  const text = own?.got('scope') ?? own?.got('scopes') ?? own?.sent('scope') ?? own?.sent('scopes');
  const registered: readonly string[] = text?.match(/[^\s"',[\]]+/g) ?? [];
  // `write` holds `write:media`.
  const holds = (name: string) => registered.includes(name) || registered.includes(name.split(':')[0] ?? '');
  return registered.length === 0 ? undefined : names.find((one) => !holds(one));
}

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

function registrationWith(scope: string): string {
  const request = post('https://idp.example/register', JSON.stringify({ scope }), {
    'Content-Type': 'application/json',
  });
  return paste(request, answer(201, { client_id: 'shop', scope }));
}

function askAlone(scope: string): string {
  return paste(authorizationRequest({ scope }), refused('invalid_scope'));
}

function ask(scope: string): string {
  return paste(
    metadata({ scopes_supported: ['orders', 'invoices', 'admin'] }),
    authorizationRequest({ scope }),
    refused('invalid_scope'),
  );
}
