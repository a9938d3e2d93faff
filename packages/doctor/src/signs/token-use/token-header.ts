import { isHostOfProvider, providerNamed } from '../../providers/recognise.ts';
import type { Seen } from '../view.ts';

/** The header in which this API of the provider reads the token, where the call has it in Authorization alone. */
export function headerNotSent(call: Seen, provider = ''): string | undefined {
  const wanted = providerNamed(provider)?.habits?.tokenHeader;
  if (wanted === undefined || call.bearer === undefined || !call.path.startsWith(wanted.below)) return undefined;
  const isSent = call.header(wanted.name.toLowerCase()) !== undefined;
  return isSent || !isHostOfProvider(provider, call.host) ? undefined : wanted.name;
}
