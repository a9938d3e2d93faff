import type { Library } from './library.ts';

/** Azure Identity in all its languages: DefaultAzureCredential and the credentials that it tries. */
export const azureIdentity: Library = {
  name: 'azure-identity',
  title: 'Azure Identity',
  tellingTexts: [
    '@azure/identity',
    'azure.identity',
    'com.azure.identity',
    'Azure.Identity',
    'azidentity',
    'DefaultAzureCredential',
    'CredentialUnavailableError',
    'CredentialUnavailableException',
  ],
  texts: [
    {
      says: [
        'DefaultAzureCredential failed to retrieve a token from the included credentials',
        'DefaultAzureCredential failed to retrieve a token',
        'DefaultAzureCredential: failed to acquire a token',
        'EnvironmentCredential authentication unavailable. Environment variables are not fully configured',
        'EnvironmentCredential is unavailable. No underlying credential could be used',
        'ChainedTokenCredential authentication failed',
      ],
      cause: 'client-authentication/credentials-missing',
      variant: 'no-credential',
      what: 'None of the ways in which a credential was looked for gave one.',
      why: 'The process has no AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET, no managed identity, and nobody is signed in with the Azure CLI.',
      fix: [
        'Read the list under the message: each line says why one way was left out, and the way that you meant is among them.',
        'On a developer’s machine run az login; on a server set the three variables, or give the service a managed identity.',
      ],
      possible: ['availability/provider-unreachable'],
    },
    {
      says: [
        // After each refusal of a token the same tool says "Interactive authentication is needed. Please run: az login".
        "Please run 'az login' to set up an account",
        "Please run 'az login' to setup account",
        "Please run 'Connect-AzAccount'",
        "Please run 'azd auth login'",
        'Azure CLI not found on path',
        'Azure CLI could not be found',
        'Azure Developer CLI could not be found',
        "Azure Developer CLI couldn't be found",
      ],
      // The tool prints it under every answer by which Entra refused.
      without: ['AADSTS…Trace ID', 'AADSTS…Correlation ID', 'AADSTS…Timestamp'],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      variant: 'nobody-signed-in',
      what: 'The credential asks a command-line tool, and nobody is signed in there.',
      why: 'The process runs under another user or in a container, where the sign-in of the developer does not exist.',
      fix: ['Run az login as the user of the process, or give the process credentials of its own.'],
    },
    {
      says: [
        'ManagedIdentityCredential authentication unavailable',
        'ManagedIdentityCredential authentication failed',
        'no managed identity endpoint found',
        'No response received from the managed identity endpoint',
        'The Azure IMDS endpoint is unavailable',
        'The requested identity has not been assigned to this resource',
        'The requested identity isn’t assigned to this resource',
      ],
      cause: 'client-authentication/credentials-missing',
      variant: 'managed-identity',
      what: 'The process has no managed identity.',
      why: 'It runs outside of Azure, the identity is switched off there, or another client id was asked for than the one assigned.',
      fix: ['Assign the identity to the resource, and for a user-assigned one give its client id.'],
      possible: ['availability/provider-unreachable'],
    },
    {
      says: [
        'WorkloadIdentityCredential: is unavailable',
        'WorkloadIdentityCredential authentication unavailable',
        'is unavailable. Invalid file path provided',
        'is unavailable. No content on the file',
      ],
      mentions: ['WorkloadIdentity', 'federated', 'AZURE_FEDERATED_TOKEN_FILE'],
      cause: 'client-authentication/credentials-missing',
      variant: 'workload-identity',
      fix: [
        'Label the pod with azure.workload.identity/use, and check that AZURE_FEDERATED_TOKEN_FILE names a file that exists.',
      ],
    },
    {
      says: [
        'ClientSecretCredential: clientSecret is a required parameter',
        'ClientSecretCredential: clientId is a required parameter',
        'ClientSecretCredential: tenantId is a required parameter',
        'tenantId is a required parameter. To troubleshoot',
        'clientId is a required parameter. To troubleshoot',
      ],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      variant: 'settings',
    },
    {
      says: [
        'Invalid tenant id provided. You can locate your tenant id by following the instructions',
        'Invalid tenantId provided',
      ],
      cause: 'environment/wrong-authority',
      variant: 'tenant-malformed',
      possible: ['client-authentication/credentials-placeholder', 'transport-endpoint/stray-whitespace'],
    },
    {
      says: [
        'The current credential is not configured to acquire tokens for tenant',
        'add the tenant … to additionallyAllowedTenants',
      ],
      cause: 'environment/wrong-authority',
      confidence: 'certain',
      variant: 'tenant-not-allowed',
      fix: ['Add the tenant to additionallyAllowedTenants of the credential, or use the tenant of the resource.'],
    },
  ],
};
