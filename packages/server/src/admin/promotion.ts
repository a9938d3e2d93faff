/**
 * What of a client would be refused in another environment, as the checks of registration there say, and what its
 * requests would meet: the report before an app goes from sandbox to production.
 */
import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { refuse } from '../refusal.ts';
import { clientDocumentOf } from './client-record.ts';
import { clientFaults } from './client-rules.ts';
import { findClient } from './clients.ts';
import type { AnswerOf } from './contract.ts';
import type { RecordError } from './json-body.ts';
import type { Operation } from './operation.ts';

type Refused = AnswerOf<'readPromotion'>['refused'][number];

export const readPromotion: Operation<'readPromotion'> = async (context) => {
  const { query, environment, server } = context;
  const client = await findClient(context);
  const target = server.environments.byName.get(query.to);
  if (!target || target.name === environment.name) {
    return refuse('record-invalid', { errors: [{ pointer: '/to', message: otherEnvironments(context) }] });
  }
  const document = clientDocumentOf(client);
  const { organisation: _same, ...members } = document;
  const faults = clientFaults(members, new Set(Object.keys(members)), target);
  const inTheWay = await server.storage.client(target.name, client.clientId);
  return {
    answer: {
      clientId: client.clientId,
      from: environment.name,
      to: target.name,
      refused: [
        ...dialectFault(environment, target),
        ...faults.map((fault) => registrationFault(fault, document)),
        ...credentialFaults(client),
        ...(inTheWay ? [takenId(inTheWay, client)] : []),
      ],
    },
  };
};

function otherEnvironments({ environment, server }: Parameters<Operation<'readPromotion'>>[0]): string {
  const others = [...server.environments.byName.keys()].filter((name) => name !== environment.name);
  return `Name another environment: ${others.join(', ') || 'there is none'}.`;
}

function dialectFault({ dialect: from }: Environment, { dialect: to }: Environment): readonly Refused[] {
  if (from.name === to.name) return [];
  return [
    {
      pointer: '',
      seen: from.name,
      why: `The other environment speaks the dialect ${to.name}: its addresses, headers and answers are others.`,
      fix: 'Promote the client to an environment of the same dialect, or change the app to the other one.',
    },
  ];
}

/** A fault of registration, with the value that it is about. */
function registrationFault({ pointer, message }: RecordError, document: object): Refused {
  const [, member = '', index] = pointer.split('/');
  const value = (document as Record<string, unknown>)[member];
  const seen = Array.isArray(value) && index !== undefined ? value[Number(index)] : value;
  return {
    pointer,
    seen: typeof seen === 'string' ? seen : JSON.stringify(seen ?? null),
    why: message,
    fix: fixes[member] ?? 'Change this member of the client before it is registered there.',
  };
}

const fixes: Readonly<Record<string, string>> = {
  redirectUris: 'Register an https address of the live app in its place, and have the app send exactly that one.',
  postLogoutRedirectUris: 'Register an https address of the live app in its place.',
  scopes: 'Leave the scope out, or have the operator declare it in the other environment.',
  resources: 'Leave the resource out, or have the operator declare it in the other environment.',
  serves: 'Leave it out, or name the resource as the other environment does.',
  grantTypes: 'Change the grant types, or the way in which the client authenticates.',
  jwks: 'Register public keys that are in order.',
};

function credentialFaults({ authMethod, secrets, enabled }: ClientRecord): readonly Refused[] {
  const live = secrets.filter(({ retiredAt }) => retiredAt === undefined);
  const usesSecret = authMethod === 'client_secret_basic' || authMethod === 'client_secret_post';
  return [
    ...(usesSecret && live.length === 0
      ? [
          {
            pointer: '/secrets',
            seen: 'no live secret',
            why: 'A confidential client without a secret can not authenticate: every token request would be refused.',
            fix: 'Make a secret for the client in the other environment, and give it to the live app alone.',
          },
        ]
      : []),
    ...(enabled
      ? []
      : [
          {
            pointer: '/enabled',
            seen: 'false',
            why: 'The client is switched off, and every request of it would be refused.',
            fix: 'Switch it on when it is registered there.',
          },
        ]),
  ];
}

function takenId(inTheWay: ClientRecord, client: ClientRecord): Refused {
  const isOwn = inTheWay.organisationId === client.organisationId;
  return {
    pointer: '/clientId',
    seen: client.clientId,
    why: isOwn
      ? 'The client is registered there already, with credentials and addresses of its own.'
      : 'A client of another organisation has this id there.',
    fix: isOwn ? 'Compare the two, and change the one that is there.' : 'Let the other environment make a new id.',
  };
}
