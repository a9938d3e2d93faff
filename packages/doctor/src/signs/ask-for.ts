import type { Diagnosis } from '../diagnosis.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { questions } from './questions.ts';
import { hasUnsettledFailure, isPassed } from './subjects.ts';
import type { Seen } from './view.ts';

/** Headers in which a Candor server tells the id of what it refused, and the form of one. */
const idNames = /^(?:candor-request-id|location)$/i;
const requestId = /\breq_[0-9a-z]{18}\b/;

/** What a recording without credentials lacks, and the causes that show themselves in it. */
const exportAgain =
  'The recording has no Authorization, Cookie and Set-Cookie header, as browsers save it: export it again with sensitive data, blot out the values, and send it.';
const inCredentials = /^(?:client-authentication|state-session|token-use)\//;

/** The one piece of further evidence that would decide; undefined where something is certain, nothing failed, or all is there. */
export function askFor(diagnoses: readonly Diagnosis[], all: readonly Seen[], evidence: Evidence): string | undefined {
  const [first] = diagnoses;
  if (first?.confidence === 'certain') return undefined;
  const known = all.map(idAtCandor).findLast((one) => one !== undefined);
  if (known !== undefined)
    return `Ask the server itself, which knows what it refused: npx candor explain ${known}, with the credentials of this client.`;
  if (first === undefined) {
    const isOpen =
      hasUnsettledFailure(all, evidence) || all.some((one) => one.outcome === 'unknown' && !isPassed(one, all));
    return isOpen ? requestOf(all) : undefined;
  }
  return diagnoses.map((one) => questionOf(one, all)).find((one) => one !== undefined);
}

/** Asks for the request that failed, or for what the recording has left out of it. */
function requestOf(all: readonly Seen[]): string {
  return all.some((one) => one.areCredentialsUnseen)
    ? exportAgain
    : 'Send the request that failed, with its address, headers and body, and the answer to it.';
}

/** The id under which a Candor server keeps why it refused, of its header or its error_uri. */
function idAtCandor({ outcome, exchange }: Seen): string | undefined {
  if (outcome !== 'refused') return undefined;
  const { headers = [], body = '' } = exchange.response ?? {};
  const texts = [...headers.flatMap(({ name, value }) => (idNames.test(name) ? [value] : [])), body];
  return texts.map((text) => requestId.exec(text)?.[0]).find((one) => one !== undefined);
}

function questionOf({ cause, variant }: Diagnosis, all: readonly Seen[]): string | undefined {
  if (inCredentials.test(cause) && all.some((one) => one.areCredentialsUnseen)) return exportAgain;
  const [best] = questions
    .filter(({ about }) => `${cause}:${variant}`.startsWith(about))
    .sort((a, b) => b.about.length - a.about.length);
  return typeof best?.ask === 'function' ? best.ask(all) : best?.ask;
}
