/** Names of parameters that are known ones but for their spelling. */
import { nearestName } from '@candor/protocol';
import { providerNamed } from '../../providers/recognise.ts';
import type { Seen, View } from '../view.ts';

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
/** Letters of a name, without what people write differently, and the ? of a query that was taken along. */
const bare = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[-_ ?&]/g, '')
    .replace(/s$/, '');
/** What a name means, by its letters. */
const byBare: ReadonlyMap<string, string> = new Map([
  ...known.map((name) => [bare(name), name] as const),
  ['redirecturl', 'redirect_uri'],
  ['callbackurl', 'redirect_uri'],
  ['callback', 'redirect_uri'],
  ['clientkey', 'client_id'],
  ['appid', 'client_id'],
]);

/** One letter more, less or otherwise makes another word of a shorter name: `stage` is no `state`. */
const fewestLetters = 8;
/** One letter from `client_id`, and names of their own. */
const isOtherWord = /^client_(?:ip|uid)$/;

/** A name, and the known one that was meant. */
export interface Misspelt {
  readonly name: string;
  readonly meant: string;
  /** The value stands in the name, with another sign between them. */
  readonly isJoined: boolean;
}

/** The names that are no known ones, nor the provider's own, with the known one that was meant and is absent. */
export function* misspeltIn(request: Seen, view: View): Generator<Misspelt> {
  const own = providerNamed(view.provider)?.ownParameters ?? [];
  for (const { name, value, in: place } of request.parameters) {
    const joined =
      value === ''
        ? known.find((one) => name.startsWith(one) && /^[-:;,. ]\w/.test(name.slice(one.length)))
        : undefined;
    const meant =
      joined ?? byBare.get(bare(name)) ?? (name.length < fewestLetters ? undefined : nearestName(name, known, 1));
    if (place === 'header' || known.includes(name) || own.includes(name) || isOtherWord.test(name)) continue;
    if (meant !== undefined && !request.has(meant)) yield { name, meant, isJoined: joined !== undefined };
  }
}

/** A parameter as answers write it: `redirect URL` and `callback URL` are the redirect_uri. */
export function saidAs(name: string): RegExp {
  const written = name === 'redirect_uri' ? '(?:redirect(?:ion)?|callback)_ur[il]' : name;
  return new RegExp(`\\b${written.replaceAll('_', '[_ ]?')}s?\\b`, 'i');
}
