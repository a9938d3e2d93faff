import type { CauseId } from '../rules/causes.ts';
import type { Confidence } from '../rules/rule.ts';
import { causeAdvice } from '../said/cause-advice.ts';
import { quoteOf } from '../text/quote.ts';
import { isAbout, type Topic } from './said-about.ts';
import { type Look, line } from './sign.ts';
import type { View } from './view.ts';

/** A fact that a reporter states, what the failure has to be about for it to mean anything, and what it then points to. */
interface Clue {
  readonly says: RegExp;
  readonly about?: readonly Topic[];
  readonly cause: CauseId;
  readonly variant: string;
  readonly confidence: Confidence;
  readonly without?: RegExp;
  /** What else must be told, anywhere. */
  readonly beside?: RegExp;
  readonly notAbout?: Topic;
}

const proxy =
  /behind (?:a |an |our |the )?(?:reverse[- ]|tls[- ]|ssl[- ])?(?:proxy|load balancer|nginx|ingress|traefik|caddy|apache|alb|elb|haproxy|cloudflare|gateway)|x-forwarded|tls (?:is )?terminat|ssl (?:is )?terminat|reverse proxy|load balancer|ngrok/i;
const twice =
  /twice|two times|double|strict ?mode|use ?effect|reload(?:ed|ing)?|refresh(?:ed|ing)? the (?:page|browser)|back button|second (?:time|attempt|call|request)|retr(?:y|ies|ied)|again with the same code/i;

const clues: readonly Clue[] = [
  {
    says: /(?:after|every|once|about|at least)[^\n]{0,20}\b(?:a|one|1|few|7|seven) (?:weeks?|days)\b|\bweekly\b/i,
    beside: /\b(?:google|gmail|youtube)\b/i,
    without: /unused|not used|inactiv/i,
    cause: 'refresh/testing-mode-limit',
    variant: 'weekly',
    confidence: 'likely',
  },
  {
    says: /cookies?\b[^\n]{0,60}(?:too (?:large|big|long)|exceed\w*|4096|4 ?kb|size limit)|(?:token|session)[^\n]{0,60}(?:longer|larger|bigger) than 4096/i,
    cause: 'state-session/cookie-not-stored',
    variant: 'size-told',
    confidence: 'likely',
  },
  {
    says: /refresh\w*[^\n]{0,40}(?:on|for|with|at|before) (?:every|each) (?:request|call)|expires?_?(?:at|in)[^\n]{0,60}(?:milliseconds|seconds|date\.now|wrong|past)|\b(?:fresh|new) tokens?[^\n]{0,30}(?:already )?(?:expired|invalid)|milliseconds[^\n]{0,20}seconds/i,
    about: ['refresh', 'time'],
    cause: 'clock/expiry-miscalculated',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /(?:minutes?|hours?)\b[^\n]{0,60}(?:before|until|later)[^\n]{0,40}(?:code|exchang|redeem)|(?:code|exchanged?|redeemed|callback)[^\n]{0,80}(?:minutes|hours?) (?:later|after|old)/i,
    about: ['code'],
    cause: 'authorization-code/expired',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /(?:sandbox|test|staging) (?:credentials|keys?|client|app|secret|tab)\b|(?:credentials|keys?|secret|client)[^\n]{0,20} (?:of|from|for) (?:the )?(?:sandbox|staging|test)\b/i,
    about: ['client'],
    cause: 'environment/environment-mix-up',
    variant: 'credentials-told',
    confidence: 'likely',
    without: /AADSTS7000215/,
  },
  {
    says: /(?:do(?:es)?(?:n't| not)|never|without|not) (?:send|pass|includ|forward|stor)\w*[^\n]{0,30}(?:code[_ ]?verifier|verifier)/i,
    about: ['pkce'],
    cause: 'pkce/only-one-half-sent',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /varchar ?\(?\d+|column (?:size|length|limit|width)|(?<![([])\btruncat\w*(?!\.\.\.)|cut (?:off|at|to|after) \d*|max_?length|\b(?:255|256|512|1024) (?:characters|chars|bytes)/i,
    about: ['refresh'],
    cause: 'refresh/unknown-token',
    variant: 'column-told',
    confidence: 'likely',
  },
  {
    says: /varchar ?\(?\d+|column (?:size|length|limit|width)|(?<![([])\btruncat\w*(?!\.\.\.)|cut (?:off|at|to|after) \d*|max_?length|\b(?:255|256|512|1024) (?:characters|chars|bytes)/i,
    cause: 'token-use/token-truncated',
    variant: 'column-told',
    confidence: 'likely',
    notAbout: 'refresh',
  },
  {
    says: proxy,
    about: ['redirect'],
    without: /(?:redirect|origin|callback)[^\n]{0,60}https:\/\//i,
    cause: 'redirect-uri/scheme-mismatch',
    variant: 'behind-proxy',
    confidence: 'likely',
  },
  {
    says: proxy,
    about: ['state'],
    cause: 'state-session/cookie-not-stored',
    variant: 'behind-proxy',
    confidence: 'possible',
  },
  {
    says: proxy,
    about: ['issuer'],
    cause: 'discovery/issuer-host-mismatch',
    variant: 'behind-proxy',
    confidence: 'possible',
  },
  {
    says: /docker|compose|container|kubernetes|k8s|internal (?:host|name|url)|service name/i,
    about: ['issuer'],
    cause: 'discovery/issuer-host-mismatch',
    variant: 'container',
    confidence: 'possible',
  },
  {
    says: twice,
    about: ['code', 'pkce'],
    notAbout: 'redirect',
    cause: 'authorization-code/redeemed-twice',
    variant: 'told',
    confidence: 'likely',
    without: /refresh token/i,
  },
  {
    says: /prefetch|link preview|mail (?:scanner|gateway)|safe ?links|mimecast|proofpoint|barracuda|urlprotect|slackbot|linkexpand|bingpreview|email (?:client|security)|outlook|hover|preload|antivirus/i,
    about: ['code', 'time'],
    cause: 'authorization-code/consumed-by-prefetch',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /mimecast|urlprotect|proofpoint|barracuda|safelinks|slackbot-linkexpanding|bingpreview|facebookexternalhit/i,
    cause: 'authorization-code/consumed-by-prefetch',
    variant: 'scanner',
    confidence: 'likely',
  },
  {
    says: /parallel|concurren|simultaneous|at the same time|\brac(?:e|ing)\b|several (?:tabs|instances|workers|processes)|multiple (?:\w+ )?(?:tabs|instances|workers|processes|pods)|two (?:\w+ )?(?:tabs|instances|workers|processes|pods|requests)|\bms apart|share (?:one|the same)|both (?:\w+ )?refresh/i,
    about: ['refresh'],
    cause: 'refresh/concurrent-use',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /(?:after|on|every) (?:a |each |every )?(?:restart|redeploy|reboot)|stored only|not (?:saved|stored|persisted|updated)|(?:from|in) (?:the )?(?:env|environment|config)|old refresh token|work(?:s|ed|ing)? (?:only )?(?:once|one time|the first time)|second refresh/i,
    about: ['refresh'],
    cause: 'refresh/rotation-not-stored',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /\b(?:7|seven) days\b|(?:after|every) (?:a|one) week|\bweekly\b|publishing status|testing mode|in testing/i,
    about: ['refresh', 'code'],
    cause: 'refresh/testing-mode-limit',
    variant: 'told',
    confidence: 'possible',
  },
  {
    says: /password (?:was |has been )?(?:changed|reset)|chang\w+ (?:the |his |her |my |their )?password|uninstall|disconnect|removed (?:the )?(?:app|access|integration)|revoked (?:the )?(?:app|access)|security event|deactivat/i,
    about: ['refresh', 'code'],
    cause: 'refresh/revoked',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /(?:weeks?|months?|days)[^\n]{0,40}(?:not us|without us|unused|inactiv)|(?:not used|unused|idle|inactiv\w*|no (?:login|use|activity)|asleep|vacation|holiday)[^\n]{0,40}(?:day|week|month|hour|min)|(?:after|for) (?:\d+|several|some|a few|three|six) (?:weeks|months|days)(?: of)? (?:inactivity|no use)/i,
    about: ['refresh'],
    cause: 'refresh/expired-inactivity',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /clock|\bntp\b|time ?zone|time (?:is|was) (?:off|wrong|behind|ahead)|system time|out of sync|time sync|(?:woke|wakes?|resume\w*) from (?:sleep|hibernat)|drift/i,
    about: ['time', 'code', 'client'],
    cause: 'clock/skew',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /www\.|\bapex\b|custom domain|vanity|preview (?:url|deploy|host)|different (?:host|domain|subdomain)|other domain|127\.0\.0\.1|two domains/i,
    about: ['state'],
    cause: 'state-session/cookie-host-mismatch',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /same ?site|form_post|apple|strict/i,
    about: ['state'],
    cause: 'state-session/cookie-samesite',
    variant: 'told',
    confidence: 'possible',
  },
  {
    says: /(?:two|second|another|multiple|several) tabs?|two (?:logins|windows)|double click|prefetch|parallel|clicked (?:login )?twice/i,
    about: ['state'],
    cause: 'state-session/overwritten',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /(?:two|second|another|multiple|several|many) tabs?|two (?:logins|windows)|double click|clicked (?:login )?twice/i,
    about: ['pkce'],
    cause: 'pkce/verifier-mismatch',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /safari|incognito|private (?:mode|window|browsing)|third.?party cookie|\bitp\b|brave|\bi?frames?\b|cross.?site/i,
    about: ['state'],
    cause: 'state-session/third-party-cookie-blocked',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /same (?:host|cookie name)|both (?:on|run on) localhost|two (?:apps|services|servers) on|jsessionid/i,
    about: ['state'],
    cause: 'state-session/cookie-name-collision',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /(?:left|stayed|waited|idle|open)[^\n]{0,40}(?:minutes|hour|long|lunch|overnight|while)|took (?:too |a )?long|(?:after|more than) (?:\d+|ten|twenty|thirty) minutes|login page open/i,
    about: ['state', 'code'],
    notAbout: 'refresh',
    cause: 'state-session/session-expired',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /redis|session store|several (?:instances|pods|servers)|without sticky|sticky session|multiple (?:instances|pods|replicas|servers)/i,
    about: ['state', 'pkce'],
    cause: 'state-session/cookie-not-stored',
    variant: 'told',
    confidence: 'possible',
  },
  {
    says: /apache|mod_wsgi|fastcgi|\bcgi\b|htaccess|passenger|without (?:the )?(?:proxy|nginx|apache)|proxy (?:strips|drops|removes)|header (?:is |was |gets )?(?:missing|stripped|dropped|removed)/i,
    about: ['client'],
    cause: 'client-authentication/authorization-header-stripped',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /(?:rotated|regenerated|renewed|changed|reset|copied|recreated)[^\n]{0,30}secret|\bnew (?:client )?secret\b(?! ?\()|secret[^\n]{0,40}(?:rotated|regenerated|renewed|changed|reset|expired|copied|has [#$])/i,
    about: ['client'],
    cause: 'client-authentication/secret-wrong',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /secret[^\n]{0,80}(?:["'`]\+["'`]|plus (?:sign|character))|special characters|[+%/] in (?:the )?secret|secret (?:contains|has|with|includes)[^\n]{0,30}(?:special|%|\+|\/|slash|plus|percent|colon)|url.?encod/i,
    about: ['client'],
    cause: 'client-authentication/basic-form-encoding-mismatch',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /other (?:tenant|directory|organi[sz]ation)|guest (?:user|account)|personal account|different tenant|wrong tenant|single.?tenant|multi.?tenant/i,
    about: ['client', 'scope', 'issuer'],
    cause: 'environment/wrong-authority',
    variant: 'told',
    confidence: 'possible',
  },
  {
    says: /sandbox|staging|test environment|production keys|live keys|dev(?:elopment)? credentials|developer account/i,
    about: ['client', 'code'],
    cause: 'environment/environment-mix-up',
    variant: 'told',
    confidence: 'possible',
  },
  {
    says: /\b(?:eu|us|europe|au|india|region|data ?cent(?:er|re))\b[^\n]{0,40}(?:account|region|data|user|endpoint|host)|data ?cent(?:er|re)|other region/i,
    about: ['client', 'code', 'refresh'],
    cause: 'environment/region-mismatch',
    variant: 'told',
    confidence: 'likely',
  },
  {
    says: /\b(?:EU|US|UK|AU|IN|JP|CA|european|american|indian|australian|japanese) (?:account|data ?cent(?:er|re)|region)/,
    cause: 'environment/region-mismatch',
    variant: 'account-told',
    confidence: 'likely',
  },
  {
    says: /only (?:my|the owner|the developer|admins?|test users?)|works? (?:for me|with my|for the (?:owner|developer))|other users? (?:get|fail|cannot|can't)|not (?:yet )?(?:published|verified|approved|distributed)|development mode/i,
    about: ['scope', 'code', 'client'],
    cause: 'provider-policy/app-not-public',
    variant: 'told',
    confidence: 'possible',
  },
  {
    says: /outage|incident|status page|many (?:users|customers|people)|everyone|since (?:this morning|today|yesterday)|worked (?:yesterday|for (?:months|years|weeks))|suddenly|nothing (?:was )?changed/i,
    cause: 'availability/provider-incident',
    variant: 'told',
    confidence: 'possible',
  },
  {
    says: /(?:clicked|pressed|chose|hit) (?:on )?(?:cancel|deny|decline|no)|user (?:cancel|declin|den)/i,
    cause: 'scope-consent/consent-denied',
    variant: 'told',
    confidence: 'likely',
  },
];

/** Facts from plain text, bounded: a remark alone proves nothing, and it counts only where the failure is about it. */
export const remarkSigns: Look = function* remarks(view: View) {
  if (view.subject !== undefined) return;
  const told = `${view.remarks}\n${view.printed}`;
  for (const { says, about, cause, variant, confidence, without, beside, notAbout } of clues) {
    const found = says.exec(told);
    if (found === null || without?.test(told) || beside?.test(told) === false) continue;
    if (notAbout !== undefined && isAbout(view, notAbout)) continue;
    if (about !== undefined && !about.some((topic) => isAbout(view, topic))) continue;
    yield {
      cause,
      variant,
      confidence,
      specificity: confidence !== 'likely' ? 1 : says.test(view.remarks) ? 3 : 2,
      lines: [
        line('description', quoteOf(told, found.index, found.index + found[0].length), causeAdvice[cause].expected),
      ],
    };
  }
};
