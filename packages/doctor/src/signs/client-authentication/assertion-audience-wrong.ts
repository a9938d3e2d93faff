import { addressOf, domainOf } from '../../evidence/address.ts';
import { showValue } from '../../text/value.ts';
import { addressesIn } from '../addresses-in.ts';
import { stageOf } from '../environment/stages.ts';
import { jwtOf, paste, refused, tokenRequest } from '../example.ts';
import { audiencesOf } from '../loose-jwt.ts';
import { documentation } from '../redirect-uri/told-redirect-uris.ts';
import { givesReason, isAbout, saysAbout } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { assertionSent } from './assertion-sent.ts';

const grant = { grant_type: 'client_credentials', client_assertion_type: 'jwt-bearer' };

/** The aud of the assertion does not name the server that it was sent to. RFC 7523 section 3. */
export const assertionAudienceWrong = defineSign({
  cause: 'client-authentication/assertion-audience-wrong',
  variants: {
    told: 'The answer speaks of the audience, and the aud of the assertion is a list or not of this server',
    compared: 'The aud of the assertion is no address of this server',
  },
  specs: ['RFC 7523 section 3'],
  look: function* assertionAudienceWrong(view) {
    const sent = assertionSent(view, 'client_secret');
    if (sent === undefined) return;
    const { aud } = sent.claims;
    const { host, outcome } = sent.request;
    const list = audiencesOf(sent.claims);
    // An answer that asks for another audience of the token means the request's own.
    const isOfToken = sent.request.has('audience') || sent.request.has('resource');
    const isSaid = givesReason(sent.request) ? saysAbout(sent.request, 'audience') : isAbout(view, 'audience');
    const isTold = isSaid && !isOfToken;
    const isHost = view.habits?.assertionForHost === true && list.includes(host);
    const isUrl = isHost || list.every((one) => /^https:\/\/[^/]/.test(one));
    const isHere = isHost || list.some((one) => addressOf(one)?.host === host);
    const isOfStage = list.length > 0 && list.every((one) => isOtherEnvironment(one, host, view));
    const isForeign = outcome === 'refused' && list.every((one) => isOtherDomain(one, host));
    const shown = list.slice(0, 3).map(showValue).join(' and ') || 'none';
    const wanted = isTold ? wantedIn(sent.request) : [];
    const isOther = wanted.length > 0 && !wanted.some((one) => list.includes(one));
    const expected = isOther
      ? `${wanted.join(' or ')}  (named in the answer)`
      : `${view.habits?.assertionForHost === true ? '' : 'https://'}${host} as this server documents it`;
    const lines = [line('aud of the assertion', shown, expected)];
    if (isTold && (Array.isArray(aud) || !isUrl || !isHere || isOther))
      yield { variant: 'told', confidence: 'certain', specificity: 3, lines };
    else if (!isUrl || !isHere)
      yield {
        variant: 'compared',
        // The host alone lacks its scheme.
        confidence:
          isTold || isForeign || isOfStage || list.length === 0 || list.includes(host) ? 'likely' : 'possible',
        lines,
      };
  },
  cases: () => ({
    fires: [
      {
        variant: 'told',
        confidence: 'certain',
        name: 'the issuer in the place of the address, and a server that says so in its log alone',
        text: paste(refusedFor('https://login.idp.example.net'), 'client_assertion_rejected: InvalidAudienceError'),
      },
      {
        variant: 'told',
        confidence: 'certain',
        name: 'the aud is neither of the two that the answer takes',
        text: refusedFor('https://idp.example/', 'expected audience: https://idp.example or https://idp.example/token'),
      },
      {
        variant: 'told',
        confidence: 'certain',
        name: 'the answer names the address of the endpoint, and the assertion has the one of the server',
        text: refusedFor('https://idp.example', 'The audience of the assertion must be https://idp.example/token'),
      },
      {
        variant: 'told',
        confidence: 'certain',
        name: 'the answer names the audience, and the assertion has a name in place of an address',
        text: refusedFor('idp', 'the audience of the assertion is not accepted'),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'the aud of another domain',
        text: refusedFor('https://login.test/token'),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'the aud of production at the sandbox, and an answer whose body nobody saved',
        text: paste(
          environments(
            'https://login.salesforce.com',
            'https://acme--uat.sandbox.my.salesforce.com/services/oauth2/token',
          ),
          'HTTP/1.1 400 Bad Request\nContent-Type: application/json',
        ),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'the aud of production at the demonstration',
        text: environments('account.docusign.com', 'https://account-d.docusign.com/oauth/token'),
      },
      {
        variant: 'compared',
        confidence: 'possible',
        name: 'the aud of all production at the host of one customer',
        text: environments('https://login.salesforce.com', 'https://acme.my.salesforce.com/services/oauth2/token'),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'a secret that is a JWT, for the host without its scheme',
        text: paste(
          tokenRequest({
            grant_type: 'authorization_code',
            code: 'Lf93kfh20LsdkfP',
            client_id: 'shop',
            client_secret: jwtOf({ iss: 'TEAM', sub: 'shop', aud: 'idp.example' }),
          }),
          refused('invalid_client', undefined, 401),
        ),
      },
    ],
    silent: [
      {
        variant: 'compared',
        name: 'the host without scheme, as this provider has it',
        text: environments('account-d.docusign.com', 'https://account-d.docusign.com/oauth/token'),
      },
      {
        variant: 'told',
        name: 'the aud is the second of those that the answer takes',
        text: refusedFor(
          'https://idp.example/token',
          'The audience must be https://idp.example/realms/shop, https://idp.example or https://idp.example/token',
        ),
      },
      {
        variant: 'told',
        name: 'the answer is content with the audience, and wants another iss',
        text: refusedFor(
          'https://idp.example/token',
          'The audience is accepted, the iss must be https://shop.example/client',
        ),
      },
      {
        variant: 'told',
        name: 'the answer tells where the audience is explained',
        text: refusedFor(
          'https://idp.example/token',
          'The audience is not accepted, it must be as described at https://docs.idp.example/assertions',
        ),
      },
      {
        variant: 'told',
        name: 'the answer tells what the audience must not be',
        text: refusedFor(
          'https://idp.example/token',
          'The audience must not be https://idp.example/token/ with a slash',
        ),
      },
      {
        variant: 'told',
        name: 'the aud is what the answer names',
        text: refusedFor(
          'https://idp.example/token',
          'The audience of the assertion must be https://idp.example/token, once',
        ),
      },
      {
        variant: 'told',
        name: 'the answer means the audience that the token is asked for',
        text: paste(
          tokenRequest({
            ...grant,
            audience: 'https://api.example',
            client_assertion: jwtOf({ iss: 'shop', sub: 'shop', aud: ['https://idp.example/token'] }),
          }),
          refused('invalid_client', 'the client may not ask for this audience', 401),
        ),
      },
      {
        variant: 'told',
        name: 'somebody has compared the audience, and the answer is about the signature',
        text: paste(
          tokenRequest({
            ...grant,
            client_assertion: jwtOf({ iss: 'shop', sub: 'shop', aud: ['https://idp.example/token'] }),
          }),
          refused('invalid_client', 'the signature could not be verified', 401),
          'The aud is right.',
        ),
      },
      {
        variant: 'compared',
        name: 'the aud is the address of the endpoint, and the key is not known',
        text: refusedFor('https://idp.example/token', 'the signature of the assertion does not fit'),
      },
      {
        variant: 'told',
        name: 'one address of this server, and an answer about something else',
        text: refusedFor('https://idp.example', 'no key of this client has this kid'),
      },
    ],
  }),
});

/** An assertion for this audience, and the answer that refuses it. */
function refusedFor(aud: string | readonly string[], description?: string): string {
  const assertion = jwtOf({ iss: 'shop', sub: 'shop', aud });
  return paste(tokenRequest({ ...grant, client_assertion: assertion }), refused('invalid_client', description, 401));
}

/** An assertion for this audience as the grant, and somebody who says that it failed. */
function environments(aud: string, endpoint: string): string {
  const assertion = jwtOf({ iss: 'shop', sub: 'ada@shop.example', aud });
  const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  return paste(tokenRequest({ grant_type: grantType, assertion }, {}, endpoint), 'This call fails for me.');
}

/** The addresses of which the answer says that the audience has to be one. */
function wantedIn({ text }: Seen): readonly string[] {
  const wanted: string[] = [];
  let end = 0;
  for (const { address, from, to } of addressesIn(text)) {
    const isNext = wanted.length > 0 && orAnother.test(text.slice(end, from));
    // Addresses of which something else is said end the list.
    if (wanted.length > 0 && !isNext) break;
    if (documentation.test(address) || !(isNext || isWantedBehind(text.slice(Math.max(0, from - 90), from)))) continue;
    wanted.push(address);
    end = to;
  }
  return wanted;
}

/** Tells whether the clause before an address says that the audience, and no other claim, has to be it. */
function isWantedBehind(lead: string): boolean {
  const said = saysWanted.exec(lead.split(newClause).at(-1) ?? '')?.[0];
  return said !== undefined && !otherClaim.test(said);
}

const otherClaim = /\b(?:iss(?:uer)?|sub(?:ject)?|jti|kid|exp|iat|nbf)\b/i;
const newClause = /\n|; |[.!?] /;
const orAnother = /^["'`]?(?:,| or|, or)[\s"'`]{1,3}$/i;
const saysWanted =
  /\b(?:aud(?:ience)?s?\b.{0,40}\b(?:(?:must|should|has to|needs to) (?:be|equal|match|contain|include|have)|expect(?:s|ed|ing)?|requires?|required)\b.{0,30}|(?:expect(?:s|ed|ing)?|requires?|required)\b.{0,30}\baud(?:ience)?s?\b.{0,20})$/i;

/** Tells whether an audience is another environment of the provider that was called: production, or its sandbox. */
function isOtherEnvironment(audience: string, host: string, { habits }: View): boolean {
  const other = addressOf(audience)?.host ?? audience;
  const [its, own] = [other, host].map((one) => environmentOf(one, habits?.regions ?? {}));
  if (its !== undefined && own !== undefined) return its !== own;
  const isOneOfStage = [other, host].filter((one) => stageOf(one) !== undefined).length === 1;
  return isOneOfStage && domainOf(other) === domainOf(host);
}

function environmentOf(host: string, regions: Readonly<Record<string, readonly string[]>>): string | undefined {
  return Object.keys(regions).find((name) => regions[name]?.includes(host));
}

function isOtherDomain(audience: string, host: string): boolean {
  const other = addressOf(audience)?.host;
  return other !== undefined && domainOf(other) !== domainOf(host);
}
