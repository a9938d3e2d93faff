import { addressOf, domainOf } from '../../evidence/address.ts';
import { showValue } from '../../text/value.ts';
import { addressesIn } from '../addresses-in.ts';
import { jwtOf, paste, refused, tokenRequest } from '../example.ts';
import { audiencesOf } from '../loose-jwt.ts';
import { isAbout, saysAbout } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen } from '../view.ts';
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
    const isSaid = sent.request.text.length > 20 ? saysAbout(sent.request, 'audience') : isAbout(view, 'audience');
    const isTold = isSaid && !isOfToken;
    const isUrl = list.every((one) => /^https:\/\/[^/]/.test(one));
    const isHere = list.some((one) => addressOf(one)?.host === host);
    const isForeign = outcome === 'refused' && list.every((one) => isOtherDomain(one, host));
    const shown = list.slice(0, 3).map(showValue).join(' and ') || 'none';
    const wanted = isTold ? wantedIn(sent.request) : undefined;
    const isOther = wanted !== undefined && !list.includes(wanted);
    const expected = isOther ? `${wanted}  (named in the answer)` : `https://${host} as this server documents it`;
    const lines = [line('aud of the assertion', shown, expected)];
    if (isTold && (Array.isArray(aud) || !isUrl || !isHere || isOther))
      yield { variant: 'told', confidence: 'certain', specificity: 3, lines };
    else if (!isUrl || !isHere)
      yield {
        variant: 'compared',
        // The host alone lacks its scheme.
        confidence: isTold || isForeign || list.length === 0 || list.includes(host) ? 'likely' : 'possible',
        lines,
      };
  },
  cases: () => ({
    fires: [
      {
        variant: 'told',
        confidence: 'certain',
        name: 'the answer names the address of the endpoint, and the assertion has the one of the server',
        text: paste(
          tokenRequest({ ...grant, client_assertion: jwtOf({ iss: 'shop', sub: 'shop', aud: 'https://idp.example' }) }),
          refused('invalid_client', 'The audience of the assertion must be https://idp.example/token', 401),
        ),
      },
      {
        variant: 'told',
        confidence: 'certain',
        name: 'the answer names the audience, and the assertion has a name in place of an address',
        text: paste(
          tokenRequest({ ...grant, client_assertion: jwtOf({ iss: 'shop', sub: 'shop', aud: 'idp' }) }),
          refused('invalid_client', 'the audience of the assertion is not accepted', 401),
        ),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'the aud of another domain',
        text: paste(
          tokenRequest({
            ...grant,
            client_assertion: jwtOf({ iss: 'shop', sub: 'shop', aud: 'https://login.test/token' }),
          }),
          refused('invalid_client', undefined, 401),
        ),
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
        variant: 'told',
        name: 'the aud is what the answer names',
        text: paste(
          tokenRequest({
            ...grant,
            client_assertion: jwtOf({ iss: 'shop', sub: 'shop', aud: 'https://idp.example/token' }),
          }),
          refused('invalid_client', 'The audience of the assertion must be https://idp.example/token, once', 401),
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
        text: paste(
          tokenRequest({
            ...grant,
            client_assertion: jwtOf({ iss: 'shop', sub: 'shop', aud: 'https://idp.example/token' }),
          }),
          refused('invalid_client', 'the signature of the assertion does not fit', 401),
        ),
      },
      {
        variant: 'told',
        name: 'one address of this server, and an answer about something else',
        text: paste(
          tokenRequest({
            ...grant,
            client_assertion: jwtOf({ iss: 'shop', sub: 'shop', aud: 'https://idp.example' }),
          }),
          refused('invalid_client', 'no key of this client has this kid', 401),
        ),
      },
    ],
  }),
});

/** The address that the answer says the audience has to be. */
function wantedIn({ text }: Seen): string | undefined {
  return [...addressesIn(text)].find(({ from }) => saysWanted.test(text.slice(Math.max(0, from - 60), from)))?.address;
}

const saysWanted =
  /\b(?:(?:must|should|has to|needs to) (?:be|equal|match|contain|include|have)|expect(?:s|ed|ing)?|requires?|required)\b[^\n.]{0,30}$/i;

function isOtherDomain(audience: string, host: string): boolean {
  const other = addressOf(audience)?.host;
  return other !== undefined && domainOf(other) !== domainOf(host);
}
