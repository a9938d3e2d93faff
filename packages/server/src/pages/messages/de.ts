import type { WhoseMove } from '@candor/protocol';
import { en, type Messages } from './en.ts';

const whoseMove: { readonly [move in WhoseMove]: string } = {
  app: 'Wer die App entwickelt',
  user: 'Sie',
  operator: 'Wer diesen Server betreibt',
  provider: 'Der Dienst, mit dem sich die App verbindet',
};

function minutes(count: number): string {
  return count === 1 ? '1 Minute' : `${count} Minuten`;
}

/** `14:32 UTC`, from an ISO 8601 time. */
function clockTime(iso: string): string {
  const time = new Intl.DateTimeFormat('de', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  return `${time.format(new Date(iso))} UTC`;
}

/** `21. Nov. 2026, 14:03:27 UTC`, from an ISO 8601 time. */
function dateTime(iso: string): string {
  const time = new Intl.DateTimeFormat('de', {
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

/** `21. November 2026`, from an ISO 8601 time. */
function day(iso: string): string {
  return new Intl.DateTimeFormat('de', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));
}

/** `21. November 2026 um 14:03 UTC`, from an ISO 8601 time. */
function moment(iso: string): string {
  const time = new Intl.DateTimeFormat('de', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${time.format(new Date(iso))} UTC`;
}

/** `30 Sekunden` or, from two minutes, `3 Minuten`. */
function wait(seconds: number): string {
  if (seconds >= 120) return minutes(Math.ceil(seconds / 60));
  return seconds === 1 ? '1 Sekunde' : `${seconds} Sekunden`;
}

const roles: Readonly<Record<string, string>> = {
  owner: 'Inhaber',
  admin: 'Administrator',
  manager: 'Manager',
  analyst: 'Analyst',
  support: 'Support',
};

/** What only developers and operators see is English in every language. */
const { problem, start, owner, memberSignIn, consoleHome, explanation } = en;

export const de: Messages = {
  problem,
  start,
  owner,
  memberSignIn,
  consoleHome,
  explanation,

  lang: 'de',
  product: 'Candor',
  minutes,
  clockTime,
  dateTime,
  whoseMove,
  day,
  moment,
  role: (role) => roles[role] ?? role,
  identityScopes: {
    openid: 'Dass Sie es sind',
    profile: 'Ihren Namen',
    email: 'Ihre E-Mail-Adresse',
    offline_access: 'Den Zugriff behalten, während Sie fort sind',
  },
  problems: {
    'authorization-request-unproven': {
      title: 'Die Anfrage kommt von keiner App, die dieser Server kennt',
      meaning:
        'Die Client-ID oder die Rücksprungadresse der Anfrage gehört zu keiner registrierten App. Deshalb wird der Browser nicht an die Adresse aus der Anfrage zurückgeschickt.',
      fix: 'Gehen Sie zurück zur App und beginnen Sie von vorn. Wer die App entwickelt, findet die Erklärung unter der Anfragenummer.',
    },
    'authorization-session-unknown': {
      title: 'Diese Seite gehört zu keiner laufenden Anmeldung',
      meaning:
        'Die Seite wurde für sich allein geöffnet, in einem anderen Browser, oder nachdem ihre Anmeldung zu Ende war.',
      fix: 'Gehen Sie zurück zur App und beginnen Sie dort von vorn. Der Browser muss Cookies dieser Adresse annehmen.',
    },
    'form-not-from-this-page': {
      title: 'Das Formular kam nicht von einer Seite dieses Servers',
      meaning:
        'Der Anfrage fehlt der Nachweis, dass sie von einer Seite dieses Servers im selben Browser kommt. So kann keine andere Website für Sie entscheiden.',
      fix: 'Laden Sie die Seite neu und senden Sie das Formular noch einmal. Eine Erweiterung oder Einstellung, die Cookies oder den Origin-Header entfernt, verhindert das.',
    },
    'reset-link-not-accepted': {
      title: 'Dieser Link kann nicht benutzt werden',
      meaning: 'Der Link ist älter als 30 Minuten, wurde schon benutzt oder ist unvollständig.',
      fix: 'Fordern Sie einen neuen Link an und öffnen Sie den neuesten vollständig.',
    },
    'post-logout-redirect-uri-not-registered': {
      title: 'Die Adresse für die Rückkehr nach dem Abmelden ist nicht registriert',
      meaning:
        'Die post_logout_redirect_uri der Anfrage ist für die App nicht registriert. Deshalb wird der Browser nicht dorthin geschickt.',
      fix: 'Wer die App entwickelt, kann die Adresse in der Registrierung des Clients Zeichen für Zeichen eintragen.',
    },
    'id-token-hint-invalid': {
      title: 'Der id_token_hint ist kein ID-Token dieses Servers',
      meaning: 'Der Hinweis ist nicht lesbar, nicht von diesem Server signiert oder für einen anderen Client.',
      fix: 'Wer die App entwickelt, muss das id_token so senden, wie es empfangen wurde.',
    },
    'role-not-allowed-to-grant': {
      title: 'Ihre Rolle in diesem Konto darf keine App verbinden',
      meaning: 'Nur bestimmte Rollen in einem Konto dürfen einer App Zugriff darauf geben.',
      fix: 'Bitten Sie einen Inhaber oder Administrator des Kontos, die App zu verbinden.',
    },
    'message-limit-reached': {
      title: 'Zu viele Nachrichten in kurzer Zeit',
      meaning: 'Gerade eben wurde eine Nachricht gesendet, oder mehrere in den letzten Minuten.',
      fix: 'Suchen Sie die gesendete Nachricht, auch im Spam-Ordner, und versuchen Sie es später noch einmal.',
    },
    'parameter-missing': {
      title: 'Der Anfrage fehlt ein Parameter',
      meaning: 'Ein Parameter, den die Anfrage braucht, fehlt oder ist leer.',
      fix: 'Gehen Sie zurück und beginnen Sie von vorn.',
    },
    'parameter-duplicated': {
      title: 'Die Anfrage enthält einen Parameter mehrmals',
      meaning: 'Ein Parameter steht mehr als einmal in der Anfrage, und welcher Wert gilt, ist unklar.',
      fix: 'Wer die App entwickelt, muss jeden Parameter genau einmal senden.',
    },
    'parameter-malformed': {
      title: 'Ein Parameter der Anfrage ist nicht lesbar',
      meaning: 'Ein Parameter der Anfrage hat einen Wert, der nicht zu seiner Form passt.',
      fix: 'Gehen Sie zurück und beginnen Sie von vorn.',
    },
    'body-malformed': {
      title: 'Die Anfrage ist nicht lesbar',
      meaning: 'Die Felder der Anfrage sind nicht richtig kodiert.',
      fix: 'Laden Sie die Seite neu und senden Sie das Formular noch einmal.',
    },
    'body-not-form': {
      title: 'Die Anfrage ist kein Formular',
      meaning: 'Die Anfrage hat ein anderes Format, als diese Seite annimmt.',
      fix: 'Laden Sie die Seite neu und senden Sie das Formular noch einmal.',
    },
    'request-too-large': {
      title: 'Die Anfrage ist zu groß',
      meaning: 'Die Anfrage ist größer, als dieser Server liest.',
      fix: 'Gehen Sie zurück und senden Sie weniger.',
    },
    'method-not-allowed': {
      title: 'Diese Adresse wird nicht so geöffnet',
      meaning: 'Sie nimmt eine andere Methode an als die gesendete.',
      fix: 'Gehen Sie zurück und beginnen Sie dort von vorn.',
    },
    maintenance: {
      title: 'Der Server wird gerade gewartet',
      meaning: 'Wer den Server betreibt, hat ihn für kurze Zeit abgeschaltet.',
      fix: 'Versuchen Sie es in einigen Minuten noch einmal.',
    },
    overloaded: {
      title: 'Der Server ist überlastet',
      meaning: 'Der Server hat mehr Anfragen, als er beantworten kann.',
      fix: 'Versuchen Sie es in einigen Minuten noch einmal.',
    },
    'rate-limited': {
      title: 'Zu viele Anfragen',
      meaning: 'Es kamen viele Anfragen in kurzer Zeit, und weitere müssen warten.',
      fix: 'Warten Sie einige Minuten und versuchen Sie es dann noch einmal.',
    },
    'server-fault': {
      title: 'Der Server hat versagt',
      meaning: 'Das ist ein Fehler des Servers und liegt nicht an Ihnen. Er ist unter der Anfragenummer vermerkt.',
      fix: 'Versuchen Sie es noch einmal. Wenn es wieder geschieht, nennen Sie dem Betreiber die Anfragenummer.',
    },
    'sign-in-throttled': {
      title: 'Zu viele Anmeldeversuche',
      meaning: 'Es gab viele Versuche in kurzer Zeit, und weitere müssen warten.',
      fix: 'Warten Sie so lange, wie die Seite es nennt, und melden Sie sich dann noch einmal an.',
    },
  },

  copying: {
    copy: 'Kopieren',
    copied: 'Kopiert',
    selected: 'Markiert',
    copyLabel: (text) => (text.length > 60 ? 'diesen Text' : text),
  },

  deadline: {
    usableUntil: (expiresAt) => `Diese Seite kann bis ${clockTime(expiresAt)} benutzt werden.`,
    left: 'Verbleibende Zeit auf dieser Seite: {time}',
    twoMinutes: 'Noch weniger als 2 Minuten auf dieser Seite',
    oneMinute: 'Noch weniger als 1 Minute auf dieser Seite',
    ended: 'Die Zeit ist um. Es wurde nichts gesendet.',
    overTitle: 'Die Zeit für diese Seite ist um',
    overTextPlain: 'Es wurde nichts gesendet. Laden Sie die Seite neu, um von vorn zu beginnen.',
    overText: (app) => `Es wurde nichts gesendet. Um ${app} zu verbinden, beginnen Sie dort von vorn.`,
    startAgain: (app) => `Bei ${app} von vorn beginnen`,
  },

  forDeveloper: (app) => `Für die Entwickler von ${app}`,
  forThisDeveloper: 'Für die Entwickler dieser App',

  signIn: {
    title: 'Anmelden',
    lead: (app) => `um ${app} zu verbinden`,
    leadOwn: (environment) => `bei Ihrem Konto von ${environment}`,
    leadAgain: 'Bestätigen Sie, dass Sie es sind. Was Sie ändern wollen, hält andere von Ihrem Konto fern.',
    forgotten: 'Passwort vergessen?',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    submit: 'Anmelden',
    cancel: (app) => `Abbrechen und zurück zu ${app}`,
    refusedTitle: 'Nicht angemeldet',
    wrongCredentials:
      'Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen. Prüfen Sie beide und versuchen Sie es noch einmal.',
    throttled: (wait) =>
      `Es gab zu viele Versuche. Warten Sie ${minutes(wait)} und versuchen Sie es dann noch einmal. Ihr Passwort wurde diesmal nicht geprüft.`,
    paused: (wait) => `Es gab zu viele falsche Codes. Melden Sie sich in ${minutes(wait)} noch einmal an.`,
  },

  secondFactor: {
    title: 'Zweiter Schritt',
    totp: 'Geben Sie den Code ein, den Ihre Authenticator-App zeigt.',
    message: (email) => `Ein Code wurde an ${email} gesendet. Er gilt 5 Minuten.`,
    messageWaits: (email) =>
      `Gerade eben wurde ein Code an ${email} gesendet. Wenn Sie ihn in einem anderen Browser angefordert haben, lassen Sie sich in einer halben Minute einen neuen senden.`,
    messageImpossible:
      'Dieser Server kann zurzeit keine E-Mails senden, deshalb kommt kein Code. Benutzen Sie einen Wiederherstellungscode.',
    recovery: 'Geben Sie einen der Wiederherstellungscodes ein, die Sie aufbewahrt haben. Jeder gilt einmal.',
    code: 'Code aus 6 Ziffern',
    recoveryCode: 'Wiederherstellungscode',
    submit: 'Weiter',
    useRecovery: 'Einen Wiederherstellungscode benutzen',
    useTotp: 'Die Authenticator-App benutzen',
    useMessage: 'Den Code aus der Nachricht benutzen',
    lost: 'Ich habe beides nicht',
    sendAgain: 'Neuen Code senden',
    sent: (email) => `Ein neuer Code wurde an ${email} gesendet. Der vorige gilt nicht mehr.`,
    other: 'Eine andere Anmeldung benutzen',
    refusedTitle: 'Nicht angenommen',
    refused:
      'Dieser Code ist nicht richtig, wurde schon benutzt oder ist zu alt. Jeder Code gilt einmal: Geben Sie den neuesten ein.',
    throttled: (wait) =>
      `Es gab zu viele falsche Codes. Warten Sie ${minutes(wait)} und versuchen Sie es dann noch einmal. Ihr Code wurde diesmal nicht geprüft.`,
    limitedTitle: 'Noch kein neuer Code',
    limited: (seconds) =>
      `Ein Code wurde gerade eben gesendet. Sehen Sie auch im Spam-Ordner nach. In ${wait(seconds)} kann ein neuer gesendet werden.`,
  },

  forgotten: {
    title: 'Passwort vergessen',
    lead: 'Geben Sie die E-Mail-Adresse ein, mit der Sie sich anmelden. Dorthin wird ein Link gesendet, mit dem Sie ein neues Passwort wählen.',
    lostTitle: 'Zweiter Schritt verloren',
    lostLead:
      'Geben Sie die E-Mail-Adresse ein, mit der Sie sich anmelden. Dorthin wird ein Link gesendet, der den zweiten Schritt abschaltet; er fragt nach Ihrem Passwort.',
    submit: 'Link senden',
    impossible: 'Dieser Server kann keine E-Mails senden. Bitten Sie den Betreiber um Hilfe.',
    sentTitle: 'Sehen Sie in Ihr Postfach',
    sent: (email) => `Wenn sich hier jemand mit ${email} anmeldet, ist ein Link an diese Adresse unterwegs.`,
    sentNext:
      'Er gilt einmal, 30 Minuten lang. Wenn nichts ankommt, sehen Sie im Spam-Ordner nach und prüfen Sie die Adresse.',
    again: 'Eine andere Adresse eingeben',
    refusedTitle: 'Es wurde nichts gesendet',
    limited: (seconds) =>
      `Es gab viele Anfragen in kurzer Zeit. Warten Sie ${wait(seconds)} und versuchen Sie es dann noch einmal.`,
  },

  reset: {
    passwordTitle: 'Neues Passwort wählen',
    passwordLead: 'Wenn es gesetzt ist, sind Sie in allen Browsern abgemeldet.',
    password: 'Neues Passwort',
    rule: (length) =>
      `Mindestens ${length} Zeichen. Einige Wörter hintereinander sind leicht zu merken und schwer zu erraten.`,
    submit: 'Passwort setzen',
    refusedTitle: 'Noch nicht gesetzt',
    tooShort: (length) => `Das Passwort braucht mindestens ${length} und höchstens 1024 Zeichen.`,
    doneTitle: 'Ihr Passwort ist gesetzt',
    done: 'Sie wurden in allen Browsern abgemeldet. Gehen Sie zurück zur App und melden Sie sich mit dem neuen Passwort an.',
    secondTitle: 'Den zweiten Schritt abschalten',
    secondLead:
      'Danach genügt Ihr Passwort, und Ihre Wiederherstellungscodes sind ungültig. Sie werden in allen Browsern abgemeldet.',
    secondPassword: 'Ihr Passwort',
    secondSubmit: 'Abschalten',
    secondRefusedTitle: 'Nicht abgeschaltet',
    tooSoon: (hours) =>
      `Ihr Passwort wurde vor kurzer Zeit per E-Mail zurückgesetzt. Damit niemand hineinkommt, der nur Ihre E-Mails liest, warten Sie ${hours === 1 ? '1 Stunde' : `${hours} Stunden`} oder benutzen Sie einen Wiederherstellungscode. Wer diesen Server betreibt, kann früher helfen.`,
    secondDoneTitle: 'Der zweite Schritt ist abgeschaltet',
    secondDone:
      'Melden Sie sich mit Ihrem Passwort an und richten Sie dann unter „Sicherheit“ einen neuen zweiten Schritt ein.',
    wrong: 'Dieses Passwort ist nicht richtig. Prüfen Sie es und versuchen Sie es noch einmal.',
    toOwnPages: 'Bei Ihrem Konto anmelden',
    deadTitle: 'Dieser Link kann nicht benutzt werden',
    dead: 'Ein Link gilt einmal, 30 Minuten lang, und sicher nur der neueste. Dieser ist älter, wurde benutzt oder ist unvollständig.',
    deadNext: 'Neuen Link anfordern',
  },

  own: {
    menu: 'Ihr Konto',
    apps: 'Verbundene Apps',
    sessions: 'Sitzungen',
    security: 'Sicherheit',
    signOut: 'Abmelden',
  },

  apps: {
    title: 'Verbundene Apps',
    lead: (environment) =>
      `Diese Apps dürfen Ihr Konto bei ${environment} benutzen. Der Zugriff gilt, bis Sie ihn beenden.`,
    none: 'Es ist keine App verbunden.',
    noneNext: 'Um eine zu verbinden, beginnen Sie in dieser App. Sie schickt Sie hierher, um es zu erlauben.',
    account: (name) => `Für ${name}`,
    since: (iso) => `Verbunden seit ${day(iso)}`,
    used: (iso) => `Zuletzt benutzt am ${day(iso)}`,
    reads: 'Die App kann lesen',
    does: 'Die App kann tun',
    identity: 'Die App weiß über Sie',
    disconnect: 'Trennen',
    disconnectLabel: (app) => `${app} trennen`,
    ended: (app) => `${app} ist getrennt. Der Zugriff endete sofort.`,
    endedBefore: 'Diese App war schon getrennt.',
  },

  sessions: {
    title: 'Sitzungen',
    lead: (environment) => `Browser, in denen Sie bei ${environment} angemeldet sind.`,
    here: 'Dieser Browser',
    other: 'Ein anderer Browser',
    since: (iso) => `Angemeldet am ${moment(iso)}`,
    used: (iso) => `Zuletzt benutzt am ${moment(iso)}`,
    until: (iso) => `Endet am ${moment(iso)}`,
    sameAddress: 'Von derselben Netzwerkadresse wie dieser',
    otherAddress: 'Von einer anderen Netzwerkadresse',
    end: 'Beenden',
    endLabel: (iso) => `Die Sitzung vom ${moment(iso)} beenden`,
    endOthers: 'Alle anderen Sitzungen beenden',
    onlyHere: 'Sie sind sonst nirgends angemeldet.',
    ended: 'Die Sitzung ist beendet. Jener Browser muss sich neu anmelden.',
    endedAll: (count) => (count === 1 ? '1 Sitzung ist beendet.' : `${count} Sitzungen sind beendet.`),
    note: 'Das Ende einer Sitzung trennt keine Apps. Wenn jemand anderes unter Ihrem Namen angemeldet war, setzen Sie ein neues Passwort.',
    newPassword: 'Neues Passwort setzen',
  },

  security: {
    title: 'Sicherheit',
    lead: 'Womit Sie beweisen, dass Sie es sind.',
    password: 'Passwort',
    passwordText: 'Wenn Sie es ändern, werden Sie in allen anderen Browsern abgemeldet.',
    changePassword: 'Passwort ändern',
    passwordChanged: 'Ihr Passwort ist geändert. Sie wurden in allen anderen Browsern abgemeldet.',
    second: 'Zweiter Schritt',
    secondLead: 'Nach dem Passwort beweisen Sie mit etwas, das nur Sie haben, dass Sie es sind.',
    off: 'Es ist kein zweiter Schritt eingerichtet: Ihr Passwort allein genügt.',
    totp: 'Authenticator-App',
    totpOn: 'Sie geben einen Code aus Ihrer Authenticator-App ein.',
    totpText: 'Eine App auf Ihrem Telefon zeigt alle 30 Sekunden einen neuen Code. Sie braucht kein Netz.',
    message: 'Code per E-Mail',
    messageOn: (email) => `Ein Code wird an ${email} gesendet.`,
    messageText: (email) => `Bei jeder Anmeldung wird ein Code an ${email} gesendet.`,
    on: 'An',
    setUp: 'Einrichten',
    setUpTotp: 'Die Authenticator-App einrichten',
    setUpAgain: 'Neues Gerät einrichten',
    setUpMessage: 'Den Code per E-Mail einrichten',
    turnOff: 'Den zweiten Schritt abschalten',
    recovery: 'Wiederherstellungscodes',
    recoveryLeft: (count) =>
      count === 0
        ? 'Sie haben keinen Wiederherstellungscode mehr.'
        : count === 1
          ? 'Sie haben noch 1 Wiederherstellungscode.'
          : `Sie haben noch ${count} Wiederherstellungscodes.`,
    recoveryText: 'Mit ihnen kommen Sie hinein, wenn Sie keinen Code bekommen. Jeder gilt einmal.',
    renew: 'Neue Wiederherstellungscodes erstellen',
    changed: 'Der zweite Schritt ist abgeschaltet.',
    replaces: 'Das ersetzt den zweiten Schritt, den Sie jetzt haben.',
  },

  authenticator: {
    title: 'Authenticator-App einrichten',
    scan: 'Scannen Sie dies mit Ihrer Authenticator-App',
    qr: 'QR-Code mit dem Schlüssel, der darunter steht',
    byHand: 'Oder tippen Sie diesen Schlüssel in die App',
    key: 'Schlüssel',
    confirm: 'Geben Sie dann den Code ein, den die App zeigt',
    submit: 'Einschalten',
    cancel: 'Abbrechen',
    outdated:
      'Diese Seite war zu lange offen, deshalb ist dies ein neuer Schlüssel. Entfernen Sie den alten Eintrag aus Ihrer App.',
  },

  emailCode: {
    title: 'Code per E-Mail einrichten',
    lead: (email) => `Zuerst wird ein Code an ${email} gesendet, um zu sehen, dass er ankommt.`,
    send: 'Code senden',
    sent: (email) => `Ein Code wurde an ${email} gesendet. Er gilt 5 Minuten.`,
    submit: 'Einschalten',
    cancel: 'Abbrechen',
    impossible: 'Dieser Server kann keine E-Mails senden, deshalb kann dies hier nicht eingerichtet werden.',
  },

  recoveryCodes: {
    title: 'Ihre Wiederherstellungscodes',
    turnedOn: 'Der zweite Schritt ist eingeschaltet.',
    lead: 'Bewahren Sie diese Codes so auf, dass Sie sie auch ohne Ihr Telefon finden. Sie werden nur dieses Mal gezeigt. Jeder gilt einmal, und frühere Codes sind ungültig.',
    label: 'Wiederherstellungscodes',
    download: 'Als Text herunterladen',
    print: 'Oder drucken Sie diese Seite.',
    done: 'Ich habe sie aufbewahrt',
    renewTitle: 'Neue Wiederherstellungscodes erstellen',
    renewLead: 'Sie bekommen zehn neue Codes. Alle Codes, die Sie jetzt haben, werden sofort ungültig.',
    renewSubmit: 'Zehn neue Codes erstellen',
    file: (environment, email, made) =>
      `Wiederherstellungscodes für ${email} bei ${environment}, erstellt am ${moment(made)}.\nJeder gilt einmal.\n`,
    fileName: 'wiederherstellungscodes.txt',
  },

  changePassword: {
    title: 'Passwort ändern',
    lead: 'Hier bleiben Sie angemeldet. Alle anderen Browser werden abgemeldet, und zugesandte Links zum Zurücksetzen gelten nicht mehr.',
    present: 'Jetziges Passwort',
    submit: 'Ändern',
    cancel: 'Abbrechen',
    refusedTitle: 'Nicht geändert',
    wrong: 'Das jetzige Passwort ist nicht richtig. Prüfen Sie es und versuchen Sie es noch einmal.',
  },

  turnOff: {
    title: 'Den zweiten Schritt abschalten?',
    lead: 'Danach genügt Ihr Passwort, und Ihre Wiederherstellungscodes sind ungültig.',
    submit: 'Abschalten',
    cancel: 'Eingeschaltet lassen',
  },

  mail: {
    code: {
      subject: (environment) => `Ihr Code für ${environment}`,
      text: (environment, code, lifetime) =>
        `Ihr Code für ${environment} ist\n\n    ${code}\n\nEr gilt ${minutes(lifetime)}, in dem Browser, in dem Sie ihn angefordert haben.\n\nWenn Sie sich gerade nicht anmelden, kennt jemand Ihr Passwort: Setzen Sie ein neues.\n`,
    },
    resetPassword: {
      subject: (environment) => `Ein neues Passwort für ${environment}`,
      text: (environment, link, lifetime) =>
        `Jemand, wahrscheinlich Sie, möchte ein neues Passwort für Ihr Konto bei ${environment} wählen. Dieser Link führt dorthin:\n\n${link}\n\nEr gilt einmal, ${minutes(lifetime)} lang. Wenn Sie es nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist.\n`,
    },
    resetSecondFactor: {
      subject: (environment) => `Der zweite Schritt bei ${environment}`,
      text: (environment, link, lifetime) =>
        `Jemand, wahrscheinlich Sie, möchte den zweiten Schritt Ihres Kontos bei ${environment} abschalten. Dieser Link führt dorthin und fragt nach Ihrem Passwort:\n\n${link}\n\nEr gilt einmal, ${minutes(lifetime)} lang. Wenn Sie es nicht waren, kennt vielleicht jemand Ihr Passwort: Setzen Sie ein neues.\n`,
    },
    notices: {
      passwordChanged: {
        subject: (environment) => `Ihr Passwort bei ${environment} wurde geändert`,
        text: (environment, url) =>
          `Ihr Passwort bei ${environment} wurde über einen Link aus einer E-Mail an diese Adresse geändert, und Sie wurden in allen Browsern abgemeldet.\n\nWenn Sie es nicht waren, liest jemand Ihre E-Mails. Sichern Sie zuerst Ihr Postfach und setzen Sie dann ein neues Passwort: ${url}/forgotten-password\n`,
      },
      passwordChangedHere: {
        subject: (environment) => `Ihr Passwort bei ${environment} wurde geändert`,
        text: (environment, url) =>
          `Ihr Passwort bei ${environment} wurde in einem Browser geändert, in dem Sie angemeldet sind. Alle anderen Browser wurden abgemeldet.\n\nWenn Sie es nicht waren, setzen Sie sofort ein neues Passwort: ${url}/forgotten-password\n`,
      },
      secondFactorRemoved: {
        subject: (environment) => `Der zweite Schritt bei ${environment} ist abgeschaltet`,
        text: (environment, url) =>
          `Der zweite Schritt Ihres Kontos bei ${environment} wurde abgeschaltet: Jetzt genügt Ihr Passwort.\n\nWenn Sie es waren, können Sie einen neuen einrichten: ${url}/security\nWenn Sie es nicht waren, setzen Sie sofort ein neues Passwort: ${url}/forgotten-password\n`,
      },
      secondFactorAdded: {
        subject: (environment) => `Ein zweiter Schritt bei ${environment} wurde eingerichtet`,
        text: (environment, url) =>
          `Für Ihr Konto bei ${environment} wurde ein zweiter Schritt eingerichtet, mit neuen Wiederherstellungscodes.\n\nWenn Sie es nicht waren, setzen Sie sofort ein neues Passwort: ${url}/forgotten-password\n`,
      },
      recoveryCodesRenewed: {
        subject: (environment) => `Neue Wiederherstellungscodes für ${environment}`,
        text: (environment, url) =>
          `Für Ihr Konto bei ${environment} wurden neue Wiederherstellungscodes erstellt, und die früheren sind ungültig.\n\nWenn Sie es nicht waren, setzen Sie sofort ein neues Passwort: ${url}/forgotten-password\n`,
      },
      recoveryCodeUsed: {
        subject: (environment) => `Ein Wiederherstellungscode wurde bei ${environment} benutzt`,
        text: (environment, url) =>
          `Jemand hat sich mit Ihrem Passwort und einem Wiederherstellungscode bei Ihrem Konto von ${environment} angemeldet.\n\nWenn Sie es waren, sehen Sie nach, wie viele Codes noch da sind: ${url}/security\nWenn Sie es nicht waren, setzen Sie sofort ein neues Passwort: ${url}/forgotten-password\n`,
      },
    },
  },

  accounts: {
    title: 'Konto wählen',
    lead: (app) => `${app} wird mit nur einem Konto verbunden.`,
    signedInAs: (email) => `Angemeldet als ${email}`,
    legend: 'Konto',
    mayNotGrant: 'kann keine Apps verbinden: ein Inhaber oder Administrator des Kontos kann es',
    noneMayGrant:
      'Keine Ihrer Rollen kann eine App verbinden. Bitten Sie einen Inhaber oder Administrator des Kontos, oder benutzen Sie eine andere Anmeldung.',
    submit: 'Weiter',
    other: 'Eine andere Anmeldung benutzen',
    cancel: (app) => `Abbrechen und zurück zu ${app}`,
  },

  consent: {
    title: (app) => `${app} erlauben, Ihr Konto zu benutzen?`,
    madeBy: (organisation) => `Von ${organisation}`,
    verified: 'Geprüft',
    verifiedNote: (environment) => `${environment} hat geprüft, wer diese App macht.`,
    unverified: 'Nicht geprüft',
    unverifiedNote: (environment) =>
      `${environment} hat nicht geprüft, wer diese App macht. Erlauben Sie es nur, wenn Sie die Menschen dahinter kennen.`,
    account: 'Konto',
    signedInAs: (email, role) => `${role}, angemeldet als ${email}`,
    change: 'Ändern',
    changeAccount: 'Konto ändern',
    reads: 'Die App wird lesen können',
    does: 'Die App wird tun können',
    identity: 'Die App wird über Sie erfahren',
    already: 'Schon erlaubt',
    lasts: 'Der Zugriff gilt, bis er beendet wird.',
    endAt: 'Sie können ihn jederzeit beenden:',
    endLink: 'verbundene Apps',
    endPlain: (environment) => `Sie können ihn jederzeit bei ${environment} beenden.`,
    returnTo: (host) => ['Sie kehren danach zu ', host, ' zurück.'],
    allow: 'Erlauben',
    deny: 'Ablehnen',
  },

  clientPage: {
    title: 'Apps verwalten',
    lead: (accounts) => `Die Apps, die ${accounts} herstellt.`,
    none: 'Dieses Konto stellt keine Apps her.',
    noneNext: 'Wer diesen Server betreibt, registriert eine dafür.',
    clientId: 'Client-ID',
    redirectUris: 'Redirect-URLs',
    scopes: 'Berechtigungen',
    disabled: 'Abgeschaltet',
    secrets:
      'Ein Client-Secret wird einmal gezeigt, wenn es entsteht. Wer diesen Server betreibt, kann ein neues erzeugen; das alte gilt dann nicht mehr.',
  },

  refusal: {
    whoseMove: 'Wer jetzt etwas tun kann',
    whatToDo: 'Was zu tun ist',
    requestId: 'Anfragenummer',
    quote: 'Nennen Sie sie, wenn Sie um Hilfe bitten.',
    back: (app) => `Zurück zu ${app}`,
  },

  expired: {
    title: 'Diese Anmeldung ist abgelaufen',
    text: (after) => `Eine Anmeldung gilt ${minutes(after)}. Es wurde nichts gesendet und nichts verbunden.`,
    startAgain: (app) => `Bei ${app} von vorn beginnen`,
    startAgainPlain: 'Beginnen Sie bei der App von vorn.',
  },

  signedOut: {
    title: 'Sie sind abgemeldet',
    text: (environment) => `Ihre Sitzung bei ${environment} in diesem Browser ist beendet.`,
    apps: 'Apps, die Sie verbunden haben, bleiben verbunden.',
    back: (app) => `Zurück zu ${app}`,
  },

  signOut: {
    title: (environment) => `Von ${environment} abmelden?`,
    text: (app) => `${app} bittet darum, Ihre Sitzung zu beenden.`,
    textPlain: 'Eine App bittet darum, Ihre Sitzung zu beenden.',
    signedInAs: (email) => `Sie sind als ${email} angemeldet.`,
    submit: 'Abmelden',
    stay: 'Angemeldet bleiben',
  },

  formPost: {
    title: (app) => `Zurück zu ${app}`,
    text: (host) => `Ihre Antwort ist auf dem Weg zu ${host}.`,
    next: 'Wenn nichts geschieht, gehen Sie von Hand weiter.',
    submit: 'Weiter',
  },

  error: {
    requestId: 'Anfragenummer',
    404: {
      title: 'Unter dieser Adresse gibt es nichts',
      what: 'Vielleicht ist die Adresse falsch geschrieben, oder was dort war, ist nicht mehr da.',
      next: 'Prüfen Sie die Adresse, oder gehen Sie zurück zu dem Link.',
    },
    405: {
      title: 'Diese Adresse wird nicht so geöffnet',
      what: 'Sie nimmt eine andere Methode an als die gesendete.',
      next: 'Gehen Sie zurück und beginnen Sie dort von vorn.',
    },
    421: {
      title: 'Dieser Server bedient diesen Namen nicht',
      what: 'Die Anfrage erreichte diesen Server unter einem Namen, den seine Konfiguration nicht nennt.',
      next: 'Wer den Server betreibt, kann den Namen bei der Umgebung eintragen oder die Anfrage an den richtigen Server leiten.',
    },
    500: {
      title: 'Der Server hat versagt',
      what: 'Das ist ein Fehler des Servers und liegt nicht an Ihnen. Er ist unter der Anfragenummer vermerkt.',
      next: 'Versuchen Sie es noch einmal. Wenn es wieder geschieht, senden Sie die Anfragenummer an den Betreiber.',
    },
    503: {
      title: 'Der Server ist zurzeit nicht verfügbar',
      what: 'Er wird gewartet oder hat mehr Anfragen, als er beantworten kann.',
      next: 'Versuchen Sie es in einigen Minuten noch einmal.',
    },
  },
};
