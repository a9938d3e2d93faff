/** What is shown of a message, and what it tells of its program. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture, renderExamination, stackOf } from '@candor/doctor';
import { answer, authorize, call, exchange, redemption } from './how-sure.ts';
import { tools } from './tools.ts';

describe('what a message tells of its program', () => {
  for (const line of [
    'level=error msg="redirect_uri mismatch" configured_uri=https://shop.example/cb actual_uri=http://shop.example/cb',
    'level=error msg="redirect_uri mismatch" provided_uri=http://shop.example/cb allowed_uri=https://shop.example/cb',
    '{"level":"error","msg":"redirect uri mismatch","registeredUri":"https://shop.example/cb","requestedRedirectUri":"http://shop.example/cb"}',
  ])
    it(`shows what was sent as sent, whichever stands first: ${line.slice(0, 60)}`, () => {
      const [first] = examine(readCapture(line), tools).diagnoses;
      assert.equal(first?.evidence[0]?.seen, 'http://shop.example/cb');
    });

  it('shows the number of an error, and no code beside it', () => {
    const shown = (text: string): string => JSON.stringify(examine(readCapture(text), tools).diagnoses);
    const table = 'Sign-in error code\t7000215\nFailure reason\tInvalid client secret is provided.';
    assert.match(shown(table), /7000215/);
    assert.doesNotMatch(shown('invalid_grant: code 8812345607 was already used'), /8812345607/);
  });

  it('shows the name of an error, and no code that looks like one', () => {
    const shown = (code: string): string =>
      JSON.stringify(
        examine(
          readCapture(call('401 Unauthorized', `{"error":{"code":"${code}","message":"Access token has expired"}}`)),
          tools,
        ),
      );
    assert.match(shown('InvalidAuthenticationToken'), /InvalidAuthenticationToken/);
    assert.doesNotMatch(shown('Zt8KqLmXvWnRbYcToken'), /Zt8Kq/);
    assert.doesNotMatch(shown('KqLmXvWnRbYcHdFgJkPqSrToken'), /KqLm/);
  });

  for (const [text, stack] of [
    ['the redirect_uri https://shop.example/signin-oidc is not registered', undefined],
    ['MsalServiceException: AADSTS50011: The redirect URI is wrong', 'dotnet'],
    ['com.microsoft.aad.msal4j.MsalServiceException: AADSTS50011: The redirect URI is wrong', 'java'],
    ['oidc: id token issued by a different provider', 'go'],
  ] as const) {
    it(`${stack ?? 'nothing'}: ${text}`, () => assert.equal(stackOf(readCapture(text)), stack));
  }

  it('is no more than possible where one word of a text alone is like what is known', () => {
    const { diagnoses } = examine(readCapture('invalid code: coupon was used'), tools);
    assert.ok(
      diagnoses.every(({ confidence }) => confidence === 'possible'),
      JSON.stringify(diagnoses[0]),
    );
  });

  for (const code of ['AADSTS50011', 'AADB2C90118']) {
    it(`${code} is Microsoft Entra's`, () => {
      assert.equal(examine(readCapture(`${code}: the request is wrong`), tools).provider, 'entra');
    });
  }

  it('keeps what the message calls expected', () => {
    const text = 'oidc: issuer did not match, expected "https://idp.example/" got "https://idp.example"';
    const [first] = examine(readCapture(text), tools).diagnoses;
    const found = first?.evidence.find(({ where }) => where === 'issuer');
    assert.deepEqual([found?.seen, found?.expected], ['https://idp.example', 'https://idp.example/']);
  });

  it('is no reason to ask again, where a certificate is not trusted', () => {
    const [first] = examine(readCapture('Error: self signed certificate in certificate chain'), tools).diagnoses;
    assert.equal(first?.retry, false);
    assert.match(first?.fix ?? '', /network-security-config/);
  });

  it('tells what was sent from what was expected, in whichever order and notation they are printed', () => {
    const given = 'http://shop.example/cb';
    const expected = 'https://shop.example/cb';
    for (const text of [
      `{"event":"Invalid redirect uri","redirect_uri_expected":["${expected}"],"redirect_uri_given":"${given}"}`,
      `{"event":"Invalid redirect uri","redirect_uri_given":"${given}","redirect_uri_expected":["${expected}"]}`,
      `{"event":"Invalid redirect uri","expected":["${expected}"],"redirect_uri":"${given}"}`,
      `redirect_uri mismatch: expected ${expected}, given ${given}`,
      `redirect_uri mismatch: given ${given}, expected ${expected}`,
      `redirect_uri mismatch: expected ${expected} but ${given} was provided`,
    ]) {
      const [first] = examine(readCapture(text), tools).diagnoses;
      assert.equal(first?.cause, 'redirect-uri/scheme-mismatch', text);
      assert.equal(first.evidence[0]?.seen, given, text);
    }
  });

  it('shows both challenges, which are no secrets', () => {
    const text = `GET ${authorize.replace('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', 'x1FkQ3mUAsS2NV0WMCk6vO0Ur4C2sKp1Y2qfUe1yN0A')} HTTP/1.1\n\n${redemption('Code is no good')}`;
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.equal(first?.cause, 'pkce/verifier-mismatch');
    assert.match(first?.evidence[0]?.seen ?? '', /^E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM /);
  });

  it('may be asked again, where the answer brings the nonce that was missing', () => {
    const text = answer('400 Bad Request', '{"error":"use_dpop_nonce"}', 'DPoP-Nonce: k39fL20fkLs02\n');
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.equal(first?.retry, true);
    assert.match(first?.fix ?? '', /nonce of the DPoP-Nonce header/);
  });

  it('tells of the failure behind it, where the page was not let to read an answer', () => {
    const text =
      "has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present\nPOST https://idp.example/token net::ERR_FAILED 401 (Unauthorized)";
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.match(first?.why ?? '', /failed on the server as well/);
  });

  it('breaks the long name of a class behind a sign', () => {
    const text =
      'oauthlib.oauth2.rfc6749.errors.InsecureTransportError: (insecure_transport) OAuth 2 MUST utilize https.';
    const shown = renderExamination(examine(readCapture(text), tools), { colour: false, width: 80 });
    assert.match(shown, /\bInsecureTransportError\b/);
  });

  it('sends to the server itself, where that keeps why it refused', () => {
    const refusal = '{"error":"invalid_client","error_description":"Client authentication failed"}';
    const askedOf = (header: string): string | undefined =>
      examine(readCapture(`${exchange} -u shop:k39fL20fkLs02\n${answer('401 Unauthorized', refusal, header)}`), tools)
        .ask;
    assert.match(
      askedOf('candor-request-id: req_01m8frjqt0000xevg5\n') ?? '',
      /npx candor explain req_01m8frjqt0000xevg5,/,
    );
    assert.doesNotMatch(askedOf('x-request-id: req_01m8frjqt0000xevg5\n') ?? '', /candor explain/);
  });

  it('says where it is cut, and is not cut where its line ends', () => {
    const long = 'Send the value and not the id, which the page of the app has beside it, '.repeat(8);
    const seenOf = (text: string): string => examine(readCapture(text), tools).diagnoses[0]?.evidence[0]?.seen ?? '';
    assert.match(seenOf(`AADSTS7000215: Invalid client secret provided. ${long}`), /\w …$/);
    assert.match(seenOf(`AADSTS7000215: Invalid client secret provided\n${long}`), /provided$/);
  });

  it('has a value to expect, and never the steps below', () => {
    for (const text of ['invalid_grant: PKCE verification failed', 'AADSTS7000215: Invalid client secret provided']) {
      const shown = JSON.stringify(examine(readCapture(text), tools).diagnoses);
      assert.ok(!shown.includes('see the steps'), shown);
    }
  });
});
