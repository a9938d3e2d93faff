import { answer, codeRedemption, paste, refreshRequest, tokens } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import { ageOf, failedRefresh, issueBefore, lateness, within } from './failed-refresh.ts';

type Variant = 'refresh-expires-in' | 'provider-limit';

const saysInactive = /not active|expired|inactiv|idle/i;

/** The refresh token was unused for longer than the server keeps it. RFC 9700 section 4.14.2. */
export const expiredInactivity = defineSign<Variant>({
  cause: 'refresh/expired-inactivity',
  variants: {
    'refresh-expires-in': 'The refresh token was unused for longer than its answer gave it',
    'provider-limit': 'The refresh token was unused for longer than this provider keeps it',
  },
  specs: ['RFC 9700 section 4.14.2'],
  look: function* expiredInactivity(view) {
    const refresh = failedRefresh(view);
    if (refresh === undefined) return;
    const issue = issueBefore(view, refresh);
    const age = ageOf(issue, refresh);
    const isOlderThan = (limit: number | undefined): boolean => age !== undefined && limit !== undefined && age > limit;
    const idle = Number(issue?.got('refresh_expires_in') ?? Number.NaN);
    if (idle > 0 && (isOlderThan(idle) || saysInactive.test(refresh.text)))
      yield {
        ...unused('refresh-expires-in', lateness(age, idle), `${within(idle)} of its issue`),
        confidence: isOlderThan(idle) ? 'certain' : 'likely',
      };
    const { refreshTokenIdle: limit, refreshToken: life } = view.habits?.lifetimes ?? {};
    if (limit !== undefined && isOlderThan(limit) && !isOlderThan(life))
      yield unused('provider-limit', lateness(age, limit), within(limit));
  },
  cases: () => ({
    fires: [
      {
        variant: 'refresh-expires-in',
        confidence: 'certain',
        name: 'half an hour, and used after an hour',
        text: usedAt('11:00:00', { refresh_expires_in: 1800 }),
      },
      {
        variant: 'provider-limit',
        confidence: 'certain',
        name: 'an hour unused with Keycloak',
        text: usedAt('11:00:00', {}, 'https://idp.example/realms/shop/protocol/openid-connect/token'),
      },
    ],
    silent: [
      {
        variant: 'refresh-expires-in',
        name: 'half an hour, and used after ten minutes',
        text: usedAt('10:10:00', { refresh_expires_in: 1800 }),
      },
      {
        variant: 'provider-limit',
        name: 'an hour unused, and nobody knows the limit of the server',
        text: usedAt('11:00:00', {}),
      },
    ],
  }),
});

function unused(variant: Variant, seen: string, expected: string): Shown<Variant> {
  return { variant, confidence: 'certain', specificity: 3, lines: [line('refresh_token', seen, expected)] };
}

/** A refresh token that was issued at ten, and refused at this time of the day. */
function usedAt(time: string, members: Readonly<Record<string, unknown>>, endpoint?: string): string {
  return paste(
    codeRedemption({}, {}, endpoint),
    tokens({ refresh_token: 'Rt8fk39fL02kd', ...members }, { Date: 'Tue, 03 Mar 2026 10:00:00 GMT' }),
    refreshRequest({}, endpoint),
    answer(400, { error: 'invalid_grant' }, { Date: `Tue, 03 Mar 2026 ${time} GMT` }),
  );
}
