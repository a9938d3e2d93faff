/** Captures of which tests say what is named first and how surely, and what they are made of. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
import { tools } from './tools.ts';

export interface Row {
  readonly name: string;
  readonly text: string;
  readonly first: string;
  readonly confidence: 'certain' | 'likely' | 'possible';
  /** Causes that are not named. */
  readonly never?: readonly string[];
}

/** A capture that proves nothing. */
export type OpenRow = Pick<Row, 'name' | 'text' | 'first'>;

/** Tests of each row that its cause is named first, as surely as it says. */
export function namesFirst(rows: readonly Row[]): void {
  for (const { name, text, first, confidence, never = [] } of rows) {
    it(`${confidence}, ${first}: ${name}`, () => {
      const { diagnoses } = examine(readCapture(text), tools);
      const named = diagnoses.map((one) => `${one.cause} (${one.confidence})`);
      assert.equal(named[0], `${first} (${confidence})`, named.join(', '));
      for (const one of diagnoses) assert.ok(!never.includes(one.cause), named.join(', '));
    });
  }
}

/** Tests of each row that nothing is certain, and that its cause is among the first three. */
export function provesNothing(rows: readonly OpenRow[]): void {
  for (const { name, text, first } of rows) {
    it(`is not certain: ${name}`, () => {
      const { diagnoses } = examine(readCapture(text), tools);
      const named = diagnoses.map((one) => `${one.cause} (${one.confidence})`).join(', ');
      assert.notEqual(diagnoses[0]?.confidence, 'certain', named);
      assert.ok(
        diagnoses.slice(0, 3).some(({ cause }) => cause === first),
        named,
      );
    });
  }
}

/** An answer of JSON, behind its request. */
export const answer = (status: string, body: string, header = ''): string =>
  `\nHTTP/1.1 ${status}\n${header}Content-Type: application/json\n\n${body}\n`;
export const invalidClient = answer('401 Unauthorized', '{"error":"invalid_client"}');
export const header = 'token-use/authorization-header-malformed';
export const exchange = 'curl https://idp.example/oauth/token -d grant_type=client_credentials';
/** A code that was redeemed, and why the server says that it refuses it. */
export const redemption = (description: string): string =>
  `POST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&client_id=shop&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk\n${answer('400 Bad Request', JSON.stringify({ error: 'invalid_grant', error_description: description }))}`;
/** An authorization request. @param redirectUri is encoded already. */
export const login = (redirectUri: string): string =>
  `GET https://idp.example/authorize?client_id=shop&response_type=code&redirect_uri=${redirectUri} HTTP/1.1\n`;
/** A callback with a refusal. */
export const refusedLogin = (description: string): string =>
  `GET https://shop.example/cb?error=access_denied&error_description=${encodeURIComponent(description)}&state=k39f HTTP/1.1\n\nHTTP/1.1 400 Bad Request\n`;
/** A call of an API with a token, and its answer. */
export const call = (status: string, body: string): string =>
  `GET https://api.example/orders HTTP/1.1\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n${answer(status, body)}`;
/** A log. */
export const logged = (...lines: readonly string[]): string => lines.join('\n');
/** A token request with this body, to which an answer may be added. */
export const asked = (body: string, type = 'application/x-www-form-urlencoded', headers = ''): string =>
  `POST https://idp.example/oauth/token HTTP/1.1\n${headers}Content-Type: ${type}\n\n${body}\n`;
export const grantOfClient = 'grant_type=client_credentials&client_id=shop&client_secret=k39fL20fkLs02';
export const grantMissing = answer(
  '400 Bad Request',
  '{"error":"invalid_request","error_description":"Missing parameter: grant_type"}',
);
/** A token request with JSON in the place of a form. */
export const jsonOfClient = asked(
  '{"grant_type":"client_credentials","client_id":"shop","client_secret":"k39fL20fkLs02"}',
  'application/json',
);
/** A login, its tokens, and what the API says after their end. */
export const dropbox =
  'https://www.dropbox.com/oauth2/authorize?client_id=shop&response_type=code&redirect_uri=https%3A%2F%2Fshop.example%2Fcb\n\n{"access_token":"sl.Zk39fL20","token_type":"bearer","expires_in":14400,"scope":"files.content.read"}\n\nThe API says: {"error_summary":"expired_access_token/","error":{".tag":"expired_access_token"}}.';
/** An authorization request of a client, to this endpoint. */
export const startAt = (client: string, endpoint: string): string =>
  `GET ${endpoint}?client_id=${client}&response_type=code&state=k39fL20f&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&redirect_uri=https%3A%2F%2Fshop.example%2Fcb%2F${client} HTTP/1.1\n`;
/** The redemption of a code of a client at this endpoint, which is refused. */
export const redemptionAt = (client: string, endpoint: string): string =>
  `POST ${endpoint} HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&redirect_uri=https%3A%2F%2Fshop.example%2Fcb%2F${client}&client_id=${client}&code_verifier=x3ZpYk7LwQd9Rf2TgHs8VbNc4MjUeAoI6tXyPq1WzKlDmE5\n${answer('400 Bad Request', '{"error":"invalid_grant"}')}`;
const pair = 'code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256';
export const authorize = `https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&${pair}`;
