/** The mistakes that a reader can have the demonstration app make, one to a run. */
export interface Mistake {
  readonly id: MistakeId;
  readonly title: string;
  /** What the app does wrong, as one sentence. */
  readonly text: string;
}

export type MistakeId =
  | 'wrong-verifier'
  | 'reused-code'
  | 'trailing-slash'
  | 'wrong-secret'
  | 'id-token-at-the-api'
  | 'rotated-refresh-token'
  | 'expired-session'
  | 'json-body';

/** In the order of the legs that they break. */
export const mistakes: readonly Mistake[] = Object.freeze([
  {
    id: 'trailing-slash',
    title: 'Trailing slash',
    text: 'The redirect URI has a slash at its end that the registered one has not.',
  },
  {
    id: 'wrong-verifier',
    title: 'Wrong verifier',
    text: 'The token request carries the code_verifier of another flow.',
  },
  {
    id: 'wrong-secret',
    title: 'Wrong secret',
    text: 'The client secret lost its last character when it was copied.',
  },
  {
    id: 'json-body',
    title: 'JSON body',
    text: 'The token request is sent as JSON.',
  },
  {
    id: 'reused-code',
    title: 'Reused code',
    text: 'The same code is redeemed a second time.',
  },
  {
    id: 'id-token-at-the-api',
    title: 'ID token at the API',
    text: 'The API is called with the ID token in place of the access token.',
  },
  {
    id: 'rotated-refresh-token',
    title: 'Rotated refresh token',
    text: 'A second tab refreshes with the token that the first one has just exchanged.',
  },
  {
    id: 'expired-session',
    title: 'Expired session',
    text: 'The app asks silently for a sign-in of the last second, and the user’s is older.',
  },
]);

/** The mistake of this id; undefined for the flow as it should be, and for anything else. */
export function findMistake(id: string | undefined): Mistake | undefined {
  return mistakes.find((mistake) => mistake.id === id);
}
