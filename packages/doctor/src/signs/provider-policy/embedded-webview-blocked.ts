import { endedBadly } from '../availability/ended-badly.ts';
import { authorizationRequest, page, paste } from '../example.ts';
import { reasonIn } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';

const webView = 'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Chrome/122.0 Mobile Safari/537.36';
const browser = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/122.0 Mobile Safari/537.36';

/** The login runs in a browser that is part of an app, which many providers refuse. RFC 8252 section 8.12. */
export const embeddedWebviewBlocked = defineSign({
  cause: 'provider-policy/embedded-webview-blocked',
  variants: { 'user-agent': 'The authorization request comes from an embedded web view' },
  specs: ['RFC 8252 section 8.12'],
  look: function* embeddedWebviewBlocked(view) {
    const request = endedBadly(view);
    if (request?.role !== 'authorization-request') return;
    const agent = request.header('user-agent') ?? '';
    if (!/; wv\)|\bFBA[NV]\/|Instagram|Line\/|MicroMessenger|\bGSA\/|WebView/i.test(agent)) return;
    const isTold = /disallowed_useragent|embedded (?:browser|user.?agent|web)|web ?view|secure browser/i.test(
      reasonIn(view),
    );
    yield {
      variant: 'user-agent',
      confidence: isTold ? 'certain' : 'likely',
      specificity: isTold ? 3 : 2,
      lines: [line('User-Agent', 'an embedded web view', "the system's browser")],
    };
  },
  cases: () => ({
    fires: [
      { variant: 'user-agent', confidence: 'likely', name: 'the web view of Android', text: login(webView) },
      {
        variant: 'user-agent',
        confidence: 'likely',
        name: 'a remark that something was embedded',
        text: paste(login(webView), 'We embedded the SDK last week.'),
      },
      {
        variant: 'user-agent',
        confidence: 'certain',
        name: 'the answer names the user agent',
        text: login(webView, 'Error 403: disallowed_useragent. This app must not sign in from a web view.'),
      },
    ],
    silent: [{ variant: 'user-agent', name: 'the browser of the same telephone', text: login(browser) }],
  }),
});

function login(agent: string, words = 'Error 403: this browser is not allowed here.'): string {
  const request = `${authorizationRequest()}\nUser-Agent: ${agent}`;
  return paste(request, page(403, `<!doctype html><p>${words}`));
}
