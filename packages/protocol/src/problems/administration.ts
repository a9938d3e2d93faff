import { defineProblems } from './problem.ts';

/** Refusals of the administration API and of the owner link. */
export const administrationProblems = defineProblems({
  'administration-token-missing': {
    title: 'The request has no administration token',
    meaning: 'The administration API needs a token in the Authorization header, and the request carries none.',
    whoseMove: 'operator',
    fix: 'Create a token with "candor token create --role administrator", and send it as Authorization: Bearer.',
    retry: false,
    spec: 'RFC 6750 section 3.1',
  },
  'administration-token-not-accepted': {
    title: 'The administration token is not accepted',
    meaning: 'The token is not a live administration token of this server.',
    whoseMove: 'operator',
    fix: 'Create a new token with "candor token create". A token of an environment, such as an access token, does not open this API.',
    retry: false,
    spec: 'RFC 6750 section 3.1',
  },
  'administration-forbidden': {
    title: 'The role of this token does not allow this',
    meaning: 'The token is live, and its role may not do what was asked for.',
    whoseMove: 'operator',
    fix: 'Use a token with the role administrator. A supporter may read records and explanations, and change nothing.',
    retry: false,
    spec: 'RFC 9110 section 15.5.4',
  },
  'record-unknown': {
    title: 'There is no such record',
    meaning: 'The address names a record that does not exist, or that this token may not see.',
    whoseMove: 'operator',
    fix: 'Take the identifier from the list that contains the record, and check the name of the environment in the address.',
    retry: false,
    spec: 'RFC 9110 section 15.5.5',
  },
  'record-conflict': {
    title: 'The record conflicts with another one',
    meaning: 'A record with the same identifying value exists, or the record was changed in the meantime.',
    whoseMove: 'operator',
    fix: 'Read the current record, and repeat the change on it, or choose another value for the member that the response names.',
    retry: false,
    spec: 'RFC 9110 section 15.5.10',
  },
  'record-invalid': {
    title: 'The record is not valid',
    meaning:
      'The body is not JSON, or a member is missing, unknown or outside of what it may be. The response names the member.',
    whoseMove: 'operator',
    fix: 'Correct the member that the response names. The description of the API is at /api/openapi.json.',
    retry: false,
    spec: 'RFC 9110 section 15.5.21',
  },
  'owner-link-not-accepted': {
    title: 'The owner link is not valid any more',
    meaning: 'The link works once, for 15 minutes after the start that printed it.',
    whoseMove: 'operator',
    fix: 'Start the server again to get a new link, and open it within 15 minutes.',
    retry: false,
    spec: 'RFC 9110 section 15.5.11',
  },
});
