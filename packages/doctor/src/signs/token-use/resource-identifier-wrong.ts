import { isBlotted } from '../../evidence/blotted.ts';
import { isUnfilled } from '../../text/placeholder.ts';
import { showValue } from '../../text/value.ts';
import { authorizationRequest, paste, refused } from '../example.ts';
import { givesOtherReason, hasFailed, quotedValues } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';

/** What answers say of a resource: to some it is a service, an audience or an API. */
const ofResource =
  /invalid_target|invalid_resource|resource|audience|\bservice\b|\bapi\b|identifier|AADSTS50001\b|AADSTS500011/i;

/** The API that a token is asked for is named by a text that the server does not know. RFC 8707 section 2. */
export const resourceIdentifierWrong = defineSign({
  cause: 'token-use/resource-identifier-wrong',
  variants: {
    slash: 'The resource differs by its last slash from the one in the description',
    template: 'Words or a template stand in the place of the resource',
    spelling: 'The resource is put together wrongly',
    refused: 'The server does not know the resource',
  },
  specs: ['RFC 8707 section 2'],
  look: function* resourceIdentifierWrong(view) {
    if (view.subject === undefined) yield* ofMessage(view);
    const resource = resourceOf(view);
    if (resource === undefined) return;
    const isOther = view.subject !== undefined && givesOtherReason(view.subject, ofResource);
    const confidence = isOther ? 'likely' : 'certain';
    const named = quotedValues(view.remarks).find((one) => isSameButSlash(one, resource));
    const shown = (expected: string) =>
      ({ specificity: 3, lines: [line('resource', showValue(resource), expected)] }) as const;
    if (named !== undefined)
      yield { variant: 'slash', confidence, ...shown(`${showValue(named)}  (named in the description)`) };
    else if (isTemplate(resource))
      yield {
        variant: 'template',
        confidence: view.words.includes(resource) ? confidence : 'possible',
        ...shown('the identifier of the API, from its registration'),
      };
    else if (isBroken(resource))
      yield { variant: 'spelling', confidence, ...shown('the identifier of the API, spelt once') };
    else if (isRefused(view))
      yield {
        variant: 'refused',
        confidence: 'likely',
        ...shown('the identifier of an API that this server knows'),
      };
  },
  cases: () => ({
    fires: [
      {
        variant: 'spelling',
        confidence: 'certain',
        name: 'a scope in the place of the resource',
        text: asked('https://api.example/.default', 'invalid_resource'),
      },
      {
        variant: 'slash',
        confidence: 'certain',
        name: 'a slash more than the console has',
        text: paste(asked('https://api.example/'), 'In the console the API is "https://api.example".'),
      },
      {
        variant: 'template',
        confidence: 'certain',
        name: 'the template of a sample, and a callback that says so',
        text: paste(
          authorizationRequest({ audience: '{YOUR_API}' }),
          'GET https://shop.example/callback?error=access_denied&error_description=Service+not+found%3A+%7BYOUR_API%7D',
        ),
      },
      {
        variant: 'template',
        confidence: 'possible',
        name: 'a template that the reporter may have written, and an answer about something else',
        text: paste(authorizationRequest({ audience: 'YOUR_API' }), refused('access_denied', 'The user said no')),
      },
      {
        variant: 'spelling',
        confidence: 'certain',
        name: 'two addresses in one',
        text: asked('https://https://api.example'),
      },
      {
        variant: 'spelling',
        confidence: 'certain',
        name: 'a message with a scheme too much in the name',
        text: 'Error: the resource principal named api://api://orders was not found in the tenant named Shop.',
      },
      {
        variant: 'spelling',
        confidence: 'likely',
        name: 'a slash too much in the path, and an answer about another parameter',
        text: paste(
          authorizationRequest({ resource: 'https://api.example//v1' }),
          refused('invalid_request', 'response_mode is not supported'),
        ),
      },
      {
        variant: 'refused',
        confidence: 'likely',
        name: 'an API that was never registered',
        text: asked('https://api.example', 'invalid_resource'),
      },
    ],
    silent: [
      {
        variant: 'template',
        name: 'an audience that somebody filled in',
        text: paste(
          authorizationRequest({ audience: 'your-api.example' }),
          'GET https://shop.example/callback?error=access_denied&error_description=The+user+said+no',
        ),
      },
      {
        variant: 'refused',
        name: 'a refusal of the scope',
        text: paste(
          authorizationRequest({ resource: 'https://api.example', scope: 'order' }),
          refused('invalid_scope'),
        ),
      },
      {
        variant: 'spelling',
        name: 'a message with a name in order',
        text: 'Error: the resource principal named api://orders was not found in the tenant named Shop.',
      },
      { variant: 'spelling', name: 'a path whose last part is called so', text: asked('https://api.example/default') },
      { variant: 'spelling', name: 'an address with a path', text: asked('https://api.example/v1') },
    ],
  }),
});

function asked(resource: string, error = 'invalid_target'): string {
  return paste(authorizationRequest({ resource }), refused(error, 'the resource is not known'));
}

/** A message that repeats the name under which it looked for the API. */
function* ofMessage({ words }: View): Generator<Shown<'spelling'>> {
  const named = /(?:resource principal|application) named (\S{1,200}) was not found/i.exec(words)?.[1];
  if (named === undefined || !isBroken(named)) return;
  const lines = [line('resource', showValue(named), 'the identifier of the API, spelt once')];
  yield { variant: 'spelling', confidence: 'certain', specificity: 3, lines };
}

/** The resource that was asked for in the flow that failed. */
function resourceOf(view: View): string | undefined {
  const { subject, start } = view;
  const isAsked = subject?.isOf(
    'authorization-request',
    'token-request',
    'pushed-authorization-request',
    'authorization-response',
  );
  if (isAsked !== true || !hasFailed(view)) return undefined;
  return subject?.sent('resource') ?? start?.sent('resource') ?? subject?.sent('audience') ?? unfilledAudience(start);
}

/** An audience of the start is looked at only where nobody wrote it: servers differ in what it names. */
function unfilledAudience(start: Seen | undefined): string | undefined {
  const audience = start?.sent('audience');
  return audience !== undefined && isTemplate(audience) ? audience : undefined;
}

function isTemplate(resource: string): boolean {
  return isUnfilled(resource) && !isBlotted(resource);
}

function isSameButSlash(one: string, other: string): boolean {
  return one !== other && one.replace(/\/+$/, '') === other.replace(/\/+$/, '');
}

function isBroken(resource: string): boolean {
  // `.default` is the end of a scope of Entra ID, and of no resource.
  return /^https?:\/\/https?:|[^:]\/\/|:\/\/.*:\/\/|\/\.default$/i.test(resource) || /\s/.test(resource.trim());
}

function isRefused({ subject, printed }: View): boolean {
  const isOfResource = subject?.code === 'invalid_target' || subject?.code === 'invalid_resource';
  return isOfResource && /resource|audience|AADSTS50001\b|AADSTS500011/i.test(`${subject.text} ${printed}`);
}
