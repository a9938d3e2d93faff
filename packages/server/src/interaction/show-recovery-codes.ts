import type { Answer } from '../dialects/dialect.ts';
import { recoveryCodesPage } from '../pages/second-factor-setup.ts';
import { type OwnContext, ownAddress, ownAnswer, ownForm, ownPageModel } from './own-page.ts';
import { ownPaths } from './own-paths.ts';

/** The only place where recovery codes are shown. */
export function showRecoveryCodes(codes: readonly string[], turnedOn: boolean, context: OwnContext): Answer {
  const page = recoveryCodesPage(
    {
      ...ownPageModel(context),
      codes,
      turnedOn,
      download: ownForm(ownPaths.recoveryCodesText, context),
      doneHref: ownAddress(ownPaths.security, context),
    },
    context.messages,
  );
  return ownAnswer(page, context);
}
