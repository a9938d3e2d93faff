import { paste, refused, tokenRequest } from '../example.ts';
import { saysAbout } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import { failedRequestOfClient, hasCodeForClients } from './request-of-client.ts';

/** What is asked for once the password was right. */
const secondFactor = /two.?factor|second factor|multi.?factor|\bmfa\b|\b2fa\b|\botp\b|one.?time (?:code|password)/i;

const login = { grant_type: 'password', client_id: 'shop', username: 'mara', password: 'w39fL20fk-Ls' };

/** The client is accepted, and name or password of the user are not. RFC 6749 section 4.3. */
export const userCredentialsWrong = defineSign({
  cause: 'client-authentication/user-credentials-wrong',
  variants: { 'password-grant': "The password grant was refused for the user's sake" },
  specs: ['RFC 6749 section 4.3', 'RFC 6749 section 5.2'],
  look: function* userCredentialsWrong(view) {
    const request = failedRequestOfClient(view);
    if (request?.sent('grant_type') !== 'password' || !request.has('username')) return;
    if (hasCodeForClients(request) || saysAbout(request, 'client') || secondFactor.test(request.text)) return;
    if (request.code !== 'invalid_grant' && !/authentication fail|password|credential|user/i.test(request.text)) return;
    yield {
      variant: 'password-grant',
      confidence: 'likely',
      specificity: 3,
      lines: [line('username and password', 'refused', "the user's name and password in this environment")],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'password-grant',
        confidence: 'likely',
        name: 'invalid_grant, where the grant is name and password',
        text: paste(tokenRequest(login), refused('invalid_grant')),
      },
    ],
    silent: [
      {
        variant: 'password-grant',
        name: 'the client of the password grant was refused',
        text: paste(tokenRequest(login), refused('invalid_client', undefined, 401)),
      },
      {
        variant: 'password-grant',
        name: 'the password was right, and a second factor is asked for',
        text: paste(tokenRequest(login), refused('invalid_grant', 'Two factor required.')),
      },
      {
        variant: 'password-grant',
        name: 'the server does not have this grant',
        text: paste(tokenRequest(login), refused('unsupported_grant_type')),
      },
    ],
  }),
});
