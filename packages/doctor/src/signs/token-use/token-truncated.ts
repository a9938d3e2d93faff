import { columnSizes } from '../column-sizes.ts';
import { apiCall, codeRedemption, jwtOf, paste, refused, tokens } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { refusedCall } from './refused-call.ts';

type Variant = 'prefix' | 'column' | 'parts';

const whole = jwtOf({ iss: 'https://idp.example', aud: 'https://api.example', scope: 'orders' });

/** The token was cut between the answer that brought it and the call. */
export const tokenTruncated = defineSign<Variant>({
  cause: 'token-use/token-truncated',
  variants: {
    prefix: 'The token is the beginning of the one that was issued',
    column: 'The token has exactly the length of a database column',
    parts: 'The token is a JWT without its last parts',
  },
  specs: ['RFC 6749 appendix A.12', 'RFC 7519 section 3'],
  look: function* tokenTruncated(view) {
    const call = refusedCall(view);
    const token = call?.bearer ?? call?.sent('access_token') ?? inspectedToken(view);
    if (token === undefined) return;
    const parts = token.split('.').length;
    const isCutJwt = /^eyJ[\w-]{10,}/.test(token) && parts < 3;
    const shown = (variant: Variant, seen: string, expected: string): Shown<Variant> => ({
      variant,
      confidence: variant === 'prefix' || (isCutJwt && variant === 'column') ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('Authorization header', seen, expected)],
    });
    for (const issued of issuedBefore(view)) {
      if (token.length < 8 || issued.length <= token.length || !issued.startsWith(token)) continue;
      yield shown('prefix', `the first ${token.length} of ${issued.length} characters`, 'the whole access token');
    }
    if (columnSizes.has(token.length))
      yield shown('column', `a token of exactly ${token.length} characters`, 'the whole access token');
    else if (isCutJwt) yield shown('parts', `a JWT of ${parts === 1 ? 'one part' : 'two parts'}`, 'three parts');
  },
  cases: () => ({
    fires: [
      { variant: 'prefix', confidence: 'certain', name: 'half of it was stored', text: callWith(whole.slice(0, 60)) },
      {
        variant: 'column',
        confidence: 'likely',
        name: 'a column for 128 characters',
        text: refusedCallWith('a81kLs02'.repeat(16)),
      },
      {
        variant: 'parts',
        confidence: 'likely',
        name: 'a JWT without signature',
        text: refusedCallWith(whole.replace('.c2ln', '')),
      },
    ],
    silent: [
      { variant: 'prefix', name: 'the whole token', text: callWith(whole) },
      { variant: 'column', name: 'a token of 120 characters', text: refusedCallWith('a81kLs02'.repeat(15)) },
    ],
  }),
});

/** The token that a provider is asked about. */
function inspectedToken({ subject }: View): string | undefined {
  return subject?.outcome === 'refused' ? subject.sent('input_token') : undefined;
}

function issuedBefore({ before }: View): readonly string[] {
  return before.map((one) => one.got('access_token')).filter((one) => one !== undefined);
}

function callWith(token: string): string {
  return paste(codeRedemption(), tokens({ access_token: whole }), refusedCallWith(token));
}

function refusedCallWith(token: string): string {
  return paste(apiCall(`Bearer ${token}`), refused('invalid_token', undefined, 401));
}
