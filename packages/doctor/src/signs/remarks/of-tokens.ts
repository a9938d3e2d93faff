import { anyOf, saysNew, within } from '../phrases.ts';
import type { Clue } from './clue.ts';

/** How wide the column is that a token is kept in. */
const column = anyOf(
  /varchar ?\(?\d+/,
  /column (?:size|length|limit|width)/,
  /(?<![([])\btruncat\w*(?!\.\.\.)/,
  /cut (?:off|at|to|after) \d*/,
  /max_?length/,
  /\b(?:255|256|512|1024) (?:characters|chars|bytes)/,
);

/** `after an hour`, in the languages in which people report. */
const hoursLater = anyOf(
  /\b(?:after|nach|après|au bout d['’]|tras|después de|depois de|após|dopo|na) ?(?:about |around |exactly |etwa |environ |~)?(?:an?|one|two|a few|some|\d{1,2}|einer|une|una|uma|un['’]|een) ?(?:hours?|hrs?|h|stunden?|heures?|horas?|or[ae]|uur|min(?:ute)?s?)\b(?! (?:of|\w+ing|spent)\b)/,
  /[1１一](?:時間|个?小时)[後后]/,
);

/** Google, by its name or by its words. */
const google = /\bgoogle(?:apis)?\b|gmail|gcal|youtube|nodemailer|expired or revoked\b|16 UNAUTHENTICATED/i;
/** What ends the tokens of an app in production, too. */
const otherEnd = /unused|not used|inactiv|password|contraseña|passwort|mot de passe|vacation/i;

/** What reporters state of tokens and times. */
export const cluesOfTokens: readonly Clue[] = [
  {
    example: 'Our Gmail sync stops every 7 days: the refresh is answered invalid_grant.',
    says: /(?:after|every|once|about|at least|exactly|for|lasts?)[^\n]{0,20}\b(?:a|one|1|few|several|7|seven) (?:weeks?|days)\b|\bweekly\b|\bevery week\b|wöchentlich|jede woche|chaque semaine|cada semana|ogni settimana|毎週|每周/i,
    beside: google,
    without: otherEnd,
    cause: 'refresh/testing-mode-limit',
    variant: 'weekly',
    confidence: 'likely',
  },
  {
    example: 'Gmail: each Monday the refresh is answered invalid_grant.',
    says: anyOf(
      /\b(?:each|every|from last) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|week)\b/,
      /\b(?:nach|alle) (?:einer |7 |sieben )?(?:woche|tagen?)\b|(?:une|par) semaine|(?:7|sept) jours|(?:una|la|uma|toda) semana|(?:7|siete|sete) d[ií]as|una settimana|7 giorni|(?:1|一|七|7)(?:週間|周|星期|日|天)/,
    ),
    beside: google,
    without: otherEnd,
    about: ['refresh', 'code'],
    cause: 'refresh/testing-mode-limit',
    variant: 'weekly',
    confidence: 'likely',
  },
  {
    example: 'It works, and after an hour each call is answered 401 Unauthorized.',
    says: anyOf(
      within(
        80,
        hoursLater,
        /\b401\b|unauthori[sz]ed|invalid_token|(?:token|credentials?)\b[^\n]{0,30}(?:expire|invalid|time ?out)/,
      ),
      within(80, /\b401\b|unauthori[sz]ed|invalid_token/, hoursLater),
    ),
    notAbout: 'refresh',
    cause: 'token-use/access-token-expired',
    variant: 'hours-later',
    confidence: 'likely',
    without: anyOf(/invalid_client|invalid_grant|unauthorized_client/, /\bstate\b|cookie/),
  },
  {
    example: 'We compare expires_in with milliseconds, so the app refreshes before every call.',
    says: anyOf(
      /refresh\w*[^\n]{0,40}(?:on|for|with|at|before) (?:every|each) (?:request|call)/,
      /expires?_?(?:at|in)[^\n]{0,60}(?:milliseconds|seconds|date\.now|wrong|past)/,
      /\b(?:fresh|new) tokens?[^\n]{0,30}(?:already )?(?:expired|invalid)/,
      /milliseconds[^\n]{0,20}seconds/,
    ),
    about: ['refresh', 'time'],
    cause: 'clock/expiry-miscalculated',
    variant: 'told',
    confidence: 'likely',
  },
  {
    example: 'The refresh token is kept in a varchar(255) field.',
    says: column,
    about: ['refresh'],
    cause: 'refresh/unknown-token',
    variant: 'column-told',
    confidence: 'likely',
  },
  {
    example: 'We keep the access token in a VARCHAR(255) field and the API answers 401.',
    says: column,
    cause: 'token-use/token-truncated',
    variant: 'column-told',
    confidence: 'likely',
    notAbout: 'refresh',
  },
  {
    example: 'Two workers use the same refresh token at the same time.',
    says: anyOf(
      /parallel/,
      /concurren/,
      /simultaneous/,
      /at the same time/,
      /\brac(?:e|ing)\b/,
      /several (?:tabs|instances|workers|processes)/,
      /multiple (?:\w+ )?(?:tabs|instances|workers|processes|pods)/,
      /two (?:\w+ )?(?:tabs|instances|workers|processes|pods|requests)/,
      /\bms apart/,
      /\b(?:two|three|four|several|multiple|\d{1,3}) (?:\w+ )?(?:replicas|pods|instances|workers|processes)\b/,
      /\beach (?:one |of them )?refreshes\b/,
      /share (?:one|the same)/,
      /both (?:\w+ )?refresh/,
      // Two lines of a log, one behind the other, by two workers.
      /(worker|pod|thread|process|replica|instance)[-_ #]?(\w{1,12})\b[^\n]*refresh[^\n]*\n[^\n]*\1[-_ #]?(?!\2\b)\w+[^\n]*refresh/,
      /\bsplit\b[^\n]{0,20}\binto (?:\d|two|three|several) (?:tasks|jobs|workers|threads|processes)/,
      /(?:\d|two|three|several) (?:\w+ )?(?:terminals|windows|tabs|devices|machines) (?:\w+ )?(?:open|running)/,
    ),
    about: ['refresh'],
    cause: 'refresh/concurrent-use',
    variant: 'told',
    confidence: 'likely',
  },
  {
    example: 'The refresh works once, and fails after a restart.',
    says: anyOf(
      /(?:after|on|every) (?:a |each |every )?(?:restart|redeploy|reboot)/,
      /stored only/,
      /not (?:saved|stored|persisted|updated)/,
      /(?:kept|keeps?|held|holds?|stored?|only|tokens?) in (?:process )?memory/,
      /(?:from|in) (?:the )?(?:env|environment|config)/,
      /old refresh token/,
      /work(?:s|ed|ing)? (?:only )?(?:once|one time|the first time)/,
      /second refresh/,
      /refresh\w*[^\n]{0,60}\bsecond (?:time|attempt|call)\b/,
    ),
    about: ['refresh'],
    cause: 'refresh/rotation-not-stored',
    variant: 'told',
    confidence: 'likely',
  },
  {
    example: 'The refresh token dies, and the consent screen still has the publishing status Testing.',
    says: anyOf(
      /\b(?:7|seven) days\b/,
      /(?:after|every) (?:a|one) week/,
      /\bweekly\b/,
      /publishing status/,
      /testing mode/,
      /in testing/,
      /estado de publicación|veröffentlichungsstatus|état de (?:la )?publication|status de publicação|公開ステータス|发布状态/,
      /user type (?:is )?"?external/,
    ),
    about: ['refresh', 'code'],
    cause: 'refresh/testing-mode-limit',
    variant: 'told',
    confidence: 'possible',
  },
  {
    example: 'The refresh fails since the user changed her password.',
    says: anyOf(
      /password (?:was |has been |got )?(?:changed|reset)(?! (?:link|e-?mail|page|form|flow|token))/,
      /chang\w+ (?:the |his |her |my |their )?password/,
      /uninstall/,
      /disconnect/,
      /removed (?:the )?(?:app|access|integration)/,
      /revoked (?:the )?(?:app|access)/,
      /security event/,
      /deactivat/,
      /(?:set|choose|chose|had|has|forced) (?:to set |to choose )?a new password|new password/,
      /connected apps|(?:cannot|can't|no longer) (?:find|see)[^\n]{0,20}\b(?:app|integration)|clean(?:ing|ed) up/,
      /set to now|not[- ]before|push(?:ed)? revocation|revok\w+ all/,
      /(?:passwort|kennwort)[^\n]{0,20}(?:geändert|zurückgesetzt)|mot de passe[^\n]{0,20}(?:chang|modifi|réinitialis)|cambi\w+ (?:la |su )?contraseña|(?:mud|alter|troc)\w+ a senha|パスワードを(?:変更|リセット)|(?:修改|更改|重置)了?密码/,
    ),
    about: ['refresh', 'code'],
    // Who signs in with it renews nothing.
    without:
      /\buser_?name\b[^\n]{0,20}\bpassword\b|password grant|grant_type\W{1,6}password\b|invalid password|security token/i,
    cause: 'refresh/revoked',
    variant: 'told',
    confidence: 'likely',
  },
  {
    example: 'The refresh token fails after six months of inactivity.',
    says: anyOf(
      /(?:weeks?|months?|days)[^\n]{0,40}(?:not us|without us|unused|inactiv)/,
      within(
        40,
        anyOf(/not used/, /unused/, /idle/, /inactiv\w*/, /no (?:login|use|activity)/, /asleep/, /vacation/, /holiday/),
        /day|week|month|hour|min/,
      ),
      within(
        40,
        /\b(?:days?|weeks?|months?)/,
        /(?:in|on) (?:vacation|holidays?|leave)|not (?:been )?(?:used|opened|logged)|asleep|paused/,
      ),
      /once (?:a|per|every|in a) (?:quarter|year|half)|twice a year|quarterly|\b(?:rarely|seldom) used|paused[^\n]{0,30}\bfrom \w+ (?:to|until|till) \w+|last (?:time|used|run) in (?:spring|summer|autumn|fall|winter|[A-Z][a-z]+)\b/,
      /(?:wochen|monate?n?|tagen?)[^\n]{0,20}nicht (?:mehr )?(?:benutzt|genutzt|verwendet|angemeldet)|(?:semaines|mois|jours) sans|(?:semanas|meses|días|dias) sin|(?:半|\d+|一|几|数)(?:か月|ヶ月|个月|週間|周)[^\n]{0,8}(?:没|未|使って|使用)/,
      /(?:after|for) (?:\d+|several|some|a few|three|six) (?:weeks|months|days)(?: of)? (?:inactivity|no use)/,
    ),
    about: ['refresh'],
    cause: 'refresh/expired-inactivity',
    variant: 'told',
    confidence: 'likely',
  },
  {
    example: 'The refresh token fails after ten hours, though the user is active: SSO session max is ten hours.',
    says: anyOf(
      /session[ _]?max|max(?:imum)?[ _]?(?:session|life|age)|absolute (?:life|time|expir)/,
      /active all the time|always active|constantly active|(?:use|uses|used|active|works?)[^\n]{0,20}(?:every|each) day|although[^\n]{0,30}\bactive\b/,
    ),
    about: ['refresh'],
    cause: 'refresh/lifetime-ended',
    variant: 'told',
    confidence: 'likely',
  },
  {
    example: 'The token is new, we use it at once, and the API says that it has expired.',
    says: saysNew,
    about: ['time'],
    beside: /token[^\n]{0,60}(?:expired|not active)|IDX10223/i,
    without: /refresh|\bcode\b/i,
    cause: 'clock/skew',
    variant: 'new-and-expired',
    confidence: 'likely',
  },
  {
    example: 'if (Date.now() < token.expires_at) return token; otherwise refresh',
    says: anyOf(
      /Date\.now\(\) ?[<>]=? ?[\w.?!]*(?:expire|exp\b)\w*(?![\w. ]*\*)/,
      /expire\w* ?[<>]=? ?(?:new Date\(\)\.getTime|Date\.now)\(\)(?! ?\/)/,
      /Date\.now\(\) ?\+ ?[\w.?!]*expires_?in\b(?![\w.\])]* ?\*)/,
      /time\(\) ?\+ ?[^\n;]{0,30}expires_?in['"\]]* ?[*/] ?1000/,
      /(?:refresh(?:ed|ing)?\b[^\n]{0,60}(?:expires_?in|expires_?at)[^\n]*\n(?:[^\n]*\n){0,2}){2}[^\n]*refresh/,
      /(?:expired,? (?:so )?(?:re)?(?:fresh|new)ing[^\n]*\n[^\n]*(?:200|ok|success|expires_?in)[^\n]*\n){2}/,
    ),
    about: ['refresh', 'time'],
    cause: 'clock/expiry-miscalculated',
    variant: 'units',
    confidence: 'likely',
  },
  {
    example: 'The token is not yet valid, says the server; its clock may be off.',
    says: anyOf(
      /clock/,
      /\bntp\b/,
      /time ?zone/,
      /time (?:is|was) (?:off|wrong|behind|ahead)/,
      /system time/,
      /out of sync/,
      /time sync/,
      /(?:woke|wakes?|resume\w*) from (?:sleep|hibernat)/,
      /drift/,
    ),
    about: ['time', 'code', 'client'],
    cause: 'clock/skew',
    variant: 'told',
    confidence: 'likely',
  },
];
