import type { Confidence } from '../../rules/rule.ts';
import { showValue } from '../../text/value.ts';
import { answer, authorizationRequest, paste, refused } from '../example.ts';
import { isAbout } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { askedScope, namesIn } from './asked-scope.ts';

type Variant = 'quoted' | 'encoded' | 'comma' | 'blank' | 'other';

/** `asked for scope 'openid,profile,email' that doesn't exist` */
const joinedScopes =
  /(?<!unknown (?:oauth )?)\bscope[`'" ]{0,3} ?[:=]? ?[`'"]?([\w.:/-]{2,80}(?:, ?[\w.:/-]{2,80}){1,20})[`'"]? [^\n,;.]{0,40}(?:exist|unknown|invalid|not (?:found|valid|supported))/i;
/** `The scope openid+profile is not valid` and `{invalid=[openid,profile]}`: both show where the server split, namely nowhere. */
const unsplit: readonly RegExp[] = [
  /\bscope ["'`]?([\w.:/-]{2,80}(?:\+[\w.:/-]{2,80}){1,20})["'`]? (?:is not|does not|doesn['’]t|was not)\b/i,
  /\binvalid=\[(?:[^\]\n]{0,400}, )?([\w.:/-]{2,120}(?:,[\w.:/-]{2,120}){1,20})[\],]/i,
];
/** `not allowed to request scope 'openid,email'`: in one pair of quotes, so that the server took it for one name. */
const quotedList = /(["'`])([\w.:/-]{2,80}(?:,[\w.:/-]{2,80}){1,20})\1/;
const oneQuotedName: readonly RegExp[] = [
  /(?:not (?:allowed|permitted|authori[sz]ed) (?:to (?:request|use) )?|invalid |unknown |unsupported |unrecogni[sz]ed |no such )(?:the )?(?:oauth )?scope:? ?/,
  /\bscope:? ?(?=[^\n]{3,400}["'`] (?:is |are |was )?not (?:allowed|permitted|authori[sz]ed|enabled|granted)\b)/,
].map((lead) => new RegExp(lead.source + quotedList.source, 'i'));
const encodedSeparator = /%20|%2B|%2C|\+/i;
const everyEncodedSeparator = /%20|%2B|%2C|\+/gi;

/** Scopes are joined by something else than the server splits them by, so that they count as one. RFC 6749 section 3.3. */
export const scopeSeparator = defineSign<Variant>({
  cause: 'scope-consent/scope-separator',
  variants: {
    quoted: 'The answer quotes several scopes that are joined by commas as one',
    encoded: 'The scopes are percent-encoded twice',
    comma: 'The scopes are joined by commas',
    blank: 'The scopes are joined by blanks, and this provider wants commas',
    other: 'The scopes are joined by a semicolon or a bar',
  },
  specs: ['RFC 6749 section 3.3'],
  look: function* scopeSeparator(view) {
    const quoted =
      [joinedScopes, ...unsplit].map((one) => one.exec(view.words)?.[1]).find(Boolean) ?? quotedAsOne(view);
    if (view.subject === undefined && quoted !== undefined) {
      yield {
        variant: 'quoted',
        confidence: 'certain',
        specificity: 3,
        lines: [line('scope', showValue(quoted), showValue(quoted.replace(/[,+]/g, ' ')))],
      };
    }
    const { text, isTold, canBeMeant } = askedScope(view) ?? {};
    if (text === undefined || canBeMeant !== true) return;
    const known = view.habits?.scopeSeparator ?? (view.provider === undefined ? undefined : ' ');
    const names = namesIn(text);
    const shown = (variant: Variant, confidence: Confidence, expected: string): Shown<Variant> => ({
      variant,
      confidence,
      specificity: 3,
      lines: [line('scope', showValue(text), expected)],
    });
    if (encodedSeparator.test(text)) {
      const mended = text.replace(everyEncodedSeparator, known ?? ' ');
      yield shown('encoded', isTold && !isSplit(view, text, namesIn(mended)) ? 'certain' : 'likely', showValue(mended));
    } else if (names.length < 2) return;
    else if (text.includes(',') && known !== ',')
      yield shown(
        'comma',
        known === undefined ? 'possible' : surenessOfComma(view, names, isTold === true),
        showValue(names.join(' ')),
      );
    else if (known === ',' && /\s/.test(text.trim()) && !text.includes(','))
      yield shown('blank', isTold && !isSplit(view, text, names) ? 'certain' : 'possible', showValue(names.join(',')));
    else if (/[;|]/.test(text))
      yield shown('other', isTold ? 'certain' : 'likely', 'names with one blank between them');
  },
  cases: () => ({
    fires: [
      {
        variant: 'quoted',
        confidence: 'certain',
        name: 'the list counts as one scope',
        text: "The application asked for scope 'openid,profile,email' that doesn't exist on the resource.",
      },
      {
        variant: 'quoted',
        confidence: 'certain',
        name: 'the client may not ask for what is no scope at all',
        text: "Error: invalid_scope The client is not allowed to request scope 'openid,email'.",
      },
      {
        variant: 'quoted',
        confidence: 'certain',
        name: 'the list stands before the refusal',
        text: "Error: invalid_scope: requested scope 'openid,profile' is not allowed",
      },
      {
        variant: 'quoted',
        confidence: 'certain',
        name: 'an encoded plus counts as a letter of one scope',
        text: 'AADSTS70011: The scope openid+profile+offline_access is not valid. The scope format is invalid.',
      },
      {
        variant: 'quoted',
        confidence: 'certain',
        name: 'Google lists what it takes for one scope',
        text: 'Error 400: invalid_scope Some requested scopes were invalid. {invalid=[openid,email]}',
      },
      {
        variant: 'encoded',
        confidence: 'certain',
        name: 'a blank that was encoded before',
        text: refusedScope('orders%20invoices'),
      },
      {
        variant: 'comma',
        confidence: 'possible',
        name: 'a list that was joined by default',
        text: refusedScope('orders,invoices'),
      },
      {
        variant: 'comma',
        confidence: 'likely',
        name: 'a provider that splits at blanks, whose answer nobody saved',
        text: paste(
          authorizationRequest({ scope: 'identify,guilds' }, 'https://discord.com/oauth2/authorize'),
          'The library makes this of ["identify","guilds"], and it ends in an error.',
        ),
      },
      {
        variant: 'comma',
        confidence: 'possible',
        name: 'the same, where somebody tells of the redirect URI',
        text: paste(
          authorizationRequest({ scope: 'identify,guilds' }, 'https://discord.com/oauth2/authorize'),
          'It says Invalid OAuth2 redirect_uri.',
        ),
      },
      {
        variant: 'blank',
        confidence: 'certain',
        name: 'Strava, as the standard has it',
        text: refusedScope('read activity:read', 'https://www.strava.com/oauth/authorize'),
      },
      {
        variant: 'blank',
        confidence: 'possible',
        name: 'Instagram names one of two scopes, which it has told apart',
        text: paste(
          authorizationRequest({ scope: 'basic public_content' }, 'https://api.instagram.com/oauth/authorize'),
          answer(400, {
            error_type: 'OAuthException',
            code: 400,
            error_message: 'Invalid scope field(s): public_content',
          }),
        ),
      },
      {
        variant: 'other',
        confidence: 'certain',
        name: 'semicolons beside a blank',
        text: refusedScope('orders;invoices clients'),
      },
    ],
    silent: [
      {
        variant: 'quoted',
        name: 'the message goes on with another reason',
        text: 'Error: scope "openid,profile" ok; the user does not exist',
      },
      {
        variant: 'quoted',
        name: 'one scope that the client may not have',
        text: "Error: invalid_scope The client is not allowed to request scope 'email'.",
      },
      {
        variant: 'quoted',
        name: 'each scope in quotes of its own',
        text: "Error: invalid_scope The client is not allowed to request scope 'openid','email'.",
      },
      {
        variant: 'quoted',
        name: 'a provider that splits at commas',
        text: paste(
          authorizationRequest({ scope: 'read,gold' }, 'https://www.strava.com/oauth/authorize'),
          "Error: invalid scope 'read,gold'",
        ),
      },
      {
        variant: 'quoted',
        name: 'Google lists scopes that it told apart',
        text: 'Error 400: invalid_scope Some requested scopes were invalid. {invalid=[orders, invoices]}',
      },
      {
        variant: 'quoted',
        name: 'one scope that is not there',
        text: "The application asked for scope 'orders.read' that doesn't exist on the resource.",
      },
      { variant: 'comma', name: 'blanks', text: refusedScope('orders invoices') },
      {
        variant: 'comma',
        name: 'Strava, with its commas',
        text: refusedScope('read,activity:read', 'https://www.strava.com/oauth/authorize'),
      },
    ],
  }),
});

/** Several scopes that an answer quotes as one; some providers split at commas, and quote the list. */
function quotedAsOne({ words, habits }: View): string | undefined {
  if (habits?.scopeSeparator === ',') return undefined;
  return oneQuotedName.map((one) => one.exec(words)?.[2]).find((names) => names !== undefined);
}

/** How surely commas are the reason, where it is known that the provider splits at blanks. */
function surenessOfComma(view: View, names: readonly string[], isTold: boolean): Confidence {
  if (isTold && !isOneNamed(view, names)) return 'certain';
  // Of an answer that nobody saved the reporter alone may have named one.
  const isOpen = view.subject?.outcome === 'unknown' && view.printed === '';
  return isOpen && !otherTopics.some((topic) => isAbout(view, topic)) ? 'likely' : 'possible';
}

const otherTopics = ['redirect', 'state', 'pkce', 'client', 'refresh', 'code'] as const;

/** Tells whether the answer names one of the scopes by itself: it was told apart from the others. */
function isOneNamed({ subject, words }: View, names: readonly string[]): boolean {
  const said = `${subject?.text ?? ''}\n${words}`;
  return names.some((one) =>
    new RegExp(`(?:["'\`]|&quot;)${one.replace(/[^\w]/g, '\\$&')}(?:["'\`]|&quot;)`).test(said),
  );
}

/** Tells whether the answer names one of several scopes: the server has told them apart. */
function isSplit({ subject, printed }: View, text: string, names: readonly string[]): boolean {
  const said = `${subject?.text ?? ''}\n${printed}`;
  return names.some((one) => said.includes(one)) && !said.includes(text);
}

function refusedScope(scope: string, endpoint?: string): string {
  return paste(authorizationRequest({ scope }, endpoint), refused('invalid_scope'));
}
