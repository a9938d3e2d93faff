/** PKCE with one half missing, malformed, or not the other's half (RFC 7636). */
import { hash, randomBytes } from 'node:crypto';
import type { ExplainedRow, Made, World } from '../_explained.ts';
import { authorizationParameters, createPkce, type Parameters, postAs, redemption, requestToken } from '../_oauth.ts';

const { verifier, challenge } = createPkce('a-verifier-of-forty-three-characters-or-more');
const hex = hash('sha256', verifier, 'hex');

/** An authorization request whose PKCE parameters are these. */
const begins =
  (changed: Parameters) =>
  ({ authorizing }: World): Promise<Made> =>
    authorizing({ code_challenge: challenge, ...changed });

/** A flow that began with one challenge, and its code redeemed with a verifier. */
const redeems =
  (start: Parameters, codeVerifier: string | undefined) =>
  async ({ server, client, code }: World): Promise<Made> => {
    const obtained = await code({ parameters: start });
    return {
      answer: await requestToken(server, client, redemption(obtained, { code_verifier: codeVerifier })),
      client,
    };
  };

const standard = 'a-verifier-of-forty-three-characters-or-more+/=';
const stateAsVerifier = 'a-state-that-is-long-enough-to-be-a-verifier';

export const pkceRows: readonly ExplainedRow[] = [
  {
    does: 'begins without code_challenge',
    problem: 'code-challenge-missing',
    rule: 'pkce/required-not-sent:required-not-sent',
    make: begins({ code_challenge: undefined, code_challenge_method: undefined }),
    says: 'The authorization request has no code_challenge, and PKCE is required.',
    shows: [
      ['code_challenge', 'none', 'BASE64URL(SHA256(code_verifier)), 43 characters, with code_challenge_method=S256'],
    ],
  },
  {
    does: 'begins with an empty code_challenge',
    problem: 'code-challenge-missing',
    rule: 'pkce/required-not-sent:required-not-sent',
    make: begins({ code_challenge: '' }),
    says: 'The authorization request has an empty code_challenge.',
    shows: [
      [
        'code_challenge',
        'an empty value',
        'BASE64URL(SHA256(code_verifier)), 43 characters, with code_challenge_method=S256',
      ],
    ],
  },
  {
    does: 'leaves out code_challenge_method',
    problem: 'code-challenge-method-unsupported',
    rule: 'pkce/challenge-method-mismatch:method-missing',
    make: begins({ code_challenge_method: undefined }),
    says: 'The authorization request has a code_challenge and no code_challenge_method.',
    shows: [['code_challenge_method', 'none, which means plain', 'S256']],
  },
  {
    does: 'asks for the method plain',
    problem: 'code-challenge-method-unsupported',
    rule: 'pkce/challenge-method-mismatch:method-not-s256',
    make: begins({ code_challenge_method: 'plain' }),
    says: 'The authorization request asks for a code_challenge_method that is not accepted.',
    shows: [['code_challenge_method', 'plain', 'S256']],
  },
  {
    does: 'writes the method in small letters',
    problem: 'code-challenge-method-unsupported',
    rule: 'pkce/challenge-method-mismatch:method-not-s256',
    make: begins({ code_challenge_method: 's256' }),
    says: 'code_challenge_method is misspelt: the name of the method is S256.',
    shows: [['code_challenge_method', 's256', 'S256']],
  },
  {
    does: 'pads the challenge',
    problem: 'code-challenge-malformed',
    rule: 'pkce/challenge-encoding:challenge-padded',
    make: begins({ code_challenge: `${challenge}=` }),
    says: 'The code_challenge ends in =, the padding of base64.',
    shows: [
      [
        'code_challenge',
        'y5UF_tmp_ICTDGza-Ou2vUvx2cu7DBN-Xwf_z0RDfTw=  (44 characters; ends in =)',
        'y5UF_tmp_ICTDGza-Ou2vUvx2cu7DBN-Xwf_z0RDfTw  (43 characters; BASE64URL of the 32 bytes)',
      ],
    ],
    marks: ['=', ''],
  },
  {
    does: 'pads the challenge of a pushed request',
    problem: 'code-challenge-malformed',
    rule: 'pkce/challenge-encoding:challenge-padded',
    make: async ({ server, client }) => {
      const form = Object.fromEntries(authorizationParameters(client, { code_challenge: `${challenge}=` }));
      return { answer: await postAs(server, client, '/sandbox/oauth/par', form), client };
    },
    says: 'The code_challenge ends in =, the padding of base64.',
    shows: [
      [
        'code_challenge',
        'y5UF_tmp_ICTDGza-Ou2vUvx2cu7DBN-Xwf_z0RDfTw=  (44 characters; ends in =)',
        'y5UF_tmp_ICTDGza-Ou2vUvx2cu7DBN-Xwf_z0RDfTw  (43 characters; BASE64URL of the 32 bytes)',
      ],
    ],
    marks: ['=', ''],
  },
  {
    does: 'encodes the challenge with standard base64',
    problem: 'code-challenge-malformed',
    rule: 'pkce/challenge-encoding:challenge-standard-base64',
    make: begins({ code_challenge: 'q83+7/N1CGk5Qd+3mVYWu/0pT9xk2LJhZsRbXoA8Fq4=' }),
    says: 'The code_challenge is encoded with standard base64 in place of base64url.',
    shows: [
      [
        'code_challenge',
        'q83+7/N1CGk5Qd+3mVYWu/0pT9xk2LJhZsRbXoA8Fq4=  (44 characters; has + or /)',
        'q83-7_N1CGk5Qd-3mVYWu_0pT9xk2LJhZsRbXoA8Fq4  (43 characters; BASE64URL of the 32 bytes)',
      ],
    ],
    marks: ['+…/…+…/…=', '-…_…-…_'],
  },
  {
    does: 'sends a + of the challenge unescaped, which arrives as a blank',
    problem: 'code-challenge-malformed',
    rule: 'pkce/challenge-encoding:challenge-standard-base64',
    make: begins({ code_challenge: 'q83 7hN1CGk5Qd 3mVYWuv0pT9xk2LJhZsRbXoA8Fq4' }),
    says: 'The code_challenge is encoded with standard base64 in place of base64url.',
    shows: [
      [
        'code_challenge',
        'q83␠7hN1CGk5Qd␠3mVYWuv0pT9xk2LJhZsRbXoA8Fq4  (43 characters; has + that was read as a space)',
        'q83-7hN1CGk5Qd-3mVYWuv0pT9xk2LJhZsRbXoA8Fq4  (43 characters; BASE64URL of the 32 bytes)',
      ],
    ],
    marks: ['␠…␠', '-…-'],
  },
  {
    does: 'sends the hash as hexadecimal text',
    problem: 'code-challenge-malformed',
    rule: 'pkce/challenge-encoding:challenge-hex',
    make: begins({ code_challenge: hex }),
    says: 'The code_challenge is the hash as hexadecimal text, not as base64url.',
    shows: [
      [
        'code_challenge',
        'cb9505fed9a9fc80930c6cdaf8ebb…7e5f07ffcf44437d3c  (64 characters; all hexadecimal)',
        'y5UF_tmp_ICTDGza-Ou2vUvx2cu7DBN-Xwf_z0RDfTw  (43 characters; BASE64URL of the 32 bytes)',
      ],
    ],
  },
  {
    does: 'encodes the hexadecimal text of the hash',
    problem: 'code-challenge-malformed',
    rule: 'pkce/challenge-encoding:challenge-base64-of-hex',
    make: begins({ code_challenge: Buffer.from(hex).toString('base64url') }),
    says: 'The code_challenge was made from the hex text of the hash, not from its bytes.',
    shows: [
      [
        'code_challenge',
        'Y2I5NTA1ZmVkOWE5ZmM4MDkzMGM2Y…N2ZmY2Y0NDQzN2QzYw  (86 characters; decodes to 64 hex digits)',
        'y5UF_tmp_ICTDGza-Ou2vUvx2cu7DBN-Xwf_z0RDfTw  (43 characters; BASE64URL of the 32 bytes)',
      ],
    ],
  },
  {
    does: 'loses the last character of the challenge',
    problem: 'code-challenge-malformed',
    rule: 'pkce/challenge-encoding:challenge-form',
    make: begins({ code_challenge: challenge.slice(0, 42) }),
    says: 'The code_challenge has 42 characters, and an S256 challenge always has 43.',
    shows: [
      [
        'code_challenge',
        'y5UF_tmp_ICTDGza-Ou2vUvx2cu7DBN-Xwf_z0RDfT  (42 characters; all of base64url, another length)',
        '43 characters, the unpadded BASE64URL text of the hash',
      ],
    ],
  },
  {
    does: 'leaves an escape in the challenge',
    problem: 'code-challenge-malformed',
    rule: 'pkce/challenge-encoding:challenge-form',
    make: begins({ code_challenge: `${challenge}%3D` }),
    says: 'The code_challenge has characters that base64url does not have.',
    shows: [
      [
        'code_challenge',
        'y5UF_tmp_ICTDGza-Ou2vUvx2cu7DBN-Xwf_z0RDfTw%3D  (46 characters; has characters outside of base64url)',
        '43 characters, the unpadded BASE64URL text of the hash',
      ],
    ],
  },
  {
    does: 'sends the state as the challenge',
    problem: 'code-challenge-malformed',
    rule: 'pkce/challenge-encoding:challenge-is-state',
    make: begins({ code_challenge: 'state-of-the-app' }),
    says: 'The code_challenge is the same text as the state.',
    shows: [['code_challenge', 'the same text as the state', 'BASE64URL(SHA256(code_verifier)), 43 characters']],
  },
  {
    does: 'began with its state as the challenge, in the form of one',
    problem: 'code-verifier-mismatch',
    rule: 'pkce/challenge-encoding:challenge-is-state',
    make: redeems({ state: challenge, code_challenge: challenge }, 'v'.repeat(43)),
    says: 'This flow began with its state in the place of the code_challenge, so no code_verifier can fit.',
    shows: [
      [
        'code_challenge',
        'at the start of this flow, the same text as its state',
        'BASE64URL(SHA256(code_verifier)), 43 characters',
      ],
    ],
  },
  {
    does: 'hashes the bytes behind the verifier',
    problem: 'code-verifier-mismatch',
    rule: 'pkce/challenge-encoding:hash-of-decoded-bytes',
    make: (world) => {
      const bytes = randomBytes(32);
      const code_challenge = hash('sha256', bytes, 'base64url');
      return redeems({ code_challenge }, bytes.toString('base64url'))(world);
    },
    says: 'The code_challenge was made from the bytes behind the code_verifier, not from its text.',
    shows: [
      [
        'code_challenge',
        'the hash of the 32 bytes that the code_verifier encodes',
        'the hash of the 43 characters of the code_verifier',
      ],
    ],
  },
  {
    does: 'hashes the bytes behind a hexadecimal verifier',
    problem: 'code-verifier-mismatch',
    rule: 'pkce/challenge-encoding:hash-of-decoded-bytes',
    make: (world) => {
      const bytes = randomBytes(32);
      const code_challenge = hash('sha256', bytes, 'base64url');
      return redeems({ code_challenge }, bytes.toString('hex'))(world);
    },
    says: 'The code_challenge was made from the bytes behind the code_verifier, not from its text.',
    shows: [
      [
        'code_challenge',
        'the hash of the 32 bytes that the code_verifier encodes',
        'the hash of the 64 characters of the code_verifier',
      ],
    ],
  },
  {
    does: 'sends the verifier itself as the challenge',
    problem: 'code-verifier-mismatch',
    rule: 'pkce/challenge-method-mismatch:challenge-equals-verifier',
    make: redeems({ code_challenge: 'w'.repeat(43) }, 'w'.repeat(43)),
    says: 'The code_verifier is the same text as the code_challenge, so the app compares with the method plain.',
    shows: [
      [
        'code_verifier',
        'the same text as the code_challenge of the authorization request',
        'the text of which the code_challenge is the SHA-256 hash',
      ],
    ],
  },
  {
    does: 'sends the challenge as the verifier',
    problem: 'code-verifier-mismatch',
    rule: 'pkce/challenge-method-mismatch:challenge-equals-verifier',
    make: redeems({ code_challenge: challenge }, challenge),
    says: 'The code_verifier is the same text as the code_challenge, so the app compares with the method plain.',
    shows: [
      [
        'code_verifier',
        'the same text as the code_challenge of the authorization request',
        'the text of which the code_challenge is the SHA-256 hash',
      ],
    ],
  },
  {
    does: 'swaps verifier and challenge',
    problem: 'code-verifier-mismatch',
    rule: 'pkce/verifier-mismatch:verifier-and-challenge-swapped',
    make: (world) => {
      const swapped = createPkce();
      return redeems({ code_challenge: swapped.verifier }, swapped.challenge)(world);
    },
    says: 'The two halves of PKCE are swapped: the authorization request carried the verifier, and the token request its hash.',
    shows: [
      [
        'code_verifier',
        'the hash of what the authorization request sent as code_challenge',
        'the text from which the hash was made',
      ],
    ],
  },
  {
    does: 'sends the state as the verifier',
    problem: 'code-verifier-mismatch',
    rule: 'pkce/verifier-mismatch:verifier-is-state',
    make: redeems({ state: stateAsVerifier }, stateAsVerifier),
    says: 'The code_verifier is the state of this flow, not its code_verifier.',
    shows: [
      [
        'code_verifier',
        'the same text as the state of the authorization request',
        'the text of which the code_challenge is the SHA-256 hash',
      ],
    ],
  },
  {
    does: 'sends a short state as the verifier',
    problem: 'code-verifier-malformed',
    rule: 'pkce/verifier-mismatch:verifier-is-state',
    make: redeems({ state: 'a-short-state' }, 'a-short-state'),
    says: 'The code_verifier is the state of this flow, not its code_verifier.',
    shows: [
      [
        'code_verifier',
        'the same text as the state of the authorization request',
        'the text of which the code_challenge is the SHA-256 hash',
      ],
    ],
  },
  {
    does: 'sends the verifier of the flow before',
    problem: 'code-verifier-mismatch',
    rule: 'pkce/verifier-mismatch:verifier-of-another-flow',
    make: async (world) => redeems({}, (await world.code()).verifier)(world),
    says: 'The code_verifier is that of another flow of this client, ‹flow›, which began at the same time as this one.',
    shows: [
      [
        'code_challenge',
        '‹challenge›  (of the code_verifier that was sent; flow ‹flow›)',
        '‹challenge›  (of the authorization request of this flow)',
      ],
    ],
  },
  {
    does: 'sends the verifier of a second tab that is still at the pages',
    problem: 'code-verifier-mismatch',
    rule: 'pkce/verifier-mismatch:verifier-of-another-flow',
    make: async ({ server, client, code, authorizing }) => {
      const obtained = await code();
      const second = createPkce();
      await authorizing({ code_challenge: second.challenge });
      const form = redemption(obtained, { code_verifier: second.verifier });
      return { answer: await requestToken(server, client, form), client };
    },
    says: 'The code_verifier is that of another flow of this client, ‹flow›, which began at the same time as this one.',
    shows: [
      [
        'code_challenge',
        '‹challenge›  (of the code_verifier that was sent; flow ‹flow›)',
        '‹challenge›  (of the authorization request of this flow)',
      ],
    ],
  },
  {
    does: 'sends a verifier of nothing that is known',
    problem: 'code-verifier-mismatch',
    rule: 'pkce/verifier-mismatch:verifier-unknown',
    make: redeems({}, createPkce().verifier),
    says: 'The code_verifier is well formed, and its hash is not the code_challenge of this authorization.',
    shows: [
      [
        'code_challenge',
        '‹challenge›  (of the code_verifier that was sent)',
        '‹challenge›  (of the authorization request)',
      ],
    ],
  },
  {
    does: 'tries a sixth verifier',
    problem: 'code-burnt',
    rule: 'pkce/verifier-mismatch:verifier-unknown',
    make: async ({ server, client, code }) => {
      const obtained = await code();
      const form = redemption(obtained, { code_verifier: createPkce().verifier });
      for (let attempt = 0; attempt < 5; attempt++) await requestToken(server, client, form);
      return { answer: await requestToken(server, client, form), client };
    },
    says: 'The code was given up after five token requests with a code_verifier that does not fit.',
    shows: [
      [
        'code_challenge',
        '‹challenge›  (of the code_verifier that was sent)',
        '‹challenge›  (of the authorization request)',
      ],
    ],
  },
  {
    does: 'redeems its code without code_verifier',
    problem: 'code-verifier-missing',
    rule: 'pkce/only-one-half-sent:verifier-missing',
    make: redeems({}, undefined),
    says: 'The authorization request carried a code_challenge, and the token request has no code_verifier.',
    shows: [
      [
        'code_verifier',
        'none',
        "the code_verifier from which this flow's code_challenge was made, 43 to 128 characters",
      ],
    ],
  },
  {
    does: 'redeems its code with an empty code_verifier',
    problem: 'code-verifier-missing',
    rule: 'pkce/only-one-half-sent:verifier-missing',
    make: redeems({}, ''),
    says: 'The token request has an empty code_verifier.',
    shows: [
      [
        'code_verifier',
        'an empty value',
        "the code_verifier from which this flow's code_challenge was made, 43 to 128 characters",
      ],
    ],
  },
  {
    does: 'makes a verifier that is too short',
    problem: 'code-verifier-malformed',
    rule: 'pkce/verifier-format:verifier-length',
    make: redeems({ code_challenge: createPkce('short-verifier').challenge }, 'short-verifier'),
    says: 'The code_verifier has 14 characters, and needs at least 43.',
    shows: [['code_verifier', '14 characters', '43 to 128 characters']],
  },
  {
    does: 'makes a verifier that is too long',
    problem: 'code-verifier-malformed',
    rule: 'pkce/verifier-format:verifier-length',
    make: redeems({}, 'l'.repeat(129)),
    says: 'The code_verifier has 129 characters, and may have at most 128.',
    shows: [['code_verifier', '129 characters', '43 to 128 characters']],
  },
  {
    does: 'makes a verifier with the alphabet of standard base64',
    problem: 'code-verifier-malformed',
    rule: 'pkce/verifier-format:verifier-alphabet',
    make: redeems({}, standard),
    says: 'The code_verifier is standard base64, with + / or = in it.',
    shows: [['code_verifier', '47 characters, among them + / =', 'only A-Z a-z 0-9 - . _ ~']],
  },
];
