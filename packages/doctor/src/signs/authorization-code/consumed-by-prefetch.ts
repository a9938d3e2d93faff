import { answer, callback, codeRedemption, examplePair, paste, refused } from '../example.ts';
import { prefetchPurpose } from '../prefetch.ts';
import { saysAbout } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen } from '../view.ts';

type Variant = 'prefetch' | 'robot' | 'head';

const scanners =
  /slackbot|facebookexternalhit|twitterbot|linkedinbot|whatsapp|telegrambot|discordbot|skypeuripreview|safelinks|barracuda|mimecast|proofpoint|googleimageproxy|microsoft preview|bingpreview|headlesschrome/i;

/** Something else than the user opened the address with the code, or the link, before. RFC 9110 section 9.2.1. */
export const consumedByPrefetch = defineSign<Variant>({
  cause: 'authorization-code/consumed-by-prefetch',
  variants: {
    prefetch: 'The browser fetched the address before the user opened it',
    robot: 'A scanner or a maker of previews opened the address before the user',
    head: 'A HEAD request went to the address before',
  },
  specs: ['RFC 6749 section 4.1.2', 'RFC 9110 section 9.2.1'],
  look: function* consumedByPrefetch({ all, subject, before }) {
    if (subject === undefined) return;
    const code = subject.sent('code') ?? subject.sent('token') ?? subject.sent('token_hash');
    const isSameAddress = (one: Seen): boolean =>
      one.url === subject.url || (code !== undefined && one.parameters.some(({ value }) => value === code));
    const refused = all.slice(subject.index).filter(({ outcome }) => outcome === 'refused');
    const isOfOther = refused.some((one) =>
      (['pkce', 'client', 'redirect'] as const).some((topic) => saysAbout(one, topic)),
    );
    for (const one of before) {
      const visitor = visitorOf(one);
      if (visitor === undefined || !isSameAddress(one)) continue;
      yield {
        variant: visitor.variant,
        confidence: one.method === 'HEAD' || isOfOther ? 'likely' : 'certain',
        specificity: 3,
        lines: [line('earlier request', visitor.seen, 'the user alone opens the address')],
      };
      return;
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'prefetch',
        confidence: 'certain',
        name: 'a speculative load of the callback',
        text: paste(
          `${callback()}\nSec-Purpose: prefetch;prerender`,
          callback(),
          codeRedemption(),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'prefetch',
        confidence: 'likely',
        name: 'the answer is about the verifier',
        text: paste(
          `${callback()}\nSec-Purpose: prefetch`,
          callback(),
          codeRedemption({ code_verifier: examplePair.verifier }),
          refused('invalid_grant', 'code_verifier is not accepted'),
        ),
      },
      {
        variant: 'prefetch',
        confidence: 'likely',
        name: 'the answer is about the redirect URI',
        text: paste(
          `${callback()}\nSec-Purpose: prefetch`,
          callback(),
          codeRedemption(),
          refused('invalid_grant', 'redirect_uri is another one than before'),
        ),
      },
      {
        variant: 'robot',
        confidence: 'certain',
        name: 'a link in a message, opened for its preview',
        text: paste(
          'GET https://shop.example/verify?token=Lf93kfh20LsdkfP\nUser-Agent: Slackbot-LinkExpanding 1.0',
          'HTTP/1.1 200 OK',
          'GET https://shop.example/verify?token=Lf93kfh20LsdkfP\nUser-Agent: Mozilla/5.0',
          answer(403, { message: 'The link was used before' }),
        ),
      },
      {
        variant: 'head',
        confidence: 'likely',
        name: 'a check of the link without its body',
        text: paste(
          callback().replace('GET', 'HEAD'),
          'HTTP/1.1 200 OK',
          callback(),
          codeRedemption(),
          refused('invalid_grant'),
        ),
      },
    ],
    silent: [
      {
        variant: 'robot',
        name: 'a preview of another address',
        text: paste(
          'GET https://shop.example/about\nUser-Agent: Slackbot-LinkExpanding 1.0',
          'HTTP/1.1 200 OK',
          callback(),
          codeRedemption(),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'prefetch',
        name: 'the user alone opened the callback',
        text: paste(`${callback()}\nSec-Fetch-Mode: navigate`, codeRedemption(), refused('invalid_grant')),
      },
    ],
  }),
});

/** Who opened an address in the user's place: none, where it may have been the user. */
function visitorOf(one: Seen): { readonly variant: Variant; readonly seen: string } | undefined {
  const purpose = prefetchPurpose(one);
  if (purpose !== undefined) return { variant: 'prefetch', seen: `Purpose: ${purpose.slice(0, 40)}` };
  const robot = scanners.exec(one.header('user-agent') ?? '')?.[0];
  if (robot !== undefined) return { variant: 'robot', seen: robot };
  return one.method === 'HEAD' ? { variant: 'head', seen: 'HEAD' } : undefined;
}
