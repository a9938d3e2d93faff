/**
 * The form in which an address is compared and looked up: trimmed, NFKC, lower case.
 *
 * @param email as it was typed or registered
 */
export function emailKey(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}
