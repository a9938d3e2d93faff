import { codeSigns } from './authorization-code.ts';
import { availabilitySigns } from './availability.ts';
import { clientAuthenticationSigns } from './client-authentication.ts';
import { clientIdentificationSigns } from './client-identification.ts';
import { clockSigns } from './clock.ts';
import { discoverySigns } from './discovery.ts';
import { environmentSigns } from './environment.ts';
import { parameterNameSigns } from './parameter-names.ts';
import { pkceSigns } from './pkce.ts';
import { redirectSigns } from './redirect-uri.ts';
import { refreshSigns } from './refresh.ts';
import { remarkSigns } from './remarks.ts';
import { sayingSigns } from './sayings.ts';
import { scopeSigns } from './scope.ts';
import type { Look } from './sign.ts';
import { stateSigns } from './state-session.ts';
import { tokenUseSigns } from './token-use.ts';
import { transportSigns } from './transport.ts';

/** Everything that looks for signs, by name. */
export const looks: Readonly<Record<string, Look>> = Object.freeze({
  'authorization-code': codeSigns,
  pkce: pkceSigns,
  refresh: refreshSigns,
  'redirect-uri': redirectSigns,
  'client-authentication': clientAuthenticationSigns,
  'client-identification': clientIdentificationSigns,
  transport: transportSigns,
  'parameter-names': parameterNameSigns,
  'state-session': stateSigns,
  'token-use': tokenUseSigns,
  scope: scopeSigns,
  clock: clockSigns,
  environment: environmentSigns,
  discovery: discoverySigns,
  availability: availabilitySigns,
  remarks: remarkSigns,
  sayings: sayingSigns,
});
