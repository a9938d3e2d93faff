import { authorizationRequest, metadata, paste } from '../example.ts';
import { isComplainedOf } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import { isFollowedBy, type View } from '../view.ts';
import { serverMetadata } from './server-metadata.ts';

/** The metadata do not say that the server knows PKCE, and the client demands that they do. RFC 8414 section 2. */
export const pkceNotAdvertised = defineSign({
  cause: 'discovery/pkce-not-advertised',
  variants: { absent: 'The metadata have no code_challenge_methods_supported, and the client stops there' },
  specs: ['RFC 8414 section 2', 'RFC 9700 section 2.1.1'],
  look: function* pkceNotAdvertised(view) {
    const metadata = serverMetadata(view);
    if (metadata === undefined || metadata.got('code_challenge_methods_supported') !== undefined) return;
    const isTold = missesPkce.test(`${view.printed}\n${view.remarks}`);
    if (isFollowedBy(view, metadata, 'authorization-request', 'token-request') || (!isTold && !isComplainedOf(view)))
      return;
    yield {
      variant: 'absent',
      confidence: isTold ? 'certain' : isForStrict(view) ? 'likely' : 'possible',
      specificity: isTold ? 3 : 2,
      lines: [line('code_challenge_methods_supported', 'none in the metadata', '["S256"]')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'absent',
        confidence: 'likely',
        name: 'a client of MCP, which has to refuse such metadata, and does not begin',
        text: paste(metadata(), 'Claude refuses to add the connector; another client can log in with PKCE.'),
      },
      {
        variant: 'absent',
        confidence: 'certain',
        name: 'a client that trusts the metadata',
        text: paste(metadata(), 'error: the server does not support PKCE with S256'),
      },
      {
        variant: 'absent',
        confidence: 'possible',
        name: 'somebody who tried both',
        text: paste(metadata(), 'It fails with and without PKCE the same way. The page shows an internal error.'),
      },
      {
        variant: 'absent',
        confidence: 'possible',
        name: 'somebody who says that the client uses PKCE',
        text: paste(metadata(), 'We use PKCE with S256. The discovery works. But the button does nothing.'),
      },
    ],
    silent: [
      {
        variant: 'absent',
        name: 'metadata that name S256',
        text: paste(metadata({ code_challenge_methods_supported: ['S256'] }), 'error: no PKCE'),
      },
      {
        variant: 'absent',
        name: 'a client that goes on',
        text: paste(metadata(), authorizationRequest(), 'The login does not end, with and without PKCE.'),
      },
    ],
  }),
});

/** Words for PKCE beside words of refusal, in one sentence: many say that they use it. */
const missesPkce =
  /(?:\bno\b|(?:\bnot|n['’]t) (?:[\w-]+ ){0,2}(?:support|advertis|list|includ|contain|offer|announc|implement)|unsupported|missing|lacks?\b|(?<!with (?:and|or) )without|incompatible)[^\n.]{0,80}(?:pkce|s256|code_challenge)|(?:pkce|s256|code_challenge)[^\n.]{0,80}(?:(?:\bnot|n['’]t) (?:[\w-]+ ){0,2}(?:support|advertis|list|includ|contain|offer|announc|implement)|unsupported|missing|undefined|absent)/i;

/** Clients of MCP have to refuse metadata without it. Model Context Protocol, authorization, section 2.5.2. */
function isForStrict({ remarks }: View): boolean {
  const isNamed = /\b(?:chatgpt|claude|cursor|vs ?code|copilot|mcp)\b/i.test(remarks);
  return isNamed && /\bpkce\b/i.test(remarks) && /\b(?:refus|reject|not add|n['’]t add|won['’]t)/i.test(remarks);
}
