/** How near a capture is to what is known, and what that changes in what is named. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { causes, examine, readCapture } from '@candor/doctor';
import { factsIn, traitsIn } from '../src/found/by-likeness.ts';
import { learned } from '../src/likeness/learned.ts';
import { likenessOf, notation } from '../src/likeness/likeness.ts';
import { tools } from './tools.ts';

interface Report {
  readonly cause: string;
  readonly accept?: readonly string[];
  readonly text: string;
}

const folder = resolve(import.meta.dirname, '../reports');
const reports = globSync('*.jsonl', { cwd: folder })
  .sort()
  .flatMap((file) =>
    readFileSync(resolve(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ({ file, ...(JSON.parse(line) as Report) })),
  );
const ranks: Readonly<Record<string, number>> = { certain: 3, likely: 2, possible: 1 };

function nearest(text: string): string | undefined {
  const likenesses = [...likenessOf(traitsIn(readCapture(text)), learned)];
  return likenesses.sort(([, a], [, b]) => b.logarithm - a.logarithm)[0]?.[0];
}

describe('the traits of a capture', () => {
  it('are its words without their endings, with the word as it stands, and the facts of what failed', () => {
    const traits = traitsIn(
      readCapture(
        'POST https://idp.example/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=Rt8fk39fL02kd\n\nHTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error":"invalid_grant","error_description":"Rotated tokens expired"}',
      ),
    );
    assert.equal(traits.get('rotat'), 'rotated');
    assert.equal(traits.get('token'), 'tokens');
    for (const fact of [
      'role:token-request',
      'outcome:refused',
      'status:400',
      'grant and code:refresh_token:invalid_grant',
    ])
      assert.ok(traits.has(fact), fact);
  });

  it('hold no value of a parameter but the grant and the error code', () => {
    const traits = traitsIn(
      readCapture('GET https://idp.example/authorize?client_id=shopclient&state=Kq82mfStateValue'),
    );
    assert.ok(traits.has('sent:client_id'));
    assert.doesNotMatch([...traits].join(), /shopclient|kq82mf/i);
  });

  it('show no word that stands under the name of a secret, in an address, or in a mail address', () => {
    const traits = traitsIn(
      readCapture(
        'client_secret = "grafana", password: terraform\nshop://cb?code=refresh mailto audience@example.com\nError: the token expired',
      ),
    );
    const shown = [...traits.values()];
    for (const word of ['grafana', 'terraform', 'refresh', 'audience']) assert.ok(!shown.includes(word), word);
    assert.ok(shown.includes('expired'));
  });

  it('are bounded, however much was captured', () => {
    const words = Array.from(
      { length: 50_000 },
      (_, at) => `w${String.fromCharCode(97 + (at % 26))}${at.toString(36)}x`,
    );
    assert.ok(traitsIn(readCapture(`It fails: ${words.join(' ')}`)).size < 1200);
  });
});

describe('the facts of a capture', () => {
  const facts = factsIn(
    readCapture(
      'GET https://login.acme.example/oauth2/authorize?client_id=shopclient&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fback%2F&scope=openid+orders.secret&state=Kq82mfStateValue\n\nHTTP/1.1 302 Found\nLocation: http://localhost:3000/back/?code=Lf93kfh20LsdkfP&state=Kq82mfStateValue\n\nPOST https://login.acme.example/oauth2/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shopclient&client_secret=sup3rs3cret&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fback\n\nHTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error":"invalid_grant","error_description":"nope for anna"}',
    ),
  );

  it('tell what was asked, how and where, what went before, and what was answered', () => {
    for (const fact of [
      'role:token-request',
      'status:400',
      'code:invalid_grant',
      'grant:authorization_code',
      'path:token',
      'host:public',
      'redirect:http:localhost',
      'redirect path:plain',
      'redirect port:true',
      'sent:client_secret',
      'beside sent:authorization-request:scope',
    ])
      assert.ok(facts.includes(fact), `${fact} is not among ${facts.join(', ')}`);
  });

  it('hold no name, value or word of anybody', () => {
    assert.doesNotMatch(facts.join(), /acme|shopclient|orders|kq82|lf93|sup3r|back|3000|nope|anna/i);
  });
});

describe('the surveyed failures', () => {
  const surveyed = readFileSync(resolve(import.meta.dirname, '../survey/failures.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { cause: string; accept: readonly string[]; facts: readonly string[] });

  it('have causes of the taxonomy, and facts that many have', () => {
    const counts = new Map<string, number>();
    for (const { cause, accept, facts } of surveyed) {
      for (const one of [cause, ...accept]) assert.ok(one in causes, one);
      assert.notEqual(facts.length, 0);
      for (const fact of facts) counts.set(fact, (counts.get(fact) ?? 0) + 1);
    }
    for (const [fact, count] of counts) {
      assert.ok(count >= 3, `${fact} is a fact of ${count} alone`);
      assert.match(fact, /^[a-z ]+:[\w.:/+,#-]{0,60}$/);
    }
  });
});

describe('the likeness of a capture', () => {
  it('has a share for every cause of the taxonomy, all of which make up the whole', () => {
    const likenesses = likenessOf(traitsIn(readCapture('Error: redirect_uri_mismatch')), learned);
    assert.deepEqual([...likenesses.keys()].sort(), Object.keys(causes).sort());
    const whole = [...likenesses.values()].reduce((sum, { logarithm }) => sum + Math.exp(logarithm), 0);
    // No share is held for less than three in a thousand.
    assert.ok(whole > 0.99 && whole < 1.4, String(whole));
  });

  it('is learned for thousands of traits, each with causes that it tells from others', () => {
    const lines = learned.join('\n').split('\n');
    assert.ok(lines.length > 2000);
    const digits = new Set(notation.digits);
    for (const line of lines.slice(1)) {
      const [trait = '', numbers = ''] = line.split('\t');
      assert.ok(trait !== '' && numbers.length % 3 === 2 && [...numbers].every((digit) => digits.has(digit)), line);
    }
  });

  for (const [text, cause] of [
    [
      'The browser comes back and the app says: no cookie found for this login, state missing',
      'state-session/cookie-not-stored',
    ],
    [
      'our job sleeps and the API then wants us to slow down, too many requests this minute',
      'availability/rate-limited',
    ],
  ] as const) {
    it(`is greatest for ${cause} in words that no sign knows`, () => {
      assert.equal(nearest(text), cause);
    });
  }
});

describe('findings that are weighed against the likeness', () => {
  it('have a cause that nothing else names, with the words that speak for it', () => {
    const text = 'the audience of our jwt is another one than the resource server wants';
    const { diagnoses } = examine(readCapture(`Error: ${text}`), tools);
    const named = diagnoses.find(({ cause }) => cause === 'token-use/audience-mismatch');
    assert.equal(named?.variant, 'likeness');
    assert.equal(named.confidence, 'possible');
    const words = named.evidence[0]?.seen.split(', ') ?? [];
    assert.ok(words.includes('audience'), words.join());
    for (const word of words) assert.ok(text.includes(word), word);
  });

  for (const text of [
    'Error: Request failed with status code 403',
    'AxiosError: Request failed with status code 401\n    at createError (lib/core/createError.js:16:15)',
    'our API answers Invalid token since Monday; restarting it helps',
  ]) {
    it(`name nothing by words that say nothing: ${text.slice(0, 50)}`, () => {
      const { diagnoses, ask } = examine(readCapture(text), tools);
      assert.deepEqual(diagnoses, []);
      assert.match(ask ?? '', /Send the request that failed/);
    });
  }

  it('show no name of a person', () => {
    const { diagnoses } = examine(
      readCapture('Error: the account of anna and bertha, audience of our jwt refused'),
      tools,
    );
    const named = diagnoses.filter(({ variant }) => variant === 'likeness');
    assert.notEqual(named.length, 0);
    assert.doesNotMatch(JSON.stringify(named), /anna|bertha/i);
  });

  for (const { uri, first, not } of [
    {
      uri: 'https://editor.example/redirect',
      first: 'redirect-uri/not-registered',
      not: 'redirect-uri/scheme-mismatch',
    },
    { uri: 'com.example.editor://auth', first: 'redirect-uri/not-registered', not: 'redirect-uri/scheme-mismatch' },
  ]) {
    it(`have no cause that ${uri} does not look like`, () => {
      const text = `AADSTS50011: The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application 'a11d'.`;
      const { diagnoses } = examine(readCapture(text), tools);
      assert.equal(diagnoses[0]?.cause, first);
      assert.ok(diagnoses.every(({ cause }) => cause !== not));
    });
  }

  it('have before each way in which a redirect URI can differ that it is not registered', () => {
    const text =
      "AADSTS50011: The redirect URI 'https://editor.example/redirect' specified in the request does not match the redirect URIs configured for the application 'a11d'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. The editor allows another client id.";
    const { diagnoses } = examine(readCapture(text), tools);
    assert.equal(diagnoses[0]?.cause, 'redirect-uri/not-registered');
    assert.ok(diagnoses.some(({ cause }) => cause === 'redirect-uri/path-mismatch'));
  });

  it('stay as they are where one is certain', () => {
    const { diagnoses } = examine(readCapture('AADSTS7000215: Invalid client secret provided.'), tools);
    assert.equal(diagnoses[0]?.confidence, 'certain');
    assert.ok(diagnoses.every(({ variant }) => variant !== 'likeness'));
  });

  it('are not made where nothing failed', () => {
    const { diagnoses } = examine(
      readCapture('GET https://idp.example/authorize?response_type=code&client_id=shop'),
      tools,
    );
    assert.deepEqual(diagnoses, []);
  });
});

describe('the known reports', () => {
  it('name causes of the taxonomy, and no text twice', () => {
    for (const { cause, accept = [], file } of reports)
      for (const one of [cause, ...accept]) assert.ok(one in causes, `${file}: ${one}`);
    assert.equal(new Set(reports.map(({ text }) => text)).size, reports.length);
  });

  it('are there for every cause', () => {
    const named = new Set(reports.map(({ cause }) => cause));
    assert.deepEqual(
      Object.keys(causes).filter((cause) => !named.has(cause)),
      [],
    );
  });

  it('are read as they are meant: of a hundred at least 93, and of what is certain at least 98', () => {
    let right = 0;
    let sure = 0;
    let surelyRight = 0;
    for (const { cause, accept = [], text } of reports) {
      const { diagnoses } = examine(readCapture(text), tools);
      const [first] = diagnoses;
      const isRight = first !== undefined && [cause, ...accept].includes(first.cause);
      if (isRight) right += 1;
      if (first?.confidence === 'certain') {
        sure += 1;
        if (isRight) surelyRight += 1;
      }
      const confidences = diagnoses.map(({ confidence }) => ranks[confidence] ?? 0);
      assert.deepEqual(confidences, [...confidences].sort().reverse(), text);
    }
    assert.ok(right >= reports.length * 0.93, `${right} of ${reports.length}`);
    assert.ok(surelyRight >= sure * 0.98, `${surelyRight} of ${sure}`);
  });
});
