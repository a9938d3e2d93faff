import { showValue } from '../../text/value.ts';
import { authorizationRequest, metadata, paste, refused } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { type AskedScope, askedScope, namesIn, supportedScopes } from './asked-scope.ts';

type Variant = 'refused' | 'retired' | 'not-supported';

/** A scope does not exist at this server, or does no longer. RFC 6749 section 3.3. */
export const scopeUnknown = defineSign<Variant>({
  cause: 'scope-consent/scope-unknown',
  variants: {
    refused: 'The answer calls a scope invalid or unknown',
    retired: 'A scope was asked for that this provider has no longer, or never had',
    'not-supported': 'A scope was asked for that scopes_supported does not list',
  },
  specs: ['RFC 6749 section 3.3', 'RFC 8414 section 2'],
  look: function* scopeUnknown(view) {
    const asked = askedScope(view);
    if (asked?.text === undefined || !asked.canBeMeant) return;
    if (isCalledUnknown(asked)) {
      yield {
        variant: 'refused',
        confidence: 'possible',
        lines: [line('scope', showValue(asked.text), 'scopes that this server has')],
      };
    }
    const names = namesIn(asked.text);
    yield* retired(names, asked, view);
    if (!asked.isTold) return;
    const supported = supportedScopes(view);
    const strange = names.find((one) => !supported.includes(one));
    if (supported.length === 0 || strange === undefined) return;
    yield {
      variant: 'not-supported',
      confidence: 'likely',
      specificity: 3,
      lines: [line('scope', showValue(strange), showValue(supported.join(' ')))],
    };
  },
  cases: {
    fires: [
      {
        variant: 'refused',
        confidence: 'possible',
        name: 'a word that the server does not know',
        text: paste(
          authorizationRequest({ scope: 'order' }),
          refused('invalid_request', 'order is not defined, see the list of scopes'),
        ),
      },
      {
        variant: 'retired',
        confidence: 'certain',
        name: 'offline_access at GitLab',
        text: paste(
          authorizationRequest({ scope: 'read_user offline_access' }, 'https://gitlab.com/oauth/authorize'),
          refused('invalid_scope'),
        ),
      },
      {
        variant: 'not-supported',
        confidence: 'likely',
        name: 'the singular of a scope that the metadata list',
        text: paste(
          metadata({ scopes_supported: ['orders', 'invoices'] }),
          authorizationRequest({ scope: 'order' }),
          refused('invalid_scope'),
        ),
      },
    ],
    silent: [
      {
        variant: 'not-supported',
        name: 'a scope that the metadata list',
        text: paste(
          metadata({ scopes_supported: ['orders', 'invoices'] }),
          authorizationRequest({ scope: 'orders' }),
          refused('invalid_scope'),
        ),
      },
      {
        variant: 'retired',
        name: 'offline_access at another server',
        text: paste(authorizationRequest({ scope: 'read_user offline_access' }), refused('invalid_scope')),
      },
    ],
  },
});

function isCalledUnknown({ subject, isTold }: AskedScope): boolean {
  const unknown = /invalid|unknown|unsupported|not (?:valid|exist|found|recogni[sz]ed|defined)|malformed/i;
  return isTold && subject.outcome === 'refused' && /scope/i.test(subject.text) && unknown.test(subject.text);
}

/** Tells whether the answer names this scope, or refuses the scopes without a reason. */
function isMeant(scope: string, { subject }: AskedScope): boolean {
  const reason = subject.text.replace(/invalid_scope/g, '').trim();
  return reason.includes(scope) || (subject.code === 'invalid_scope' && reason.length < 40);
}

function* retired(names: readonly string[], asked: AskedScope, { habits }: View): Generator<Shown<Variant>> {
  const list = habits?.retiredScopes ?? {};
  const gone = names.find((one) => Object.hasOwn(list, one));
  if (gone === undefined) return;
  const instead = list[gone] ?? '';
  const expected = instead === '' ? 'a scope that this provider has' : showValue(instead);
  yield {
    variant: 'retired',
    confidence: isMeant(gone, asked) ? 'certain' : 'likely',
    specificity: 3,
    lines: [line('scope', showValue(gone), expected)],
  };
}
