import { showValue } from '../../text/value.ts';
import { hasCodeForClients, refusesId } from '../client-authentication/request-of-client.ts';
import { answer, authorizationRequest, codeRedemption, examplePair, page, paste, post, refused } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import { valuesNamed } from '../values-named.ts';
import type { Seen, View } from '../view.ts';
import { type ClientIdSent, clientIdSent } from './client-id-sent.ts';

const registration = paste(
  post('https://idp.example/register', '{"redirect_uris":["https://shop.example/callback"]}', {
    'Content-Type': 'application/json',
  }),
  answer(201, { client_id: 'c-20fkLs02', redirect_uris: ['https://shop.example/callback'] }),
);

/** The client id is not the one that the app was registered with. RFC 7591 section 3.2.1. */
export const clientUnknown = defineSign({
  cause: 'client-identification/client-unknown',
  variants: {
    'other-registration': 'The client id is not the one that the registration in the capture gave',
    refused: 'The server answers that it does not know the client id',
    cut: 'The client id is cut or rounded from the one that the text shows',
  },
  specs: ['RFC 6749 section 2.2', 'RFC 7591 section 3.2.1'],
  look: function* clientUnknown(view) {
    const sent = clientIdSent(view);
    const registered = registeredId(view);
    if (sent !== undefined) {
      const cut = [...ofCut(view, sent)];
      yield* cut;
      if (cut.length === 0 && isRefusedId(view, sent)) yield ofRefusal(sent, 'certain');
      else if (cut.length === 0 && isRefusedAtToken(view)) yield ofRefusal(sent, 'likely');
    }
    if (sent === undefined || registered === undefined || registered === sent.id) return;
    if (!mayBeUnknown(sent.request)) return;
    yield {
      variant: 'other-registration',
      confidence: 'likely',
      specificity: 3,
      lines: [line('client_id', showValue(sent.id), `${showValue(registered)}  (of the registration in this capture)`)],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'refused',
        confidence: 'certain',
        name: 'an id that was given out before the server forgot its clients',
        text: paste(authorizationRequest({ client_id: 'c-20fkLs02' }), refused('invalid_client', 'Invalid client_id')),
      },
      {
        variant: 'refused',
        confidence: 'likely',
        name: 'the token endpoint of Okta names the id, and the app has no secret',
        text: paste(
          codeRedemption(
            { client_id: '0oa39fL20fkLs', code_verifier: examplePair.verifier },
            {},
            'https://garden.okta.com/oauth2/default/v1/token',
          ),
          refused('invalid_client', "Invalid value for 'client_id' parameter.", 401),
        ),
      },
      {
        variant: 'cut',
        confidence: 'certain',
        name: 'an id of digits that was read as a number',
        text: paste(
          'In .env: CLIENT_ID="4193820457.9120388471203"',
          authorizationRequest({ client_id: '4193820457.912' }),
          page(400, 'Invalid client_id parameter'),
        ),
      },
      {
        variant: 'cut',
        confidence: 'certain',
        name: 'a large number, as programs write it',
        text: paste(
          'client_id: 103529384716253948712',
          authorizationRequest({ client_id: '1.0352938471625395e+20' }),
          page(400, 'Unknown client'),
        ),
      },
      {
        variant: 'cut',
        confidence: 'likely',
        name: 'a name that begins as another one',
        text: paste(
          'In .env: CLIENT_ID=shop-admin',
          authorizationRequest({ client_id: 'shop-adm' }),
          page(400, 'Invalid client_id parameter'),
        ),
      },
      {
        variant: 'other-registration',
        confidence: 'likely',
        name: 'an id that was kept from an older registration',
        text: paste(
          registration,
          codeRedemption({ client_id: 'c-93hg8fLs' }),
          refused('invalid_client', undefined, 401),
        ),
      },
    ],
    silent: [
      {
        variant: 'refused',
        name: 'an id of the sandbox, perhaps',
        text: paste(
          authorizationRequest({ client_id: 'c-20fkLs02' }),
          refused('invalid_client', 'Invalid client_id'),
          'It worked in the sandbox.',
        ),
      },
      {
        variant: 'refused',
        name: 'a gateway that has an error format of its own',
        text: paste(
          authorizationRequest({ client_id: 'c-20fkLs02' }),
          answer(401, { StatusCode: 401, ErrorMessage: 'Invalid client_id' }),
        ),
      },
      {
        variant: 'refused',
        name: 'the address of a document, which this server may not read',
        text: paste(
          authorizationRequest({ client_id: 'https://shop.example/client.json' }),
          refused('invalid_client', 'Invalid client_id'),
        ),
      },
      {
        variant: 'cut',
        name: 'the ids of two apps',
        text: paste(
          'The other app has client_id: 419382045798',
          authorizationRequest({ client_id: '419382045799' }),
          page(400, 'Invalid client_id parameter'),
        ),
      },
      {
        variant: 'other-registration',
        name: 'the id that was given',
        text: paste(
          registration,
          codeRedemption({ client_id: 'c-20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
    ],
  }),
});

/** The id of the settings, of which less arrived. */
function* ofCut({ words }: View, { request, id }: ClientIdSent): Generator<Shown<'cut'>> {
  const whole = valuesNamed('client_?id', words).find((one) => isLessOf(id, one));
  if (whole === undefined) return;
  // Names may begin as other names do.
  const isNumbered = /^(?=.*\d)[\w.+]{10,}$/.test(id) && /\w/.test(whole.charAt(id.length) || 'e');
  yield {
    variant: 'cut',
    confidence: isNumbered && /client/i.test(`${request.code} ${request.text}`) ? 'certain' : 'likely',
    specificity: 3,
    lines: [line('client_id', showValue(id), `${showValue(whole)}  (in the text)`)],
  };
}

/** Tells whether an id is another one cut at its end, or rounded as a number is. */
function isLessOf(id: string, whole: string): boolean {
  if (id === whole || id.length < 6) return false;
  const isRounded = /^\d[\d.]*(?:e\+?\d+)?$/i.test(id) && Math.abs(Number(id) / Number(whole) - 1) < 1e-9;
  const isShorter = id.length < whole.length || /e\+|0{3}$/i.test(id);
  return isShorter && (isRounded || whole.startsWith(id));
}

function registeredId({ before }: View): string | undefined {
  const given = before.filter(({ role }) => role === 'registration-request').map((one) => one.got('client_id'));
  return given.findLast((id) => id !== undefined);
}

function mayBeUnknown({ code, status }: Seen): boolean {
  return code === 'invalid_client' || status === 401 || status === 400;
}

/** Words of another place where the id is known, or of somebody who has compared it. */
const ofOtherPlace =
  /sandbox|staging|production|environment|region|tenant|data ?cent|\bother (?:server|host|instance|realm)|\bchecked\b|\bcorrect\b/i;

/**
 * Tells whether the authorization endpoint, where no client proves itself, says that it does not know a plain id. Of
 * known providers their own texts tell.
 */
function isRefusedId({ provider, words, subject }: View, { id }: ClientIdSent): boolean {
  // A gateway before the server, which has codes of its own, knows the apps of one stage only.
  if (subject?.role !== 'authorization-request' || !hasCodeForClients(subject) || !refusesId(subject)) return false;
  return (
    (provider === undefined || provider === 'mcp') && /^[\w.-]+$/.test(id) && !ofOtherPlace.test(words + subject.host)
  );
}

/** Tells whether the token endpoint names the id: it has not looked at how the client proves itself. */
function isRefusedAtToken({ subject }: View): boolean {
  return subject?.role === 'token-request' && hasCodeForClients(subject) && refusesId(subject);
}

function ofRefusal({ id }: ClientIdSent, confidence: 'certain' | 'likely'): Shown<'refused'> {
  return {
    variant: 'refused',
    confidence,
    specificity: confidence === 'certain' ? 2 : 3,
    lines: [line('client_id', showValue(id), 'one that the server has registered')],
  };
}
