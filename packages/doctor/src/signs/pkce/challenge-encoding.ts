import { codeChallengeOf, encodeBase64url } from '@candor/protocol';
import { showValue } from '../../text/value.ts';
import type { Tools } from '../../tools.ts';
import { authorizationRequest, codeRedemption, examplePair, paste, refused } from '../example.ts';
import { isAbout } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import { digest, failedAuthorization, pairOf } from './flow-of-code.ts';

type Variant = 'recomputed' | 'form';

/** The challenge is the right hash in another encoding, or no hash at all. RFC 7636 section 4.2. */
export const challengeEncoding = defineSign<Variant>({
  cause: 'pkce/challenge-encoding',
  variants: {
    recomputed: 'The challenge is another encoding of the hash of the verifier that was sent',
    form: 'The challenge has not the form of a SHA-256 hash in base64url',
  },
  specs: ['RFC 7636 section 4.2'],
  look: function* challengeEncoding(view) {
    const request = failedAuthorization(view);
    const asked = request?.sent('code_challenge');
    if (asked !== undefined && !digest.test(asked) && !isPlain(request?.sent('code_challenge_method'))) {
      if (isAbout(view, 'pkce')) yield ofForm(asked, 'certain');
    }
    const pair = pairOf(view);
    if (pair === undefined) return;
    const { verifier, challenge } = pair;
    const made = codeChallengeOf(verifier, view.tools.sha256);
    if (challenge === made || challenge === verifier) return;
    const form = encodingOf(pair, view.tools);
    if (form !== undefined) {
      yield {
        variant: 'recomputed',
        confidence: 'certain',
        specificity: 3,
        lines: [line('code_challenge', `${showValue(challenge)}  (${form})`, `${made}  (base64url without padding)`)],
      };
    } else if (!digest.test(challenge) && !isPlain(view.start?.sent('code_challenge_method')))
      yield ofForm(challenge, 'likely');
  },
  cases: () => ({
    fires: [
      {
        variant: 'recomputed',
        confidence: 'certain',
        name: 'the verifier in base64, without a hash',
        text: paste(
          authorizationRequest({ code_challenge: btoa(examplePair.verifier), code_challenge_method: 'S256' }),
          codeRedemption({ code_verifier: examplePair.verifier }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'form',
        confidence: 'certain',
        name: 'a cut challenge, refused at once',
        text: paste(
          authorizationRequest({ code_challenge: examplePair.challenge.slice(0, 40), code_challenge_method: 'S256' }),
          refused('invalid_request', 'code_challenge is not valid'),
        ),
      },
    ],
    silent: [
      {
        variant: 'form',
        name: 'a challenge of the method plain has any form',
        text: paste(
          authorizationRequest({ code_challenge: examplePair.verifier.slice(0, 42), code_challenge_method: 'plain' }),
          refused('invalid_request', 'the method plain is not allowed for PKCE'),
        ),
      },
      {
        variant: 'recomputed',
        name: 'a verifier with a character that Base64 of bytes does not know',
        text: paste(
          authorizationRequest({ code_challenge: examplePair.challenge, code_challenge_method: 'S256' }),
          codeRedemption({ code_verifier: `${examplePair.verifier}→` }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'recomputed',
        name: 'the hash of another verifier',
        text: paste(
          authorizationRequest({ code_challenge: examplePair.challenge, code_challenge_method: 'S256' }),
          codeRedemption({ code_verifier: examplePair.verifier.replace('d', 'e') }),
          refused('invalid_grant'),
        ),
      },
    ],
  }),
});

function isPlain(method: string | undefined): boolean {
  return method === 'plain';
}

function ofForm(challenge: string, confidence: 'certain' | 'likely'): Shown<Variant> {
  return {
    variant: 'form',
    confidence,
    lines: [
      line(
        'code_challenge',
        `${showValue(challenge)}  (${challenge.length} characters)`,
        '43 characters of base64url, without padding',
      ),
    ],
  };
}

/** The encoding of the digest that programs produce by mistake and that this challenge is, by its name. */
export function encodingOf(
  { verifier, challenge }: { readonly verifier: string; readonly challenge: string },
  tools: Pick<Tools, 'sha256'>,
): string | undefined {
  const utf8 = new TextEncoder();
  const bytes = tools.sha256(utf8.encode(verifier));
  const url = encodeBase64url(bytes);
  const standard = standardBase64(url);
  const plain = encodeBase64url(utf8.encode(verifier));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const forms: readonly (readonly [string, string])[] = [
    ['padded', `${url}=`],
    ['standard base64', standard],
    ['standard base64 without padding', standard.slice(0, -1)],
    ['hexadecimal', hex],
    ['hexadecimal', hex.toUpperCase()],
    ['base64 of the hexadecimal text', btoa(hex)],
    ['base64url of the hexadecimal text', encodeBase64url(utf8.encode(hex))],
    ['percent-encoded twice', encodeURIComponent(standard)],
    ['percent-encoded twice', encodeURIComponent(`${url}=`)],
    ['base64url of the verifier without a hash', plain],
    ['base64 of the verifier without a hash', standardBase64(plain)],
    ['in lower case', url.toLowerCase()],
  ];
  // A plus sign that nobody encoded arrives as a blank.
  return forms.find(([, text]) => text === challenge || text === challenge.replaceAll(' ', '+'))?.[0];
}

function standardBase64(base64url: string): string {
  const text = base64url.replaceAll('-', '+').replaceAll('_', '/');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}
