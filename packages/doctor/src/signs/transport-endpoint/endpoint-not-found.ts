import { isHostOfProvider, recogniseRole } from '../../providers/recognise.ts';
import { showValue } from '../../text/value.ts';
import { line, type Shown } from '../sign.ts';
import type { Seen } from '../view.ts';

const missesRoute =
  /RESTEASY003210|cannot (?:post|get|put)|no (?:static resource|route|handler)|could not find (?:the )?resource|unable to find matching target|requested url was not found|page (?:you requested )?(?:was )?not found|route .{0,40}not (?:found|defined)|unknown (?:path|endpoint|route)/i;

function isNotFound({ status, text }: Seen): boolean {
  return status === 404 || status === 410 || (status === 400 && missesRoute.test(text));
}

/** What a server names that found the endpoint and not what was asked of it. */
const namesObject =
  /\b(?:client|user|account|tenant|realm|app(?:lication)?|code|token|grant|organi[sz]ation|workspace|policy|customer|site|domain|flow|session|state)\b/i;

/** Tells whether a grant was sent to an address that looks whole, and 404 is all that is said (RFC 9110 section 15.5.5). */
function isBareNotFound(subject: Seen): boolean {
  const { status, path, text } = subject;
  if (!subject.has('grant_type') || (status !== 404 && status !== 410)) return false;
  // Members of JSON are called code and application too.
  return !namesObject.test(text.replace(/"\w+"\s*:|_/g, ' ')) && !/%|[{}<>$\s]|undefined|null|none/i.test(path);
}

/** The address of a request to an endpoint, where the server says that it has nothing there. */
export function notFound(subject: Seen, provider: string | undefined): Shown<'not-found'> | undefined {
  if (!isNotFound(subject)) return undefined;
  const { host, path, status, code, text } = subject;
  // At their own endpoint providers answer 404 to a client that they do not know.
  const isOwn =
    provider !== undefined && isHostOfProvider(provider, host) && recogniseRole(subject.url, provider) !== undefined;
  const isTold = missesRoute.test(text) || (isBareNotFound(subject) && !isOwn);
  // Routers know an address by its method as well: `Cannot GET /token`.
  const isOtherMethod = subject.method === 'GET' && subject.isOf('token-request');
  const sureness = !isOtherMethod && (isTold || hasDoubledPart(path)) ? 'certain' : 'likely';
  return {
    variant: 'not-found',
    // A server that names an error code was reached.
    confidence: code === undefined || isTold ? sureness : 'possible',
    specificity: 3,
    lines: [line('address', `${showValue(path)}, answered with ${status}`, "the endpoint of the provider's metadata")],
  };
}

function hasDoubledPart(path: string): boolean {
  return /\/\/|(\/[a-z0-9.-]{3,})\1(?:\/|$)/i.test(path);
}
