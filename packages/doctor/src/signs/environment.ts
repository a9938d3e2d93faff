import { addressOf, isLoopback } from '../evidence/address.ts';
import { showValue } from '../text/value.ts';
import { hasFailed, isAbout } from './said-about.ts';
import { type Look, type Sign, say } from './sign.ts';
import type { Seen, View } from './view.ts';

const stages =
  /(?:^|[.-])(dev|develop|test|testing|stage|staging|stg|sandbox|demo|uat|qa|preview|preprod|acc|int)(?=[.\d-]|$)/i;

/** Regions, environments and authorities: whether everything that is used together belongs together. */
export const environmentSigns: Look = function* environment(view) {
  const { subject } = view;
  if (subject === undefined) {
    yield* ofCountries(view);
    return;
  }
  if (!hasFailed(view)) return;
  yield* ofRegion(view, subject);
  yield* ofHosts(view, subject);
  yield* ofKeys(view, subject);
};

/** Members and parameters in which an answer names the host of the account. */
const naming = [
  'accounts-server',
  'api_domain',
  'accounts_server',
  'instance_url',
  'api_base_uri',
  'base_uri',
  'resource_server',
];

function* ofRegion(view: View, subject: Seen): Generator<Sign> {
  for (const one of view.before) {
    for (const name of naming) {
      const told = one.sent(name) ?? one.got(name);
      const host = addressOf(told ?? '')?.host;
      if (host === undefined || host === '' || host === subject.host) continue;
      const isSameKind = name.startsWith('accounts')
        ? subject.isOf('token-request')
        : subject.isOf('resource-request', 'other');
      if (!isSameKind) continue;
      yield say('environment/region-mismatch', 'told', 'certain', [
        'host',
        showValue(subject.host),
        `${showValue(host)}  (${name} of an earlier answer)`,
      ]);
      return;
    }
  }
  const regions = Object.entries(view.habits?.regions ?? {});
  const regionOf = (host: string): string | undefined =>
    regions.find(([, hosts]) =>
      hosts.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one)),
    )?.[0];
  const here = regionOf(subject.host);
  if (here === undefined) return;
  const other = view.before.map((one) => regionOf(one.host)).find((one) => one !== undefined && one !== here);
  if (other === undefined) return;
  const isStage = stages.test(`.${here}.`) || stages.test(`.${other}.`) || /prod/.test(here + other);
  yield say(
    isStage ? 'environment/environment-mix-up' : 'environment/region-mismatch',
    'two-hosts',
    subject.outcome === 'refused' ? 'certain' : 'likely',
    ['host', `${showValue(subject.host)}  (${here})`, `the hosts of ${other}, as before`],
  );
}

const regional =
  /\b(?:[a-z0-9-]+\.)*([a-z0-9-]{3,30})\.(com|eu|in|jp|cn|ca|sa|uk|us|de|fr|com\.au|com\.cn|co\.uk|co\.in)\b/gi;

/** One name under two countries' domains: `accounts.zoho.com` and `zoho.in`. */
function* ofCountries(view: View): Generator<Sign> {
  if (!isAbout(view, 'client') && !isAbout(view, 'code')) return;
  const domains = new Map<string, string>();
  for (const [
    ,
    name = '',
    country = '',
  ] of `${view.words.slice(0, 8000)}\n${view.all.map((one) => one.host).join('\n')}`.matchAll(regional)) {
    const before = domains.get(name.toLowerCase());
    domains.set(name.toLowerCase(), before ?? country.toLowerCase());
    if (before === undefined || before === country.toLowerCase() || /example|localhost/.test(name)) continue;
    yield say('environment/region-mismatch', 'two-countries', 'likely', [
      'hosts',
      showValue(`${name}.${before}`),
      showValue(`${name}.${country.toLowerCase()}`),
    ]);
    return;
  }
}

function* ofHosts(view: View, subject: Seen): Generator<Sign> {
  const start = view.start;
  if (start === undefined || start === subject || !subject.isOf('token-request', 'resource-request')) return;
  const [one, two] = [stages.exec(start.host)?.[1], stages.exec(subject.host)?.[1]];
  const bare = (host: string): string =>
    host.replace(/^([a-z0-9]+)-(?:d|s|t|dev|test|demo|stage|sandbox|uat|qa)\./, '$1.');
  if (start.host !== subject.host && bare(start.host) === bare(subject.host)) {
    yield say('environment/environment-mix-up', 'sibling-hosts', subject.outcome === 'refused' ? 'certain' : 'likely', [
      'host',
      showValue(subject.host),
      `${showValue(start.host)}  (where the flow began)`,
    ]);
    return;
  }
  const kin = start.host.split('.').slice(-2).join('.') === subject.host.split('.').slice(-2).join('.');
  if (one === two || !kin) return;
  yield say('environment/environment-mix-up', 'hosts', subject.outcome === 'refused' ? 'certain' : 'likely', [
    'host',
    showValue(subject.host),
    `${showValue(start.host)}  (where the flow began)`,
  ]);
}

function* ofKeys(view: View, subject: Seen): Generator<Sign> {
  const secret = subject.credentials?.secret ?? subject.bearer ?? '';
  const isTest = /^(?:sk|pk|rk)_test_|sandbox/i.test(secret) || /^sandbox-|-sandbox/i.test(subject.clientId ?? '');
  const isLive = /^(?:sk|pk|rk)_live_/.test(secret);
  const told = /live ?mode|test ?mode|test keys?|live keys?|sandbox|production/i.test(subject.text);
  if ((isTest || isLive) && told)
    yield say('environment/environment-mix-up', 'key', 'certain', [
      'key',
      isLive ? 'of the live environment' : 'of the test environment',
      'of the same environment as the code or the host',
    ]);
  const stage = stages.test(subject.host);
  if (isTest && !stage && subject.outcome === 'refused' && !/^sk_test|^pk_test|^rk_test/.test(secret))
    yield say('environment/environment-mix-up', 'key-and-host', 'likely', [
      'client',
      'of a sandbox',
      `what ${showValue(subject.host)} knows`,
      2,
    ]);
  const words =
    /sandbox|test (?:org|environment|account|user|instance)|staging|scratch org|production (?:keys?|credentials|account)/i.test(
      view.remarks,
    );
  if (words && subject.isOf('token-request') && !stage && subject.outcome === 'refused')
    yield say('environment/environment-mix-up', 'remark', 'possible', [
      'host',
      showValue(subject.host),
      'the host of the environment that the remark names',
      2,
    ]);
  const uri = addressOf(subject.sent('redirect_uri') ?? '');
  const page = addressOf(subject.header('referer') ?? '');
  if (
    uri !== undefined &&
    page !== undefined &&
    isLoopback(uri.host) &&
    !isLoopback(page.host) &&
    page.host !== subject.host
  ) {
    yield say('environment/environment-mix-up', 'localhost-callback', 'likely', [
      'redirect_uri',
      showValue(`${uri.scheme}://${uri.host}`),
      showValue(`${page.scheme}://${page.host}`),
      2,
    ]);
  }
}
