import { showInvisible } from '../text/value.ts';

const byWhom: Readonly<Record<string, string>> = {
  app: 'by the app itself',
  user: 'by the user',
  administrator: 'by the operator',
  replay: 'because its code was redeemed twice',
  reuse: 'because a refresh token of it was used twice',
};

/** Who or what ended an authorization, in words; undefined where it is not known. */
export function revokedByWhom(by: string | undefined): string | undefined {
  if (by === undefined) return undefined;
  return Object.hasOwn(byWhom, by) ? byWhom[by] : `by ${showInvisible(by.slice(0, 40))}`;
}
