import { showValue } from '../../text/value.ts';
import { authorizationRequest, metadata, paste, refused, tokenRequest } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { type AskedScope, askedScope, namesIn, supportedScopes } from './asked-scope.ts';

type Variant = 'quoted' | 'refused' | 'retired' | 'not-supported' | 'misspelt';

/** A scope does not exist at this server, or does no longer. RFC 6749 section 3.3. */
export const scopeUnknown = defineSign<Variant>({
  cause: 'scope-consent/scope-unknown',
  variants: {
    quoted: 'The answer quotes scopes that have not the form which it wants',
    refused: 'The answer calls a scope invalid or unknown',
    retired: 'A scope was asked for that this provider has no longer, or never had',
    misspelt: 'A scope is a misspelling of one that every server has, or has a mark at its edge',
    'not-supported': 'A scope was asked for that scopes_supported does not list',
  },
  specs: ['RFC 6749 section 3.3', 'RFC 8414 section 2'],
  look: function* scopeUnknown(view) {
    yield* quoted(view);
    if (view.subject === undefined) yield* ofMessage(view);
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
    const slip = slipIn(names);
    if (slip !== undefined)
      yield { variant: 'misspelt', confidence: isMeant(slip.seen, asked) ? 'certain' : 'likely', ...shownSlip(slip) };
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
  cases: () => ({
    fires: [
      {
        variant: 'quoted',
        confidence: 'certain',
        name: 'the words of a name in another order',
        text: 'AADSTS70011: The scope openid Calendars.Shared.Read is not valid. The scope format is invalid.',
      },
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
        variant: 'misspelt',
        confidence: 'certain',
        name: 'openid with another letter, in the list that the message repeats',
        text: 'Error: invalid_scope. The scope opened profile orders.read is not valid.',
      },
      {
        variant: 'misspelt',
        confidence: 'certain',
        name: 'a stop before the scope that the answer refuses',
        text: paste(authorizationRequest({ scope: '.orders.read' }), refused('invalid_scope')),
      },
      {
        variant: 'misspelt',
        confidence: 'likely',
        name: 'a stop before the scope, and a login that goes round in circles',
        text: paste(authorizationRequest({ scope: '.orders.read' }), 'idp.example redirected you too many times.'),
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
        variant: 'quoted',
        name: 'scopes that are joined by commas, which is another mistake',
        text: 'AADSTS70011: The scope Mail.Read,Calendars.Read is not valid. The scope format is invalid.',
      },
      {
        variant: 'quoted',
        name: 'a client that asks for itself, whose scope ends in .default',
        text: paste(
          tokenRequest({ grant_type: 'client_credentials', scope: 'Mail.Read' }),
          refused('invalid_scope', 'AADSTS70011: The scope Mail.Read is not valid. The scope format is invalid.'),
        ),
      },
      {
        variant: 'misspelt',
        name: 'the scopes as they are written',
        text: paste(
          authorizationRequest({ scope: 'openid profile email offline_access orders:read' }),
          refused('invalid_scope'),
        ),
      },
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
  }),
});

/** Entra quotes what was sent: without a sign that joins, and for a user, one of the names is none that it has. */
function* quoted(view: View): Generator<Shown<Variant>> {
  const scope = /The scope ['"]?([^\n]{3,600}?)['"]? is not valid\. The scope format is invalid/i.exec(view.words)?.[1];
  if (view.subject !== undefined || scope === undefined || /[,;$|+]|%2|\.default/.test(scope)) return;
  if (/client_?credential|ClientSecretCredential|AcquireTokenForClient/i.test(view.words)) return;
  if (view.all.some((one) => one.sent('grant_type') === 'client_credentials')) return;
  const isOfUser =
    /openid|offline_access/.test(scope) || view.all.some((one) => one.has('response_type') || one.has('code'));
  yield {
    variant: 'quoted',
    confidence: isOfUser ? 'certain' : 'likely',
    specificity: 3,
    lines: [line('scope', showValue(scope), 'scopes that this server has')],
  };
}

function isCalledUnknown({ subject, isTold }: AskedScope): boolean {
  const unknown = /invalid|unknown|unsupported|not (?:valid|exist|found|recogni[sz]ed|defined)|malformed/i;
  return isTold && subject.outcome === 'refused' && /scope/i.test(subject.text) && unknown.test(subject.text);
}

/** Tells whether the answer names this scope, or refuses the scopes without a reason. */
function isMeant(scope: string, { subject }: AskedScope): boolean {
  const reason = subject.text.replace(/invalid_scope/g, '').trim();
  const isBare = subject.code === 'invalid_scope' || subject.text.includes('invalid_scope');
  return namesIn(reason.replace(/[^\w.:/@ -]/g, ' ')).includes(scope) || (isBare && reason.length < 40);
}

/** Tells whether nobody speaks of scopes, and no answer shows what was refused. */
function isSilent({ subject, isTold }: AskedScope): boolean {
  return !isTold && subject.outcome !== 'refused';
}

/** Tells whether the answer gives a reason in which no scope is. */
function isAboutOther({ subject, isTold }: AskedScope): boolean {
  const said = `${subject.code ?? ''} ${subject.text}`;
  return !isTold && /[a-z]/i.test(said) && !/scope|permission|invalid_request|access_denied/i.test(said);
}

function* retired(names: readonly string[], asked: AskedScope, { habits }: View): Generator<Shown<Variant>> {
  const list = habits?.retiredScopes ?? {};
  const gone = names.find((one) => Object.hasOwn(list, one));
  if (gone === undefined) return;
  const instead = list[gone] ?? '';
  const expected = instead === '' ? 'a scope that this provider has' : showValue(instead);
  const namesOther = names.some((one) => one !== gone && one.length > 3 && asked.subject.text.includes(one));
  yield {
    variant: 'retired',
    confidence:
      isMeant(gone, asked) || (isCalledUnknown(asked) && !namesOther)
        ? 'certain'
        : isSilent(asked) || isAboutOther(asked)
          ? 'possible'
          : 'likely',
    specificity: 3,
    lines: [line('scope', showValue(gone), expected)],
  };
}

/** A scope that is written wrong, and how it is meant. */
interface Slip {
  readonly seen: string;
  readonly meant: string;
}

/** Scopes of OpenID Connect Core sections 5.4 and 11 with their usual misspellings; never the name of a scope of somebody. */
const misspellings: readonly (readonly [meant: string, RegExp])[] = [
  ['openid', /^(?:opened|open[_ -]?id|openi|openidd|op(?:ne|in)id)$/i],
  ['profile', /^(?:profle|porfile|pofile)$/i],
  ['email', /^(?:emial|eamil)$/i],
  ['offline_access', /^off?line[_-]?acc?ess?$/i],
];

/** The first scope of these that is misspelt, or that begins or ends with a mark that no scope has there. */
function slipIn(names: readonly string[]): Slip | undefined {
  for (const seen of names) {
    const bare = seen.replace(/^[.:'"]+|['"]+$/g, '');
    if (bare !== seen && bare !== '') return { seen, meant: bare };
    const meant = misspellings.find(([right, form]) => seen !== right && form.test(seen))?.[0];
    if (meant !== undefined) return { seen, meant };
  }
  return undefined;
}

function shownSlip({ seen, meant }: Slip): Pick<Shown<Variant>, 'specificity' | 'lines'> {
  return { specificity: 3, lines: [line('scope', showValue(seen), showValue(meant))] };
}

/** The list of scopes that a message repeats as it refuses them. */
function* ofMessage({ words }: View): Generator<Shown<Variant>> {
  const list =
    /\bscopes? ["'`]?([\w.:/@ -]{3,400}?)["'`]? (?:is|are) (?:not valid|invalid|not supported|unknown)/i.exec(words);
  const slip = slipIn(namesIn(list?.[1] ?? ''));
  if (slip !== undefined) yield { variant: 'misspelt', confidence: 'certain', ...shownSlip(slip) };
}
