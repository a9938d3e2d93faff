import { showValue } from '../../text/value.ts';
import { apiCall, authorizationRequest, callback, codeRedemption, paste, post, refused, tokens } from '../example.ts';
import { hasFailed, isAbout } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { areEnvironments, toldHost, toldSite, twoRegions } from './hosts-of-account.ts';
import { differInStage } from './stages.ts';

type Variant = 'told' | 'site' | 'two-hosts' | 'two-countries';

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const ofZoho = 'grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=1000.SHOP';

/** The account belongs to another region than the host that was called. RFC 6749 section 3.2. */
export const regionMismatch = defineSign<Variant>({
  cause: 'environment/region-mismatch',
  variants: {
    told: 'An earlier answer named another host for this account',
    site: 'The callback named another site of the provider than the token request goes to',
    'two-hosts': 'The flow goes through two regions of the provider',
    'two-countries': 'One name stands under the domains of two countries',
  },
  specs: ['RFC 6749 section 3.2'],
  look: function* regionMismatch(view) {
    const { subject } = view;
    if (subject === undefined) yield* ofCountries(view);
    else if (hasFailed(view)) yield* ofHosts(view, subject);
  },
  cases: () => ({
    fires: [
      {
        variant: 'site',
        confidence: 'certain',
        name: 'the account lives on another site',
        text: paste(
          authorizationRequest({}, 'https://app.metrics.example/oauth2/authorize'),
          callback({ site: 'eu1.metrics.example' }),
          codeRedemption({}, {}, 'https://api.metrics.example/oauth2/token'),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'told',
        confidence: 'certain',
        name: 'the callback names the server of the account',
        text: paste(
          authorizationRequest(),
          callback({ 'accounts-server': 'https://idp-eu.example' }),
          codeRedemption(),
          refused('invalid_code'),
        ),
      },
      {
        variant: 'told',
        confidence: 'certain',
        name: 'the answer with the token names the host of the API',
        text: paste(
          codeRedemption(),
          tokens({ api_domain: 'https://api-eu.orders.example' }),
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8', 'https://api.orders.example/list'),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'told',
        confidence: 'certain',
        name: 'a service of another country than the API that the answer names',
        text: paste(
          codeRedemption({}, {}, 'https://accounts.garden.com/token'),
          tokens({ api_domain: 'https://www.gardenapis.eu' }),
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8', 'https://mail.garden.com/api/list'),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'told',
        confidence: 'likely',
        name: 'the token goes to an API of another name than the answer with it says',
        text: paste(
          codeRedemption(),
          tokens({ instance_url: 'https://eu.garden.example' }),
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8', 'https://api.orders.test/list'),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'two-hosts',
        confidence: 'likely',
        name: 'begun in one region, redeemed in another',
        text: paste(
          authorizationRequest({}, 'https://accounts.zoho.eu/oauth/v2/auth'),
          post('https://accounts.zoho.com/oauth/v2/token', ofZoho, form),
          refused('invalid_code'),
        ),
      },
      {
        variant: 'two-countries',
        confidence: 'likely',
        name: 'two addresses in one remark',
        text: 'invalid_client. I signed in at https://accounts.idp.eu and call https://accounts.idp.in/token.',
      },
    ],
    silent: [
      {
        variant: 'told',
        name: 'an endpoint of the server that gave the token and named an API',
        text: paste(
          codeRedemption(),
          tokens({ api_domain: 'https://www.idpapis.example' }),
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8', 'https://idp.example/oauth/user/info'),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'told',
        name: 'another service of the provider in the same country',
        text: paste(
          codeRedemption({}, {}, 'https://accounts.garden.eu/token'),
          tokens({ api_domain: 'https://www.gardenapis.eu' }),
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8', 'https://mail.garden.eu/api/list'),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'told',
        name: 'the token of another provider goes to its API',
        text: paste(
          codeRedemption(),
          tokens({ instance_url: 'https://eu.garden.example' }),
          apiCall('Bearer Qk93hg8fLs02kdQ', 'https://api.orders.test/list'),
          refused('invalid_token', undefined, 401),
        ),
      },
      {
        variant: 'told',
        name: 'the callback names the server that is called',
        text: paste(
          authorizationRequest(),
          callback({ 'accounts-server': 'https://idp.example' }),
          codeRedemption(),
          refused('invalid_code'),
        ),
      },
      {
        variant: 'two-hosts',
        name: 'begun and redeemed in one region',
        text: paste(
          authorizationRequest({}, 'https://accounts.zoho.eu/oauth/v2/auth'),
          post('https://accounts.zoho.eu/oauth/v2/token', ofZoho, form),
          refused('invalid_code'),
        ),
      },
      {
        variant: 'two-countries',
        name: 'a country as the name of one host below the domain',
        text: 'invalid_client. I signed in at https://accounts.idp.eu.login.com and call https://accounts.idp.in/token.',
      },
      {
        variant: 'two-countries',
        name: 'two names, each in its country',
        text: 'invalid_client. I signed in at https://accounts.idp.eu and call https://api.shop.in/orders.',
      },
    ],
  }),
});

function* ofHosts(view: View, subject: Seen): Generator<Shown<Variant>> {
  const named = toldHost(view, subject);
  // Another stage of the same provider is another environment, and no region.
  const told = named === undefined || differInStage(named.host, subject.host) ? undefined : named;
  const regions = twoRegions(view, subject);
  const site = toldSite(view, subject);
  if (site !== undefined) {
    yield {
      variant: 'site',
      confidence: subject.outcome === 'refused' ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('host', showValue(subject.host), `${showValue(site.host)}  (${site.name} of the callback)`)],
    };
  }
  if (told !== undefined) {
    const expected = `${showValue(told.host)}  (${told.name} of an earlier answer)`;
    yield {
      variant: 'told',
      confidence: told.isSure ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('host', showValue(subject.host), expected)],
    };
  } else if (named === undefined && regions !== undefined && !areEnvironments(regions)) {
    yield {
      variant: 'two-hosts',
      confidence: subject.outcome === 'refused' ? 'certain' : 'likely',
      specificity: 3,
      lines: [
        line('host', `${showValue(subject.host)}  (${regions.here})`, `the hosts of ${regions.before}, as before`),
      ],
    };
  }
}

const hostOfCountry =
  /(?<![a-z0-9-])([a-z0-9-]{3,30})\.(com|eu|in|jp|cn|ca|sa|uk|us|de|fr|com\.au|com\.cn|co\.uk|co\.in)\b(?!\.?[a-z0-9-])/gi;

/** One name under two countries' domains: `accounts.zoho.com` and `zoho.in`. */
function* ofCountries(view: View): Generator<Shown<Variant>> {
  if (!isAbout(view, 'client') && !isAbout(view, 'code')) return;
  const countries = new Map<string, string>();
  const hosts = view.all.map((one) => one.host).join('\n');
  for (const [, name = '', domain = ''] of `${view.words.slice(0, 8000)}\n${hosts}`.matchAll(hostOfCountry)) {
    const country = domain.toLowerCase();
    const before = countries.get(name.toLowerCase()) ?? country;
    countries.set(name.toLowerCase(), before);
    if (before === country || /example|localhost/.test(name)) continue;
    yield {
      variant: 'two-countries',
      confidence: 'likely',
      specificity: 3,
      lines: [line('hosts', showValue(`${name}.${before}`), showValue(`${name}.${country}`))],
    };
    return;
  }
}
