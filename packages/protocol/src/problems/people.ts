import { defineProblems } from './problem.ts';

/** Refusals on the hosted pages: sign-in, consent and sign-out. */
export const peopleProblems = defineProblems({
  'sign-in-refused': {
    title: 'The address or the password is not right',
    meaning: 'No sign-in is possible with this address and this password.',
    whoseMove: 'user',
    fix: 'Check the address, type the password again, and look at the caps lock key.',
    retry: false,
    spec: 'OpenID Connect Core 1.0 section 3.1.2.3',
  },
  'sign-in-user-unknown': {
    title: 'No user has this address',
    meaning: 'This environment has no user with the address that was typed.',
    whoseMove: 'user',
    fix: 'Check the address, and that the user was created in this environment and not in another one.',
    retry: false,
    spec: 'OpenID Connect Core 1.0 section 3.1.2.3',
    publicAs: 'sign-in-refused',
  },
  'sign-in-password-wrong': {
    title: 'The password is wrong',
    meaning: 'The user exists, and the password that was typed is not the stored one.',
    whoseMove: 'user',
    fix: 'Type the password again, or let the operator set a new one.',
    retry: false,
    spec: 'OpenID Connect Core 1.0 section 3.1.2.3',
    publicAs: 'sign-in-refused',
  },
  'sign-in-user-disabled': {
    title: 'The user is switched off',
    meaning: 'The user exists, and the operator has disabled it.',
    whoseMove: 'operator',
    fix: 'Enable the user, after finding out why it was switched off.',
    retry: false,
    spec: 'OpenID Connect Core 1.0 section 3.1.2.3',
    publicAs: 'sign-in-refused',
  },
  'sign-in-second-factor-missing': {
    title: 'The user has a second factor, which this server does not ask for yet',
    meaning:
      'The password is right and the user is set to sign in with a second factor. Without it the sign-in is not complete.',
    whoseMove: 'operator',
    fix: 'Set the second factor of the user to none, or wait for a version that asks for it.',
    retry: false,
    spec: 'OpenID Connect Core 1.0 section 3.1.2.3',
    publicAs: 'sign-in-refused',
  },
  'sign-in-throttled': {
    title: 'Too many attempts to sign in',
    meaning:
      'There were many attempts in a short time, and further ones have to wait. This says nothing about the password that was typed.',
    whoseMove: 'user',
    fix: 'Wait for the time that the page names, and then sign in again.',
    retry: true,
    spec: 'RFC 6749 section 10.10',
  },
  'authorization-session-unknown': {
    title: 'This page belongs to no sign-in that is under way',
    meaning: 'The page was opened by itself, in another browser, or after the sign-in that it belonged to had ended.',
    whoseMove: 'user',
    fix: 'Go back to the app and start there again. The browser has to accept cookies from this address.',
    retry: false,
    spec: 'OpenID Connect Core 1.0 section 3.1.2.3',
  },
  'authorization-session-expired': {
    title: 'The time for this sign-in is over',
    meaning:
      'The app asked for access some time ago, and the request is valid for a limited time only. Nothing was given to the app.',
    whoseMove: 'user',
    fix: 'Go back to the app and start there again.',
    retry: false,
    spec: 'OpenID Connect Core 1.0 section 3.1.2.3',
  },
  'form-not-from-this-page': {
    title: 'The form was not sent from a page of this server',
    meaning:
      "The request lacks the proof that it comes from this server's own page in the same browser, so that no other site can decide for the user.",
    whoseMove: 'user',
    fix: 'Reload the page and send the form again. An extension or a setting that removes cookies or the Origin header prevents it.',
    retry: false,
    spec: 'RFC 6749 section 10.12',
  },
  'post-logout-redirect-uri-not-registered': {
    title: 'The address to return to after signing out is not registered',
    meaning:
      'The post_logout_redirect_uri of the request is not registered for the app, so the browser is not sent there.',
    whoseMove: 'app',
    fix: "Add the address to the client's post-logout redirect URIs, character by character, and send id_token_hint or client_id with it.",
    retry: false,
    spec: 'OpenID Connect RP-Initiated Logout 1.0 section 3',
  },
  'id-token-hint-invalid': {
    title: 'The id_token_hint is not an ID token of this server',
    meaning:
      'The hint cannot be read, was not signed by this issuer, or was issued to another client than the request names.',
    whoseMove: 'app',
    fix: 'Send the id_token of the token response as it was received. It may be expired, but not altered.',
    retry: false,
    spec: 'OpenID Connect RP-Initiated Logout 1.0 section 2',
  },
});
