/** How a parameter, header or field is treated because of its name. */
export type NameClass =
  /** Its value is shown as kind and length only: a fingerprint would confirm a guess, or outlive its use. */
  | 'secret'
  /** Its value is shown as kind, length and fingerprint. */
  | 'fingerprinted'
  | 'client-id'
  | 'address'
  /** A word or words of the protocol's own vocabulary. */
  | 'vocabulary'
  | 'unknown';

const classes: Readonly<Record<string, NameClass>> = Object.freeze({
  clientid: 'client-id',
  xclientkey: 'client-id',
  redirecturi: 'address',
  postlogoutredirecturi: 'address',
  requesturi: 'address',
  resource: 'address',
  audience: 'address',
  iss: 'address',
  issuer: 'address',
  origin: 'address',
  referer: 'address',
  referrer: 'address',
  responsetype: 'vocabulary',
  responsemode: 'vocabulary',
  granttype: 'vocabulary',
  scope: 'vocabulary',
  prompt: 'vocabulary',
  display: 'vocabulary',
  maxage: 'vocabulary',
  uilocales: 'vocabulary',
  acrvalues: 'vocabulary',
  codechallengemethod: 'vocabulary',
  tokentypehint: 'vocabulary',
  tokentype: 'vocabulary',
  clientassertiontype: 'vocabulary',
  requestedtokentype: 'vocabulary',
  subjecttokentype: 'vocabulary',
  actortokentype: 'vocabulary',
  error: 'vocabulary',
  authmethod: 'vocabulary',
  tokenendpointauthmethod: 'vocabulary',
  accept: 'vocabulary',
  acceptencoding: 'vocabulary',
  acceptlanguage: 'vocabulary',
  contentlength: 'vocabulary',
  contenttype: 'vocabulary',
  host: 'vocabulary',
  mode: 'vocabulary',
  region: 'vocabulary',
  xusenv: 'vocabulary',
  useragent: 'vocabulary',
  state: 'fingerprinted',
  nonce: 'fingerprinted',
  // Where the method is plain, or where the two were swapped, the challenge is the verifier.
  codechallenge: 'secret',
  code: 'secret',
  request: 'fingerprinted',
  statuscode: 'vocabulary',
  errorcode: 'vocabulary',
  authorization: 'fingerprinted',
  proxyauthorization: 'fingerprinted',
});

const neverFingerprinted =
  /code|otp|passw|passphrase|pwd|pin|verifier|mfa|csrf|xsrf|answer|credential|private|recovery|backup/;
const secret = /secret|token|assertion|cookie|session|apikey|signature|bearer|authorization|key$|sig$|jwt/;

/** Tells how a name's value is treated; spelling, case and separators don't matter. */
export function classOfName(name: string): NameClass {
  const plain = plainName(name);
  if (Object.hasOwn(classes, plain)) return classes[plain] as NameClass;
  if (neverFingerprinted.test(plain)) return 'secret';
  return secret.test(plain) ? 'fingerprinted' : 'unknown';
}

/** Tells whether a name says that its value is secret. */
export function isSecretName(name: string): boolean {
  const found = classOfName(name);
  return found === 'secret' || found === 'fingerprinted';
}

function plainName(name: string): string {
  let plain = name.slice(0, 256);
  // A name inside an address inside a parameter is encoded once for each.
  for (let layer = 0; layer < 4 && plain.includes('%'); layer++) {
    plain = plain.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  }
  return plain.toLowerCase().replace(/[^a-z0-9]/g, '');
}
