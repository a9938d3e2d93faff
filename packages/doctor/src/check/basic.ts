import { readBasic } from '@candor/protocol';
import { placeholderForm } from '../text/placeholder.ts';
import { showSecret } from '../text/secret.ts';
import { fold, showInvisible } from '../text/value.ts';
import type { Tools } from '../tools.ts';
import { adviceOn, type Check, type CheckFact, diagnoseAs } from './check.ts';

/**
 * Tells whether an Authorization header can be read as client_secret_basic, and if not, why. Takes the value of the
 * header, or the header as a line. Whether the secret is the right one only the server knows.
 */
export function checkBasic(header: string, tools: Tools): Check {
  const value = header.replace(/^\s*(?:proxy-)?authorization\s*:\s*/i, '').replace(/\r?\n$/, '');
  const reading = readBasic(value);
  const request = {
    role: 'token-request',
    parameters: [],
    headers: [{ name: 'authorization', value, in: 'header' }],
  } as const;
  if (reading.outcome !== 'credentials') {
    const diagnoses = diagnoseAs(request, ['client-credentials-malformed'], tools);
    const title = 'The header can not be read as Basic credentials of a client.';
    return { version: 1, right: false, title, facts: [], diagnoses, redacted: true };
  }
  const [first, raw] = reading.readings;
  if (first?.clientSecret === '' && placeholderForm(first.clientId) === undefined)
    return withEmptySecret(first.clientId);
  const placeholder = [first?.clientId, first?.clientSecret].some((part) => placeholderForm(part ?? '') !== undefined);
  if (placeholder || first?.clientSecret === '') {
    const diagnoses = diagnoseAs(
      request,
      ['client-credentials-missing', 'client-unknown', 'client-secret-wrong'],
      tools,
    );
    const title = 'The header can be decoded, and holds no credentials.';
    return { version: 1, right: false, title, facts: [], diagnoses, redacted: true };
  }
  const facts: CheckFact[] = [
    { name: 'client_id', value: fold(showInvisible(first?.clientId ?? ''), 64) },
    { name: 'client_secret', value: showSecret('client secret', first?.clientSecret ?? '', tools) },
  ];
  if (raw !== undefined && raw.clientSecret !== first?.clientSecret) {
    facts.push({
      name: 'note',
      value: `the secret has % or +: a server that follows RFC 6749 section 2.3.1 decodes it to ${first?.clientSecret.length} characters, one that does not takes its ${raw.clientSecret.length} as they are`,
    });
  }
  const title = 'The header is well formed. Whether the secret is the right one only the server knows.';
  return { version: 1, right: true, title, facts, diagnoses: [], redacted: true };
}

function withEmptySecret(clientId: string): Check {
  const line = { where: 'client_secret', seen: 'an empty value', expected: 'the client secret' };
  const words = {
    why: 'Nothing follows the colon, so that the secret was empty where the header was built: most often a setting that the running process does not have.',
    fix: [
      'Print the length, not the value, of the secret that the running process reads, and fill in its setting.',
      'A public client has no secret: it sends client_id in the body, and no Authorization header.',
    ],
  };
  const title = 'The header names the client, and its secret is empty.';
  const diagnosis = adviceOn('client-authentication/credentials-missing', 'secret-empty', line, title, words);
  const facts = [{ name: 'client_id', value: fold(showInvisible(clientId), 64) }];
  return {
    version: 1,
    right: false,
    title: 'The header can be decoded, and holds no secret.',
    facts,
    diagnoses: [diagnosis],
    redacted: true,
  };
}
