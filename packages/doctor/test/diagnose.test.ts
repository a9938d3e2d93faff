import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Diagnosis,
  diagnose,
  type Evidence,
  type Exchange,
  evidenceFromServer,
  type Parameter,
  type RefusedExchange,
} from '@candor/doctor';
import { problemIds, problems } from '@candor/protocol';
import { tools } from './tools.ts';

const nameOf = ({ cause, variant, confidence }: Diagnosis): string => `${cause}:${variant} (${confidence})`;

function refused(changes: Partial<RefusedExchange>): RefusedExchange {
  return {
    requestId: 'req_1',
    at: 0,
    environment: 'sandbox',
    problem: 'redirect-uri-not-registered',
    endpoint: 'authorization',
    request: { method: 'GET', path: '/sandbox/oauth/authorize', parameters: [] },
    response: { status: 400 },
    known: {},
    detail: {},
    ...changes,
  };
}

function captured(role: Exchange['role'], parameters: Readonly<Record<string, string>>, status: number): Exchange {
  const sent: readonly Parameter[] = Object.entries(parameters).map(([name, value]) => ({ name, value, in: 'body' }));
  return {
    role,
    source: { from: 'capture', format: 'har', at: 'entry 1' },
    request: { method: 'POST', target: 'https://as.example/x', headers: [], parameters: sent },
    response: { status, headers: [], parameters: [] },
  };
}

describe('diagnose', () => {
  it('explains a refusal that no rule knows by the record of its problem', () => {
    const [only, ...rest] = diagnose(
      evidenceFromServer(
        refused({ problem: 'scope-unknown', detail: { parameter: 'scope', seen: 'red', expected: ['read', 'write'] } }),
      ),
      tools,
    );
    assert.deepEqual(rest, []);
    assert.deepEqual(only, {
      cause: 'scope-consent/scope-unknown',
      variant: 'scope-unknown',
      title: 'A requested scope does not exist.',
      confidence: 'certain',
      evidence: [{ where: 'scope', seen: 'red', expected: 'read, write' }],
      why: `${problems['scope-unknown'].meaning} (RFC 6749 section 3.3)`,
      fix: problems['scope-unknown'].fix,
      retry: false,
      whoseMove: 'app',
    });
  });

  it('has an explanation for every problem, even when nothing else is known', () => {
    for (const problem of problemIds) {
      for (const endpoint of ['authorization', 'token', 'userinfo']) {
        assert.ok(diagnose(evidenceFromServer(refused({ problem, endpoint })), tools).length > 0, problem);
      }
    }
  });

  it('shows nothing of a detail that is about a secret parameter', () => {
    const detail = { parameter: 'code', seen: 'anything', expected: 'anything else' };
    const [only] = diagnose(evidenceFromServer(refused({ problem: 'parameter-malformed', detail })), tools);
    assert.deepEqual(only?.evidence, []);
  });

  it('names each of two mistakes in one redirect URI', () => {
    const diagnoses = diagnose(
      evidenceFromServer(
        refused({
          request: {
            method: 'GET',
            path: '/sandbox/oauth/authorize',
            parameters: [{ name: 'redirect_uri', value: 'http://ledger.example/callback/', in: 'query' }],
          },
          known: {
            client: {
              clientId: 'ledger-sync',
              name: 'Ledger sync',
              authMethod: 'none',
              redirectUris: ['https://ledger.example/callback'],
              grantTypes: [],
              scopes: [],
              enabled: true,
              authenticated: false,
            },
          },
        }),
      ),
      tools,
    );
    assert.deepEqual(diagnoses.map(nameOf), [
      'redirect-uri/scheme-mismatch:scheme-mismatch (certain)',
      'redirect-uri/trailing-slash:trailing-slash (certain)',
    ]);
  });

  it('compares the two legs of a capture with the same rules', () => {
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
    const redirect = 'https://ledger.example/callback';
    const evidence: Evidence = {
      exchanges: [
        captured('authorization-request', { code_challenge: verifier, redirect_uri: redirect }, 302),
        captured('token-request', { code: 'example', code_verifier: challenge, redirect_uri: `${redirect}/` }, 400),
      ],
      subject: 1,
    };
    assert.deepEqual(diagnose(evidence, tools).map(nameOf), [
      'pkce/verifier-mismatch:verifier-and-challenge-swapped (certain)',
      'redirect-uri/differs-between-requests:differs-between-requests (certain)',
    ]);
  });

  it('finds nothing in a capture that is in order', () => {
    const evidence: Evidence = {
      exchanges: [
        captured('authorization-request', { client_id: 'ledger-sync', redirect_uri: 'https://ledger.example/cb' }, 302),
        captured('token-request', { code: 'example', redirect_uri: 'https://ledger.example/cb' }, 200),
      ],
      subject: 1,
    };
    assert.deepEqual(diagnose(evidence, tools), []);
    assert.deepEqual(diagnose({ exchanges: [] }, tools), []);
  });

  it('does not compare a value that was cut for its length', () => {
    const value = `https://ledger.example/${'a'.repeat(20_000)}`;
    const evidence = evidenceFromServer(
      refused({ request: { method: 'GET', path: '/x', parameters: [{ name: 'redirect_uri', value, in: 'query' }] } }),
    );
    assert.equal(evidence.exchanges[0]?.request?.parameters[0]?.cut, true);
    assert.deepEqual(diagnose(evidence, tools).map(nameOf), [
      'redirect-uri/not-registered:redirect-uri-not-registered (certain)',
    ]);
  });
});
