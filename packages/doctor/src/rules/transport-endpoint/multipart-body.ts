import { defineRule } from '../rule.ts';
import { bodyExample, matchBodyType, onlyFormsAreRead, problemsOfBodyType, setTheContentType } from './body-type.ts';

/** The body is multipart, at an endpoint that reads a form. RFC 6749 appendix B. */
export const multipartBody = defineRule({
  cause: 'transport-endpoint/body-not-form',
  variant: 'multipart',
  title: 'The body is multipart/form-data, not a form',
  specs: ['RFC 6749 section 4.1.3', 'RFC 6749 appendix B'],
  needs: ['request', 'raised-problem'],
  explains: problemsOfBodyType,
  specificity: 3,
  check: (evidence) => matchBodyType(evidence, ['multipart']),
  say: {
    what: () => 'The body is multipart/form-data, and this endpoint reads a form.',
    why: () => onlyFormsAreRead,
    fix: () => [
      'Use URLSearchParams in place of FormData as the body; with curl, -d or --data-urlencode in place of -F.',
      setTheContentType,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'multipart with its boundary', evidence: bodyExample('multipart/form-data; boundary=example') },
      { name: 'multipart in capital letters', evidence: bodyExample('Multipart/Form-Data; boundary=x') },
    ],
    silent: [
      { name: 'a form in capital letters', evidence: bodyExample('Application/X-WWW-Form-Urlencoded') },
      { name: 'another multipart type', evidence: bodyExample('multipart/mixed; boundary=example') },
    ],
  },
});
