import { codeChallengeOf, encodeBase64url } from '@candor/protocol';
import { showValue } from '../text/value.ts';
import type { Tools } from '../tools.ts';
import { hasFailed, isAbout, saysAbout } from './said-about.ts';
import { type Look, line, type Sign } from './sign.ts';
import type { View } from './view.ts';

const digest = /^[A-Za-z0-9_-]{43}$/;
const wellFormed = /^[A-Za-z0-9._~-]{43,128}$/;

/** RFC 7636: the pair of one flow, recomputed, and what is missing of it. */
export const pkceSigns: Look = function* pkce(view) {
  if (!hasFailed(view) || view.subject === undefined) return;
  yield* ofAuthorization(view);
  if (view.subject.isOf('token-request') && isForCode(view)) {
    yield* ofPair(view);
    yield* ofHalf(view);
    yield* ofVerifier(view);
  }
};

function isForCode({ subject }: View): boolean {
  const grant = subject?.sent('grant_type');
  if (grant?.startsWith('refresh') === true || grant?.includes('device_code') === true) return false;
  return grant === 'authorization_code' || subject?.has('code') === true || subject?.has('code_verifier') === true;
}

function* ofAuthorization(view: View): Generator<Sign> {
  const { subject } = view;
  if (!subject?.isOf('authorization-request', 'pushed-authorization-request', 'device-authorization-request')) return;
  const challenge = subject.sent('code_challenge');
  if (challenge === undefined) {
    if (!isAbout(view, 'pkce')) return;
    yield {
      cause: 'pkce/required-not-sent',
      variant: 'challenge-absent',
      confidence: 'certain',
      specificity: 3,
      lines: [line('code_challenge', 'none', 'BASE64URL(SHA256(code_verifier)), 43 characters')],
    };
    return;
  }
  const method = subject.sent('code_challenge_method');
  if (method !== 'S256' && (isAbout(view, 'pkce') || subject.code === 'invalid_request')) {
    yield methodSign(method, isAbout(view, 'pkce') ? 'certain' : 'likely');
  }
  if (!digest.test(challenge) && method !== 'plain' && isAbout(view, 'pkce')) yield encodingSign(challenge, 'certain');
}

function* ofPair(view: View): Generator<Sign> {
  const verifier = view.subject?.sent('code_verifier');
  const challenge = view.start?.sent('code_challenge');
  if (verifier === undefined || challenge === undefined || verifier.length < 8) return;
  const method = view.start?.sent('code_challenge_method');
  const made = codeChallengeOf(verifier, view.tools.sha256);
  const told = isAbout(view, 'pkce');
  const others = new Set(view.before.map((one) => one.sent('code_challenge')).filter((one) => one !== undefined));
  if (challenge === made && others.size > 1 && view.callback?.sent('state') === undefined && method !== undefined) {
    yield {
      cause: 'pkce/verifier-mismatch',
      variant: 'several-flows',
      confidence: 'likely',
      specificity: 3,
      lines: [
        line(
          'code_challenge',
          `${others.size} authorization requests, each with its own`,
          'the code_verifier of the flow that the code belongs to',
        ),
      ],
      what: 'Several flows were started, and nothing tells to which of them the code belongs; the code_verifier fits one of them only.',
    };
    return;
  }
  if (challenge === made) {
    if (method !== 'S256') yield methodSign(method, told ? 'certain' : 'likely');
    else if (saysAbout(view.subject, 'pkce') && wellFormed.test(verifier)) {
      yield {
        ...methodSign('S256', 'likely'),
        variant: 'pair-fits',
        what: 'The pair fits by S256, and the server compares it by another method.',
      };
    }
    return;
  }
  if (challenge === verifier) {
    if (method === 'S256')
      yield {
        ...methodSign('S256, with a challenge that is the verifier itself', 'certain'),
        variant: 'verifier-not-hashed',
      };
    return;
  }
  const form = formsOf(verifier, view.tools).find(
    ([, text]) => text === challenge || text === challenge.replaceAll(' ', '+'),
  );
  if (form !== undefined) {
    yield {
      cause: 'pkce/challenge-encoding',
      variant: 'recomputed',
      confidence: 'certain',
      specificity: 3,
      lines: [line('code_challenge', `${showValue(challenge)}  (${form[0]})`, `${made}  (base64url without padding)`)],
    };
  } else if (!digest.test(challenge) && method !== 'plain') yield encodingSign(challenge, 'likely');
  else yield mismatchSign(view, challenge, made);
}

function mismatchSign(view: View, challenge: string, made: string): Sign {
  const other = view.before.find((one) => one.sent('code_challenge') === made);
  return {
    cause: 'pkce/verifier-mismatch',
    variant: other === undefined ? 'pair-does-not-fit' : 'of-another-request',
    confidence: 'certain',
    specificity: other === undefined ? 2 : 3,
    lines: [
      line(
        'code_challenge',
        `${made}  (of the code_verifier that was sent)`,
        `${showValue(challenge)}  (of the authorization request)`,
      ),
    ],
    ...(other === undefined
      ? {}
      : { what: 'The code_verifier belongs to another authorization request of this capture.' }),
  };
}

function* ofHalf(view: View): Generator<Sign> {
  const { subject, start } = view;
  if (subject === undefined || start === undefined) return;
  const verifier = subject.has('code_verifier');
  const challenge = start.sent('code_challenge');
  const told = isAbout(view, 'pkce');
  if (challenge !== undefined && !verifier) {
    yield {
      cause: 'pkce/only-one-half-sent',
      variant: 'verifier-absent',
      confidence: told ? 'certain' : 'likely',
      specificity: 3,
      lines: [
        line('code_verifier', 'none', 'the code_verifier behind the code_challenge of the authorization request'),
      ],
    };
  } else if (challenge === undefined && verifier && subject.sent('code_verifier') !== undefined) {
    yield {
      cause: 'pkce/only-one-half-sent',
      variant: 'challenge-absent',
      confidence: told ? 'certain' : 'likely',
      specificity: told ? 3 : 1,
      lines: [
        line('code_challenge', 'none in the authorization request', 'the hash of the code_verifier that was sent'),
      ],
    };
  }
}

function* ofVerifier(view: View): Generator<Sign> {
  const verifier = view.subject?.sent('code_verifier');
  if (verifier === undefined || wellFormed.test(verifier)) return;
  const strange = /[^A-Za-z0-9._~-]/.test(verifier);
  yield {
    cause: 'pkce/verifier-format',
    variant: strange ? 'characters' : 'length',
    confidence:
      saysAbout(view.subject, 'pkce') || (strange && /^[A-Za-z0-9+/=]{40,}$/.test(verifier)) ? 'certain' : 'likely',
    lines: [
      line(
        'code_verifier',
        `${verifier.length} characters${strange ? ', some outside of A-Z a-z 0-9 - . _ ~' : ''}`,
        '43 to 128 of A-Z a-z 0-9 - . _ ~',
      ),
    ],
  };
}

function methodSign(method: string | undefined, confidence: 'certain' | 'likely'): Sign {
  return {
    cause: 'pkce/challenge-method-mismatch',
    variant: method === undefined ? 'method-absent' : 'method-other',
    confidence,
    specificity: 3,
    lines: [
      line('code_challenge_method', method === undefined ? 'none, which means plain' : showValue(method), 'S256'),
    ],
  };
}

function encodingSign(challenge: string, confidence: 'certain' | 'likely'): Sign {
  return {
    cause: 'pkce/challenge-encoding',
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

/** Encodings of the digest that programs produce by mistake, each with its name. */
function formsOf(verifier: string, tools: Pick<Tools, 'sha256'>): readonly (readonly [string, string])[] {
  const utf8 = new TextEncoder();
  const bytes = tools.sha256(utf8.encode(verifier));
  const url = encodeBase64url(bytes);
  const standard = `${url.replaceAll('-', '+').replaceAll('_', '/')}=`;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    ['padded', `${url}=`],
    ['standard base64', standard],
    ['standard base64 without padding', standard.slice(0, -1)],
    ['hexadecimal', hex],
    ['hexadecimal', hex.toUpperCase()],
    ['base64 of the hexadecimal text', btoa(hex)],
    ['base64url of the hexadecimal text', encodeBase64url(utf8.encode(hex))],
    ['percent-encoded twice', encodeURIComponent(standard)],
    ['percent-encoded twice', encodeURIComponent(`${url}=`)],
    ['base64url of the verifier without a hash', encodeBase64url(utf8.encode(verifier))],
    ['base64 of the verifier without a hash', btoa(verifier)],
    ['in lower case', url.toLowerCase()],
  ];
}
