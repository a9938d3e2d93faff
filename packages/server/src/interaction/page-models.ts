import type { AuthorizationSessionRecord, ClientRecord } from '@candor/storage';
import type { App, Deadline } from '../pages/deadline.ts';

export function appOf(client: ClientRecord): App {
  return { name: client.name, ...(client.homeUri !== undefined && { home: client.homeUri }) };
}

/** The end of the authorization session, told in the environment's own time so that a browser's clock does not matter. */
export function deadlineOf(session: AuthorizationSessionRecord, now: number): Deadline {
  return {
    expiresAt: new Date(session.expiresAt).toISOString(),
    secondsLeft: Math.floor((session.expiresAt - now) / 1000),
  };
}
