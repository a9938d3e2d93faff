import { defineRule } from '../rule.ts';
import { bodyExample, matchBodyType, onlyFormsAreRead, problemsOfBodyType, setTheContentType } from './body-type.ts';

/** The body is of no type, or of another than a form, JSON or multipart. RFC 6749 appendix B. */
export const bodyNotForm = defineRule({
  cause: 'transport-endpoint/body-not-form',
  variant: 'other-type',
  title: 'The body is not form-encoded',
  specs: ['RFC 6749 section 4.1.3', 'RFC 6749 appendix B'],
  needs: ['request', 'raised-problem'],
  explains: problemsOfBodyType,
  specificity: 3,
  noiseWhen: ['transport-endpoint/params-not-in-body'],
  check: (evidence) => matchBodyType(evidence, ['none', 'other']),
  say: {
    what: ({ kind }) =>
      kind === 'none'
        ? 'The request has no Content-Type that says how its body is to be read.'
        : 'The body is of another type than a form, and this endpoint reads a form.',
    why: () => onlyFormsAreRead,
    fix: () => ['Send name=value pairs joined by &, percent-encoded.', setTheContentType],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'plain text', evidence: bodyExample('text/plain;charset=UTF-8') },
      { name: 'an empty Content-Type', evidence: bodyExample('') },
    ],
    silent: [
      { name: 'a form in capital letters', evidence: bodyExample('Application/X-WWW-Form-Urlencoded') },
      { name: 'JSON', evidence: bodyExample('application/json') },
    ],
  },
});
