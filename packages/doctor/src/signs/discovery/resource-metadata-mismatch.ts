import { showPair } from '../../text/value.ts';
import { answer, apiCall, metadata, paste } from '../example.ts';
import { isComplainedOf, quotedValues } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';

/** The metadata of a protected resource name another resource than the one that was called. RFC 9728 section 3.3. */
export const resourceMetadataMismatch = defineSign({
  cause: 'discovery/resource-metadata-mismatch',
  variants: { compared: 'The resource of the metadata is not the address that was called' },
  specs: ['RFC 9728 section 3.3'],
  look: function* resourceMetadataMismatch(view) {
    if (view.subject !== undefined) return;
    const isTold = tellsResourcesApart.test(`${view.printed}\n${view.remarks}`);
    if (!isTold && !isComplainedOf(view)) return;
    for (const one of view.all.filter(describesResource)) {
      const named = one.got('resource') ?? '';
      const called = calledBefore(one, view) ?? (isTold ? printedBeside(named, view) : undefined) ?? describedBy(one);
      if (called === undefined || called === named || (!isTold && isOfOrigin(called, named))) continue;
      const [seen, expected] = showPair(named, called);
      yield {
        variant: 'compared',
        confidence: isTold ? 'certain' : 'likely',
        specificity: 3,
        lines: [line('resource of the metadata', seen, expected)],
      };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'the name that the server has behind its proxy',
        text: search('http://tools:3000/mcp'),
      },
    ],
    silent: [
      {
        variant: 'compared',
        name: 'the origin, and a resource server that expects a scope',
        text: paste(search('https://api.example'), 'The resource server expected the scope orders, which is missing.'),
      },
      {
        variant: 'compared',
        name: 'a page of another host, refused before, and an API that misses a scope',
        text: paste(
          apiCall(undefined, 'https://shop.example/start'),
          answer(401, {}),
          metadata(
            { resource: 'https://api.example/mcp' },
            'https://api.example/.well-known/oauth-protected-resource/mcp',
          ),
          'The resource server refuses my token for want of a scope.',
        ),
      },
      { variant: 'compared', name: 'the address that was called', text: search('https://api.example/mcp') },
      { variant: 'compared', name: 'the origin, for all of its paths', text: search('https://api.example') },
    ],
  }),
});

function search(resource: string): string {
  return paste(
    apiCall(undefined, 'https://api.example/mcp'),
    answer(401, { error: 'invalid_token' }),
    metadata({ resource }, 'https://api.example/.well-known/oauth-protected-resource/mcp'),
    'The client stops here.',
  );
}

/** Many speak of a resource or of its server: the words say that two are not the same. */
const tellsResourcesApart =
  /\bresource\b(?! server)[\s\S]{0,200}?(?:match|differ|expect|\bequal)|(?:match|differ|unexpected|wrong)[^\n]{0,60}\bresource\b/i;

function describesResource(seen: Seen): boolean {
  const isMetadata = seen.path.includes('oauth-protected-resource') || seen.role === 'metadata-request';
  return isMetadata && seen.got('resource') !== undefined;
}

/** The address whose challenge led to the metadata, or the last one that was called on their host. */
function calledBefore(metadata: Seen, { all }: View): string | undefined {
  const challenged = all.find(
    (one) =>
      one.index < metadata.index &&
      one.role !== 'metadata-request' &&
      one.status === 401 &&
      (one.host === metadata.host || one.answered('www-authenticate')?.includes(metadata.url) === true),
  );
  const called = challenged ?? all.findLast((one) => one.isOf('resource-request') && one.host === metadata.host);
  return called?.url.split(/[?#]/)[0];
}

function printedBeside(named: string, { printed }: View): string | undefined {
  return quotedValues(printed).find((one) => /^https?:/.test(one) && one !== named);
}

/** Many servers name their origin for all of its paths; section 3.3 wants the same text. */
function isOfOrigin(called: string, named: string): boolean {
  const origin = named.replace(/\/$/, '');
  return called.replace(/\/$/, '') === origin || called.startsWith(`${origin}/`);
}

/** The resource that an address of metadata is made from. RFC 9728 section 3.1. */
function describedBy({ url }: Seen): string | undefined {
  const [, origin, path] = /^(https?:\/\/[^/]+)\/\.well-known\/oauth-protected-resource(\/[^?#]+)/.exec(url) ?? [];
  return origin === undefined ? undefined : `${origin}${path}`;
}
