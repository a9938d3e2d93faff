import { addressOf, isLoopback } from '../../evidence/address.ts';
import { isHostOfCustomer } from '../../providers/recognise.ts';
import { showValue } from '../../text/value.ts';
import {
  answer,
  apiCall,
  authorizationRequest,
  codeRedemption,
  paste,
  post,
  refused,
  tokenRequest,
  tokens,
} from '../example.ts';
import { hasFailed } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { areEnvironments, toldHost, twoRegions } from './hosts-of-account.ts';
import { type KeyVariant, ofKey, ofKeyAndHost } from './key-of-environment.ts';
import { areClearStages, differInStage, isAtStage, isPlainlyRefused, withoutStage } from './stages.ts';

type Variant =
  | 'told'
  | 'accepted-elsewhere'
  | 'two-hosts'
  | 'hosts'
  | KeyVariant
  | 'said-stage'
  | 'remark'
  | 'localhost-callback';

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const byCode = 'grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop';

/** Hosts, keys and addresses of two environments are used together. RFC 6749 sections 2.2 and 3. */
export const environmentMixUp = defineSign<Variant>({
  cause: 'environment/environment-mix-up',
  variants: {
    told: 'An earlier answer named the host of another stage for this token',
    'accepted-elsewhere': 'The client is known at the host of another stage',
    'two-hosts': 'The flow goes through two environments of the provider',
    hosts: 'The flow began at the host of one stage, and goes on at that of another',
    key: 'A key of the one environment was sent, and the answer speaks of environments',
    'key-and-host': 'A client of the one environment was sent to the host of another',
    'said-stage': 'Somebody says that the credentials are of the other environment than the host',
    remark: 'Somebody speaks of a test environment, and the host that was called names none',
    'localhost-callback': 'A page that is not on this machine sends a redirect URI that is',
  },
  specs: ['RFC 6749 section 2.2', 'RFC 6749 section 3'],
  look: function* environmentMixUp(view) {
    const { subject } = view;
    if (subject === undefined || !hasFailed(view)) return;
    yield* ofEnvironments(view, subject);
    yield* ofStages(view, subject);
    yield* ofKnownClient(view, subject);
    yield* ofKey(subject);
    yield* ofKeyAndHost(view, subject);
    yield* ofRemark(view, subject);
    yield* ofCallback(subject);
  },
  cases: () => ({
    fires: [
      {
        variant: 'told',
        confidence: 'certain',
        name: 'a token of production at the host of a sandbox',
        text: paste(
          codeRedemption(),
          answer(200, {
            access_token: 'a81kLs02kdQfk39f',
            token_type: 'Bearer',
            instance_url: 'https://shop.idp.example',
          }),
          'GET https://shop--uat.sandbox.idp.example/orders\nAuthorization: Bearer a81kLs02kdQfk39f',
          answer(401, { message: 'Session expired or invalid' }),
        ),
      },
      {
        variant: 'accepted-elsewhere',
        confidence: 'certain',
        name: 'the client is registered in production alone',
        text: paste(
          authorizationRequest({}, 'https://idp.example.org/authorize'),
          'HTTP/1.1 302 Found\nLocation: https://idp.example.org/login',
          authorizationRequest({}, 'https://sandbox.example.org/authorize'),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'two-hosts',
        confidence: 'certain',
        name: 'begun in the sandbox, redeemed in production',
        text: paste(
          authorizationRequest({}, 'https://test.salesforce.com/services/oauth2/authorize'),
          post('https://login.salesforce.com/services/oauth2/token', byCode, form),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'hosts',
        confidence: 'certain',
        name: 'begun at staging, redeemed at the host without it',
        text: paste(
          authorizationRequest({}, 'https://login.staging.idp.example/authorize'),
          post('https://login.idp.example/token', byCode, form),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'hosts',
        confidence: 'certain',
        name: 'begun at the host of the demo',
        text: paste(
          authorizationRequest({}, 'https://account-d.idp.example/authorize'),
          post('https://account.idp.example/token', byCode, form),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'hosts',
        confidence: 'likely',
        name: 'a name that may stand for something else',
        text: paste(
          authorizationRequest({}, 'https://int.idp.example/authorize'),
          post('https://idp.example/token', byCode, form),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'hosts',
        confidence: 'likely',
        name: 'two stages, and a code that is too old',
        text: paste(
          authorizationRequest({}, 'https://login.staging.idp.example/authorize'),
          post('https://login.idp.example/token', byCode, form),
          refused('invalid_grant', 'the code has expired'),
        ),
      },
      {
        variant: 'key',
        confidence: 'certain',
        name: 'a test key where the live mode is meant',
        text: paste(
          apiCall('Bearer sk_test_k39fL20fkLs02kdQ'),
          refused('invalid_request', 'this object exists in live mode, and a test mode key was used'),
        ),
      },
      {
        variant: 'key-and-host',
        confidence: 'certain',
        name: 'the client of the sandbox at a provider whose sandbox has another host',
        text: paste(
          post('https://api.ebay.com/identity/v1/oauth2/token', 'grant_type=client_credentials', {
            ...form,
            Authorization: `Basic ${btoa('ShopShop-Shop-SBX-1a2b3c4d5-e6f7a8b9:SBX-a2b3c4d5e6f7-a8b9')}`,
          }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'key-and-host',
        confidence: 'likely',
        name: 'the client of the sandbox at the host of production',
        text: paste(
          tokenRequest({ grant_type: 'client_credentials', client_id: 'sandbox-k39fL20f', client_secret: 'a81kLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'key-and-host',
        confidence: 'likely',
        name: 'the client of production at the host of the sandbox',
        text: paste(
          post('https://sandbox.idp.example/token', 'grant_type=client_credentials&client_id=live_k39fL20f', form),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'remark',
        confidence: 'possible',
        name: 'a sandbox that only the remark knows',
        text: paste(
          'I try to sign in with my sandbox user.',
          codeRedemption({ client_secret: 'a81kLs02kdQk39f' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'said-stage',
        confidence: 'likely',
        name: 'a token of the sandbox at the live API',
        text: paste(
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          refused('invalid_token', undefined, 401),
          'The token was made in the sandbox of the shop.',
        ),
      },
      {
        variant: 'said-stage',
        confidence: 'likely',
        name: 'live mode, and a library that calls the sandbox',
        text: paste(
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8', 'https://api.sandbox.idp.example/orders'),
          refused('invalid_token', undefined, 401),
          'With test orders all is well, and live mode gives this error.',
        ),
      },
      {
        variant: 'localhost-callback',
        confidence: 'likely',
        name: 'the settings of development on the server',
        text: paste(
          `${authorizationRequest({ redirect_uri: 'http://localhost:3000/callback' })}\nReferer: https://shop.example/login`,
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
    silent: [
      {
        variant: 'told',
        name: 'a token of one region at the host of another',
        text: paste(
          codeRedemption(),
          answer(200, {
            access_token: 'a81kLs02kdQfk39f',
            token_type: 'Bearer',
            instance_url: 'https://eu.idp.example',
          }),
          'GET https://us.idp.example/orders\nAuthorization: Bearer a81kLs02kdQfk39f',
          answer(401, { message: 'Session expired or invalid' }),
        ),
      },
      {
        variant: 'accepted-elsewhere',
        name: 'one app at two customers, of which one is called demo',
        text: paste(
          post('https://demo.myshopify.com/admin/oauth/access_token', byCode, form),
          tokens(),
          post('https://garden.myshopify.com/admin/oauth/access_token', byCode, form),
          refused('invalid_request'),
        ),
      },
      {
        variant: 'hosts',
        name: 'begun and redeemed at staging, on two hosts of it',
        text: paste(
          authorizationRequest({}, 'https://login.staging.idp.example/authorize'),
          post('https://token.staging.idp.example/token', byCode, form),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'key',
        name: 'a key of production, and an answer that speaks of production',
        text: paste(
          post('https://api.ebay.com/identity/v1/oauth2/token', 'grant_type=client_credentials', {
            ...form,
            Authorization: `Basic ${btoa('ShopShop-Shop-PRD-1a2b3c4d5-e6f7a8b9:PRD-a2b3c4d5e6f7-a8b9')}`,
          }),
          refused('invalid_client', 'client authentication failed. Check the keys of your production keyset', 401),
        ),
      },
      {
        variant: 'key',
        name: 'an id that begins with live for another reason',
        text: paste(
          tokenRequest({ grant_type: 'client_credentials', client_id: 'live_chat', client_secret: 'a81kLs02' }),
          refused('invalid_client', 'Unknown client. See the production checklist.', 401),
        ),
      },
      {
        variant: 'key',
        name: 'a test key, and an answer about something else',
        text: paste(apiCall('Bearer sk_test_k39fL20fkLs02kdQ'), refused('invalid_request', 'amount is not a number')),
      },
      {
        variant: 'key-and-host',
        name: 'the client of the sandbox at the host of the sandbox',
        text: paste(
          post('https://sandbox.idp.example/token', 'grant_type=client_credentials&client_id=sandbox-k39fL20f', form),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'said-stage',
        name: 'tokens of both environments, each at its host',
        text: paste(
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          refused('invalid_token', undefined, 401),
          'The sandbox token works in the sandbox, and the production token does not.',
        ),
      },
      {
        variant: 'said-stage',
        name: 'a token of the sandbox at the sandbox',
        text: paste(
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8', 'https://api.sandbox.idp.example/orders'),
          refused('invalid_token', undefined, 401),
          'The token was made in the sandbox of the shop.',
        ),
      },
      {
        variant: 'localhost-callback',
        name: 'a page on this machine sends its own address',
        text: paste(
          `${authorizationRequest({ redirect_uri: 'http://localhost:3000/callback' })}\nReferer: http://localhost:3000/login`,
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
  }),
});

/** A host that an earlier answer named is surer than what is known of the provider. */
function* ofEnvironments(view: View, subject: Seen): Generator<Shown<Variant>> {
  const told = toldHost(view, subject);
  if (told !== undefined && differInStage(told.host, subject.host)) {
    yield {
      variant: 'told',
      confidence: told.isSure && areClearStages(told.host, subject.host) ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('host', showValue(subject.host), `${showValue(told.host)}  (${told.name} of an earlier answer)`)],
    };
  }
  const both = told === undefined ? twoRegions(view, subject) : undefined;
  if (both === undefined || !areEnvironments(both)) return;
  yield {
    variant: 'two-hosts',
    confidence: subject.outcome === 'refused' ? 'certain' : 'likely',
    specificity: 3,
    lines: [line('host', `${showValue(subject.host)}  (${both.here})`, `the hosts of ${both.before}, as before`)],
  };
}

function* ofStages({ start }: View, subject: Seen): Generator<Shown<Variant>> {
  if (start === undefined || start === subject || !subject.isOf('token-request', 'resource-request')) return;
  const [one, other] = [start.host, subject.host];
  if (!areOfTwoStages(one, other) && !areSiblings(one, other)) return;
  yield {
    variant: 'hosts',
    confidence: areClearStages(one, other) && isPlainlyRefused(subject) ? 'certain' : 'likely',
    specificity: 3,
    lines: [line('host', showValue(other), `${showValue(one)}  (where the flow began)`)],
  };
}

/** The same client id is taken where the stage is another one. */
function* ofKnownClient({ all }: View, subject: Seen): Generator<Shown<Variant>> {
  const id = subject.clientId;
  const known = all.find(
    (one) => one.outcome === 'accepted' && one.clientId === id && areOfTwoStages(one.host, subject.host),
  );
  if (id === undefined || known === undefined || subject.outcome !== 'refused') return;
  yield {
    variant: 'accepted-elsewhere',
    // A secret of its own may simply be a wrong one.
    confidence:
      areClearStages(known.host, subject.host) &&
      isPlainlyRefused(subject) &&
      known.credentials?.secret === subject.credentials?.secret
        ? 'certain'
        : 'likely',
    specificity: 3,
    lines: [line('host', showValue(subject.host), `${showValue(known.host)}  (which knows this client)`)],
  };
}

/** Tells whether two hosts of one domain name different stages. A customer's host may be named anything. */
function areOfTwoStages(one: string, other: string): boolean {
  if (!differInStage(one, other)) return false;
  return !isHostOfCustomer(one) || withoutStage(one) === withoutStage(other);
}

/** Tells whether two hosts differ by the stage behind the first name alone: `account-d` and `account`. */
function areSiblings(one: string, other: string): boolean {
  const bare = (host: string): string =>
    host.replace(/^([a-z0-9]+)-(?:d|s|t|dev|test|demo|stage|sandbox|uat|qa)\./, '$1.');
  return one !== other && bare(one) === bare(other);
}

const environment =
  /sandbox|test (?:org|environment|account|user|instance)|staging|scratch org|production (?:keys?|credentials|account)/i;
const ofTests = keyOfEnvironment('sandbox|staging|test ?mode');
const ofLive = keyOfEnvironment('live|production');

/** A key, a token or a failure of an environment, in the words of somebody who has it. */
function keyOfEnvironment(names: string): RegExp {
  const key = String.raw`\b(?:token|key|credential|secret)s?\b`;
  return new RegExp(
    String.raw`\b(?:${names})\b[\w ]{0,30}(?:${key}|\b(?:error|fails|401)\b)|${key}[\w ]{0,40}\b(?:${names})\b`,
    'i',
  );
}

/** Somebody names the environment of what is refused, and the host that was called is the other one's. */
function* ofRemark({ remarks }: View, subject: Seen): Generator<Shown<Variant>> {
  const isTest = ofTests.test(remarks);
  const isOfOther = isTest !== ofLive.test(remarks) && isTest !== isAtStage(subject);
  const isOfKey = subject.status === 401 || subject.code === 'invalid_client';
  const isTold = isOfOther && isOfKey && isPlainlyRefused(subject);
  const isNamed = environment.test(remarks) && !isAtStage(subject) && subject.isOf('token-request');
  if (!isTold && !(isNamed && subject.outcome === 'refused')) return;
  yield {
    variant: isTold ? 'said-stage' : 'remark',
    confidence: isTold ? 'likely' : 'possible',
    lines: [line('host', showValue(subject.host), 'the host of the environment that the remark names')],
  };
}

function* ofCallback(subject: Seen): Generator<Shown<Variant>> {
  const uri = addressOf(subject.sent('redirect_uri') ?? '');
  const page = addressOf(subject.header('referer') ?? '');
  if (uri === undefined || page === undefined || page.host === subject.host) return;
  if (!isLoopback(uri.host) || isLoopback(page.host)) return;
  yield {
    variant: 'localhost-callback',
    confidence: 'likely',
    lines: [line('redirect_uri', showValue(`${uri.scheme}://${uri.host}`), showValue(`${page.scheme}://${page.host}`))],
  };
}
