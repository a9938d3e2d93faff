import type { SentRequest } from '../evidence/evidence.ts';

/** Tells whether a request has a parameter with a value, also one that was taken out of the capture. */
export function has({ parameters }: SentRequest, name: string): boolean {
  return parameters.some((one) => one.name === name && (one.value !== '' || one.cut === true));
}

/** The value of a parameter as it was sent; undefined where it is absent, empty or taken out of the capture. */
export function wholeValueOf({ parameters }: SentRequest, name: string): string | undefined {
  return parameters.find((one) => one.name === name && one.value !== '' && one.cut !== true)?.value;
}

/** The value of a header, by its name in lower case. */
export function headerOf({ headers }: SentRequest, name: string): string | undefined {
  return headers.find((one) => one.name === name)?.value;
}
