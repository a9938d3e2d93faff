import type { Exchange, Parameter } from './evidence.ts';

const words =
  /^\W*(?:redacted|removed|hidden|omitted|masked|censored|filtered|snip(?:ped)?|secret removed|private)\W*$/i;

/** Tells whether somebody blotted a value out before handing it over: it says nothing about what was sent. */
export function isBlotted(value: string): boolean {
  return /[*•…█]{2,}|…|\.\.\.|^[xX]{3,}$|x{6,}|X{6,}|(?:\b|_)REDACTED(?:\b|_)/.test(value) || words.test(value);
}

/** Marks what was blotted out as cut, so that nothing is concluded from it. */
export function withoutBlots(exchange: Exchange): Exchange {
  const { request, response } = exchange;
  return {
    ...exchange,
    ...(request === undefined
      ? {}
      : { request: { ...request, headers: marked(request.headers, true), parameters: marked(request.parameters) } }),
    ...(response === undefined ? {} : { response: { ...response, parameters: marked(response.parameters) } }),
  };
}

const credentials = new Set(['authorization', 'cookie']);
const prose = /^(?:error|error_?description|error_?message|message|detail|title|errors|scope|state)$/i;

function marked(parameters: readonly Parameter[], isHeader = false): readonly Parameter[] {
  const isMeant = (one: Parameter): boolean =>
    (isHeader ? credentials.has(one.name) : !prose.test(one.name)) && isBlotted(one.value);
  if (!parameters.some(isMeant)) return parameters;
  return parameters.map((one) => (isMeant(one) ? { ...one, cut: true } : one));
}
