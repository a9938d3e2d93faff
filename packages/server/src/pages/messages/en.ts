import type { WhoseMove } from '@candor/protocol';
import type { Content } from '../html.ts';

/** Every text of the hosted pages. Another language is another object of this type. */
export type Messages = typeof en;

const whoseMove: { readonly [move in WhoseMove]: string } = {
  app: 'The app’s developer',
  user: 'You',
  operator: 'The people who run this server',
  provider: 'The service that the app connects to',
};

function minutes(count: number): string {
  return count === 1 ? '1 minute' : `${count} minutes`;
}

/** `14:32 UTC`, from an ISO 8601 time. */
function clockTime(iso: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  return `${time.format(new Date(iso))} UTC`;
}

/** `21 Nov 2026, 14:03:27 UTC`, from an ISO 8601 time. */
function dateTime(iso: string): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone: 'UTC',
  });
  return `${time.format(new Date(iso))} UTC`;
}

export const en = {
  lang: 'en',
  product: 'Candor',
  minutes,
  clockTime,
  dateTime,
  whoseMove,

  copying: {
    copy: 'Copy',
    copied: 'Copied',
    selected: 'Selected',
    copyLabel: (text: string) => (text.length > 60 ? 'this text' : text),
  },

  deadline: {
    usableUntil: (expiresAt: string) => `This page can be used until ${clockTime(expiresAt)}.`,
    /** `{time}` stays: the script puts minutes and seconds there. */
    left: 'Time left on this page: {time}',
    twoMinutes: 'Less than 2 minutes left on this page',
    oneMinute: 'Less than 1 minute left on this page',
    ended: 'The time is over. Nothing was sent.',
    overTitle: 'The time for this page is over',
    overText: (app: string) => `Nothing was sent. To connect ${app}, start again there.`,
    startAgain: (app: string) => `Start again at ${app}`,
  },

  forDeveloper: (app: string) => `For the developer of ${app}`,
  forThisDeveloper: 'For the developer of this app',

  signIn: {
    title: 'Sign in',
    lead: (app: string) => `to connect ${app}`,
    email: 'Email address',
    password: 'Password',
    submit: 'Sign in',
    cancel: (app: string) => `Cancel and return to ${app}`,
    refusedTitle: 'Not signed in',
    wrongCredentials: 'This email address and password don’t belong together. Check both and try again.',
    throttled: (wait: number) =>
      `There were too many attempts. Wait ${minutes(wait)}, then try again. Your password was not checked this time.`,
  },

  accounts: {
    title: 'Choose an account',
    lead: (app: string) => `${app} will be connected to one account only.`,
    signedInAs: (email: string) => `Signed in as ${email}`,
    legend: 'Account',
    mayNotGrant: 'can’t connect apps: an owner or administrator of the account can',
    noneMayGrant:
      'None of your roles can connect an app. Ask an owner or administrator of the account, or use another sign-in.',
    submit: 'Continue',
    other: 'Use another sign-in',
    cancel: (app: string) => `Cancel and return to ${app}`,
  },

  consent: {
    title: (app: string) => `Allow ${app} to use your account?`,
    madeBy: (organisation: string) => `Made by ${organisation}`,
    verified: 'Verified',
    verifiedNote: (environment: string) => `${environment} has checked who makes this app.`,
    unverified: 'Not verified',
    unverifiedNote: (environment: string) =>
      `${environment} has not checked who makes this app. Allow it only if you know the people behind it.`,
    account: 'Account',
    signedInAs: (email: string, role: string) => `${role}, signed in as ${email}`,
    change: 'Change',
    changeAccount: 'Change account',
    reads: 'It will be able to read',
    does: 'It will be able to do',
    identity: 'It will learn about you',
    already: 'Already allowed',
    lasts: 'Access lasts until it is ended.',
    endAt: 'You can end it at any time:',
    endLink: 'connected apps',
    endPlain: (environment: string) => `${environment} ends it for you at any time.`,
    returnTo: (host: Content): Content => ['You will be returned to ', host, '.'],
    allow: 'Allow',
    deny: 'Deny',
  },

  refusal: {
    whoseMove: 'Whose move it is',
    whatToDo: 'What to do',
    requestId: 'Request id',
    quote: 'Quote it when you ask for help.',
    back: (app: string) => `Back to ${app}`,
  },

  expired: {
    title: 'This sign-in ran out',
    text: (after: number) => `A sign-in can be used for ${minutes(after)}. Nothing was sent and nothing was connected.`,
    startAgain: (app: string) => `Start again at ${app}`,
    startAgainPlain: 'Start again at the app.',
  },

  signedOut: {
    title: 'You are signed out',
    text: (environment: string) => `Your session at ${environment} in this browser is over.`,
    apps: 'Apps that you connected stay connected.',
    back: (app: string) => `Back to ${app}`,
  },

  signOut: {
    title: (environment: string) => `Sign out of ${environment}?`,
    text: (app: string) => `${app} asks to end your session.`,
    textPlain: 'An app asks to end your session.',
    signedInAs: (email: string) => `You are signed in as ${email}.`,
    submit: 'Sign out',
    stay: 'Stay signed in',
  },

  formPost: {
    title: (app: string) => `Returning to ${app}`,
    text: (host: string) => `Your answer is on its way to ${host}.`,
    next: 'If nothing happens, continue by hand.',
    submit: 'Continue',
  },

  problem: {
    whatItMeans: 'What it means',
    fix: 'How to fix it',
    whoseMove: 'Whose move',
    retry: 'Retry',
    retryYes: 'The same request may succeed later.',
    retryNo: 'The same request is refused again until something changes.',
    specification: 'Specification',
    onTheWire: 'On the wire',
    onTheWireNote: 'In the standard dialect. A dialect of a provider answers as that provider does.',
    yours: (requestId: Content): Content => ['The explanation of ', requestId],
    yoursText:
      'The server compared what was sent with what it expected. It shows that to the client that was refused and to the organisation that owns it, and to nobody else.',
    yoursTerminal: 'In a terminal',
    yoursHttp: 'With the client’s own credentials',
    yoursConsole: 'Open it in the console',
    index: 'All problems',
    indexTitle: 'Problems',
    indexLead: 'Every refusal of this server, what it means, and whose move it is.',
  },

  start: {
    title: 'This is Candor, an authorization server',
    lead: 'It speaks OAuth 2.1 and OpenID Connect, and explains every refusal to the one person who can fix it.',
    environments: 'Environments',
    noEnvironments: 'There is no environment yet.',
    dialect: (dialect: string) => `${dialect} dialect`,
    issuer: 'Issuer',
    metadata: 'Metadata',
    openid: 'OpenID configuration',
    oauth: 'Authorization server metadata',
    demo: 'Demonstration data',
    demoText:
      'Clients, users and their passwords were made at the first start. They are printed in the terminal, and kept in this file:',
    tryIt: 'Try it',
    problems: 'Problems',
  },

  owner: {
    title: 'Set up this server',
    lead: 'You become the owner of the first organisation. This link works once.',
    organisation: 'Organisation name',
    email: 'Your email address',
    password: 'Password',
    passwordRule: (length: number) =>
      `At least ${length} characters. A few words in a row are easy to remember and hard to guess.`,
    submit: 'Create the organisation',
    errorTitle: 'Not created yet',
    doneTitle: (organisation: string) => `${organisation} is ready`,
    doneText:
      'This administration token is shown once. Keep it where you keep secrets: whoever has it can do everything on this server.',
    token: 'Administration token',
    expires: (iso: string) => `It expires on ${dateTime(iso)}.`,
    next: 'Try it',
    signIn: 'Sign in to the console',
    deadTitle: 'This link can’t be used',
    dead: {
      expired: 'An owner link works for 15 minutes, and this one is older.',
      used: 'An owner link works once, and this one has been used.',
      unknown: 'This server has not issued this owner link, or its text is incomplete.',
    },
    deadNext: 'As long as the server has no owner, it prints a new link each time it starts.',
  },

  memberSignIn: {
    title: 'Sign in to the console',
    lead: 'For members of an organisation.',
  },

  consoleHome: {
    title: 'Console',
    signedInAs: (email: string) => `You are signed in as ${email}.`,
    organisations: 'Your organisations',
    explanations: 'Explanations',
    explanationsText:
      'Every refusal carries a request id in its header candor-request-id. The explanation of a refused request of your organisation’s apps is at this address.',
    signOut: 'Sign out',
  },

  explanation: {
    title: 'Explanation',
    heading: (problem: string) => `Refused: ${problem}`,
    at: 'When',
    environment: 'Environment',
    client: 'Client',
    unknownClient: 'not known',
    flow: 'Flow',
    request: 'Request',
    answer: 'Answer',
    sent: 'sent',
    expected: 'expected',
    nothing: 'nothing',
    marked: (parts: readonly string[]) => `Differs: ${parts.join(', ')}.`,
    why: 'Why',
    fix: 'Fix',
    move: 'Whose move',
    others: 'Also possible',
    confidence: { certain: 'Certain', likely: 'Likely', possible: 'Possible' },
    none: 'No rule recognised a mistake in this request. The problem’s own page says what the refusal means.',
  },

  error: {
    requestId: 'Request id',
    404: {
      title: 'There is nothing at this address',
      what: 'The address may be mistyped, or what it led to is gone.',
      next: 'Check the address, or go back to where the link was.',
    },
    405: {
      title: 'This address is not opened this way',
      what: 'It takes another request method than the one that was sent.',
      next: 'Go back to where you came from and start again there.',
    },
    421: {
      title: 'This server does not serve this host name',
      what: 'The request reached this server under a host name that its configuration does not list.',
      next: 'Whoever runs the server can add the host name to the environment, or send the request to the right server.',
    },
    500: {
      title: 'The server failed',
      what: 'This is a fault of the server, not of what you did. It has been recorded under the request id.',
      next: 'Try again. If it happens again, send the request id to whoever runs the server.',
    },
    503: {
      title: 'The server is not available at the moment',
      what: 'It is under maintenance or has more requests than it can answer.',
      next: 'Try again in a few minutes.',
    },
  },
};
