import type { Seen, View } from '../view.ts';

/** The registration endpoint of the metadata, where another address was called. */
export function registrationElsewhere({ all }: View, subject: Seen): string | undefined {
  if (!subject.isOf('registration-request') || subject.outcome !== 'refused') return undefined;
  // Codes of RFC 7591 section 3.2.2: only a registration endpoint has them.
  if (
    /^(?:invalid_client_metadata|invalid_redirect_uri|(?:invalid|unapproved)_software_statement)$/.test(
      subject.code ?? '',
    )
  )
    return undefined;
  const before = all.filter(({ index }) => index < subject.index);
  const named = before.map((one) => one.got('registration_endpoint')).findLast((one) => one !== undefined);
  return named === undefined || named === subject.url.split('?')[0] ? undefined : named;
}
