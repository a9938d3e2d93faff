import { authorizationRequest, metadata, paste, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { askedScope, namesIn, supportedScopes } from './asked-scope.ts';

/** The client asks for scopes that exist, and that it may not have. RFC 7591 section 2. */
export const scopeNotAllowedForClient = defineSign({
  cause: 'scope-consent/scope-not-allowed-for-client',
  variants: { everything: 'Every scope of scopes_supported was asked for' },
  specs: ['RFC 7591 section 2', 'RFC 8414 section 2'],
  look: function* scopeNotAllowedForClient(view) {
    const { text, isTold } = askedScope(view) ?? {};
    if (text === undefined || isTold !== true) return;
    const names = namesIn(text);
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
    ],
    silent: [{ variant: 'everything', name: 'two of the three', text: ask('orders admin') }],
  }),
});

function ask(scope: string): string {
  return paste(
    metadata({ scopes_supported: ['orders', 'invoices', 'admin'] }),
    authorizationRequest({ scope }),
    refused('invalid_scope'),
  );
}
