/** What a session remembers of the browser: bare names, and no text of the sender's own. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { agentName } from '../src/interaction/agent-name.ts';

const mozilla = 'Mozilla/5.0';
const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const cases: Readonly<Record<string, string | undefined>> = {
  [`${mozilla} (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0`]: 'Firefox, Windows',
  [`${mozilla} (Windows NT 10.0; Win64; x64) ${webkit} Chrome/153.0.0.0 Safari/537.36`]: 'Chrome, Windows',
  [`${mozilla} (Windows NT 10.0; Win64; x64) ${webkit} Chrome/153.0.0.0 Safari/537.36 Edg/153.0.0.0`]: 'Edge, Windows',
  [`${mozilla} (Linux; Android 10; K) ${webkit} Chrome/153.0.0.0 Mobile Safari/537.36`]: 'Chrome, Android',
  [`${mozilla} (Linux; Android 10; K) ${webkit} Chrome/153.0.0.0 Mobile Safari/537.36 EdgA/153.0.0.0`]: 'Edge, Android',
  [`${mozilla} (X11; Linux x86_64) ${webkit} HeadlessChrome/153.0.0.0 Safari/537.36`]: 'Chrome, Linux',
  [`${mozilla} (X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/153.0.0.0 Safari/537.36`]: 'Chrome, ChromeOS',
  [`${mozilla} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15`]:
    'Safari, macOS',
  [`${mozilla} (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1`]:
    'Safari, iPhone',
  [`${mozilla} (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/153.0 Mobile/15E148 Safari/604.1`]:
    'Chrome, iPhone',
  [`${mozilla} (Windows NT 10.0; Win64; x64) ${webkit} Chrome/153.0.0.0 Safari/537.36 OPR/120.0.0.0`]: 'Opera, Windows',
  Firefox: undefined,
  'curl/8.5.0': undefined,
  '<script>alert(1)</script> Linux': 'Linux',
  '': undefined,
};

for (const [userAgent, name] of Object.entries(cases)) {
  it(`"${userAgent}" is ${name ?? 'not known'}`, () => {
    assert.equal(agentName(userAgent), name);
  });
}

it('no User-Agent is not known', () => assert.equal(agentName(undefined), undefined));
