/** What is no failure: a record of what went well, and a refusal that is part of what works. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, isClean, readCapture, renderExamination } from '@candor/doctor';
import { answer, authorize, redemption } from './how-sure.ts';
import { tools } from './tools.ts';

const flow = `GET ${authorize}&state=k39fL20fkLs HTTP/1.1

HTTP/1.1 302 Found
Location: https://shop.example/cb?code=Lf93kfh20LsdkfP&state=k39fL20fkLs

POST https://idp.example/token HTTP/1.1
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token":"at_kf93hfkQ02lf","token_type":"Bearer","expires_in":3600}
`;
const silent = `GET ${authorize}&state=aaaaL20fkLs&prompt=none HTTP/1.1

HTTP/1.1 302 Found
Location: https://shop.example/silent?error=login_required&state=aaaaL20fkLs

GET https://shop.example/silent?error=login_required&state=aaaaL20fkLs HTTP/1.1

HTTP/1.1 200 OK
Content-Type: text/html

<html></html>

`;
const challenge = `POST https://mcp.example/mcp HTTP/1.1

HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer resource_metadata="https://mcp.example/.well-known/oauth-protected-resource"

`;
const favicon = `
GET https://shop.example/favicon.ico HTTP/1.1

HTTP/1.1 404 Not Found
Content-Type: text/html

<html>Not found</html>
`;
const poll =
  'POST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=dv81kLs02kdQ&client_id=shop\n';

describe('a record of what went well', () => {
  for (const text of [
    '{"date":"2026-03-03T10:00:00.000Z","type":"s","description":"Signed in","client_id":"Sh0p","log_id":"90021"}',
    '{"published":"2026-03-03T10:00:00Z","eventType":"app.oauth2.as.token.grant","outcome":{"result":"SUCCESS"}}',
    '[{"time":1772532000000,"type":"LOGIN","realmId":"shop","clientId":"web","details":{"username":"anna"}}]',
    '{"createdDateTime":"2026-03-03T10:00:00Z","appDisplayName":"Shop","status":{"errorCode":0,"failureReason":"Other."}}',
  ])
    it(`has nothing wrong: ${text.slice(0, 60)}`, () => {
      const { diagnoses, exchanges } = examine(readCapture(text), tools);
      assert.deepEqual(diagnoses, []);
      assert.ok(exchanges.every(({ outcome }) => outcome !== 'refused'));
    });

  it('has no metadata that are missing, where a browser or a scanner asked for other documents', () => {
    for (const name of ['change-password', 'security.txt', 'appspecific/com.chrome.devtools.json']) {
      const { diagnoses } = examine(readCapture(`INFO GET /.well-known/${name} 404`), tools);
      assert.ok(
        diagnoses.every(({ confidence }) => confidence === 'possible'),
        name,
      );
    }
  });
});

describe('a refusal that is part of what works', () => {
  for (const [name, text] of [
    ['a file beside a page', flow + favicon],
    ['a silent login before one that the user sees', silent + flow],
    [
      'polls of a device before the tokens came, and somebody who tells how long it took',
      `${poll}${answer('400 Bad Request', '{"error":"authorization_pending"}')}\n${poll}${answer('400 Bad Request', '{"error":"slow_down"}')}\n${poll}${answer('200 OK', '{"access_token":"at_kf93hfkQ02lf","token_type":"Bearer"}')}\nIt took half a minute`,
    ],
    [
      'a challenge that is answered with a token',
      `${challenge}POST https://mcp.example/mcp HTTP/1.1\nAuthorization: Bearer at_kf93hfkQ02lf\n${answer('200 OK', '{"jsonrpc":"2.0","id":1,"result":{}}')}`,
    ],
  ] as const) {
    it(`is no failure: ${name}`, () => {
      const examination = examine(readCapture(text), tools);
      assert.ok(isClean(examination), renderExamination(examination, { colour: false, width: 80 }));
      assert.equal(examination.ask, undefined);
      assert.ok(examination.exchanges.some(({ ordinary }) => ordinary));
    });
  }

  for (const [name, text] of [
    [
      'polls of a device before the tokens came, of which somebody names the code',
      `slow_down came once\n${poll}${answer('400 Bad Request', '{"error":"slow_down"}')}\n${poll}${answer('200 OK', '{"access_token":"at_kf93hfkQ02lf","token_type":"Bearer"}')}`,
    ],
    [
      'a proof without the nonce, and the one with it, of which somebody names the code',
      `Each login logs use_dpop_nonce first\n${poll}${answer('400 Bad Request', '{"error":"use_dpop_nonce"}', 'DPoP-Nonce: k39fL20fkLs\n')}\n${poll}${answer('200 OK', '{"access_token":"at_kf93hfkQ02lf","token_type":"DPoP"}')}`,
    ],
  ] as const) {
    it(`is possible at most: ${name}`, () => {
      const { diagnoses } = examine(readCapture(text), tools);
      assert.deepEqual(
        diagnoses.filter(({ confidence }) => confidence !== 'possible').map(({ cause }) => cause),
        [],
      );
    });
  }

  for (const [name, text] of [
    ['a silent login that nothing follows', silent],
    ['a challenge that nothing follows', challenge],
    ['a token request beside a file', `${redemption('Code is no good')}${favicon}`],
  ] as const) {
    it(`is a failure: ${name}`, () => {
      assert.ok(!isClean(examine(readCapture(text), tools)));
    });
  }
});
