import type { Answer } from '../dialects/dialect.ts';
import { changePassword } from '../directory/new-password.ts';
import { notify } from '../directory/resets.ts';
import { signIn } from '../directory/sign-in.ts';
import { changePasswordPage, type PasswordChangeRefusal } from '../pages/change-password.ts';
import { Refusal } from '../refusal.ts';
import { isKnownBrowser } from './browser.ts';
import { type OwnContext, ownAddress, ownAnswer, ownForm, ownPage, ownPageModel } from './own-page.ts';
import { ownPaths } from './own-paths.ts';
import { seeOther } from './page-response.ts';
import type { ReadForm } from './read-page-form.ts';

const path = ownPaths.password;

/** Changes the password of a signed-in user, who proves the present one in the same form. */
export const passwordEndpoint = ownPage(path, { show: async (context) => ask(context), submit });

async function submit(context: OwnContext, form: ReadForm): Promise<Answer> {
  const { environment, signedIn, request, messages } = context;
  try {
    const attempt = {
      email: signedIn.user.email,
      password: form.get('present_password') ?? '',
      address: request.address,
      isKnownBrowser: (userId: string) => isKnownBrowser(request, userId, environment),
    };
    const user = await signIn(attempt, environment);
    const proved = { user, session: signedIn.session };
    const changed = await changePassword(form.get('password') ?? '', proved, environment);
    const address = ownAddress(changed ? ownPaths.security : path, context);
    if (changed) notify(user, 'passwordChangedHere', messages, environment);
    return { response: seeOther(changed ? `${address}?password=changed` : address) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.problem !== 'new-password-refused' && !error.problem.startsWith('sign-in-')) throw error;
    return ask(context, error);
  }
}

function ask(context: OwnContext, refusal?: Refusal): Answer {
  const page = changePasswordPage(
    {
      ...ownPageModel(context),
      form: ownForm(path, context),
      cancelHref: ownAddress(ownPaths.security, context),
      minimumLength: context.environment.policy.passwordMinimumLength,
      ...(refusal && { refused: refusalOf(refusal) }),
    },
    context.messages,
  );
  return ownAnswer(page, context, refusal);
}

function refusalOf({ problem, facts }: Refusal): PasswordChangeRefusal {
  if (problem === 'new-password-refused') return { reason: 'length' };
  if (problem !== 'sign-in-throttled') return { reason: 'password' };
  return { reason: 'throttled', minutes: Math.max(1, Math.ceil((facts.retryAfter ?? 60) / 60)) };
}
