import { nearestName } from '@candor/protocol';
import { showValue } from '../../text/value.ts';
import { failedRequestOfClient } from '../client-authentication/request-of-client.ts';
import { paste, refused, tokenRequest } from '../example.ts';
import { saysAbout } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import { grantTypes } from './grant-types.ts';

/** grant_type has a value that no specification knows. RFC 6749 sections 4.1.3 and 4.5. */
export const grantTypeValueWrong = defineSign({
  cause: 'transport-endpoint/grant-type-value-wrong',
  variants: {
    'not-offered': 'The answer lists the grant types of the server, and the one that was sent is not among them',
    unknown: 'The grant_type is a word that no specification knows',
    'unknown-urn': 'The grant_type is an address that no specification knows, and the answer minds it',
  },
  specs: ['RFC 6749 section 4.1.3', 'RFC 6749 section 4.5'],
  look: function* grantTypeValueWrong(view) {
    const request = failedRequestOfClient(view);
    const grant = request?.sent('grant_type');
    if (request !== undefined && grant !== undefined && isNotOffered(grant, request.text)) {
      yield {
        variant: 'not-offered',
        confidence: 'certain',
        specificity: 3,
        lines: [line('grant_type', showValue(grant.slice(0, 64)), 'one of those that the answer lists')],
      };
      return;
    }
    // White space around a known one is another mistake.
    if (request === undefined || grant === undefined || grantTypes.has(grant.trim())) return;
    const isTold = request.code === 'unsupported_grant_type' || /grant/i.test(request.text);
    if (!/^(?:urn|https?):/.test(grant)) {
      yield {
        variant: 'unknown',
        confidence: isTold
          ? 'certain'
          : saysAbout(request, 'code') || /client|code|token/i.test(request.text)
            ? 'possible'
            : 'likely',
        specificity: 3,
        lines: [
          line('grant_type', showValue(grant.slice(0, 64)), 'authorization_code, refresh_token or client_credentials'),
        ],
      };
    } else if (isTold) {
      const meant = nearestName(grant, [...grantTypes], 2);
      yield {
        variant: 'unknown-urn',
        confidence: meant === undefined ? 'likely' : 'certain',
        specificity: 3,
        lines: [line('grant_type', showValue(grant.slice(0, 80)), meant ?? 'a grant type that this server has')],
      };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'not-offered',
        confidence: 'certain',
        name: 'a password, which this server does not take',
        text: paste(
          tokenRequest({ grant_type: 'password', username: 'ada', password: 'k39fL20fkLs', client_id: 'shop' }),
          refused(
            'unsupported_grant_type',
            'grant_type must be client_credentials, authorization_code or refresh_token',
          ),
        ),
      },
      {
        variant: 'unknown',
        confidence: 'certain',
        name: 'the name of the parameter that is redeemed',
        text: paste(
          tokenRequest({ grant_type: 'code', code: 'Lf93kfh20LsdkfP', client_id: 'shop' }),
          refused('unsupported_grant_type'),
        ),
      },
      {
        variant: 'unknown-urn',
        confidence: 'certain',
        name: 'an underscore in the place of a hyphen',
        text: paste(
          tokenRequest({ grant_type: 'urn:ietf:params:oauth:grant_type:device_code', client_id: 'shop' }),
          refused('unsupported_grant_type'),
        ),
      },
      {
        variant: 'unknown-urn',
        confidence: 'likely',
        name: 'a grant of another server',
        text: paste(
          tokenRequest({ grant_type: 'urn:shop:grant:voucher', client_id: 'shop' }),
          refused('unsupported_grant_type'),
        ),
      },
    ],
    silent: [
      {
        variant: 'unknown',
        name: 'a device grant in its full spelling',
        text: paste(
          tokenRequest({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: 'shop' }),
          refused('unsupported_grant_type'),
        ),
      },
      {
        variant: 'unknown',
        name: 'a known grant that this server does not have',
        text: paste(
          tokenRequest({ grant_type: 'client_credentials', client_id: 'shop' }),
          refused('unsupported_grant_type'),
        ),
      },
      {
        variant: 'unknown',
        name: 'a known grant with a blank behind it',
        text: paste(
          tokenRequest({ grant_type: 'client_credentials ', client_id: 'shop' }),
          refused('unsupported_grant_type'),
        ),
      },
    ],
  }),
});

/** `grant_type must be client_credentials, authorization_code or refresh_token` */
function isNotOffered(grant: string, text: string): boolean {
  const offered =
    /grant_?type["'`]? (?:parameter )?(?:must be|should be|has to be)(?: one of)?:? ([\w\s,"'`:-]{5,300})/i.exec(
      text,
    )?.[1];
  return (
    offered !== undefined &&
    /authorization_code|client_credentials|refresh_token/.test(offered) &&
    !offered.includes(grant.trim())
  );
}
