import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandLinePage, configurationPage, dialectPage, problemsPage, rulesPage } from '../reference-pages.ts';

const problem = {
  title: 'The code is not accepted',
  meaning: 'It is not live.',
  whoseMove: 'app',
  fix: 'Start again.',
  retry: false,
  spec: 'RFC 6749 section 5.2',
};

test('the page of problems puts finer problems under their public one', () => {
  const text = problemsPage(
    [
      { id: 'code-expired', ...problem, title: 'The code has expired', publicAs: 'code-not-accepted' },
      { id: 'code-not-accepted', ...problem },
    ],
    { 'code-not-accepted': { status: 400, error: 'invalid_grant', description: 'The code is not accepted.' } },
  );
  assert.match(text, /^# Problems\n/);
  assert.ok(text.indexOf('## code-not-accepted') < text.indexOf('### code-expired'));
  assert.match(text, /status 400, `invalid_grant`: The code is not accepted\.\n/);
  assert.match(text, /- Whose move: app\n- Fix: Start again\.\n- Retry: .*fail again\n- Specification: RFC 6749/);
  assert.doesNotMatch(text, /^## code-expired/m);
});

test('the page of settings keeps bars and names in angle brackets readable', () => {
  const text = configurationPage([
    { key: 'environments.<name>.a', type: 'x | y', default: '1', unit: 'seconds', meaning: 'Life.', production: '' },
  ]);
  assert.match(text, /^\| `environments\.<name>\.a` \| x \\\| y \| `1` \| seconds \| Life\. \| {2}\|$/m);
});

test('the page of rules groups variants by their cause', () => {
  const rule = { title: 'Padded', whoseMove: 'app', specs: ['RFC 7636'], explains: ['pkce-failed'] };
  const text = rulesPage([
    { cause: 'pkce/mismatch', variant: 'padded', ...rule },
    { cause: 'code/used', variant: 'twice', ...rule },
    { cause: 'pkce/mismatch', variant: 'hex', ...rule, title: 'Hex' },
  ]);
  assert.deepEqual(text.match(/^## .*$/gm), ['## code/used', '## pkce/mismatch']);
  assert.match(text, /\| `padded` \| Padded \| app \| `pkce-failed` \| RFC 7636 \|\n\| `hex` \| Hex \|/);
});

test('the page of the command line shows usage, options and exit statuses', () => {
  const options = [
    { flag: '--port PORT', meaning: 'Port to listen on.', default: '4000' },
    { flag: '--json', meaning: 'One line.' },
  ];
  const text = commandLinePage([{ name: 'serve', summary: 'Runs the server.', usage: 'candor serve', options }]);
  assert.match(text, /## candor serve\n\nRuns the server\.\n\n```\ncandor serve\n```\n\n\| Option/);
  assert.match(text, /\| `--port PORT` \| Port to listen on\. \| `4000` \|\n\| `--json` \| One line\. \| {2}\|/);
  assert.match(text, /\| 4 \| The port is taken/);
});

test('the page of a dialect has its routes, texts, orders, and its policy beside the standard one', () => {
  const text = dialectPage(
    { title: 'The dialect x', lead: 'It speaks as x does.', sections: ['## What it does', 'Much.'] },
    {
      routes: [{ path: '/oauth/token', methods: ['POST'], host: 'api' }],
      resources: [{ path: '/api/accounts', read: 'accounts:read', write: '', limit: '1 a second' }],
      texts: [
        {
          problem: 'code-verifier-mismatch',
          at: 'everywhere',
          status: 400,
          error: 'invalid_grant',
          description: 'No.',
        },
      ],
      orders: { 'refresh token': ['refresh-token-sent', 'refresh-token-known'] },
      policy: { refreshTokenUse: 'reissue' },
      providerOnly: ['refreshTokenUse'],
      scopes: ['accounts:read'],
    },
    [
      {
        key: 'environments.<name>.policy.refreshTokenUse',
        type: 'text',
        default: '"rotate"',
        unit: '',
        meaning: 'What a refresh gives.',
        production: '',
      },
    ],
  );
  for (const line of [
    '# The dialect x',
    '| `/oauth/token` | POST | api |',
    '| `/api/accounts` | `accounts:read` |  | 1 a second |',
    '| `code-verifier-mismatch` | everywhere | 400 | `invalid_grant` | No. |',
    'For the refresh token:',
    '2. `refresh-token-known`',
    '| `refreshTokenUse` | `"reissue"` | `"rotate"` | What a refresh gives. | provider dialects only |',
    '## What it does',
  ]) {
    assert.ok(text.split('\n').includes(line), line);
  }
});
