import { showPair } from '../../text/value.ts';
import { authorizationRequest, codeRedemption, paste, refused } from '../example.ts';
import { isRedemption } from '../flow-of-subject.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen } from '../view.ts';

/** What stands for several tenants at once, and may take the code of each. */
const forMany = /^(?:common|organizations|consumers|default)$/i;
const id = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const contoso = 'https://login.idp.example/0b1f7c2e-5d3a-4c6b-9e8f-1a2b3c4d5e6f/oauth2/v2.0';
const fabrikam = 'https://login.idp.example/7f9e1c3d-2b4a-4d6e-8c0f-6e5d4c3b2a19/oauth2/v2.0';

/** The code of one tenant was redeemed at another one. RFC 6749 section 4.1.3. */
export const wrongAuthority = defineSign({
  cause: 'environment/wrong-authority',
  variants: { 'two-tenants': 'The code is redeemed at another tenant of the host than the login was begun at' },
  specs: ['RFC 6749 section 4.1.3', 'RFC 8414 section 2'],
  look: function* wrongAuthority({ subject, start, isOneFlow }) {
    if (subject?.outcome !== 'refused' || start === undefined || start.host !== subject.host) return;
    const [begun, redeemed] = [tenantOf(start), tenantOf(subject)];
    if (begun === undefined || redeemed === undefined || !isRedemption(subject)) return;
    if (begun.name.toLowerCase() === redeemed.name.toLowerCase()) return;
    // The id of a tenant and one of its domains may be one tenant.
    if (begun.isUnique !== redeemed.isUnique) return;
    const isSure = begun.isUnique && redeemed.isUnique && isOneFlow && subject.code === 'invalid_grant';
    const [seen, expected] = showPair(redeemed.name, begun.name);
    yield {
      variant: 'two-tenants',
      confidence: isSure ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('tenant of the token request', seen, `${expected}  (of the authorization request)`)],
      what: 'The code is redeemed at another tenant than the login was begun at.',
      why: 'A tenant knows only the codes that it issued itself.',
      fix: ['Take both endpoints from one setting, or from the metadata of one tenant.'],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'two-tenants',
        confidence: 'certain',
        name: 'two ids of tenants',
        text: paste(
          authorizationRequest({}, `${contoso}/authorize`),
          codeRedemption({}, {}, `${fabrikam}/token`),
          refused('invalid_grant', 'the code is not valid'),
        ),
      },
      {
        variant: 'two-tenants',
        confidence: 'certain',
        name: 'two realms',
        text: paste(
          authorizationRequest({}, 'https://idp.example/realms/shop/protocol/openid-connect/auth'),
          codeRedemption({}, {}, 'https://idp.example/realms/staff/protocol/openid-connect/token'),
          refused('invalid_grant', 'Code not valid'),
        ),
      },
      {
        variant: 'two-tenants',
        confidence: 'certain',
        name: 'two realms, and an answer that lists every reason of its kind',
        text: paste(
          authorizationRequest({}, 'https://idp.example/realms/shop/protocol/openid-connect/auth'),
          codeRedemption({}, {}, 'https://idp.example/realms/staff/protocol/openid-connect/token'),
          refused('invalid_grant', 'The code is invalid or has expired'),
        ),
      },
      {
        variant: 'two-tenants',
        confidence: 'likely',
        name: 'two ids of tenants, of which the second knows the code',
        text: paste(
          authorizationRequest({}, `${contoso}/authorize`),
          codeRedemption({}, {}, `${fabrikam}/token`),
          refused('invalid_grant', 'the code was already redeemed'),
        ),
      },
      {
        variant: 'two-tenants',
        confidence: 'likely',
        name: 'two ids of tenants, and a code that waited too long at the second',
        text: paste(
          authorizationRequest({}, `${contoso}/authorize`),
          codeRedemption({}, {}, `${fabrikam}/token`),
          refused('invalid_grant', 'This authorization code or refresh token has expired.'),
        ),
      },
      {
        variant: 'two-tenants',
        confidence: 'likely',
        name: 'two domains, which one tenant may have',
        text: paste(
          authorizationRequest({}, 'https://login.idp.example/shop.example/oauth2/v2.0/authorize'),
          codeRedemption({}, {}, 'https://login.idp.example/garden.example/oauth2/v2.0/token'),
          refused('invalid_grant', 'the code is not valid'),
        ),
      },
    ],
    silent: [
      {
        variant: 'two-tenants',
        name: 'a login for all tenants, and the token endpoint of one',
        text: paste(
          authorizationRequest({}, 'https://login.idp.example/common/oauth2/v2.0/authorize'),
          codeRedemption({}, {}, `${fabrikam}/token`),
          refused('invalid_grant', 'the code has expired'),
        ),
      },
      {
        variant: 'two-tenants',
        name: 'the id of a tenant, and a domain of it',
        text: paste(
          authorizationRequest({}, 'https://login.idp.example/shop.example/oauth2/v2.0/authorize'),
          codeRedemption({}, {}, `${fabrikam}/token`),
          refused('invalid_grant', 'the code has expired'),
        ),
      },
      {
        variant: 'two-tenants',
        name: 'one realm in both',
        text: paste(
          authorizationRequest({}, 'https://idp.example/realms/shop/protocol/openid-connect/auth'),
          codeRedemption({}, {}, 'https://idp.example/realms/shop/protocol/openid-connect/token'),
          refused('invalid_grant', 'Code not valid'),
        ),
      },
    ],
  }),
});

/** The tenant in the path of an endpoint, and whether no other name is the same one. */
function tenantOf({ path }: Seen): { readonly name: string; readonly isUnique: boolean } | undefined {
  const realm = /\/realms\/([^/]{1,100})\/protocol\//.exec(path)?.[1];
  if (realm !== undefined) return { name: realm, isUnique: true };
  const name = /^\/([^/]{1,100})\/oauth2\/(?:v2\.0\/)?(?:authorize|token)$/.exec(path)?.[1];
  return name === undefined || forMany.test(name) ? undefined : { name, isUnique: id.test(name) };
}
