import type { DialectProse } from './reference-pages.ts';

/** What of docs/dialects/klaviyo.md is written, not made. */
export const klaviyoProse: DialectProse = {
  title: 'The dialect klaviyo',
  lead: `An environment with \`"dialect": "klaviyo"\` answers as Klaviyo's OAuth does, so that an integration can be built, tested and broken on purpose against a local server. \`npx candor emulate klaviyo\` starts one in memory, with an app that is connected already; \`candor serve --demo\` has one as well. The only addition to the provider's answers is the header \`candor-request-id\`: with it the refused app reads why at \`/api/explanations/{request id}\`.

Everything lives below the environment's address, for example \`http://127.0.0.1:4000/klaviyo/oauth/token\`. With \`"hosts": { "browser": "www.klaviyo.localhost", "api": "a.klaviyo.localhost" }\` the two sides of the provider have a host each, at the root of which they answer: a token or revocation request on the browsers' host meets the 403 page of a content network, and everything else that is on the wrong host a bare 404. The server's own address goes on to serve both.`,
  sections: [
    '## What it does that the standard dialect would not',
    [
      'Each of these is how the provider is documented or observed; an environment of the standard dialect does none of them by itself, and cannot be made to do those that the table above marks.',
      '',
      '- A refresh token is given back unchanged, has no fixed end, and dies of 90 days without use. (`refreshTokenUse`, `refreshTokenLifetime`, `refreshTokenInactivity`)',
      '- A code that is redeemed twice is refused, and what it gave before stays. (`revokeOnCodeReuse`)',
      '- The refusals of a refresh token tell apart whether it was revoked, expired or never existed.',
      '- A requested scope that the app is not set up for is dropped without a word; the token response says what is left. (`unregisteredScopes`)',
      '- A `code_challenge` of another length than SHA-256 gives is accepted at the start and fails when the code is redeemed. (`codeChallengeForm`)',
      '- Clients authenticate by the Basic header alone. Credentials in the body are neither read nor refused, and a public client is refused.',
      '- The grant type is looked for before the client is authenticated: a JSON body with wrong credentials is `unsupported_grant_type`. A multipart body is read.',
      '- A revocation with wrong credentials is 400, at the token endpoint 401.',
      '- Revoking a refresh token, or disconnecting the app on the page `/connected-apps`, ends all tokens of that app and account, whoever granted them. Revoking an access token ends that one alone. (`revocationReach`)',
      '- A person whose role may not grant, or not see the apps, meets an empty 403 or 404. (`browserRefusals`)',
      '- Tokens are 59 characters that do not say what they are, or long ES256 JWTs. A truncated or confused token is recognised after its refusal, for the explanation. (`accessTokenFormat`)',
      '- Answers name no issuer: there is no metadata, no `iss`, no OpenID Connect, no introspection.',
      '',
      'What it does not change: tokens and secrets are stored as hashes, a code is good for one use, PKCE with S256 is required of every app, redirect URIs match exactly, the pages are those of every environment.',
    ].join('\n'),
    '## Where the provider is silent',
    [
      '- Every use of a known refresh token counts towards the limit, in a window of 60 seconds that starts with its first use. `Retry-After` is sent only with `announceRefreshWait`.',
      '- In maintenance everything answers 503 with an empty body. (`POST /api/environments/{name}/maintenance`)',
      '- The client page shows the apps of the organisation whose id is that of the account, under its old address `/oauth/client` and under `/manage-apps`.',
      '- A request without `scope` asks for all scopes that the app is set up for, and one without `state` goes on without it.',
      '- Connecting the same account again leaves earlier refresh tokens alive until the app is uninstalled.',
      '- A user who loses the role leaves what they granted alive.',
    ].join('\n'),
    '## Proved with',
    'The published client `klaviyo-api` from npm, whose OAuth part takes another base address in a subclass (`e2e/klaviyo-api.test.ts`); Authlib and requests-oauthlib for Python (`npm run test:foreign`); and a table of the documented answers over HTTP (`packages/server/test/klaviyo/`).',
  ],
};
