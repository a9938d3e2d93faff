/** What is named first and how surely of scopes and consent, where the same words or values prove it once and say little another time. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
import {
  answer,
  call,
  login,
  namesFirst,
  type OpenRow,
  provesNothing,
  type Row,
  redemption,
  refusedLogin,
} from './how-sure.ts';
import { tools } from './tools.ts';

const askedScopes = (description: string): string =>
  `GET https://idp.example/authorize?client_id=shop&response_type=code&scope=orders%20user%3Aread%3Amail&redirect_uri=https%3A%2F%2Fshop.example%2Fcb HTTP/1.1\n${answer('400 Bad Request', JSON.stringify({ error: 'invalid_scope', error_description: description }))}`;

const rows: readonly Row[] = [
  {
    name: 'the code of an answer, which the reporter quotes as well',
    text: `I have agreed already, and I still get the "Consent_required" error.\n\nPOST https://account-d.docusign.com/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJh.eyJp.c2ln\n${answer('400 Bad Request', '{"error":"consent_required"}')}`,
    first: 'scope-consent/consent-missing',
    confidence: 'certain',
  },
  {
    name: 'scopes with blanks between them, which the server does not know',
    text: '2026-03-03 10:00:00 ERROR auth: error=invalid_scope error_description="Invalid scopes: opneid profile"',
    first: 'scope-consent/scope-unknown',
    confidence: 'likely',
    never: ['scope-consent/scope-separator'],
  },
  {
    name: 'one of two scopes that the answer does not know',
    text: askedScopes('Unknown scope: user:read:mail'),
    first: 'scope-consent/scope-unknown',
    confidence: 'certain',
  },
  {
    name: 'one of two scopes that the answer calls invalid, which may be the client’s',
    text: askedScopes('Invalid scope: user:read:mail'),
    first: 'scope-consent/scope-unknown',
    confidence: 'likely',
  },
  {
    name: 'a user who denied the login',
    text: refusedLogin('Access was denied by the user'),
    first: 'scope-consent/consent-denied',
    confidence: 'certain',
  },
  {
    name: 'a scope that the answer names as missing',
    text: answer('403 Forbidden', '{"message":"The token does not contain the required scopes."}'),
    first: 'scope-consent/scope-insufficient',
    confidence: 'certain',
  },
  {
    name: 'scopes that exclude each other, of which one is short enough to stand in many words',
    text: `GET https://slack.com/oauth/authorize?client_id=11.22&scope=identity.basic,bot&redirect_uri=https%3A%2F%2Fshop.example%2Fcb HTTP/1.1\n\nHTTP/1.1 200 OK\nContent-Type: text/html\n\n<h2>Oh no, something went wrong!</h2><p>Cannot request both identity scopes and other scopes at the same time.</p>\n`,
    first: 'scope-consent/scope-not-allowed-for-client',
    confidence: 'certain',
  },
  {
    name: 'a fragment that is not encoded, and an answer about the consent',
    text: `${login('https://shop.example/cb#/home')}${answer('400 Bad Request', '{"error":"consent_required"}')}`,
    first: 'scope-consent/consent-missing',
    confidence: 'certain',
  },
  {
    name: 'a callback that refuses, and a program that misses the code behind it',
    text: `GET https://shop.example/cb?error=access_denied&error_description=The+user+said+no\n\nHTTP/1.1 500\nContent-Type: text/html\n\nAuthError: Missing required parameter: code\n`,
    first: 'scope-consent/consent-denied',
    confidence: 'likely',
  },
];

/** Captures that prove nothing: which of the likely ones comes first is learned, and this one is among the first three. */
const open: readonly OpenRow[] = [
  {
    name: 'a word of the answer that is the name of a scope too',
    text: askedScopes('Invalid scope; read the guide to orders'),
    first: 'scope-consent/scope-unknown',
  },
  {
    name: 'a scope that the client may not have',
    text: askedScopes('Invalid scope: orders for this client'),
    first: 'scope-consent/scope-unknown',
  },
  {
    name: 'all scopes that were sent, repeated',
    text: askedScopes('Invalid scope: orders user:read:mail'),
    first: 'scope-consent/scope-unknown',
  },
  {
    name: 'scopes that are encoded twice, and a server that tells them apart',
    text: askedScopes('scope user:read:mail is not allowed for this client').replace('orders%20', 'orders%2520'),
    first: 'scope-consent/scope-separator',
  },
  {
    name: 'a list of possible reasons',
    text: answer(
      '403 Forbidden',
      '{"message":"Forbidden: the token has ended, the token does not contain the required scopes, or the user is not in the organization."}',
    ),
    first: 'scope-consent/scope-insufficient',
  },
  {
    name: 'a guide that somebody quotes',
    text:
      'The documentation says insufficient_scope: the token lacks a scope.\n\n' +
      call('401 Unauthorized', '{"error":"invalid_token","error_description":"wrong signature"}'),
    first: 'scope-consent/scope-insufficient',
  },
  {
    name: 'a user without the right, whose token has it',
    text: `GET https://api.github.com/repos/shop/shop/hooks HTTP/1.1\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n${answer('403 Forbidden', '{"message":"Must have admin rights to Repository."}')}`,
    first: 'scope-consent/scope-insufficient',
  },
];

describe('how sure a cause of scopes is', () => {
  namesFirst(rows);
  provesNothing(open);
});

describe('a client that may not call a Web API of AD FS', () => {
  it('is named first, whatever else invalid_grant means', () => {
    const text = redemption("MSIS9321: The client 'shop' is forbidden to access the resource 'urn:orders'.");
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.equal(first?.cause, 'scope-consent/scope-not-allowed-for-client');
  });
});
