/** What the calls of a program show of their requests, and what they leave to be seen elsewhere. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Capture, examine, readCapture } from '@candor/doctor';
import { tools } from './tools.ts';

const url = 'https://id.example/oauth/token';
const grant = '"grant_type": "client_credentials"';
const refused = '{"error":"invalid_client"}';

type Sent = NonNullable<Capture['exchanges'][number]['request']>;

function requestsIn(text: string): readonly Sent[] {
  return readCapture(text).exchanges.flatMap(({ request }) => request ?? []);
}

function shown(request: Sent | undefined, name: string): string | undefined {
  return [...(request?.parameters ?? []), ...(request?.headers ?? [])].find((one) => one.name === name)?.value;
}

describe('a value that stands deep within others', () => {
  for (const [name, text] of [
    ['dicts in Python', `requests.post("${url}", json=${'{"a":'.repeat(4000)}`],
    ['brackets in Python', `requests.post("${url}", data=${'('.repeat(40_000)}`],
    ['tables in PowerShell', `irm -Uri ${url} -Body ${'@{a='.repeat(5000)}${'}'.repeat(5000)}`],
    ['brackets in PowerShell', `irm -Uri ${url} -Body ${'('.repeat(40_000)}`],
    ['brackets of a variable in PowerShell', `$a = ${'('.repeat(40_000)}\nirm -Uri ${url} -Body $a`],
  ] as const) {
    it(`is left unread, at once: ${name}`, () => {
      const begun = performance.now();
      readCapture(text);
      assert.ok(performance.now() - begun < 2000, `${Math.round(performance.now() - begun)} ms`);
    });
  }
});

describe('a body of which a call shows a part', () => {
  for (const [name, text] of [
    ['a dict spread into it', `requests.post("${url}", data={${grant}, **creds})`],
    ['a name that is worked out', `requests.post("${url}", data={${grant}, key: secret})`],
    ['parameters spread into the call', `requests.post("${url}", **call)`],
    ['a dict that breaks off', `requests.post("${url}", data={\n    ${grant},`],
    ['the form as second parameter', `requests.post("${url}", form)`],
    ['a table that breaks off', `irm -Method Post -Uri ${url} -Body @{\n  grant_type = 'client_credentials'`],
    ['a member whose name is worked out', `irm -Method Post -Uri ${url} -Body @{ a = 'b'; $name = $secret }`],
    ['a table that is added to', `$f = @{ a = 'b' }; $f += $more; irm -Method Post -Uri ${url} -Body $f`],
    ['a table that a method fills', `$f = @{ a = 'b' }; $f.Add('client_secret', $s); irm -Method Post ${url} -Body $f`],
    ['a table that nobody shows', `$call = Get-Call\nirm -Uri ${url} @call`],
    ['parts', `irm -Method Post -Uri ${url} -Form @{ grant_type = 'client_credentials' }`],
    ['a file of curl', `curl --data-binary @form.txt ${url}`],
    ['a file of curl beside what is shown', `curl -d @form.txt -d client_id=me ${url}`],
    ['a file that curl encodes', `curl --data-urlencode scope@form.txt ${url}`],
    ['a file', `irm -Method Post -Uri ${url} -InFile form.txt`],
  ] as const) {
    it(`says so: ${name}`, () => {
      const [request] = requestsIn(text);
      assert.equal(request?.isBodyUnseen, true, JSON.stringify(request));
    });
  }

  for (const [name, text] of [
    ['Python', `requests.post("${url}", data={${grant}, "client_id": "me"},)`],
    ['Python, the form as second parameter', `requests.post("${url}", {${grant}, "client_id": "me"})`],
    [
      'PowerShell',
      `$f = @{ grant_type = 'client_credentials' }; $f.client_id = 'me'; irm -Method Post ${url} -Body $f`,
    ],
    [
      'PowerShell over lines',
      `$f = @{}\n$f["grant_type"] = "client_credentials"\n$f.client_id = 'me'\nirm -Method Post ${url} -Body $f`,
    ],
    [
      'PowerShell, a variable at its end',
      `$id = 'me'\nirm -Method Post ${url} -Body @{grant_type='client_credentials';client_id=$id}`,
    ],
    [
      'PowerShell, a variable in braces',
      `$id = 'me'\nirm -Method Post ${url} -Body @{grant_type='client_credentials';client_id=${'$'}{id}}`,
    ],
  ] as const) {
    it(`is told from a whole one: ${name}`, () => {
      const [request] = requestsIn(text);
      assert.equal(request?.isBodyUnseen, undefined);
      assert.equal(shown(request, 'client_id'), 'me');
      assert.equal(shown(request, 'grant_type'), 'client_credentials');
    });
  }
});

describe('credentials that come from elsewhere', () => {
  const table = "@{ grant_type = 'client_credentials' }";
  for (const [name, text, value] of [
    ['a session of Python', `session.post("${url}", data={${grant}})`, '…'],
    ['a client of Python', `await api_client.post("${url}", data={${grant}})`, '…'],
    ['parameters spread into the call', `requests.post("${url}", data={${grant}}, **more)`, '…'],
    [
      'headers with others spread into them',
      `requests.post("${url}", headers={"a": "b", **auth}, data={${grant}})`,
      '…',
    ],
    ['-Credential', `irm -Method Post ${url} -Credential $c -Authentication Basic -Body ${table}`, 'Basic …'],
    ['-Credential alone', `irm -Method Post ${url} -Credential (Get-Credential) -Body ${table}`, '…'],
    ['a session of PowerShell', `irm -Method Post ${url} -WebSession $s -Body ${table}`, '…'],
    ['the account of Windows', `irm -Method Post ${url} -UseDefaultCredentials -Body ${table}`, '…'],
    ['headers of a command', `irm -Method Post ${url} -Headers (Get-AuthHeader) -Body ${table}`, '…'],
    [
      'headers of a command, prepared',
      `$h = Get-AuthHeader -For me\nirm -Method Post ${url} -Headers $h -Body ${table}`,
      '…',
    ],
    [
      'a header that is set later',
      `$h = @{ a = 'b' }; $h['Authorization'] = "Bearer $t"; irm ${url} -Headers $h`,
      'Bearer …',
    ],
  ] as const) {
    it(`are unseen, and not missing: ${name}`, () => {
      assert.equal(shown(requestsIn(text)[0], 'authorization'), value);
      const causes = examine(readCapture(`${text}\n${refused}`), tools).diagnoses;
      const missing = causes.find(({ cause }) => cause === 'client-authentication/credentials-missing');
      assert.ok(missing === undefined || missing.confidence === 'possible');
    });
  }

  it('are missing where the call is whole', () => {
    for (const text of [
      `requests.post("${url}", data={${grant}})\n# 401 ${refused}`,
      `irm -Method Post ${url} -Body ${table}\n${refused}`,
    ]) {
      const [first] = examine(readCapture(text), tools).diagnoses;
      assert.equal(first?.cause, 'client-authentication/credentials-missing', text);
    }
  });

  it('are the ones of the call where it has its own', () => {
    const [request] = requestsIn(`session.post("${url}", auth=("me", "k39f"), data={${grant}})`);
    assert.deepEqual(
      request?.headers.filter(({ name }) => name === 'authorization').map(({ value }) => value),
      ['Basic bWU6azM5Zg=='],
    );
  });
});

describe('what a command of PowerShell gives', () => {
  for (const prepared of [
    '$v = Get-RedirectUri',
    '$v = Get-MyToken -Name shop',
    '$v = Read-Host "code"',
    '$v = Get-Content secret.txt',
    '$v = Get-Content secret.txt | Select-Object -First 1',
    '$v = (Get-Content secret.txt)',
    "$v = [System.Web.HttpUtility]::UrlEncode('a b')",
    '$v = $env:VALUE',
  ]) {
    it(`is unseen: ${prepared}`, () => {
      const text = `${prepared}\nirm -Method Post -Uri ${url} -Body @{ grant_type = 'a'; v = $v; n = 3600 }`;
      const [request] = requestsIn(text);
      assert.equal(shown(request, 'v'), '…');
      assert.equal(shown(request, 'n'), '3600');
    });
  }

  it('is unseen in a table, and what stands behind it is read', () => {
    const [request] = requestsIn(`irm -Method Post ${url} -Body @{ code = Read-Host "code"; client_id = 'me' }`);
    assert.deepEqual([shown(request, 'code'), shown(request, 'client_id')], ['…', 'me']);
  });

  it('leaves the parameters behind it', () => {
    const [request] = requestsIn(`irm -Uri $env:TOKEN_URL -Method Post -Body @{ client_id = $app.Id; scope = 'a' }`);
    assert.deepEqual([request?.method, shown(request, 'client_id'), shown(request, 'scope')], ['POST', '…', 'a']);
  });
});

describe('an apostrophe in a comment', () => {
  for (const [name, text] of [
    [
      'of a table',
      `irm -Method Post -Uri ${url} -Body @{ # it's ours\n  client_id = 'me'\n  scope = 'a' # don't ask (yet\n}`,
    ],
    [
      'of a dict',
      `requests.post(\n    "${url}",\n    # don't ask (yet\n    data={  # it's ours\n        "client_id": "me",\n        "scope": "a"  # isn't it\n    },\n)`,
    ],
  ] as const) {
    it(`neither ends the body nor takes the answer: ${name}`, () => {
      const { exchanges } = readCapture(`${text}\n\nHTTP/1.1 401 Unauthorized\n\n${refused}`);
      const { request, response } = exchanges[0] ?? {};
      assert.deepEqual(
        [shown(request, 'client_id'), shown(request, 'scope'), request?.isBodyUnseen],
        ['me', 'a', undefined],
      );
      assert.deepEqual([exchanges.length, response?.status], [1, 401]);
    });
  }

  it('is told from a text of a script, which may have one', () => {
    const [request] = requestsIn(
      `irm -Method Post -Uri ${url} -Body @{\n  a = "it's # no comment"\n  client_id = 'me'\n}`,
    );
    assert.deepEqual([shown(request, 'a'), shown(request, 'client_id')], ["it's # no comment", 'me']);
  });
});

describe('a call in a comment', () => {
  for (const [name, text] of [
    [
      'Python',
      `# requests.post("${url}", data={"client_id": "old"})\nrequests.post("${url}", data={"client_id": "me"})`,
    ],
    [
      'PowerShell',
      `# irm -Method Post ${url} -Body @{ client_id = 'old' }\nirm -Method Post ${url} -Body @{ client_id = 'me' }`,
    ],
    ['PowerShell, a value', `$id = 'me'\n# $id = 'old'\nirm -Method Post ${url} -Body @{ client_id = $id }`],
  ] as const) {
    it(`is not sent: ${name}`, () => {
      assert.deepEqual(
        requestsIn(text).map((request) => shown(request, 'client_id')),
        ['me'],
      );
    });
  }
});

describe('an unnamed parameter in Python', () => {
  it('is the query of a GET, and the form of a POST', () => {
    const [get, post] = requestsIn(`requests.get("${url}", {"a": "b"})\nrequests.post("${url}", {"a": "b"})`);
    assert.deepEqual([get?.url, post?.url, post?.body], [`${url}?a=b`, url, 'a=b']);
  });

  it('whose value is unseen leaves the end of the address unseen', () => {
    for (const call of [`requests.get("${url}", params=params)`, `requests.get("${url}", params={**more})`])
      assert.equal(requestsIn(call)[0]?.url, `${url}?…`);
  });
});

it('reads no request of PowerShell in what somebody says of it', () => {
  assert.deepEqual(requestsIn('irm says: 401'), []);
  assert.equal(requestsIn('irm id.example/oauth/token')[0]?.url, 'id.example/oauth/token');
});
