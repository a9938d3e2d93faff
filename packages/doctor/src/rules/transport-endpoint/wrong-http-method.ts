import { subjectOf } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { bearerExample, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The endpoint was asked with another HTTP method than it answers. RFC 6749 section 3.2. */
export const wrongHttpMethod = defineRule({
  cause: 'transport-endpoint/wrong-http-method',
  variant: 'method',
  title: 'The endpoint does not answer this HTTP method',
  specs: ['RFC 6749 section 3.2', 'RFC 9110 section 15.5.6'],
  needs: ['request', 'raised-problem'],
  explains: ['method-not-allowed'],
  specificity: 3,
  check: (evidence) => {
    const method = subjectOf(evidence)?.request?.method ?? '';
    const allowed = evidence.detail?.expected;
    const methods = Array.isArray(allowed) ? allowed.filter((one) => typeof one === 'string') : ['POST'];
    if (methods.includes(method)) return undefined;
    return {
      confidence: 'certain',
      evidence: [{ where: 'HTTP method', seen: showValue(method.slice(0, 20)), expected: methods.join(' or ') }],
      facts: { method: showValue(method.slice(0, 20)), methods, get: method === 'GET' && methods.includes('POST') },
    };
  },
  say: {
    what: ({ method, methods }) => `The endpoint was asked with ${method}, and answers ${methods.join(' or ')}.`,
    why: ({ get }) =>
      get
        ? 'Codes, tokens and secrets belong into the body of a POST, not into an address (RFC 6749 section 3.2). A GET also comes from a redirect: clients turn a POST that is answered with 301 or 302 into a GET.'
        : 'Each endpoint answers the methods that its specification names, and no other.',
    fix: ({ get, methods }) => [
      `Send the request with ${methods.join(' or ')}${get ? ', its parameters as a form in the body' : ''}.`,
      'Take the address from the metadata, exactly as it stands there, so that nothing redirects it.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'GET at the token endpoint',
        evidence: codeExample({
          problem: 'method-not-allowed',
          method: 'GET',
          authorization: undefined,
          detail: { expected: ['POST'] },
        }),
      },
      {
        name: 'PUT at userinfo',
        evidence: bearerExample({
          problem: 'method-not-allowed',
          method: 'PUT',
          detail: { expected: ['GET', 'POST'] },
        }),
      },
    ],
    silent: [
      {
        name: 'a method that is allowed',
        evidence: codeExample({ problem: 'method-not-allowed', detail: { expected: ['POST'] } }),
      },
      {
        name: 'a POST whose parameters are in the query',
        evidence: codeExample({ problem: 'parameter-missing', parameters: { code: undefined }, query: { code: 'x' } }),
      },
    ],
  },
});
