import type { SessionRecord } from '@candor/storage';
import type { Answer } from '../dialects/dialect.ts';
import { type ListedSession, sessionsPage } from '../pages/sessions.ts';
import { endedSessionCookies } from './browser.ts';
import { type OwnContext, ownAddress, ownAnswer, ownForm, ownPage, ownPageModel } from './own-page.ts';
import { ownPaths } from './own-paths.ts';
import { seeOther } from './page-response.ts';
import type { ReadForm } from './read-page-form.ts';

const path = ownPaths.sessions;

/** The browsers in which a user is signed in, and the end of one or of all others. */
export const sessionsEndpoints = [ownPage(path, { show, submit })];

async function show(context: OwnContext, query: ReadForm): Promise<Answer> {
  const { environment, signedIn } = context;
  const now = environment.deps.now();
  const all = await environment.deps.storage.sessionsOfUser(environment.name, signedIn.user.id);
  const live = all.filter(({ expiresAt }) => now < expiresAt).map((session) => listed(session, context));
  const ended = /^\d{1,6}$/.test(query.get('ended') ?? '') ? Number(query.get('ended')) : undefined;
  const page = sessionsPage(
    {
      ...ownPageModel(context),
      sessions: [...live.filter(({ isThis }) => isThis), ...live.filter(({ isThis }) => !isThis)],
      form: ownForm(path, context),
      newPasswordHref: ownAddress(ownPaths.password, context),
      ...(ended !== undefined && { ended: { count: ended, all: query.has('all') } }),
    },
    context.messages,
  );
  return ownAnswer(page, context);
}

async function submit(context: OwnContext, form: ReadForm): Promise<Answer> {
  const { environment, signedIn } = context;
  const { storage, now } = environment.deps;
  const address = ownAddress(path, context);
  const { user, session } = signedIn;
  if (form.get('decision') === 'sign-out') {
    await storage.endSession(session.id, now());
    return { response: seeOther(ownAddress(ownPaths.apps, context), endedSessionCookies(environment)) };
  }
  if (form.get('decision') === 'end-others') {
    const others = { environment: environment.name, userId: user.id, now: now(), except: session.id };
    const { ended } = await storage.endSessionsOfUser(others);
    return { response: seeOther(`${address}?ended=${ended}&all=1`) };
  }
  const wanted = form.get('session');
  const all = await storage.sessionsOfUser(environment.name, user.id);
  const found = all.find(({ id }) => textOf(id) === wanted);
  if (!found) return { response: seeOther(address) };
  await storage.endSession(found.id, now());
  return { response: seeOther(`${address}?ended=1`) };
}

function listed(session: SessionRecord, { request, environment, signedIn }: OwnContext): ListedSession {
  const here = environment.deps.fingerprints.address(request.address);
  return {
    id: textOf(session.id),
    agent: session.agent,
    isThis: textOf(session.id) === textOf(signedIn.session.id),
    since: new Date(session.createdAt).toISOString(),
    lastUsed: new Date(session.lastUsedAt ?? session.createdAt).toISOString(),
    until: new Date(session.expiresAt).toISOString(),
    sameAddress: session.usedFrom === undefined ? undefined : session.usedFrom === here,
  };
}

function textOf(id: Uint8Array): string {
  return Buffer.from(id).toString('base64url');
}
