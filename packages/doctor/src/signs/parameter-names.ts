import { providerNamed } from '../providers/recognise.ts';
import { showValue } from '../text/value.ts';
import { hasFailed } from './said-about.ts';
import { type Look, line } from './sign.ts';

const known = [
  'scope',
  'redirect_uri',
  'client_id',
  'client_secret',
  'grant_type',
  'refresh_token',
  'response_type',
  'code_verifier',
  'code_challenge',
  'code_challenge_method',
  'state',
  'audience',
  'resource',
  'device_code',
  'client_assertion',
  'client_assertion_type',
  'username',
  'password',
];
/** Letters of a name, without what people write differently. */
const bare = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, '').replace(/s$/, '');
const byBare = new Map([
  ...known.map((name) => [bare(name), name] as const),
  ['redirecturl', 'redirect_uri'],
  ['callbackurl', 'redirect_uri'],
  ['callback', 'redirect_uri'],
  ['clientkey', 'client_id'],
  ['appid', 'client_id'],
] as readonly (readonly [string, string])[]);
const roles = [
  'authorization-request',
  'token-request',
  'pushed-authorization-request',
  'device-authorization-request',
  'revocation-request',
] as const;

/** A name that is a known one but for its spelling, where the known one is absent: `scopes`, `redirectUri`. */
export const parameterNameSigns: Look = function* parameterNames(view) {
  const { subject } = view;
  if (subject === undefined || !subject.isOf(...roles) || !hasFailed(view)) return;
  const own = providerNamed(view.provider)?.ownParameters ?? [];
  for (const { name, in: place } of subject.parameters) {
    const meant = byBare.get(bare(name));
    if (
      place === 'header' ||
      meant === undefined ||
      meant === name ||
      known.includes(name) ||
      own.includes(name) ||
      subject.has(meant)
    )
      continue;
    const told = new RegExp(`\\b${meant.replace('_', '[_ ]?')}s?\\b`, 'i').test(view.words);
    yield {
      cause: 'transport-endpoint/parameter-unknown',
      variant: 'misspelt',
      confidence: told ? 'certain' : subject.outcome === 'refused' ? 'likely' : 'possible',
      specificity: 3,
      lines: [line('parameter name', showValue(name), meant)],
    };
    return;
  }
};
