const inWords: Readonly<Record<string, string>> = {
  client_secret_basic: 'an Authorization header: Basic, one space, and base64 of client id, colon, secret',
  client_secret_post: 'client_id and client_secret as parameters in the body',
  private_key_jwt: 'client_assertion and client_assertion_type as parameters in the body',
  none: 'client_id as a parameter in the body, and no credentials',
};

/** How a client that is registered for this method authenticates, as half a sentence. */
export function methodInWords(method: string): string {
  return Object.hasOwn(inWords, method) ? (inWords[method] as string) : `the method ${method.slice(0, 40)}`;
}
