import type { Environment } from '../environment.ts';
import type { ScopeSentences } from '../pages/consent.ts';
import type { Messages } from '../pages/messages/en.ts';

/** What scopes allow, grouped, in the reader's language as far as the configuration knows it. */
export function scopeSentences(
  scopes: readonly string[],
  environment: Environment,
  messages: Messages,
): ScopeSentences {
  const of = (kind: string): string[] =>
    scopes
      .filter((scope) => groupOf(scope, environment) === kind)
      .map((scope) => scopeMeaning(scope, environment, messages));
  return { reads: of('read'), does: of('do'), identity: of('identity') };
}

/** To keep access is something that the app does: nothing is learnt about the user by it. */
function groupOf(scope: string, environment: Environment): string | undefined {
  return scope === 'offline_access' ? 'do' : environment.scopes.get(scope)?.kind;
}

/** A scope that the configuration no longer knows is shown by its name. */
export function scopeMeaning(scope: string, environment: Environment, { lang }: Messages): string {
  const definition = environment.scopes.get(scope);
  return definition?.translations?.[lang] ?? definition?.meaning ?? scope;
}
