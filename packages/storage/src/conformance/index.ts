import { authorizationCodeCases } from './authorization-code-cases.ts';
import { clientCases } from './client-cases.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { grantCases } from './grant-cases.ts';
import { lifetimeCases } from './lifetime-cases.ts';
import { limitCases } from './limit-cases.ts';
import { peopleCases } from './people-cases.ts';
import { removalCases } from './removal-cases.ts';
import { rotationCases } from './rotation-cases.ts';
import { secondFactorCases } from './second-factor-cases.ts';
import { serverWideCases } from './server-wide-cases.ts';
import { sessionCases } from './session-cases.ts';
import { textNameCases } from './text-name-cases.ts';
import { tokenCases } from './token-cases.ts';

export type { ConformanceCase, Fixture } from './conformance-case.ts';

/** Everything an engine must pass, each case on an empty storage of its own; free of any test runner. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...clientCases,
  ...peopleCases,
  ...sessionCases,
  ...grantCases,
  ...authorizationCodeCases,
  ...textNameCases,
  ...tokenCases,
  ...rotationCases,
  ...limitCases,
  ...secondFactorCases,
  ...serverWideCases,
  ...removalCases,
  ...lifetimeCases,
];
