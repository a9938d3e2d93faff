import type { Examination, ExchangeSummary } from '@candor/doctor';

/** A flow of three exchanges of Klaviyo whose last was refused for a challenge in hexadecimal. */
export const hexExchanges: readonly ExchangeSummary[] = [
  {
    role: 'authorization-request',
    where: 'entry 3',
    at: '2026-11-21T14:03:07.000Z',
    method: 'GET',
    target: 'https://www.klaviyo.com/oauth/authorize',
    status: 302,
    outcome: 'accepted',
    flow: 1,
  },
  {
    role: 'authorization-response',
    where: 'entry 9',
    at: '2026-11-21T14:03:27.000Z',
    method: 'GET',
    target: 'https://ledger.example/callback',
    outcome: 'unknown',
    flow: 1,
  },
  {
    role: 'token-request',
    where: 'entry 10',
    at: '2026-11-21T14:03:27.400Z',
    method: 'POST',
    target: 'https://a.klaviyo.com/oauth/token',
    status: 400,
    error: 'invalid_grant',
    outcome: 'refused',
    flow: 1,
  },
];

/** The examination of that flow, with a second candidate. */
export const hexExamination: Examination = {
  version: 1,
  diagnoses: [
    {
      cause: 'pkce/challenge-encoding',
      variant: 'challenge-base64-of-hex',
      title: 'The code_challenge was made from the hexadecimal text of the hash, not from its bytes.',
      confidence: 'certain',
      evidence: [
        {
          where: 'code_challenge',
          seen: 'NmE0ZjI5ZTk1ZGM3M2Q0NjZhNGYyOWU5NWRjNzNkNDY…  (86 characters; decodes to 64 hexadecimal digits)',
          expected: 'ak8p6V3Hq0Z1xOeYtd2w4Jm1v0VhLr8sQn3cB7uXfTk  (43 characters; BASE64URL of the 32 bytes)',
        },
      ],
      why: "RFC 7636 section 4.2 encodes the hash itself. digest('hex') gives text, and encoding that text gives another challenge, which no verifier can match.",
      fix: "1. Encode the digest directly: createHash('sha256').update(verifier).digest('base64url').\n2. Start a new authorization: this code can't be redeemed with any verifier.",
      retry: false,
      whoseMove: 'app',
    },
    {
      cause: 'authorization-code/expired',
      variant: 'expired',
      title: 'The code may have been redeemed too late.',
      confidence: 'possible',
      evidence: [],
      why: 'Codes live for five minutes.',
      fix: 'Redeem it at once.',
      retry: false,
      whoseMove: 'app',
    },
  ],
  exchanges: hexExchanges,
  provider: 'klaviyo',
  ask: 'Send the token request with its body.',
  redacted: true,
};
