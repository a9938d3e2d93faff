import type { Answer } from '../dialects/dialect.ts';
import { redeemOneTimeCode, sendOneTimeCode } from '../directory/one-time-code.ts';
import { countSecondFactor } from '../directory/second-factor-limits.ts';
import { emailCodePage } from '../pages/second-factor-setup.ts';
import { Refusal } from '../refusal.ts';
import { type OwnContext, ownAddress, ownAnswer, ownForm, ownPage, ownPageModel } from './own-page.ts';
import { ownPaths } from './own-paths.ts';
import { seeOther } from './page-response.ts';
import type { ReadForm } from './read-page-form.ts';
import { codeRefusalOf } from './second-factor-step.ts';
import { turnOn } from './turn-on.ts';

const path = ownPaths.emailCode;

/** Sends a code to the user's address; typing it turns such codes on. */
export const emailCodeEndpoint = ownPage(path, { show, submit, fresh: true });

async function show(context: OwnContext, query: ReadForm): Promise<Answer> {
  return ask(context, { sent: query.has('sent') });
}

async function submit(context: OwnContext, form: ReadForm): Promise<Answer> {
  const { environment, signedIn, messages } = context;
  const { user } = signedIn;
  if (environment.deps.mailer === undefined) return ask(context, { sent: false });
  const isSending = form.get('decision') === 'send';
  try {
    if (isSending) {
      await sendOneTimeCode(user, bindingOf(context), messages, environment);
      return { response: seeOther(`${ownAddress(path, context)}?sent=1`) };
    }
    const keys = await countSecondFactor(user.id, true, environment);
    const outcome = await redeemOneTimeCode(
      (form.get('code') ?? '').replaceAll(/\s/g, ''),
      user,
      bindingOf(context),
      environment,
    );
    if (outcome !== 'accepted') {
      const problem = outcome === 'wrong' ? 'second-factor-wrong' : 'second-factor-code-ended';
      throw new Refusal(problem, { expected: 'the code that was sent' }, {});
    }
    for (const key of keys) await environment.deps.storage.forgiveAttempt(key);
    return await turnOn({ secondFactor: 'message' }, context);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return ask(context, { sent: true, refusal: error });
  }
}

function ask(context: OwnContext, shown: { readonly sent: boolean; readonly refusal?: Refusal }): Answer {
  const { environment, signedIn, messages } = context;
  const { sent, refusal } = shown;
  const page = emailCodePage(
    {
      ...ownPageModel(context),
      form: ownForm(path, context),
      cancelHref: ownAddress(ownPaths.security, context),
      replaces: signedIn.user.secondFactor === 'totp',
      canMail: environment.deps.mailer !== undefined,
      sent,
      ...(refusal && { refused: codeRefusalOf(refusal) }),
    },
    messages,
  );
  return ownAnswer(page, context, refusal);
}

/** The code turns the second factor on in the session that asked for it. */
function bindingOf({ signedIn }: OwnContext): string {
  return `set-up ${Buffer.from(signedIn.session.id).toString('base64url')}`;
}
