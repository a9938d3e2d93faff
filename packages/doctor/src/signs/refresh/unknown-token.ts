import { isBlotted } from '../../evidence/blotted.ts';
import { isOfOtherKind, providerNamed } from '../../providers/recognise.ts';
import { isUnfilled } from '../../text/placeholder.ts';
import { columnSizes } from '../column-sizes.ts';
import {
  authorizationRequest,
  codeRedemption,
  jwtOf,
  page,
  paste,
  refreshRequest,
  refused,
  tokens,
} from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { failedRefresh } from './failed-refresh.ts';

type Variant =
  | 'other-client'
  | 'other-token'
  | 'altered'
  | 'truncated'
  | 'extended'
  | 'other-kind'
  | 'column'
  | 'literal';

/** What stands in a sample for the token, and in a post for a token that was taken out. */
const ownName = /^(?:(?:the|my)[-_ ])?(?:refresh|access|auth|oauth2?)?[-_ ]?token$/i;
const issued = 'Rt8fk39fL02kdRt93kfh20Lsdk';

/** Tells whether the answer says that the token is too old or was ended: then it was known. */
function isOfAge({ text }: Seen): boolean {
  return /expired?|inactiv|revoked|lifetime/i.test(text) && !/invalid or|or (?:has )?expired/i.test(text);
}

/** The value is no refresh token of the provider: another token of an answer, or a part of one. RFC 6749 section 6. */
export const unknownToken = defineSign<Variant>({
  cause: 'refresh/unknown-token',
  variants: {
    'other-client': 'The refresh token was issued to another client than the one that sends it',
    'other-token': 'The access token, the ID token or the code of the flow is sent as the refresh token',
    altered: 'The refresh token has blanks for its plus signs, or is encoded or quoted once more',
    truncated: 'The beginning of an earlier refresh token is sent',
    extended: 'Behind the refresh token stands more than it has',
    'other-kind': 'The value is a JWT of another kind',
    literal: 'Words or a template stand in the place of the refresh token',
    column: 'The value is as long as a database column',
  },
  specs: ['RFC 6749 section 6', 'RFC 6749 section 1.5'],
  look: function* unknownToken(view) {
    const refresh = failedRefresh(view);
    const token = refresh?.sent('refresh_token');
    if (refresh === undefined || token === undefined) return;
    if (isUnfilled(token) && !isBlotted(token))
      yield shown('literal', isNothing(token) || hidesNothing(refresh) ? 'certain' : 'likely', 'words or a template');
    else if (ownName.test(token) && hidesNothing(refresh)) yield shown('literal', 'likely', 'the name of a token');
    for (const answer of view.before) yield* asPartOf(answer, token);
    const owner = view.before.findLast((one) => one.got('refresh_token') === token)?.clientId;
    if (owner !== undefined && refresh.clientId !== undefined && owner !== refresh.clientId)
      yield shown(
        'other-client',
        isOfAge(refresh) ? 'likely' : 'certain',
        'a refresh token that was issued to another client_id',
      );
    yield* byItsForm(view, token);
  },
  cases: () => ({
    fires: [
      {
        variant: 'other-client',
        confidence: 'certain',
        name: 'the web app goes on with the token of the mobile app',
        text: paste(
          codeRedemption({ client_id: 'shop-mobile' }),
          tokens({ refresh_token: issued }),
          refreshRequest({ refresh_token: issued }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'altered',
        confidence: 'certain',
        name: 'a form that was not encoded',
        text: paste(
          codeRedemption(),
          tokens({ refresh_token: 'Rt8fk39+L02kdRt93k+h20Lsdk' }),
          refreshRequest({ refresh_token: 'Rt8fk39 L02kdRt93k h20Lsdk' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'altered',
        confidence: 'certain',
        name: 'encoded before the library encodes it',
        text: paste(refreshRequest({ refresh_token: '1%2F%2F0k39fL02kdRt93kfh20Lsdk' }), refused('invalid_grant')),
      },
      {
        variant: 'altered',
        confidence: 'certain',
        name: 'with the quotation marks of its JSON',
        text: paste(refreshRequest({ refresh_token: `"${issued}"` }), refused('invalid_grant')),
      },
      {
        variant: 'other-kind',
        confidence: 'certain',
        name: 'an access token of Google, which has a form of its own',
        text: paste(
          refreshRequest({ refresh_token: `ya29.${issued}${issued}` }, 'https://oauth2.googleapis.com/token'),
          refused('invalid_grant', 'Bad Request'),
        ),
      },
      {
        variant: 'other-kind',
        confidence: 'certain',
        name: 'an access token of Cognito',
        text: paste(
          refreshRequest({ refresh_token: jwtOf({ iss: 'https://idp.example', token_use: 'access' }) }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'literal',
        confidence: 'certain',
        name: 'a variable that nobody filled',
        text: paste(refreshRequest({ refresh_token: 'undefined' }), refused('invalid_grant')),
      },
      {
        variant: 'other-token',
        confidence: 'certain',
        name: 'the access token',
        text: paste(
          codeRedemption(),
          tokens({ refresh_token: issued }),
          refreshRequest({ refresh_token: 'a81kLs02kdQfk39fL02kdQ8' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'truncated',
        confidence: 'certain',
        name: 'cut at twenty characters',
        text: paste(
          codeRedemption(),
          tokens({ refresh_token: issued }),
          refreshRequest({ refresh_token: issued.slice(0, 20) }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'other-kind',
        confidence: 'possible',
        name: 'an encrypted JWT, as access tokens are',
        text: paste(
          refreshRequest({ refresh_token: 'eyJhbGciOiJkaXIifQ..93kfh20LsdkfP.a81kLs02kdQ.fk39fL02kdQ8' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'literal',
        confidence: 'certain',
        name: 'what the sample has in its place, beside a real secret',
        text: paste(
          refreshRequest({ refresh_token: 'YOUR_TOKEN_FROM_THE_FIRST_LOGIN', client_secret: 'k39fL20fkLs02kdQ' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'literal',
        confidence: 'likely',
        name: 'the same, and the reporter may have written it',
        text: paste(refreshRequest({ refresh_token: 'YOUR_TOKEN_FROM_THE_FIRST_LOGIN' }), refused('invalid_grant')),
      },
      {
        variant: 'literal',
        confidence: 'likely',
        name: 'the name of the token, as the sample has it, beside a real secret',
        text: paste(
          refreshRequest({ refresh_token: 'REFRESH_TOKEN', client_secret: 'k39fL20fkLs02kdQ' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'other-token',
        confidence: 'certain',
        name: 'the code of the page that shows it, never redeemed',
        text: paste(
          authorizationRequest({ redirect_uri: undefined }),
          page(200, '<p>Your code: <input value="Lf93kfh20LsdkfP"></p>'),
          refreshRequest({ refresh_token: 'Lf93kfh20LsdkfP' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'other-token',
        confidence: 'certain',
        name: 'the code once more, after it was redeemed',
        text: paste(
          codeRedemption(),
          tokens(),
          refreshRequest({ refresh_token: 'Lf93kfh20LsdkfP' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'extended',
        confidence: 'certain',
        name: 'the prompt of the shell was copied as well',
        text: paste(
          codeRedemption(),
          tokens({ refresh_token: issued }),
          refreshRequest({ refresh_token: `${issued}/home/shop` }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'extended',
        confidence: 'likely',
        name: 'a form that this provider has, and a path behind it',
        text: paste(
          refreshRequest({ refresh_token: `1//0${issued.repeat(2)}/opt/shop` }, 'https://oauth2.googleapis.com/token'),
          refused('invalid_grant', 'Bad Request'),
        ),
      },
      {
        variant: 'column',
        confidence: 'likely',
        name: '255 characters',
        text: paste(refreshRequest({ refresh_token: issued.repeat(10).slice(0, 255) }), refused('invalid_grant')),
      },
    ],
    silent: [
      {
        variant: 'literal',
        name: 'the name of the token, where the secret is taken out as well',
        text: paste(
          refreshRequest({ refresh_token: 'REFRESH_TOKEN', client_secret: 'CLIENT_SECRET' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'other-token',
        name: 'the page shows a code, and it was redeemed for the refresh token',
        text: paste(
          authorizationRequest({ redirect_uri: undefined }),
          page(200, '<p>Your code: <input value="Lf93kfh20LsdkfP"></p>'),
          codeRedemption(),
          tokens({ refresh_token: issued }),
          refreshRequest({ refresh_token: issued }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'other-token',
        name: 'the refresh token of the same answer',
        text: paste(
          codeRedemption(),
          tokens({ refresh_token: issued }),
          refreshRequest({ refresh_token: issued }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'literal',
        name: 'a token in capitals',
        text: paste(refreshRequest({ refresh_token: 'RT_K39FL_02KDRT93' }), refused('invalid_grant')),
      },
      {
        variant: 'extended',
        name: 'the form of this provider, and nothing behind it',
        text: paste(
          refreshRequest({ refresh_token: `1//0${issued.repeat(2)}` }, 'https://oauth2.googleapis.com/token'),
          refused('invalid_grant', 'Bad Request'),
        ),
      },
      {
        variant: 'column',
        name: '254 characters',
        text: paste(refreshRequest({ refresh_token: issued.repeat(10).slice(0, 254) }), refused('invalid_grant')),
      },
    ],
  }),
});

/** What the value is of this answer, where that is not its refresh token. */
function* asPartOf(answer: Seen, token: string): Generator<Shown<Variant>> {
  for (const name of ['access_token', 'id_token'])
    if (answer.got(name) === token) yield shown('other-token', 'certain', `the ${name} of an earlier answer`);
  if (answer.sent('code') === token || isShownAsCode(answer, token))
    yield shown('other-token', 'certain', 'the authorization code of the flow');
  const given = answer.got('refresh_token');
  if (given !== undefined && given !== token && given.replaceAll('+', ' ') === token)
    yield shown('altered', 'certain', 'with blanks in the place of the plus signs');
  const isWhole = given !== undefined && given.length >= 8 && !isBlotted(given);
  if (isWhole && token.startsWith(given) && token.trim().length > given.length)
    yield shown(
      'extended',
      'certain',
      `${token.length - given.length} more characters than an earlier refresh token has`,
    );
  if (given?.startsWith(token) === true && given.length > token.length && token.length >= 8)
    yield shown(
      'truncated',
      'certain',
      `the first ${token.length} of ${given.length} characters of an earlier refresh token`,
    );
}

/** The page that gives a code to whoever has no callback: to copy it into the app. */
function isShownAsCode({ role, exchange }: Seen, token: string): boolean {
  return role === 'authorization-request' && token.length >= 8 && exchange.response?.body?.includes(token) === true;
}

/** What the value is by its form, whatever was answered before. */
function* byItsForm(view: View, token: string): Generator<Shown<Variant>> {
  const more = behindForm(view, token);
  if (more !== undefined)
    yield shown('extended', 'likely', `${more} more characters than the form of this provider allows`);
  const jwt = view.jwt(token);
  const type = String(jwt?.claims.typ ?? jwt?.header.typ ?? '').toLowerCase();
  // Cognito's refresh tokens are encrypted JWTs themselves.
  const isShaped = view.provider !== undefined && view.provider !== 'cognito';
  const isIdentity = jwt?.claims.nonce !== undefined || jwt?.claims.at_hash !== undefined || isIdToken(jwt?.claims);
  const use = String(jwt?.claims.token_use ?? '');
  if (/^(["']).+\1$|%[23][\dA-F]/i.test(token))
    yield shown('altered', surenessOfForm(view), 'encoded or quoted once more');
  if (isOfOtherKind(view.provider, token, 'refresh-token'))
    yield shown('other-kind', 'certain', 'an access token or a code, by its form');
  else if (/^(?:access|id)$/.test(use)) yield shown('other-kind', 'certain', `a JWT for use as ${use} token`);
  else if (/^(?:bearer|at\+jwt|id)$/.test(type)) yield shown('other-kind', 'certain', `a JWT of type ${type}`);
  else if (isIdentity && !/refresh|offline/.test(type)) yield shown('other-kind', 'certain', 'an ID token');
  else if (/^ey[\w-]+\.[\w-]*\.[^.]+\.[^.]+\.[^.]+$/.test(token))
    yield shown('other-kind', isShaped ? 'likely' : 'possible', 'an encrypted JWT of five parts, as access tokens are');
  if (columnSizes.has(token.length))
    yield shown('column', 'likely', `exactly ${token.length} characters, the size of a database column`);
}

/** A body as it was sent shows what its reader got; in a list of names and values somebody may have written the rest. */
function surenessOfForm({ subject }: View): 'certain' | 'likely' {
  return /%2[25]|^\s*\{/.test(subject?.exchange.request?.body ?? '') ? 'certain' : 'likely';
}

/** What programs write for a value that they have not: nobody blots a token out with it. */
function isNothing(token: string): boolean {
  return /^(?:undefined|null|none|nil|nan|\[object object\])$/i.test(token.trim());
}

/** Who shows a secret of the client as it is has written nothing over the token. */
function hidesNothing({ credentials }: Seen): boolean {
  const secret = credentials?.secret;
  return secret !== undefined && !isUnfilled(secret) && !isBlotted(secret);
}

/** How many characters stand behind a text that has the form of the provider's refresh tokens: a path, a prompt. */
function behindForm({ provider }: View, token: string): number | undefined {
  const shapes = providerNamed(provider)?.tokens?.filter(({ kind }) => kind === 'refresh-token') ?? [];
  const whole = /^(.{20,}?)[\s/\\@$%>"'`,;:]/s.exec(token.trim().slice(2))?.[1];
  if (whole === undefined || shapes.some(({ pattern }) => pattern.test(token))) return undefined;
  const begins = token.slice(0, 2) + whole;
  return shapes.some(({ pattern }) => pattern.test(begins)) ? token.length - begins.length : undefined;
}

function shown(variant: Variant, confidence: Shown['confidence'], seen: string): Shown<Variant> {
  return {
    variant,
    confidence,
    specificity: 3,
    lines: [line('refresh_token', seen, 'the refresh_token of the newest token answer, whole')],
  };
}

/** Claims about a person, and neither scope nor client: no refresh token has these. */
function isIdToken(claims: Readonly<Record<string, unknown>> | undefined): boolean {
  if (claims === undefined || claims.scope !== undefined || claims.client_id !== undefined) return false;
  return (
    claims.aud !== undefined &&
    claims.iss !== undefined &&
    (claims.email ?? claims.name ?? claims.auth_time) !== undefined
  );
}
