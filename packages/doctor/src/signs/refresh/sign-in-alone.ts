import type { Seen } from '../view.ts';

/** Scopes that tell who the user is, and let the client call nothing that goes on after the sign-in. */
const ofSignIn =
  /^(?:openid|profile|email|address|phone|(?:https:\/\/graph\.microsoft\.com\/)?user\.read|https:\/\/www\.googleapis\.com\/auth\/userinfo\.(?:email|profile))$/i;

/** Tells whether the client asks for nothing but who the user is, once: it needs no refresh token. */
export function isSignInAlone(start: Seen): boolean {
  const scopes = (start.sent('scope') ?? '').split(/[ ,]/).filter((one) => one !== '');
  return scopes.length > 0 && scopes.every((one) => ofSignIn.test(one));
}
