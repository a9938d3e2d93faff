import type { Library } from './library.ts';

/** Argo CD's sign-in, directly at a provider or by Dex. */
export const argoCd: Library = {
  name: 'argo-cd',
  title: 'Argo CD',
  stack: 'go',
  tellingTexts: ['Argo CD', 'argocd', 'argo-cd', 'argocd-cm', 'argocd-server'],
  texts: [
    {
      says: ['invalid state in … cookie', "invalid state in 'argocd.token' cookie"],
      mentions: ['argocd', 'argo'],
      cause: 'state-session/overwritten',
      possible: ['state-session/cookie-host-mismatch', 'state-session/state-mismatch'],
    },
    {
      says: [
        'Invalid redirect URL: the protocol and host (including port) must match and the path must be within allowed URLs',
      ],
      cause: 'redirect-uri/host-port-mismatch',
      what: 'Argo CD was opened at another address than its url setting names.',
      why: 'It sends people only back to addresses below url or additionalUrls of argocd-cm.',
      fix: ['Set url in argocd-cm to the public address, scheme and port included.'],
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/path-mismatch'],
    },
    {
      says: ['no id_token in token response'],
      cause: 'scope-consent/scope-missing',
      variant: 'openid',
      fix: ['Ask for scope openid (requestedScopes).'],
    },
    {
      says: ['AZURE_FEDERATED_TOKEN_FILE env variable not found', 'failed to generate client assertion'],
      cause: 'client-authentication/credentials-missing',
      variant: 'workload-identity',
      confidence: 'certain',
    },
    {
      says: ['Failed to initiate login flow', 'Failed to initiate implicit login flow'],
      mentions: ['argocd', 'argo'],
      cause: 'discovery/metadata-not-found',
      confidence: 'possible',
    },
  ],
};
