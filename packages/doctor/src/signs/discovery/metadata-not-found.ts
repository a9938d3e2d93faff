import { isHtml } from '../../evidence/outcome.ts';
import { showValue } from '../../text/value.ts';
import { answer, apiCall, codeRedemption, metadata, page, paste, refused, tokens } from '../example.ts';
import { isAbout, isComplainedOf } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';

const request = 'GET https://idp.example/realms/shop/.well-known/openid-configuration';

/** There is no metadata document where the client looks for it. RFC 8414 section 3.1. */
export const metadataNotFound = defineSign({
  cause: 'discovery/metadata-not-found',
  variants: {
    'not-found': 'The address of the metadata has no document',
    page: 'The address of the metadata has a page',
    'some-addresses': 'One address of metadata has no document, another one has',
  },
  specs: ['RFC 8414 section 3.1', 'OpenID Connect Discovery section 4.1'],
  look: function* metadataNotFound(view) {
    if (view.subject !== undefined) return;
    const asked = view.all.filter((one) => one.role === 'metadata-request');
    const gone = asked.filter((one) => one.outcome === 'refused' && (one.status === 200 || (one.status ?? 0) >= 300));
    const [first] = gone;
    if (first === undefined || gone.every(isOverloaded) || wentOn(view, first)) return;
    const isElsewhere = asked.some((one) => one.outcome === 'accepted');
    yield {
      variant: isElsewhere ? 'some-addresses' : isPage(first) ? 'page' : 'not-found',
      confidence: !isElsewhere && isOnlyRefusal(view) && isEnd(view) && isAbsence(first) ? 'certain' : 'likely',
      specificity: 3,
      lines: [
        line(
          'metadata',
          `${showValue(first.path)}, answered with ${first.status ?? 'nothing'}`,
          'a JSON document at this address',
        ),
      ],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'not-found',
        confidence: 'certain',
        name: 'a realm that does not exist',
        text: paste(request, refused('not_found', '', 404)),
      },
      {
        variant: 'not-found',
        confidence: 'likely',
        name: 'a client that looks for the document and calls all the same',
        text: paste(request, refused('not_found', '', 404), codeRedemption()),
      },
      {
        variant: 'not-found',
        confidence: 'likely',
        name: 'a redirect of which nobody shows where it ended',
        text: paste(request, answer(301, '', { Location: 'https://www.idp.example/' })),
      },
      {
        variant: 'not-found',
        confidence: 'likely',
        name: 'what the client looks for in vain before a login whose state is lost',
        text: paste(request, refused('not_found', '', 404), 'Error: state mismatch, the cookie is missing'),
      },
      {
        variant: 'page',
        confidence: 'certain',
        name: 'the start page of a site',
        text: paste(request, page(200, '<!doctype html><title>Welcome</title><p>Welcome to the shop')),
      },
      {
        variant: 'some-addresses',
        confidence: 'likely',
        name: 'the document of OAuth only',
        text: paste(
          request,
          refused('not_found', '', 404),
          metadata({}, 'https://idp.example/.well-known/oauth-authorization-server'),
        ),
      },
    ],
    silent: [
      {
        variant: 'not-found',
        name: 'a client that goes on without',
        text: paste(request, refused('not_found', '', 404), codeRedemption(), tokens()),
      },
      {
        variant: 'not-found',
        name: 'an API without a document of its own, which takes the token',
        text: paste(
          'GET https://api.example/.well-known/oauth-protected-resource',
          refused('not_found', '', 404),
          apiCall('Bearer a81kLs02kdQfk39f'),
          answer(200, { orders: [] }),
        ),
      },
      { variant: 'not-found', name: 'a server that is down', text: paste(request, refused('server_error', '', 503)) },
    ],
  }),
});

/** Tells whether tokens were issued all the same, or an API took one. */
function wentOn({ all }: View, gone: Seen): boolean {
  return all.some(
    (one) =>
      one.outcome === 'accepted' &&
      (one.isOf('token-request') || (one.index > gone.index && one.isOf('resource-request'))),
  );
}

/** Tells whether the search for metadata is where it ended, or somebody says that it failed. */
function isEnd(view: View): boolean {
  const isOther = isAbout(view, 'state') && !ofDiscovery.test(view.words);
  return !isOther && (isComplainedOf(view) || view.all.at(-1)?.role === 'metadata-request');
}

function isOverloaded({ status = 0 }: Seen): boolean {
  return status >= 500 || status === 429;
}

const ofDiscovery = /metadata|discover|well-known|openid-?configuration|jwks|issuer/i;

/** Tells whether there is nothing: a redirect leads on, a login, a firewall or the wrong port keep what may be there. */
function isAbsence({ status = 0, text }: Seen): boolean {
  if (status === 200) return !/just a moment|captcha|checking your browser|blocked|denied|challenge/i.test(text);
  return [404, 405, 410, 501].includes(status);
}

function isPage({ exchange }: Seen): boolean {
  return exchange.response !== undefined && isHtml(exchange.response);
}

/** A challenge with 401 is where the search for metadata begins (RFC 9728 section 5.1). */
function isOnlyRefusal({ all }: View): boolean {
  return !all.some((one) => one.outcome === 'refused' && one.role !== 'metadata-request' && one.status !== 401);
}
