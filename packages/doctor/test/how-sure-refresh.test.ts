/** What is named first and how surely of refreshing, where the same words or values prove it once and say little another time. */
import { describe } from 'node:test';
import { answer, dropbox, namesFirst, type OpenRow, provesNothing, type Row } from './how-sure.ts';

const refresh = (status: string, body: string): string =>
  `POST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=Rt93kfh20Lsdk9fk&client_id=shop\n${answer(status, body)}`;
const rotated = (end: string): string =>
  `POST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=Rt93kfh20Lsdk9fk&client_id=shop\n${answer('200 OK', '{"access_token":"a81kLs02","refresh_token":"Rt84lMt13leR","expires_in":3600}', 'Date: Tue, 03 Mar 2026 10:00:00 GMT\n')}\nPOST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=Rt93kfh20Lsdk9fk&client_id=shop\n${end}`;
const fourHoursLater = 'Date: Tue, 03 Mar 2026 14:00:00 GMT\n';
const refreshedAt = (time: string, end: string): string =>
  `2026-03-03T10:00:${time}Z POST https://idp.example/oauth/token grant_type=refresh_token&refresh_token=Rt93kfh20Lsdk9fk&client_id=shop -> ${end}`;
const calledAt = (time: string, end: string): string =>
  `2026-03-03T10:00:${time}Z GET https://api.example/orders -> ${end}`;
const newTokens = '200 {"access_token":"a81kLs02","refresh_token":"Rt84lMt13leR","expires_in":3600}';

const rows: readonly Row[] = [
  {
    name: 'a refresh token of Google, and something else that is in testing',
    text: `${refresh('400 Bad Request', '{"error":"invalid_grant","error_description":"Bad Request"}').replace('idp.example/oauth', 'oauth2.googleapis.com')}\nIt ends after a week. It is in testing mode on our staging server.`,
    first: 'refresh/testing-mode-limit',
    confidence: 'likely',
  },
  {
    name: 'a 401 that was handled, and two refreshes in half a second with a call that went well between them',
    text: [
      calledAt('00.100', '401 {"error":"invalid_token","error_description":"The access token expired"}'),
      refreshedAt('00.200', newTokens),
      calledAt('00.400', '200 {"orders":[]}'),
      refreshedAt('00.600', '400 {"error":"invalid_grant"}'),
    ].join('\n'),
    first: 'refresh/concurrent-use',
    confidence: 'certain',
  },
  {
    name: 'the same where the old access token was refused again between the two, which nobody has replaced',
    text: [
      refreshedAt('00.200', newTokens),
      calledAt('00.400', '401 {"error":"invalid_token","error_description":"The access token expired"}'),
      refreshedAt('00.600', '400 {"error":"invalid_grant"}'),
    ].join('\n'),
    first: 'refresh/rotation-not-stored',
    confidence: 'certain',
  },
  {
    name: 'a token that ended, and somebody who misses the refresh token that was not asked for',
    text: `${dropbox} There is no refresh_token in the response.`,
    first: 'refresh/not-issued',
    confidence: 'certain',
  },
  {
    name: 'a clock that is as it should be',
    text: 'The token endpoint says {"error":"invalid_grant"}. The clock is synced.',
    first: 'refresh/revoked',
    confidence: 'possible',
    never: ['clock/skew'],
  },
  {
    name: 'an event whose refresh token is no longer active, with the name of the grant behind',
    text: '2026-03-03 10:00:00,120 WARN [org.keycloak.events] (x) type="REFRESH_TOKEN_ERROR", realmId="shop", clientId="web", error="invalid_token", reason="Session not active", grant_type="refresh_token"',
    first: 'refresh/expired-inactivity',
    confidence: 'likely',
    never: ['refresh/not-issued'],
  },
  {
    name: 'an access token that an answer gave, sent as the refresh token',
    text: `We got {"access_token":"a81kLs02kdQfk39fL02kdQ8","refresh_token":"Rt93kfh20Lsdk9fk"}\nthe answer: {"access_token":"a81kLs02kdQfk39fL02kdQ8","refresh_token":"Rt93kfh20Lsdk9fk"}\n\n${refresh('400 Bad Request', '{"error":"invalid_grant"}').replace('Rt93kfh20Lsdk9fk', 'a81kLs02kdQfk39fL02kdQ8')}`,
    first: 'refresh/unknown-token',
    confidence: 'certain',
  },
  {
    name: 'a token that was replaced hours before',
    text: rotated(answer('400 Bad Request', '{"error":"invalid_grant"}', fourHoursLater)),
    first: 'refresh/rotation-not-stored',
    confidence: 'certain',
  },
  {
    name: 'a refresh token that nobody used',
    text: refresh(
      '400 Bad Request',
      '{"error":"invalid_grant","error_description":"The token was inactive for 30 days"}',
    ),
    first: 'refresh/expired-inactivity',
    confidence: 'certain',
  },
  {
    name: 'an API that calls too often, and a refresh that is refused for another reason',
    text: `GET https://api.shop.example/items\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n${answer('429 Too Many Requests', '{"message":"slower"}')}\nPOST https://idp.example/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=r81kLs02kdQfk39f&client_id=shop\n${answer('400 Bad Request', '{"error":"invalid_grant","error_description":"Refresh token is revoked"}')}`,
    first: 'refresh/revoked',
    confidence: 'likely',
  },
  {
    name: 'a limit of one day, and the refusal of the next',
    text: '2026-09-01 10:00:00 ERROR (MainThread) [homeassistant.helpers] Error resolving OAuth token: 429\n2026-09-02 10:00:00 ERROR (MainThread) [homeassistant] Token request for shop failed (invalid_grant): Token has been revoked',
    first: 'refresh/revoked',
    confidence: 'likely',
  },
];

/** Captures that prove nothing: which of the likely ones comes first is learned, and this one is among the first three. */
const open: readonly OpenRow[] = [
  {
    name: 'a token that was replaced, before a user who has ended all',
    text: rotated(
      answer(
        '400 Bad Request',
        '{"error":"invalid_grant","error_description":"User has revoked access"}',
        fourHoursLater,
      ),
    ),
    first: 'refresh/revoked',
  },
  {
    name: 'a token that was replaced, before a server that is down',
    text: rotated(
      'HTTP/1.1 503 Service Unavailable\nDate: Tue, 03 Mar 2026 14:00:00 GMT\nContent-Type: text/html\n\n<h1>Service temporarily down</h1>\n',
    ),
    first: 'refresh/rotation-not-stored',
  },
  {
    name: 'a user who is inactive, whose refresh token is not',
    text: refresh(
      '400 Bad Request',
      '{"error":"invalid_grant","error_description":"User account is inactive for this organization"}',
    ),
    first: 'refresh/expired-inactivity',
  },
  {
    name: 'a number of Zoom in the number of a request',
    text: `POST https://zoom.us/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=Rt93kfh20Lsdk9fk&client_id=shop\n${answer('400 Bad Request', '{"reason":"Invalid Token!","error":"invalid_grant","requestId":"a-4738-bb"}')}`,
    first: 'refresh/rotation-not-stored',
  },
];

describe('how sure a cause of refreshing is', () => {
  namesFirst(rows);
  provesNothing(open);
});
