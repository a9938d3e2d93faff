import { refuse } from '../refusal.ts';
import { contracts } from './contract.ts';
import { readDuration } from './duration.ts';
import { readBody } from './json-body.ts';
import { isoTime, type Operation } from './operation.ts';

/** Milliseconds that a clock may be ahead, in sum: ten years, leap days included. */
const furthest = 3653 * 86_400_000;

export const advanceClock: Operation<'advanceClock'> = async ({ request, environment, server }) => {
  const { advance } = readBody(request, contracts.advanceClock.body);
  const reading = readDuration(advance);
  if (reading.outcome === 'refused') return refuseAdvance(reading.why);
  const ahead = server.environments.clockOffset(environment.name) + reading.milliseconds;
  if (ahead > furthest) return refuseAdvance('A clock can be moved ten years ahead at most, all moves together.');
  return { answer: { now: isoTime(await server.environments.advanceClock(environment.name, reading.milliseconds)) } };
};

export const setMaintenance: Operation<'setMaintenance'> = async ({ request, environment, server }) => {
  const { on } = readBody(request, contracts.setMaintenance.body);
  await server.environments.setMaintenance(environment.name, on);
  return { answer: { on } };
};

export const readOutbox: Operation<'readOutbox'> = async ({ environment, server }) => {
  if (server.configuration.mail) refuse('endpoint-unknown', { seen: 'the outbox of a server that delivers its mail' });
  return {
    answer: server.outbox.messages(environment.name).map((message) => ({ ...message, at: isoTime(message.at) })),
  };
};

function refuseAdvance(message: string): never {
  return refuse('record-invalid', { errors: [{ pointer: '/advance', message }] });
}
