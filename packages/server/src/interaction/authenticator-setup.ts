import type { Answer } from '../dialects/dialect.ts';
import { countSecondFactor } from '../directory/second-factor-limits.ts';
import { sealTotpSecret } from '../directory/second-factor-secret.ts';
import { createTotpSecret, totpAddress, totpSecretText, totpStepOf, useTotpStep } from '../directory/totp.ts';
import { seal, unseal } from '../keys/sealing.ts';
import { authenticatorPage } from '../pages/second-factor-setup.ts';
import { Refusal } from '../refusal.ts';
import { type OwnContext, ownAddress, ownAnswer, ownForm, ownPage, ownPageModel } from './own-page.ts';
import { ownPaths } from './own-paths.ts';
import type { ReadForm } from './read-page-form.ts';
import { codeRefusalOf } from './second-factor-step.ts';
import { turnOn } from './turn-on.ts';

const path = ownPaths.authenticator;
/** Milliseconds that a shown secret may be confirmed. */
const patience = 15 * 60_000;

/** Shows a new authenticator secret; a code made from it turns it on. Until then it is kept by the page alone, sealed. */
export const authenticatorEndpoint = ownPage(path, { show, submit, fresh: true });

async function show(context: OwnContext): Promise<Answer> {
  return ask(createTotpSecret(context.environment.deps.randomBytes), context);
}

async function submit(context: OwnContext, form: ReadForm): Promise<Answer> {
  const { environment, signedIn } = context;
  const { deps, name } = environment;
  const { user } = signedIn;
  const secret = openEnrolment(form.get('enrolment') ?? '', context);
  if (!secret) return ask(createTotpSecret(deps.randomBytes), context, { outdated: true });
  const code = (form.get('code') ?? '').replaceAll(/\s/g, '');
  try {
    const keys = await countSecondFactor(user.id, true, environment);
    const step = totpStepOf(code, secret, deps.machineNow());
    if (step === undefined) throw new Refusal('second-factor-wrong', { expected: 'a code of the new secret' }, {});
    for (const key of keys) await deps.storage.forgiveAttempt(key);
    const owner = { environment: name, userId: user.id };
    const totpSecretSealed = sealTotpSecret(secret, owner, deps.secondFactorKey, deps.randomBytes);
    // The code that turns it on signs nobody in afterwards.
    await useTotpStep(step, totpSecretSealed, user.id, environment);
    return await turnOn({ secondFactor: 'totp', totpSecretSealed }, context);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return ask(secret, context, { refusal: error });
  }
}

function ask(
  secret: Uint8Array,
  context: OwnContext,
  shown: { readonly refusal?: Refusal; readonly outdated?: true } = {},
): Answer {
  const { environment, signedIn, messages } = context;
  const { refusal } = shown;
  const page = authenticatorPage(
    {
      ...ownPageModel(context),
      form: ownForm(path, context),
      cancelHref: ownAddress(ownPaths.security, context),
      replaces: signedIn.user.secondFactor !== 'none',
      address: totpAddress(secret, environment.displayName, signedIn.user.email),
      secret: totpSecretText(secret),
      enrolment: sealEnrolment(secret, context),
      ...(shown.outdated && { outdated: true }),
      ...(refusal && { refused: codeRefusalOf(refusal) }),
    },
    messages,
  );
  return ownAnswer(page, context, refusal);
}

/** Bound to user and session, so that the secret can only be turned on where it was shown. */
function sealEnrolment(secret: Uint8Array, context: OwnContext): string {
  const { secondFactorKey, randomBytes, machineNow } = context.environment.deps;
  const plain = Buffer.alloc(8 + secret.length);
  plain.writeDoubleBE(machineNow() + patience);
  plain.set(secret, 8);
  return Buffer.from(seal(secondFactorKey, plain, contextOf(context), randomBytes)).toString('base64url');
}

function openEnrolment(text: string, context: OwnContext): Uint8Array | undefined {
  const { secondFactorKey, machineNow } = context.environment.deps;
  const plain = unseal(secondFactorKey, Buffer.from(text, 'base64url'), contextOf(context));
  if (!plain || plain.length <= 8) return undefined;
  const endsAt = Buffer.from(plain).readDoubleBE();
  return machineNow() < endsAt ? plain.subarray(8) : undefined;
}

function contextOf({ environment, signedIn }: OwnContext): string {
  const session = Buffer.from(signedIn.session.id).toString('base64url');
  return `totp enrolment ${environment.name} ${signedIn.user.id} ${session}`;
}
