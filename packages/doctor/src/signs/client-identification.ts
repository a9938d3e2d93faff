import { showValue } from '../text/value.ts';
import { hasFailed } from './said-about.ts';
import { type Look, line } from './sign.ts';

/** Whose id it is: that of the flow, of this capture's registration, or of another app. */
export const clientIdentificationSigns: Look = function* clientIdentification(view) {
  const { subject } = view;
  if (
    !hasFailed(view) ||
    subject === undefined ||
    !subject.isOf('token-request', 'authorization-request', 'revocation-request')
  )
    return;
  const id = subject.clientId;
  if (id === undefined) return;
  const asked = view.start === subject ? undefined : view.start?.sent('client_id');
  if (
    asked !== undefined &&
    asked !== id &&
    asked.trim() === asked &&
    id.trim() === id &&
    subject.credentials?.secret !== asked
  ) {
    yield {
      cause: 'client-identification/credentials-of-other-app',
      variant: 'other-than-asked',
      confidence: subject.outcome === 'refused' ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('client_id', showValue(id), `${showValue(asked)}  (of the authorization request)`)],
    };
  }
  const registered = view.before
    .findLast((one) => one.role === 'registration-request' && one.got('client_id') !== undefined)
    ?.got('client_id');
  if (
    registered !== undefined &&
    registered !== id &&
    (subject.code === 'invalid_client' || subject.status === 401 || subject.status === 400)
  ) {
    yield {
      cause: 'client-identification/client-unknown',
      variant: 'other-registration',
      confidence: 'likely',
      specificity: 3,
      lines: [line('client_id', showValue(id), `${showValue(registered)}  (of the registration in this capture)`)],
    };
  }
};
