import type { ClientRecord } from '@candor/storage';
import { type AppSignIn, signInThroughApp } from '../../directory/app-sign-in.ts';
import { maskedDestination } from '../../directory/code-destination.ts';
import type { Environment } from '../../environment.ts';
import { Refusal } from '../../refusal.ts';
import type { Endpoint } from '../dialect.ts';
import { json } from '../standard/token-response.ts';
import { keyedClient } from './gateway.ts';
import { baanxPaths } from './paths.ts';
import { readJson, refuseMissing, refuseOtherFields } from './read-json.ts';
import { regionOf } from './region.ts';
import { makeLoginToken } from './token-texts.ts';
import { userUuid } from './user-id.ts';

/** `POST /v1/auth/login`: the app's own sign-in form. 200 does not mean signed in: the body says what is missing. */
export const loginEndpoint: Endpoint = {
  name: 'login',
  path: baanxPaths.login,
  methods: ['POST'],
  crossOrigin: 'nobody',
  host: 'api',
  pausable: true,
  async handle(request, environment) {
    const client = await keyedClient(request, environment);
    const known = { client, authenticated: false };
    const fields = readJson(request, client);
    refuseOtherFields(fields, ['email', 'password', 'otpCode'], known, environment);
    refuseMissing((name) => fields.get(name), ['email', 'password'], known);
    const attempt = {
      email: fields.get('email') ?? '',
      password: fields.get('password') ?? '',
      code: fields.get('otpCode') || undefined,
      address: request.address,
      region: regionOf(request, environment),
      client,
      makeText: makeLoginToken,
    };
    const signedIn = await signInThroughApp(attempt, environment).catch((error: unknown) => refuseFor(client, error));
    return { response: json(answerOf(signedIn, environment)), clientId: client.clientId };
  },
};

/** The refusal again, with the client that it was refused for. */
export function refuseFor(client: ClientRecord, error: unknown): never {
  if (!(error instanceof Refusal)) throw error;
  throw new Refusal(error.problem, error.detail, { client, authenticated: false, ...error.facts });
}

function answerOf(signedIn: AppSignIn, environment: Environment): object {
  const { user } = signedIn;
  const isPending = signedIn.outcome === 'code-required';
  return {
    accessToken: isPending ? null : signedIn.token,
    userId: userUuid(user.id),
    isOtpRequired: isPending,
    // The guide's name for the same.
    requiresOtp: isPending,
    phoneNumber: isPending && user.secondFactor === 'message' ? maskedDestination(user, environment) : null,
    phase: null,
    verificationState: 'VERIFIED',
    isLinked: false,
  };
}
