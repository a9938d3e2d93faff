import type { Library } from './library.ts';

/** Elastic Load Balancing: the reasons that its access log gives where it signs users in itself. */
export const awsAlb: Library = {
  name: 'aws-alb',
  title: 'AWS Application Load Balancer',
  stack: 'proxy',
  tellingTexts: ['/oauth2/idpresponse', 'AWSELBAuthSessionCookie', 'authenticate-oidc', 'authenticate-cognito'],
  texts: [
    {
      says: ['AuthTokenEpRequestTimeout', 'AuthUserinfoEpRequestTimeout'],
      cause: 'availability/provider-unreachable',
      confidence: 'certain',
      variant: 'alb',
      why: 'The load balancer calls the token and the userinfo endpoint itself, and nothing came back.',
      fix: [
        'Let its security group, the access lists and the routes of its subnets pass outbound HTTPS to the provider, and give the endpoints public names.',
      ],
    },
    {
      says: ['AuthTokenEpRequestFailed'],
      cause: 'client-authentication/secret-wrong',
      variant: 'alb',
      why: 'The token endpoint refused what the load balancer sent: mostly its secret, or an address that is not the token endpoint.',
      possible: ['transport-endpoint/endpoint-url-wrong', 'availability/provider-incident'],
    },
    {
      says: ['AuthUserinfoEpRequestFailed'],
      cause: 'scope-consent/scope-insufficient',
      variant: 'alb',
      possible: ['transport-endpoint/endpoint-url-wrong', 'token-use/audience-mismatch'],
    },
    {
      says: ['AuthInvalidStateParam', 'AuthMissingStateParam'],
      cause: 'state-session/cookie-not-stored',
      variant: 'alb',
      possible: ['state-session/state-mismatch', 'state-session/session-expired'],
    },
    {
      says: ['AuthInvalidGrantError'],
      cause: 'authorization-code/redeemed-twice',
      variant: 'alb',
      possible: ['authorization-code/expired', 'redirect-uri/differs-between-requests'],
    },
    {
      says: ['AuthInvalidCookie', 'AuthMissingAWSALBAuthNonce', 'AuthInvalidAWSALBAuthNonce'],
      cause: 'state-session/session-expired',
      variant: 'alb',
      possible: ['state-session/cookie-not-stored', 'state-session/cookie-name-collision'],
    },
    {
      says: ['AuthInvalidIdToken'],
      cause: 'discovery/issuer-host-mismatch',
      variant: 'alb',
      possible: ['discovery/issuer-trailing-slash', 'token-use/audience-mismatch', 'clock/skew'],
    },
    {
      says: ['AuthInvalidTokenResponse'],
      cause: 'transport-endpoint/endpoint-url-wrong',
      variant: 'alb',
      possible: ['transport-endpoint/accept-header-missing'],
    },
    {
      says: ['AuthMissingCodeParam'],
      cause: 'transport-endpoint/parameter-missing',
      variant: 'alb',
      possible: ['scope-consent/consent-denied'],
    },
  ],
};
