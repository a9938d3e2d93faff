import { defineRule } from '../rule.ts';
import { bodyExample, matchBodyType, onlyFormsAreRead, problemsOfBodyType, setTheContentType } from './body-type.ts';

/** The body is JSON, at an endpoint that reads a form. RFC 6749 appendix B. */
export const jsonBody = defineRule({
  cause: 'transport-endpoint/body-not-form',
  variant: 'json',
  title: 'The body is JSON, not a form',
  specs: ['RFC 6749 section 4.1.3', 'RFC 6749 appendix B'],
  needs: ['request', 'raised-problem'],
  explains: problemsOfBodyType,
  specificity: 3,
  check: (evidence) => matchBodyType(evidence, ['json']),
  say: {
    what: () => 'The body is JSON, and this endpoint reads a form.',
    why: () => onlyFormsAreRead,
    fix: () => [
      'Send new URLSearchParams({ … }) as the body in place of JSON.stringify({ … }); with axios or requests, pass it as data, not as json.',
      setTheContentType,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'JSON', evidence: bodyExample('application/json') },
      { name: 'JSON with a charset', evidence: bodyExample('application/json; charset=utf-8') },
    ],
    silent: [
      { name: 'a form with a charset', evidence: bodyExample('application/x-www-form-urlencoded; charset=UTF-8') },
      { name: 'multipart', evidence: bodyExample('multipart/form-data; boundary=example') },
    ],
  },
});
