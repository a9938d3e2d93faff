import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Diagnosis, renderExplanation } from '@candor/doctor';
import { explanationOf } from './explanation.ts';

const slash: Diagnosis = {
  cause: 'redirect-uri/trailing-slash',
  variant: 'trailing-slash',
  title: 'The redirect_uri has a trailing slash that the registered one has not.',
  confidence: 'certain',
  evidence: [
    {
      where: 'redirect_uri',
      seen: 'https://ledger.example/callback/',
      expected: 'https://ledger.example/callback  (registered)',
    },
  ],
  why: 'RFC 9700 section 2.1 has redirect URIs compared as text, character by character.',
  fix: "1. Set the redirect URI in the app's configuration to https://ledger.example/callback, without the slash at the end.\n2. Or register the other one.",
  retry: false,
  whoseMove: 'app',
};

const retired: Diagnosis = {
  ...slash,
  title: 'The client secret was retired.',
  confidence: 'likely',
  evidence: [
    {
      where: 'Authorization header',
      seen: 'client secret of 31 characters, fingerprint 6192a476, retired on 19 Nov 2026',
      expected: 'a live secret of this client',
    },
  ],
  why: 'Somebody replaced it since.',
  fix: 'Put the current secret into the configuration.',
  retry: true,
  whoseMove: 'operator',
};

function textOf(lines: string): string {
  return lines.replace(/^\n/, '');
}

describe('renderExplanation', () => {
  it('shows the difference with carets where there is no colour', () => {
    assert.equal(
      renderExplanation(explanationOf([slash]), { colour: false, width: 80 }),
      textOf(`
  invalid_request at GET /sandbox/oauth/authorize
  21 Nov 2026, 14:03:27 UTC · app "Ledger sync" · flow 7f3c

  The redirect_uri has a trailing slash that the registered one has      certain
  not.

    sent      redirect_uri  https://ledger.example/callback/
                                                           ^
    expected  redirect_uri  https://ledger.example/callback  (registered)

  Why   RFC 9700 section 2.1 has redirect URIs compared as text, character by
        character.

  Fix   1. Set the redirect URI in the app's configuration to
           https://ledger.example/callback, without the slash at the end.
        2. Or register the other one.

  Next  The app has to change something. Sending the same request again gives
        the same answer.
`),
    );
  });

  it('shows the difference underlined on a coloured ground where there is colour', () => {
    const text = renderExplanation(explanationOf([slash]), { colour: true, width: 100 });
    assert.ok(
      text.includes('    sent      redirect_uri  https://ledger.example/callback\u001b[4;97;41m/\u001b[0m\n'),
      text,
    );
    assert.ok(
      text.includes('    expected  redirect_uri  https://ledger.example/callback  \u001b[2m(registered)\u001b[0m\n'),
      text,
    );
    assert.ok(!text.includes('^'), text);
  });

  it('lays out alike with and without colour, but for the carets', () => {
    const plain = renderExplanation(explanationOf([slash, retired]), { colour: false, width: 90 });
    const colour = renderExplanation(explanationOf([slash, retired]), { colour: true, width: 90 });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
    const bare = colour.replace(/\u001b\[[0-9;]*m/g, '');
    assert.equal(bare, plain.replace(/^ +\^+\n/gm, ''));
  });

  it('wraps prose in its column, and shows further diagnoses after the first', () => {
    const explanation = explanationOf([slash, retired], { flowId: null, clientName: null, response: { status: 401 } });
    assert.equal(
      renderExplanation(explanation, { colour: false, width: 72 }),
      textOf(`
  401 redirect-uri-not-registered at GET /sandbox/oauth/authorize
  21 Nov 2026, 14:03:27 UTC · client ledger-sync

  The redirect_uri has a trailing slash that the registered      certain
  one has not.

    sent      redirect_uri  https://ledger.example/callback/
                                                           ^
    expected  redirect_uri  https://ledger.example/callback
                            (registered)

  Why   RFC 9700 section 2.1 has redirect URIs compared as text,
        character by character.

  Fix   1. Set the redirect URI in the app's configuration to
           https://ledger.example/callback, without the slash at the
           end.
        2. Or register the other one.

  Next  The app has to change something. Sending the same request again
        gives the same answer.

  Also

  The client secret was retired.                                  likely

    sent      Authorization header  client secret of 31 characters,
                                    fingerprint 6192a476, retired on 19
                                    Nov 2026
    expected  Authorization header  a live secret of this client

  Why   Somebody replaced it since.

  Fix   Put the current secret into the configuration.

  Next  The operator has to act. The same request may succeed later,
        unchanged.
`),
    );
  });

  it('puts below what has no room beside, in a narrow terminal', () => {
    const explanation = explanationOf([slash], { authenticated: false });
    const text = renderExplanation(explanation, { colour: false, width: 46 });
    assert.equal(
      text,
      textOf(`
  invalid_request at GET
  /sandbox/oauth/authorize
  21 Nov 2026, 14:03:27 UTC
  app "Ledger sync" · flow 7f3c
  not authenticated

  The redirect_uri has a trailing slash that
  the registered one has not.
  certain

    redirect_uri
    sent      https://ledger.example/callback/
                                             ^
    expected  https://ledger.example/callback
              (registered)

  Why   RFC 9700 section 2.1 has redirect URIs
        compared as text, character by
        character.

  Fix   1. Set the redirect URI in the app's
           configuration to
           https://ledger.example/callback,
           without the slash at the end.
        2. Or register the other one.

  Next  The app has to change something.
        Sending the same request again gives
        the same answer.
`),
    );
  });

  it('keeps every line in its columns, however few, but for words that are longer', () => {
    for (const width of [40, 46, 60, 71, 72, 80, 100]) {
      const text = renderExplanation(explanationOf([slash, retired]), { colour: false, width });
      for (const line of text.split('\n')) assert.ok(line.length <= width || !line.trim().includes(' '), line);
    }
  });

  it('says that nobody authenticated, so that anyone may have sent it', () => {
    const text = renderExplanation(explanationOf([slash], { authenticated: false }), { colour: false, width: 100 });
    assert.ok(text.includes(' · not authenticated\n'), text);
    const proven = renderExplanation(explanationOf([slash], { authenticated: true }), { colour: false, width: 100 });
    assert.ok(!proven.includes('authenticated'), proven);
  });

  it('folds long values around the difference, on both sides alike', () => {
    const long = `https://ledger.example/${'a'.repeat(80)}/callback`;
    const evidence = [{ where: 'redirect_uri', seen: `${long}s/x`, expected: `${long}/x  (registered)` }];
    const text = renderExplanation(explanationOf([{ ...slash, evidence }]), { colour: false, width: 72 });
    assert.equal(
      text.split('\n').slice(5, 9).join('\n'),
      textOf(`

    sent      redirect_uri  …aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/callbacks/x
                                                                     ^
    expected  redirect_uri  …aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/callback/x`),
    );
    for (const line of text.split('\n')) assert.ok(line.length <= 72, line);
  });

  it('does not mark two values that have little in common', () => {
    const evidence = [{ where: 'code_challenge', seen: 'nxjlWHul10gdeFoEx_pz', expected: 'E9Melhoa2OwvFrEMTJgu' }];
    const text = renderExplanation(explanationOf([{ ...slash, evidence }]), { colour: false, width: 80 });
    assert.ok(!text.includes('^'), text);
  });

  it('says so where no diagnosis was recorded', () => {
    const text = renderExplanation(explanationOf([]), { colour: false, width: 80 });
    assert.ok(text.endsWith('\n\n  This refusal was recorded without a diagnosis.\n'), text);
  });

  it('lets nothing that the server sent act on the terminal', () => {
    const hostile = { ...slash, title: 'A\u001b[2Jtitle\u0007', why: 'a\u009bb\u202e', fix: 'x\u001b]0;y\u0007\nz' };
    const text = renderExplanation(explanationOf([hostile], { clientName: '\u001b[31m' }), {
      colour: false,
      width: 80,
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    assert.ok(text.includes('A␛[2Jtitle␇'), text);
  });

  const compared = (seen: string, expected: string): readonly string[] => {
    const evidence = [{ where: 'redirect_uri', seen, expected }];
    const shown = renderExplanation(explanationOf([{ ...slash, evidence }]), { colour: false, width: 80 });
    return shown.split('\n').filter((line) => /^ +\^[ ^]*$/.test(line));
  };

  it('has no carets below what only the fold cut off', () => {
    const path = 'apps/accounting/modules/oauth/callback/handler';
    const carets = compared(
      `https://portal.production.shop.example/${path}`,
      `https://portal.staging.shop.example/${path}`,
    );
    assert.deepEqual(
      carets.map((line) => line.trim().split(/ +/).length),
      [1, 1],
    );
  });

  it('marks the first of many differences alone', () => {
    const carets = compared('https://a1.shop.example/b1/c1/d1/e1/cb', 'https://a2.shop.example/b2/c2/d2/e2/cb');
    assert.deepEqual(
      carets.map((line) => line.trim()),
      ['^', '^'],
    );
  });
});
