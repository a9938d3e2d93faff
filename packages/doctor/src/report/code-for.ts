import { type SnippetTopic, snippets, topicTitles } from './snippets.ts';
import { type Stack, stackTitles } from './stack.ts';

/** Code that mends a mistake, and what it is called. */
export interface Code {
  /** `Python: the Basic header`. */
  readonly title: string;
  readonly text: string;
}

/** The causes that code mends. */
const topics: Readonly<Record<string, SnippetTopic>> = {
  'pkce/required-not-sent': 'pkce',
  'pkce/challenge-encoding': 'pkce',
  'pkce/verifier-format': 'pkce',
  'pkce/only-one-half-sent': 'pkce',
  'pkce/challenge-method-mismatch': 'pkce',
  'pkce/verifier-mismatch': 'state',
  'client-authentication/credentials-missing': 'basic-header',
  'client-authentication/basic-form-encoding-mismatch': 'basic-header',
  'client-authentication/basic-content-wrong': 'basic-header',
  'client-authentication/basic-bytes-literal': 'basic-header',
  'transport-endpoint/body-not-form': 'form-body',
  'transport-endpoint/params-not-in-body': 'form-body',
  'redirect-uri/differs-between-requests': 'redirect-uri',
  'redirect-uri/scheme-mismatch': 'redirect-uri',
  'redirect-uri/host-port-mismatch': 'redirect-uri',
  'redirect-uri/path-mismatch': 'redirect-uri',
  'redirect-uri/trailing-slash': 'redirect-uri',
  'redirect-uri/extra-query': 'redirect-uri',
  'redirect-uri/not-registered': 'redirect-uri',
  'redirect-uri/not-encoded': 'redirect-uri',
  'state-session/overwritten': 'state',
  'state-session/state-mismatch': 'state',
  'refresh/concurrent-use': 'single-flight',
  'refresh/rotation-not-stored': 'single-flight',
};

/** The code for this cause in this stack, or undefined where there is none. */
export function codeFor(cause: string, stack: Stack): Code | undefined {
  const topic = Object.hasOwn(topics, cause) ? topics[cause] : undefined;
  const lines = topic === undefined ? undefined : snippets[topic][stack];
  if (topic === undefined || lines === undefined) return undefined;
  return { title: `${stackTitles[stack]}: ${topicTitles[topic]}`, text: lines.join('\n').replaceAll('\t', '    ') };
}
