import { type WireMessage, wireLine } from './wire.ts';

/** An answer of the server, or why there is none. */
export type Called =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      readonly headers: Headers;
      readonly text: string;
      /** Milliseconds. */
      readonly took: number;
    }
  | { readonly outcome: 'no-answer'; readonly why: string };

const patience = 10_000;

/** Sends a request of the app over HTTP, as any client would; redirects are not followed. */
export async function call(
  address: string,
  init: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  } = {},
): Promise<Called> {
  const startedAt = performance.now();
  try {
    const response = await fetch(address, { ...init, redirect: 'manual', signal: AbortSignal.timeout(patience) });
    const text = await response.text();
    return {
      outcome: 'answered',
      status: response.status,
      headers: response.headers,
      text,
      took: performance.now() - startedAt,
    };
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    return { outcome: 'no-answer', why: cause?.code ?? (error as Error).message };
  }
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  303: 'See Other',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

/** The start of an answer in the transcript: status, the headers that matter here, and the body as given. */
export function answerMessage(
  { status, headers }: Extract<Called, { outcome: 'answered' }>,
  body: NonNullable<WireMessage['body']>,
): WireMessage {
  const shown = ['content-type', 'www-authenticate', 'candor-request-id'];
  return {
    start: `${status} ${reasons[status] ?? ''}`.trim(),
    headers: shown.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [wireLine(name, value)];
    }),
    body,
  };
}
