import { basic, codeRedemption, paste, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { failedRequestOfClient, hasBasicHeader, isClientRefused } from './request-of-client.ts';

/** Something between client and application takes the Authorization header away. RFC 9110 section 11.6.2. */
export const authorizationHeaderStripped = defineSign({
  cause: 'client-authentication/authorization-header-stripped',
  variants: {
    'sent-but-missing': 'A Basic header was sent, and the answer says that there is none',
    'front-server': 'A Basic header was sent, and somebody speaks of a server in front of the application',
  },
  specs: ['RFC 9110 section 11.6.2', 'RFC 3875 section 4.1.18'],
  look: function* authorizationHeaderStripped(view) {
    const request = failedRequestOfClient(view);
    if (request === undefined || !hasBasicHeader(request)) return;
    if (request.credentials?.id !== undefined && missesHeader.test(request.text)) {
      yield {
        variant: 'sent-but-missing',
        confidence: frontServer.test(view.words) ? 'likely' : 'possible',
        specificity: 3,
        lines: [line('Authorization header', 'sent', 'seen by the application')],
      };
    } else if (isClientRefused(request) && frontServer.test(view.remarks)) {
      yield {
        variant: 'front-server',
        confidence: 'likely',
        specificity: 3,
        lines: [line('Authorization header', 'sent through a front server', 'seen by the application')],
      };
    }
  },
  cases: {
    fires: [
      {
        variant: 'sent-but-missing',
        name: 'the answer misses what was sent',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_client', 'no authorization header in this request', 401),
        ),
      },
      {
        variant: 'front-server',
        name: 'it fails only behind Apache',
        text: paste(
          'It works on my machine, and fails as soon as the server runs behind Apache with FastCGI.',
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_client', undefined, 401),
        ),
      },
    ],
    silent: [
      {
        variant: 'sent-but-missing',
        name: 'no header was sent',
        text: paste(codeRedemption(), refused('invalid_client', 'no authorization header in this request', 401)),
      },
      {
        variant: 'front-server',
        name: 'a secret in the body passes every front server',
        text: paste(
          'It works on my machine, and fails as soon as the server runs behind Apache with FastCGI.',
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
    ],
  },
});

const missesHeader = /(?:no|missing|without).{0,30}(?:authorization|credentials|client authentication)|not provided/i;
const frontServer =
  /apache|mod_wsgi|fastcgi|\bcgi\b|nginx|proxy|gateway|load balancer|front server|passenger|cloudflare|htaccess/i;
