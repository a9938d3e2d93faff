import { type Address, addressOf } from '../evidence/address.ts';
import type { Evidence, Exchange, ExchangeRole, Parameter } from '../evidence/evidence.ts';
import { type Outcome, outcomeOf, saidErrorOf } from '../evidence/outcome.ts';
import type { Habits } from '../providers/provider.ts';
import { providerNamed } from '../providers/recognise.ts';
import type { Tools } from '../tools.ts';
import { callbackOf, isOneFlow, startBehind, startOf } from './flow-of-subject.ts';
import { type LooseJwt, looseJwt } from './loose-jwt.ts';
import { settledIn } from './subjects.ts';

/** The member in which APIs repeat the status of their answer: one of their own, and of the error within, not of what was asked. */
const statusMembers = [/^(?:status_?code|status|code)$/i, /^(?:errors?|fault)\.(?:status_?code|status|code)$/i];
const refusal = /^[45]\d\d$/;

/** An exchange with what the signs ask of it, read once. */
export class Seen {
  readonly exchange: Exchange;
  readonly index: number;
  readonly role: ExchangeRole;
  readonly outcome: Outcome;
  /** The error code that was answered. */
  readonly code: string | undefined;
  /** Everything that the answer says about the failure. */
  readonly text: string;
  readonly address: Address | undefined;

  constructor(exchange: Exchange, index: number) {
    this.exchange = exchange;
    this.index = index;
    this.role = exchange.role;
    this.outcome = outcomeOf(exchange);
    const { code, text } = saidErrorOf(exchange);
    this.code = code;
    this.text = text;
    this.address = addressOf(exchange.request?.url ?? exchange.request?.target ?? '');
  }

  /** Tells whether a body was sent that nobody saved, of which nothing is known. */
  get isBodyUnseen(): boolean {
    return this.exchange.request?.isBodyUnseen === true;
  }

  /** Tells whether Authorization, Cookie and Set-Cookie may have been there and were not saved. */
  get areCredentialsUnseen(): boolean {
    return this.exchange.areCredentialsUnseen === true;
  }

  /** Tells whether no header is shown: a capture without any may have left out those that were sent. */
  get areHeadersUnseen(): boolean {
    return this.exchange.request?.headers.some(({ value }) => value !== '…') !== true;
  }

  get method(): string {
    return this.exchange.request?.method.toUpperCase() ?? '';
  }

  get host(): string {
    const host = this.address?.host;
    return host === undefined || host === '' ? (this.header('host') ?? '').replace(/:\d+$/, '').toLowerCase() : host;
  }

  get path(): string {
    return this.address?.path ?? this.exchange.request?.target.split(/[?#]/)[0] ?? '';
  }

  get url(): string {
    return this.exchange.request?.url ?? this.exchange.request?.target ?? '';
  }

  /** Tells whether the end of the address was left out, of which nothing is known. */
  get isAddressCut(): boolean {
    return /(?:…|\.{3})$/.test(this.url);
  }

  /** The status of the answer; where nobody saved it, what a refusal itself says it is. */
  get status(): number | undefined {
    const status = this.exchange.response?.status;
    return status === 0 ? this.statusInBody : status;
  }

  private get statusInBody(): number | undefined {
    if (this.outcome !== 'refused') return undefined;
    const members = this.exchange.response?.parameters.filter(({ value }) => refusal.test(value)) ?? [];
    const [told] = statusMembers.flatMap((form) => members.filter(({ name }) => form.test(name)));
    return told === undefined ? undefined : Number(told.value);
  }

  get at(): number | undefined {
    const created = this.role === 'token-request' ? Number(this.got('created_at') ?? Number.NaN) : Number.NaN;
    return this.exchange.at ?? (created > 1e9 && created < 1e10 ? created * 1000 : undefined);
  }

  get parameters(): readonly Parameter[] {
    return this.exchange.request?.parameters ?? [];
  }

  /** First non-empty value of a parameter of the request. */
  sent(name: string): string | undefined {
    return this.parameters.find((one) => one.name === name && one.value !== '' && one.in !== 'header' && !one.cut)
      ?.value;
  }

  has(name: string): boolean {
    return this.parameters.some((one) => one.name === name && one.in !== 'header');
  }

  /** A member of the answer, or of the object that some providers put around their answers. */
  got(name: string): string | undefined {
    const members = this.exchange.response?.parameters.filter(({ value, cut }) => value !== '' && !cut);
    const around = [name, `body.${name}`, `data.${name}`];
    return around.map((one) => members?.find((member) => member.name === one)?.value).find((one) => one !== undefined);
  }

  header(name: string): string | undefined {
    return this.exchange.request?.headers.find((one) => one.name === name)?.value;
  }

  answered(name: string): string | undefined {
    return this.exchange.response?.headers.find((one) => one.name === name)?.value;
  }

  allAnswered(name: string): readonly string[] {
    return (this.exchange.response?.headers ?? []).filter((one) => one.name === name).map((one) => one.value);
  }

  /** The Authorization header, where nobody blotted it out. */
  get credential(): string | undefined {
    const found = this.exchange.request?.headers.find((one) => one.name === 'authorization');
    return found?.cut ? undefined : found?.value;
  }

  get bearer(): string | undefined {
    return /^bearer +(\S+)$/i.exec(this.credential ?? '')?.[1];
  }

  /** Id and secret, from the header or the body, as they decode once. */
  get credentials(): { readonly id?: string; readonly secret?: string; readonly in: 'header' | 'body' } | undefined {
    const basic = /^basic +(\S+)$/i.exec(this.credential ?? '')?.[1];
    if (basic !== undefined) {
      try {
        const pair = atob(basic.replaceAll('-', '+').replaceAll('_', '/'));
        const colon = pair.indexOf(':');
        if (colon > 0) return { id: pair.slice(0, colon), secret: pair.slice(colon + 1), in: 'header' };
      } catch {
        return undefined;
      }
    }
    const id = this.sent('client_id');
    const secret = this.sent('client_secret');
    if (id === undefined && secret === undefined) return undefined;
    return { ...(id === undefined ? {} : { id }), ...(secret === undefined ? {} : { secret }), in: 'body' };
  }

  get clientId(): string | undefined {
    return this.sent('client_id') ?? this.credentials?.id;
  }

  isOf(...roles: readonly ExchangeRole[]): boolean {
    return roles.includes(this.role);
  }
}

/** What the signs look at: the whole capture, and the exchange that is asked about. */
export interface View {
  readonly evidence: Evidence;
  readonly tools: Tools;
  readonly all: readonly Seen[];
  /** The exchange that failed or whose end nobody saved; undefined where the texts alone are asked. */
  readonly subject: Seen | undefined;
  /** What came before the subject, in order; everything where there is no subject. */
  readonly before: readonly Seen[];
  /** The authorization request of the subject's flow, and the callback. */
  readonly start: Seen | undefined;
  readonly callback: Seen | undefined;
  /** Whether the code that the subject redeems, or brings, comes from `start`, as far as the capture tells. */
  readonly isOneFlow: boolean;
  /** Remarks of the reporter, as one text. */
  readonly remarks: string;
  /** What a client printed, and log lines, as one text. */
  readonly printed: string;
  /** Remarks, printed lines and everything that answers say about failures, as one text. */
  readonly words: string;
  readonly provider: string | undefined;
  readonly habits: Habits | undefined;
  readonly jwt: (text: string | undefined) => LooseJwt | undefined;
}

const mostWords = 60_000;

/** The exchanges of the evidence, read once for all views of it. */
export function seenIn(evidence: Evidence): readonly Seen[] {
  return evidence.exchanges.map((exchange, index) => new Seen(exchange, index));
}

/** The view of one exchange, or of the texts alone. */
export function viewOf(evidence: Evidence, all: readonly Seen[], tools: Tools): View {
  const subject = evidence.subject === undefined ? undefined : all[evidence.subject];
  const before = subject === undefined ? all : all.slice(0, subject.index);
  const notes = evidence.notes ?? [];
  const remarks = notes
    .filter((one) => one.kind === 'remark')
    .map((one) => one.text)
    .join('\n');
  const printed = notes
    .filter((one) => one.kind !== 'remark')
    .map((one) => one.text)
    .join('\n');
  const settled = settledIn(all, notes.length > 0);
  const said = all
    .filter((one) => one.outcome === 'refused' && !settled.has(one.index))
    .map((one) => one.text)
    .join('\n');
  const callback = callbackOf(subject, before);
  const start = startOf(subject, before, callback) ?? startBehind(subject, all);
  const habits = providerNamed(evidence.provider)?.habits;
  return {
    evidence,
    tools,
    all,
    subject,
    before,
    callback,
    start,
    isOneFlow: isOneFlow(subject, before, callback, start),
    remarks: remarks.slice(0, mostWords),
    // Of a log the newest stands last.
    printed: printed.slice(-mostWords),
    words: `${remarks}\n${printed.slice(-mostWords)}\n${said}`.slice(0, 2 * mostWords),
    provider: evidence.provider,
    habits,
    jwt: looseJwt,
  };
}

/** Tells whether one of these requests came later. */
export function isFollowedBy({ all }: View, { index }: Seen, ...roles: readonly ExchangeRole[]): boolean {
  return all.some((one) => one.index > index && one.isOf(...roles));
}
