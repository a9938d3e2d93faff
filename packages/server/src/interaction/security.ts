import type { Answer, Endpoint } from '../dialects/dialect.ts';
import { createRecoveryCodes, recoveryCodeCount, recoveryCodeHashes } from '../directory/recovery-codes.ts';
import { notify } from '../directory/resets.ts';
import { renewRecoveryCodesPage, securityPage, turnOffPage } from '../pages/security.ts';
import { refuse } from '../refusal.ts';
import { authenticatorEndpoint } from './authenticator-setup.ts';
import { emailCodeEndpoint } from './email-code-setup.ts';
import { type OwnContext, ownAddress, ownAnswer, ownForm, ownPage, ownPageModel } from './own-page.ts';
import { ownPaths } from './own-paths.ts';
import { seeOther } from './page-response.ts';
import { passwordEndpoint } from './password-change.ts';
import type { ReadForm } from './read-page-form.ts';
import { showRecoveryCodes } from './show-recovery-codes.ts';

/** A user's second factor: what is on, setting one up, turning it off, and the recovery codes. */
export const securityEndpoints: readonly Endpoint[] = [
  ownPage(ownPaths.security, { show }),
  ownPage(ownPaths.turnOff, { show: askTurnOff, submit: turnOff, fresh: true }),
  ownPage(ownPaths.recoveryCodes, { show: askRenew, submit: renew, fresh: true }),
  ownPage(ownPaths.recoveryCodesText, { submit: download }),
  passwordEndpoint,
  authenticatorEndpoint,
  emailCodeEndpoint,
];

async function show(context: OwnContext, query: ReadForm): Promise<Answer> {
  const { environment, signedIn, messages } = context;
  const { user } = signedIn;
  const page = securityPage(
    {
      ...ownPageModel(context),
      factor: user.secondFactor,
      recoveryCodesLeft: await environment.deps.storage.recoveryCodesLeft(environment.name, user.id),
      canMail: environment.deps.mailer !== undefined,
      hrefs: {
        password: ownAddress(ownPaths.password, context),
        authenticator: ownAddress(ownPaths.authenticator, context),
        emailCode: ownAddress(ownPaths.emailCode, context),
        turnOff: ownAddress(ownPaths.turnOff, context),
        recoveryCodes: ownAddress(ownPaths.recoveryCodes, context),
      },
      ...(query.get('password') === 'changed' && { passwordChanged: true }),
      ...(user.secondFactor === 'none' && query.has('off') && { turnedOff: true }),
    },
    messages,
  );
  return ownAnswer(page, context);
}

async function askTurnOff(context: OwnContext): Promise<Answer> {
  if (context.signedIn.user.secondFactor === 'none') return toSecurity(context);
  return ownAnswer(turnOffPage(questionModel(ownPaths.turnOff, context), context.messages), context);
}

async function turnOff(context: OwnContext): Promise<Answer> {
  const { environment, signedIn, messages } = context;
  const { totpSecretSealed: _removed, ...rest } = signedIn.user;
  if (rest.secondFactor === 'none') return toSecurity(context);
  const user = { ...rest, secondFactor: 'none', version: rest.version + 1, updatedAt: environment.deps.now() } as const;
  const { outcome } = await environment.deps.storage.changeSecondFactor({ user, recoveryCodeHashes: [] });
  if (outcome !== 'changed') return toSecurity(context);
  notify(user, 'secondFactorRemoved', messages, environment);
  return { response: seeOther(`${ownAddress(ownPaths.security, context)}?off=1`) };
}

async function askRenew(context: OwnContext): Promise<Answer> {
  if (context.signedIn.user.secondFactor === 'none') return toSecurity(context);
  return ownAnswer(renewRecoveryCodesPage(questionModel(ownPaths.recoveryCodes, context), context.messages), context);
}

async function renew(context: OwnContext): Promise<Answer> {
  const { environment, signedIn, messages } = context;
  const { user } = signedIn;
  if (user.secondFactor === 'none') return toSecurity(context);
  const codes = createRecoveryCodes(environment.deps.randomBytes);
  const codeHashes = recoveryCodeHashes(codes, user.id, environment);
  await environment.deps.storage.replaceRecoveryCodes({ environment: environment.name, userId: user.id, codeHashes });
  notify(user, 'recoveryCodesRenewed', messages, environment);
  return showRecoveryCodes(codes, false, context);
}

const codesText = new RegExp(`^[0-9a-z-]{14}( [0-9a-z-]{14}){${recoveryCodeCount - 1}}$`);

/** Gives the codes that the page holds back as a file: the server has only their hashes. */
async function download(context: OwnContext, form: ReadForm): Promise<Answer> {
  const { environment, signedIn, messages } = context;
  const sent = form.get('recovery_codes') ?? '';
  if (!codesText.test(sent)) refuse('parameter-malformed', { expected: 'recovery codes as the page shows them' });
  const texts = messages.recoveryCodes;
  const made = new Date(environment.deps.now()).toISOString();
  const head = texts.file(environment.displayName, signedIn.user.email, made);
  return {
    response: {
      status: 200,
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="${texts.fileName}"`,
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
      },
      body: `${head}\n${sent.split(' ').join('\n')}\n`,
    },
  };
}

function questionModel(path: string, context: OwnContext): Parameters<typeof turnOffPage>[0] {
  const cancelHref = ownAddress(ownPaths.security, context);
  return { ...ownPageModel(context), form: ownForm(path, context), cancelHref };
}

function toSecurity(context: OwnContext): Answer {
  return { response: seeOther(ownAddress(ownPaths.security, context)) };
}
