import { isBlotted } from '../../evidence/blotted.ts';
import { isUnfilled } from '../../text/placeholder.ts';
import { countOf } from '../../text/secret.ts';
import { answer, codeRedemption, paste, post, refused } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import { valuesNamed } from '../values-named.ts';
import type { Seen, View } from '../view.ts';
import { failedRequestOfClient, isClientRefused } from './request-of-client.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const change = /rotat|regenerat|new secret|reset|renew|chang\w+ .{0,20}secret|secret .{0,30}chang/i;
const authority = 'https://login.microsoftonline.com/5f0c1d8a-93b2-4a7e-8c14-2b6d9e0f7a31/oauth2/v2.0/token';

/** A whole secret was sent, and it is not the current one. RFC 6749 section 5.2. */
export const secretWrong = defineSign({
  cause: 'client-authentication/secret-wrong',
  variants: {
    'id-of-secret': 'The id of the secret was sent in place of its value',
    cut: 'The secret is the beginning of one that the capture shows whole',
    'same-as-id': 'The client id was sent as the secret',
    'other-than-issued': 'An earlier answer gives this client another secret',
    changed: 'The client was refused, and somebody speaks of a change of the secret',
    'plus-as-blank': 'A plus sign of the secret stands unencoded in the form, where it means a blank',
    'well-formed': 'The client was refused with a secret that has nothing striking',
  },
  specs: ['RFC 6749 section 2.3.1', 'RFC 6749 section 5.2'],
  look: function* secretWrong(view) {
    const request = failedRequestOfClient(view);
    const { secret = '', id, in: place } = request?.credentials ?? {};
    if (request !== undefined && secret.length >= 12 && secret === id && !isBlotted(secret) && !isUnfilled(secret))
      yield sameAsId(request);
    if (request === undefined || secret === '' || id === undefined || !isClientRefused(request)) return;
    const where = place === 'header' ? 'Authorization header' : 'client_secret';
    const length = countOf(secret.length, 'character');
    if (view.provider === 'entra' && guid.test(secret)) {
      yield {
        variant: 'id-of-secret',
        confidence: 'certain',
        specificity: 3,
        lines: [line(where, 'a GUID, which is the id of a secret', 'the value of the secret')],
      };
    } else if (secret.length >= 6 && secretsShown(view).some((one) => isCutOf(secret, one))) {
      yield {
        variant: 'cut',
        confidence: 'certain',
        specificity: 3,
        lines: [line(where, `the first ${length} of one that the capture has whole`, 'the whole secret')],
      };
    } else if (isOtherThanIssued(view, id, secret)) {
      yield {
        variant: 'other-than-issued',
        confidence: 'certain',
        specificity: 3,
        lines: [line(where, `${length}, not the secret of an earlier answer`, 'the secret that was given out last')],
      };
    } else if (place === 'body' && hasBlankFromPlus(request)) {
      yield {
        variant: 'plus-as-blank',
        confidence: 'likely',
        specificity: 3,
        lines: [line(where, 'a + as it is, which a form reads as a blank', '%2B in place of the +')],
        what: 'The client secret has a + that was not encoded, and arrived as a blank.',
        why: 'In application/x-www-form-urlencoded a + is a blank, so that the server compares another secret.',
        fix: [
          "Let the form be encoded by what sends it: --data-urlencode 'client_secret=…' with curl, URLSearchParams or urlencode in code.",
        ],
      };
    } else if (secret !== id && change.test(view.remarks)) {
      yield {
        variant: 'changed',
        confidence: 'likely',
        specificity: 3,
        lines: [line(where, `${length}, and a remark on a change`, 'the current secret')],
      };
    } else if (/secret/i.test(request.text) || request.code === 'invalid_client') {
      yield {
        variant: 'well-formed',
        confidence: 'likely',
        specificity: 1,
        lines: [line(where, length, 'the current secret')],
      };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'cut',
        confidence: 'certain',
        name: 'a loader that takes a dollar sign for a variable',
        text: paste(
          "It works with curl and client_secret='k39fL20$fkLs02kdQ'.",
          codeRedemption({ client_secret: 'k39fL20' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'other-than-issued',
        confidence: 'certain',
        name: 'the secret was rotated before, and the old one is sent',
        text: paste(
          post('https://idp.example/clients/shop/rotate', '', { Authorization: 'Bearer a81kLs02kdQfk39fL02kdQ8' }),
          answer(200, { client_id: 'shop', client_secret: 'Zq81kLs02kdQ' }),
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'same-as-id',
        confidence: 'certain',
        name: 'one value in both settings',
        text: paste(
          codeRedemption({ client_id: 'k39fL20fkLs02', client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'same-as-id',
        confidence: 'likely',
        name: 'one value in both settings, and the answer is about the grant',
        text: paste(
          codeRedemption({ client_id: 'k39fL20fkLs02', client_secret: 'k39fL20fkLs02' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'plus-as-blank',
        confidence: 'likely',
        name: 'base64 in a form that nobody encoded',
        text: paste(
          post(
            'https://idp.example/oauth/token',
            'grant_type=client_credentials&client_id=shop&client_secret=8Qz+Lk/3Pw==',
            { 'Content-Type': 'application/x-www-form-urlencoded' },
          ),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'id-of-secret',
        confidence: 'certain',
        name: 'the column beside the value was copied',
        text: paste(
          post(
            authority,
            'grant_type=client_credentials&client_id=0b5f3c52-7d1e-4f6a-9a80-3c2e1d4b5a69&client_secret=c7e2a9d4-1f3b-4c5d-8e6f-7a8b9c0d1e2f',
            { 'Content-Type': 'application/x-www-form-urlencoded' },
          ),
          refused('invalid_client', 'the client secret is not accepted', 401),
        ),
      },
      {
        variant: 'changed',
        confidence: 'likely',
        name: 'since the rotation of last night',
        text: paste(
          'It fails since we rotated the secret last night.',
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'well-formed',
        confidence: 'likely',
        name: 'a secret, and nothing more is known',
        text: paste(codeRedemption({ client_secret: 'k39fL20fkLs02' }), refused('invalid_client', undefined, 401)),
      },
    ],
    silent: [
      {
        variant: 'same-as-id',
        name: 'both were blotted out in the same way',
        text: paste(
          codeRedemption({ client_id: 'REDACTED_VALUE', client_secret: 'REDACTED_VALUE' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'cut',
        name: 'a longer secret that was in force before',
        text: paste(
          'It worked with CLIENT_SECRET=gardensecret42 until we changed it.',
          codeRedemption({ client_secret: 'gardensecret' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'cut',
        name: 'the secret of the settings',
        text: paste('In .env: CLIENT_SECRET=k39fL20fkLs02', refused('invalid_client', undefined, 401)),
      },
      {
        variant: 'other-than-issued',
        name: 'what an administrator reads is the hash of the secret',
        text: paste(
          'GET https://idp.example/clients/shop',
          answer(200, { client_id: 'shop', client_secret: '$2b$10$Q9vT1xZ3mN5bK7cJ8dH0eO' }),
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'same-as-id',
        name: 'a word for both, as in a test',
        text: paste(codeRedemption({ client_secret: 'shop' }), refused('invalid_client', undefined, 401)),
      },
      {
        variant: 'plus-as-blank',
        name: 'an encoded plus sign in another parameter than the secret',
        text: paste(
          codeRedemption({ client_secret: '8Qz+Lk/3Pw==' }),
          refused('invalid_grant', 'the code has expired'),
        ),
      },
      {
        variant: 'well-formed',
        name: 'the client was accepted, and the code was not',
        text: paste(
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_grant', 'the code has expired'),
        ),
      },
      {
        variant: 'id-of-secret',
        name: 'a GUID as the secret of another provider',
        text: paste(
          codeRedemption({ client_secret: 'c7e2a9d4-1f3b-4c5d-8e6f-7a8b9c0d1e2f' }),
          refused('invalid_client', undefined, 401),
        ),
      },
    ],
  }),
});

function sameAsId(request: Seen): Shown<'same-as-id'> {
  return {
    variant: 'same-as-id',
    confidence: isClientRefused(request) ? 'certain' : 'likely',
    specificity: 3,
    lines: [line('client secret', 'the client id', 'the secret that belongs to it')],
    what: 'The client id was sent as the client secret.',
  };
}

/** Secrets that the text and the requests before show under their name. */
function secretsShown({ words, before }: View): readonly string[] {
  const sent = before.map(({ credentials }) => credentials?.secret ?? '');
  return [...sent, ...valuesNamed('secret', words)];
}

function isCutOf(secret: string, whole: string): boolean {
  const rest = whole.slice(secret.length);
  // Shells, settings and addresses break a value off at these.
  return whole.startsWith(secret) && /^[$#%&;!`"'\\ +]/.test(rest) && /[A-Za-z0-9]{2}/.test(rest) && !isBlotted(whole);
}

/** Tells whether the last answer that gave this client a secret gave another one. Stored hashes are no secrets. */
function isOtherThanIssued({ before }: View, id: string, secret: string): boolean {
  const issued = before.findLast((one) => one.got('client_id') === id && one.got('client_secret') !== undefined);
  const given = issued?.got('client_secret') ?? '';
  return /^[\w~.+/=-]{8,}$/.test(given) && given !== secret;
}

/** A blank inside a secret that the body writes as a plus sign: secrets have no blanks. */
function hasBlankFromPlus({ exchange }: Seen): boolean {
  return /(?:^|&)client_secret=[^&\s]*[^&\s+]\+[^&\s+]/.test(exchange.request?.body ?? '');
}
