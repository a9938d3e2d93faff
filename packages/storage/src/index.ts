export type {
  AuthorizationRecord,
  AuthorizationStorage,
  GrantRecord,
  NewTokens,
  TokenRecord,
} from './contract/authorizations.ts';
export type {
  ClientAuthenticationMethod,
  ClientRecord,
  ClientSecretRecord,
  ClientStorage,
  GrantType,
  Listed,
  Page,
} from './contract/clients.ts';
export type { LimitStorage } from './contract/limits.ts';
export type { AccountRecord, AccountRole, PeopleStorage, UserRecord } from './contract/people.ts';
export type { ResetLinkRecord, ResetPurpose, SecondFactorStorage } from './contract/second-factors.ts';
export type {
  AdministrationTokenRecord,
  EnvironmentStateRecord,
  MemberRecord,
  OrganisationRecord,
  OrganisationRole,
  OwnerLinkRecord,
  ServerRole,
  ServerStorage,
  SigningKeyRecord,
} from './contract/server-wide.ts';
export type {
  AuthorizationSessionRecord,
  PushedRequestRecord,
  SessionRecord,
  SessionStorage,
} from './contract/sessions.ts';
export type { Storage } from './contract/storage.ts';
export type { TextName, TextNameStorage } from './contract/text-names.ts';
