import type { SaidText } from '../../said/said-text.ts';

/** How a clock that is off is complained about. */
export const clockWords: readonly SaidText[] = [
  {
    says: [
      'clock skew',
      'used before',
      'not yet valid',
      'issued in the future',
      'iat is in the future',
      'future iat',
      'JWT not active yet',
      'jwt not active',
      'not active yet',
      'not valid before',
      'nbf check failed',
      'token used too early',
      'system clock',
      'issued at time',
      'immature signature',
      'out of sync',
      'JWT was issued in the future',
      'lifetime validation failed … not before',
      'Timestamp for this request',
      'time is not synchronized',
      'current time … before',
      'timestamp out of range',
      'timestamp … too old',
      'signature not yet current',
      'assertion is not yet valid',
    ],
    cause: 'clock/skew',
    variant: 'said-so',
  },
];
