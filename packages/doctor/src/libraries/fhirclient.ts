import type { Library } from './library.ts';

/** fhirclient, the client of SMART on FHIR for JavaScript. */
export const fhirclient: Library = {
  name: 'fhirclient',
  title: 'fhirclient',
  stack: 'javascript',
  tellingTexts: ['fhirclient', 'FHIR.oauth2'],
  texts: [
    {
      says: [
        'Unable to refresh. No offline_access scope found',
        'Unable to refresh. No offline_access or online_access scope found',
      ],
      cause: 'refresh/not-issued',
      confidence: 'certain',
      variant: 'scope-not-granted',
      what: 'The login was granted neither offline_access nor online_access, so that nothing can be renewed.',
      why: 'SMART on FHIR gives a refresh token for one of these scopes alone.',
      fix: [
        'Add offline_access (or online_access) to the scope of the launch, allow it to the client, and launch anew.',
      ],
    },
    {
      says: ['Unable to refresh. No refresh_token found', 'Trying to refresh but there is no refresh token'],
      cause: 'refresh/not-issued',
      confidence: 'certain',
    },
    {
      says: ['Unable to refresh. No tokenUri found'],
      cause: 'discovery/metadata-not-found',
      variant: 'no-token-address',
    },
  ],
};
