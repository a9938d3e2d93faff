import type { ClientRecord } from '@candor/storage';
import type { App, Deadline } from '../pages/deadline.ts';
import type { OpenFlow } from './flow.ts';

export function appOf(client: ClientRecord): App {
  return { name: client.name, ...(client.homeUri !== undefined && { home: client.homeUri }) };
}

/** The end of the authorization session, told in the environment's own time so that a browser's clock does not matter. */
export function deadlineOf({ session, progress }: OpenFlow): Deadline {
  return {
    expiresAt: new Date(session.expiresAt).toISOString(),
    secondsLeft: Math.floor((session.expiresAt - progress.now) / 1000),
  };
}
