import type { ProblemId, WhoseMove } from '@candor/protocol';
import type { Content } from '../html.ts';

/** Every text of the hosted pages. Another language is another object of this type. */
export type Messages = typeof en;

const whoseMove: { readonly [move in WhoseMove]: string } = {
  app: 'The app’s developer',
  user: 'You',
  operator: 'The people who run this server',
  provider: 'The service that the app connects to',
};

/** What a problem says to the person at a page. The catalogue's own words are English. */
type ProblemTexts = {
  readonly [id in ProblemId]?: { readonly title: string; readonly meaning: string; readonly fix: string };
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

/** `21 November 2026`, from an ISO 8601 time. */
function day(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));
}

/** `21 November 2026 at 14:03 UTC`, from an ISO 8601 time. */
function moment(iso: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${time.format(new Date(iso))} UTC`;
}

/** `30 seconds` or, from two minutes, `3 minutes`. */
function wait(seconds: number): string {
  if (seconds >= 120) return minutes(Math.ceil(seconds / 60));
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}

export const en = {
  lang: 'en',
  product: 'Candor',
  minutes,
  clockTime,
  dateTime,
  whoseMove,
  day,
  moment,
  /** A role as a word for people; a role of another name stays as it is. */
  role: (role: string) => role,
  /** Meanings of the scopes that every environment has; others bring theirs along. */
  identityScopes: {
    openid: 'That it is you',
    profile: 'Your name',
    email: 'Your email address',
    offline_access: 'Keep its access while you are away',
  },
  problems: {} as ProblemTexts,

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
    overTextPlain: 'Nothing was sent. Reload this page to start again.',
    overText: (app: string) => `Nothing was sent. To connect ${app}, start again there.`,
    startAgain: (app: string) => `Start again at ${app}`,
  },

  forDeveloper: (app: string) => `For the developer of ${app}`,
  forThisDeveloper: 'For the developer of this app',

  signIn: {
    title: 'Sign in',
    lead: (app: string) => `to connect ${app}`,
    leadOwn: (environment: string) => `to your account at ${environment}`,
    leadAgain: 'Confirm that it is you. What you want to change keeps others out of your account.',
    forgotten: 'Forgot your password?',
    email: 'Email address',
    password: 'Password',
    submit: 'Sign in',
    cancel: (app: string) => `Cancel and return to ${app}`,
    refusedTitle: 'Not signed in',
    wrongCredentials: 'This email address and password don’t belong together. Check both and try again.',
    throttled: (wait: number) =>
      `There were too many attempts. Wait ${minutes(wait)}, then try again. Your password was not checked this time.`,
    paused: (wait: number) => `There were too many wrong codes. Wait ${minutes(wait)}, then sign in again.`,
  },

  secondFactor: {
    title: 'Second step',
    totp: 'Type the code that your authenticator app shows.',
    message: (email: string) => `A code was sent to ${email}. It can be used for 5 minutes.`,
    messageWaits: (email: string) =>
      `A code was sent to ${email} a moment ago. If you asked for it in another browser, have a new one sent in half a minute.`,
    messageImpossible: 'This server can’t send mail at the moment, so no code comes. Use a recovery code.',
    recovery: 'Type one of the recovery codes that you kept. Each one works once.',
    code: 'Code of 6 digits',
    recoveryCode: 'Recovery code',
    submit: 'Continue',
    useRecovery: 'Use a recovery code',
    useTotp: 'Use the authenticator app',
    useMessage: 'Use the code from the message',
    lost: 'I have neither',
    sendAgain: 'Send a new code',
    sent: (email: string) => `A new code was sent to ${email}. The one before can’t be used any more.`,
    other: 'Use another sign-in',
    refusedTitle: 'Not accepted',
    refused: 'This code is not right, was used before, or is too old. Each code works once: type the newest one.',
    throttled: (wait: number) =>
      `There were too many wrong codes. Wait ${minutes(wait)}, then try again. Your code was not checked this time.`,
    limitedTitle: 'No new code yet',
    limited: (seconds: number) =>
      `A code was sent a moment ago. Look for it, in the spam folder as well. In ${wait(seconds)} another one can be sent.`,
  },

  forgotten: {
    title: 'Forgotten password',
    lead: 'Type the email address that you sign in with. A link to choose a new password is sent there.',
    lostTitle: 'Lost second step',
    lostLead:
      'Type the email address that you sign in with. A link that turns the second step off is sent there; it asks for your password.',
    submit: 'Send the link',
    impossible: 'This server can’t send mail. Ask the people who run it to help you.',
    sentTitle: 'Look into your mailbox',
    sent: (email: string) => `If somebody signs in here with ${email}, a link is on its way to that address.`,
    sentNext: 'It works once, for 30 minutes. If nothing arrives, look into the spam folder, and check the address.',
    again: 'Type another address',
    refusedTitle: 'Nothing was sent',
    limited: (seconds: number) => `There were many requests in a short time. Wait ${wait(seconds)}, then ask again.`,
  },

  reset: {
    passwordTitle: 'Choose a new password',
    passwordLead: 'When it is set, you are signed out in all browsers.',
    password: 'New password',
    rule: (length: number) =>
      `At least ${length} characters. A few words in a row are easy to remember and hard to guess.`,
    submit: 'Set the password',
    refusedTitle: 'Not set yet',
    tooShort: (length: number) => `The password needs at least ${length} characters, and 1024 at most.`,
    doneTitle: 'Your password is set',
    done: 'You were signed out in all browsers. Go back to the app and sign in with the new password.',
    secondTitle: 'Turn the second step off',
    secondLead:
      'After this your password alone lets you in, and your recovery codes are void. You are signed out in all browsers.',
    secondPassword: 'Your password',
    secondSubmit: 'Turn it off',
    secondRefusedTitle: 'Not turned off',
    tooSoon: (hours: number) =>
      `Your password was reset by mail a short time ago. So that nobody who only reads your mail gets in, wait ${hours === 1 ? '1 hour' : `${hours} hours`}, or use a recovery code. The people who run this server can help sooner.`,
    secondDoneTitle: 'The second step is off',
    secondDone: 'Sign in with your password, then set up a new second step under “Security”.',
    wrong: 'This password is not right. Check it and try again.',
    toOwnPages: 'Sign in to your account',
    deadTitle: 'This link can’t be used',
    dead: 'A link works once, for 30 minutes, and only the newest one for sure. This one is older, was used, or is not complete.',
    deadNext: 'Ask for a new link',
  },

  own: {
    menu: 'Your account',
    apps: 'Connected apps',
    sessions: 'Sessions',
    security: 'Security',
    signOut: 'Sign out',
  },

  apps: {
    title: 'Connected apps',
    lead: (environment: string) => `These apps may use your account at ${environment}. Access lasts until you end it.`,
    none: 'No app is connected.',
    noneNext: 'To connect one, start in that app. It sends you here to allow it.',
    account: (name: string) => `For ${name}`,
    since: (iso: string) => `Connected since ${day(iso)}`,
    used: (iso: string) => `Last used on ${day(iso)}`,
    reads: 'It can read',
    does: 'It can do',
    identity: 'It knows about you',
    disconnect: 'Disconnect',
    disconnectLabel: (app: string) => `Disconnect ${app}`,
    ended: (app: string) => `${app} is disconnected. Its access ended at once.`,
    endedBefore: 'This app was disconnected already.',
  },

  sessions: {
    title: 'Sessions',
    lead: (environment: string) => `Browsers that are signed in at ${environment} as you.`,
    here: 'This browser',
    other: 'Another browser',
    since: (iso: string) => `Signed in on ${moment(iso)}`,
    used: (iso: string) => `Last used on ${moment(iso)}`,
    until: (iso: string) => `Ends on ${moment(iso)}`,
    sameAddress: 'From the same network address as this one',
    otherAddress: 'From another network address',
    end: 'End',
    endLabel: (iso: string) => `End the session of ${moment(iso)}`,
    endOthers: 'End all other sessions',
    onlyHere: 'You are signed in nowhere else.',
    ended: 'The session is over. That browser has to sign in again.',
    endedAll: (count: number) => (count === 1 ? '1 session is over.' : `${count} sessions are over.`),
    note: 'Ending a session does not disconnect apps. If somebody else was signed in as you, set a new password.',
    newPassword: 'Set a new password',
  },

  security: {
    title: 'Security',
    lead: 'How you prove that it is you.',
    password: 'Password',
    passwordText: 'Changing it signs you out in all other browsers.',
    changePassword: 'Change password',
    passwordChanged: 'Your password is changed. You were signed out in all other browsers.',
    second: 'Second step',
    secondLead: 'After your password you prove with something that only you have that it is you.',
    off: 'No second step is set up: your password alone lets you in.',
    totp: 'Authenticator app',
    totpOn: 'You type a code from your authenticator app.',
    totpText: 'An app on your phone shows a new code every 30 seconds. It works without network.',
    message: 'Code by email',
    messageOn: (email: string) => `A code is sent to ${email}.`,
    messageText: (email: string) => `With each sign-in a code is sent to ${email}.`,
    on: 'On',
    setUp: 'Set up',
    setUpTotp: 'Set up the authenticator app',
    setUpAgain: 'Set up a new device',
    setUpMessage: 'Set up the code by email',
    turnOff: 'Turn the second step off',
    recovery: 'Recovery codes',
    recoveryLeft: (count: number) =>
      count === 0
        ? 'You have no recovery code left.'
        : count === 1
          ? 'You have 1 recovery code left.'
          : `You have ${count} recovery codes left.`,
    recoveryText: 'They let you in when you can’t get a code. Each one works once.',
    renew: 'Make new recovery codes',
    changed: 'The second step is off.',
    replaces: 'This replaces the second step that you have now.',
  },

  authenticator: {
    title: 'Set up the authenticator app',
    scan: 'Scan this with your authenticator app',
    qr: 'QR code that holds the key shown below it',
    byHand: 'Or type this key into the app',
    key: 'Key',
    confirm: 'Then type the code that the app shows',
    submit: 'Turn it on',
    cancel: 'Cancel',
    outdated: 'This page was open for too long, so here is a new key. Remove the old entry from your app.',
  },

  emailCode: {
    title: 'Set up the code by email',
    lead: (email: string) => `First a code is sent to ${email}, to see that it arrives.`,
    send: 'Send the code',
    sent: (email: string) => `A code was sent to ${email}. It can be used for 5 minutes.`,
    submit: 'Turn it on',
    cancel: 'Cancel',
    impossible: 'This server can’t send mail, so this can’t be set up here.',
  },

  recoveryCodes: {
    title: 'Your recovery codes',
    turnedOn: 'The second step is on.',
    lead: 'Keep these codes where you find them without your phone. They are shown this once. Each one works once, and codes that you had before are void.',
    label: 'Recovery codes',
    download: 'Download as text',
    print: 'Or print this page.',
    done: 'I have kept them',
    renewTitle: 'Make new recovery codes',
    renewLead: 'You get ten new codes. All codes that you have now are void at once.',
    renewSubmit: 'Make ten new codes',
    file: (environment: string, email: string, made: string) =>
      `Recovery codes for ${email} at ${environment}, made on ${moment(made)}.\nEach one works once.\n`,
    fileName: 'recovery-codes.txt',
  },

  changePassword: {
    title: 'Change password',
    lead: 'You stay signed in here. All other browsers are signed out, and mailed links to reset it stop working.',
    present: 'Present password',
    submit: 'Change it',
    cancel: 'Cancel',
    refusedTitle: 'Not changed',
    wrong: 'The present password is not right. Check it and try again.',
  },

  turnOff: {
    title: 'Turn the second step off?',
    lead: 'After this your password alone lets you in, and your recovery codes are void.',
    submit: 'Turn it off',
    cancel: 'Keep it on',
  },

  mail: {
    code: {
      subject: (environment: string) => `Your code for ${environment}`,
      text: (environment: string, code: string, lifetime: number) =>
        `Your code for ${environment} is\n\n    ${code}\n\nIt can be used for ${minutes(lifetime)}, in the browser in which you asked for it.\n\nIf you are not signing in now, somebody knows your password: set a new one.\n`,
    },
    resetPassword: {
      subject: (environment: string) => `A new password for ${environment}`,
      text: (environment: string, link: string, lifetime: number) =>
        `Somebody, probably you, wants to choose a new password for your account at ${environment}. This link leads there:\n\n${link}\n\nIt works once, for ${minutes(lifetime)}. If it was not you, do nothing: your password stays as it is.\n`,
    },
    resetSecondFactor: {
      subject: (environment: string) => `The second step at ${environment}`,
      text: (environment: string, link: string, lifetime: number) =>
        `Somebody, probably you, wants to turn off the second step of your account at ${environment}. This link leads there, and asks for your password:\n\n${link}\n\nIt works once, for ${minutes(lifetime)}. If it was not you, somebody may know your password: set a new one.\n`,
    },
    notices: {
      passwordChanged: {
        subject: (environment: string) => `Your password at ${environment} was changed`,
        text: (environment: string, url: string) =>
          `Your password at ${environment} was changed by a link from a mail to this address, and you were signed out in all browsers.\n\nIf it was not you, somebody reads your mail. Secure your mailbox first, then set a new password: ${url}/forgotten-password\n`,
      },
      passwordChangedHere: {
        subject: (environment: string) => `Your password at ${environment} was changed`,
        text: (environment: string, url: string) =>
          `Your password at ${environment} was changed in a browser in which you are signed in. All other browsers were signed out.\n\nIf it was not you, set a new password at once: ${url}/forgotten-password\n`,
      },
      secondFactorRemoved: {
        subject: (environment: string) => `The second step at ${environment} is off`,
        text: (environment: string, url: string) =>
          `The second step of your account at ${environment} was turned off: your password alone lets you in now.\n\nIf it was you, you can set up a new one: ${url}/security\nIf it was not you, set a new password at once: ${url}/forgotten-password\n`,
      },
      secondFactorAdded: {
        subject: (environment: string) => `A second step at ${environment} was set up`,
        text: (environment: string, url: string) =>
          `A second step was set up for your account at ${environment}, with new recovery codes.\n\nIf it was not you, set a new password at once: ${url}/forgotten-password\n`,
      },
      recoveryCodesRenewed: {
        subject: (environment: string) => `New recovery codes for ${environment}`,
        text: (environment: string, url: string) =>
          `New recovery codes were made for your account at ${environment}, and the ones before are void.\n\nIf it was not you, set a new password at once: ${url}/forgotten-password\n`,
      },
      recoveryCodeUsed: {
        subject: (environment: string) => `A recovery code was used at ${environment}`,
        text: (environment: string, url: string) =>
          `Somebody signed in to your account at ${environment} with your password and a recovery code.\n\nIf it was you, see how many codes are left: ${url}/security\nIf it was not you, set a new password at once: ${url}/forgotten-password\n`,
      },
    },
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

  clientPage: {
    title: 'Manage apps',
    lead: (accounts: string) => `The apps that ${accounts} makes.`,
    none: 'This account makes no apps.',
    noneNext: 'Whoever runs this server registers one for it.',
    clientId: 'Client ID',
    redirectUris: 'Redirect URLs',
    scopes: 'Scopes',
    disabled: 'Switched off',
    secrets:
      'A client secret is shown once, when it is made. Whoever runs this server can make a new one; the old one then stops working.',
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
    exampleRequest: 'Request',
    exampleResponse: 'Answer',
    exampleIsPage: 'The answer is a page for the person at the browser.',
    examplePlaceholders:
      'A real exchange of the test server. Capitals stand for what is secret or differs, and line breaks before & are for reading.',
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
    authenticated: 'Authenticated',
    notAuthenticated: 'no: whoever knows the client id may have sent this',
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
