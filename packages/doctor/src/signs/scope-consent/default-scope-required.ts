import { showValue } from '../../text/value.ts';
import { paste, post, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { askedScope } from './asked-scope.ts';

/** Microsoft Entra grants an app without user all of its permissions or none, by one scope. */
export const defaultScopeRequired = defineSign({
  cause: 'scope-consent/default-scope-required',
  variants: { 'not-default': 'An app without user asks Microsoft Entra for another scope than {resource}/.default' },
  specs: ['Microsoft, Scopes and permissions in the Microsoft identity platform'],
  look: function* defaultScopeRequired(view) {
    const { subject, text } = askedScope(view) ?? {};
    if (view.provider !== 'entra' || subject?.sent('grant_type') !== 'client_credentials') return;
    if (text === undefined || text.split(/\s+/).every((one) => one.endsWith('/.default'))) return;
    const isTold = /AADSTS(?:1002012|70011)|scope/i.test(subject.text) || subject.code === 'invalid_scope';
    yield {
      variant: 'not-default',
      confidence: isTold ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('scope', showValue(text), '{resource}/.default')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'not-default',
        confidence: 'certain',
        name: 'one permission by its name',
        text: withScope('https://graph.microsoft.com/User.Read.All'),
      },
    ],
    silent: [
      {
        variant: 'not-default',
        name: 'all permissions of the app',
        text: withScope('https://graph.microsoft.com/.default'),
      },
    ],
  }),
});

function withScope(scope: string): string {
  const body = `grant_type=client_credentials&client_id=shop&scope=${encodeURIComponent(scope)}`;
  return paste(
    post('https://login.microsoftonline.com/0f3d8a52/oauth2/v2.0/token', body),
    refused('invalid_scope', 'the scope is not valid'),
  );
}
