import type { DialectProse } from './reference-pages.ts';

/** What of docs/dialects/baanx.md is written, not made. */
export const baanxProse: DialectProse = {
  title: 'The dialect baanx',
  lead: `An environment with \`"dialect": "baanx"\` answers as Baanx's OAuth does, so that an integration can be built, tested and broken on purpose against a local server. \`npx candor emulate baanx\` starts a sandbox and a production in memory, with an app that is connected already; \`candor serve --demo\` has both as well. The only addition to the provider's answers is the header \`candor-request-id\`: with it the refused app reads why at \`/api/explanations/{request id}\`.

Everything lives below the environment's address, for example \`http://127.0.0.1:4000/baanx-sandbox/v1/auth/oauth/token\`. The client key is the client's id, sent as \`x-client-key\` with every request; the secret key is its secret, sent as \`x-secret-key\` to initiate and to the token endpoint. A public client has none.`,
  sections: [
    '## The two ways through',
    [
      '1. **Hosted page.** `GET …/authorize/initiate` answers 302 to a page on which the user signs in, types a code where one is asked for, and allows or denies within ten minutes. The browser comes back to the redirect URI with `state` and `code`.',
      '2. **API mode.** The same call with `mode=api` answers `token` and `url`. The app signs the user in with its own form (`POST /v1/auth/login`, and `/login/otp` where a code has to be sent), and gives the login token in the header and `token` in the body to `POST …/authorize`, which answers with the code.',
      '',
      'Either way the code goes to `POST …/token` as JSON. A session that was begun in API mode can be finished on the page at `url`, and the other way round; whichever comes first ends it.',
    ].join('\n'),
    '## What is sent where',
    [
      '| Text | Looks like | Comes from | Goes to | Lives |',
      '|---|---|---|---|---|',
      '| Session token | a JWT (HS256) | initiate with `mode=api` | body of authorize | 10 minutes |',
      '| Login token | a UUID, `US_` before it for users of the region us | login | `Authorization` of authorize | 6 hours |',
      '| Authorization code | `authorization_code_` and a UUID | authorize, or the redirect | `code` of the token endpoint, once | 10 minutes, never longer than its session |',
      '| Access token | `access_token_` and a UUID | token endpoint | `Authorization` of every API call | 6 hours |',
      '| Refresh token | `refresh_token_` and a UUID | token endpoint | `refresh_token` of the token endpoint, once | 7 days |',
    ].join('\n'),
    '## Codes by message',
    'A code is sent only when the app asks for it, within ten minutes of a login with the right password through the same client key; once in 30 seconds and five times in ten minutes. It is good for five minutes and one use, a new one voids it, and so do five wrong tries. Ten wrong tries in an hour pause the login for 15 minutes (`secondFactorAttempts`, `secondFactorPause`); only who has the password gets that far.',
    '## Regions',
    'With `"regions": ["default", "us"]` the header `x-us-env: true` or the query `region=us` selects the users of the region us, and their tokens, on every step; without it the first region is meant. A step in another region than the one before is refused as if user or token did not exist, and the explanation says which region it was. The addresses of users are unique over all regions of an environment.',
    '## Sandbox and production',
    [
      '- Redirect URIs of the sandbox may be http; in production only https, loopback addresses included (`loopbackRedirects`). Neither has a query (`redirectUriQuery`), and both match character by character.',
      '- In production a body with a field that is not documented is refused with 422; the sandbox ignores it. (`unknownBodyFields`)',
      '- The sandbox lets three times as many requests of a client through. (`clientRequestsPerMinute`)',
      '- Each has keys, users and tokens of its own. The key of the other is refused like any unknown one; the explanation tells its owner whose it is.',
    ].join('\n'),
    '## What it does that the standard dialect would not',
    [
      '- Every request is refused with 499 or 498 before anything else is looked at, a wrong path included.',
      '- The secret key is asked for at initiate and at the token endpoint only.',
      '- Nothing of an authorization request is redirected but a denial: the app itself made the request, and gets the refusal.',
      '- The app may show a sign-in form of its own, and so sees the password.',
      '- `DELETE …/revoke` takes an access token in the header and ends all tokens of the app for that user.',
      '- Scopes are granted by whatever name they are asked for. (`unregisteredScopes`)',
      '- A refresh token that is sent twice is refused, without a moment in which a retry is answered alike. (`refreshRetryWindow`)',
      '- There is no metadata, no `iss`, no OpenID Connect, no introspection.',
      '',
      'What it does not change: tokens, keys and codes are stored as hashes, a code is good for one use, its reuse ends what it gave, PKCE with S256 is required of every app, the pages are those of every environment.',
    ].join('\n'),
    '## Where the provider is silent',
    [
      '- Texts of which the documentation shows only the heading are ours; each stands in one place, the table above.',
      '- The scopes are ours: the provider publishes none. A token without `user:read` gets 403 from `GET /v1/user`.',
      '- A user with roles in several accounts grants for the first in which the role may grant (API mode), or chooses (hosted page).',
      '- Revocation ends codes that are not exchanged yet; a session whose user has not decided yet stays open until its ten minutes are over.',
      '- The second, newer generation of endpoints (`/v1/auth/oauth2/…`) is not spoken.',
    ].join('\n'),
    '## Proved with',
    'A table with a row for each documented answer, over HTTP, compared whole; the order of the checks with everything wrong at once; lifetimes and limits on a moved clock; every token in every wrong place, read back at the explanation (`packages/server/test/baanx/`). Both ways through in a real browser, and a search for every secret of the flow in all that was written (`e2e/`).',
  ],
};
