import type { ExchangeRole } from '../evidence/evidence.ts';
import type { ExchangeSummary } from '../examination.ts';
import { fold, withoutControls } from '../text/value.ts';
import { narrowest, widthOf } from './layout.ts';
import type { Paint } from './paint.ts';

const roleNames: Readonly<Record<ExchangeRole, string>> = Object.freeze({
  'authorization-request': 'Authorization',
  'pushed-authorization-request': 'Pushed request',
  'authorization-response': 'Callback',
  'token-request': 'Token request',
  'revocation-request': 'Revocation',
  'introspection-request': 'Introspection',
  'resource-request': 'API call',
  'metadata-request': 'Metadata',
  'registration-request': 'Registration',
  'device-authorization-request': 'Device request',
  other: 'Request',
});

/** What an exchange is called in the timeline: a browser's preflight, which asks for permission alone, is no request of its role. */
export function nameOf({ role, method }: ExchangeSummary): string {
  return method === 'OPTIONS' ? 'Preflight' : roleNames[role];
}

/** The most exchanges that are listed; what is left out is counted. */
const mostListed = 12;
const signs = { accepted: '✓', refused: '✕', unknown: '·' } as const;

/** An exchange of the timeline, or a number of them that are not listed. */
export type TimelineRow =
  | { readonly exchange: ExchangeSummary; readonly after?: number }
  | { readonly leftOut: number };

/**
 * Chooses what a timeline lists: all of a short one; of a long one the refused exchanges, those of their flows and those
 * whose role is known, in this order of worth. `after` is the time since the listed exchange before, in milliseconds.
 */
export function timelineOf(exchanges: readonly ExchangeSummary[]): readonly TimelineRow[] {
  const chosen = exchanges.length <= mostListed ? new Set(exchanges.keys()) : chosenOf(exchanges);
  const rows: TimelineRow[] = [];
  let before: number | undefined;
  let leftOut = 0;
  const count = (): void => {
    if (leftOut > 0) rows.push({ leftOut });
    leftOut = 0;
  };
  for (const [at, exchange] of exchanges.entries()) {
    if (!chosen.has(at)) {
      leftOut++;
      continue;
    }
    count();
    const time = timeOf(exchange);
    rows.push(
      time === undefined || before === undefined || time < before ? { exchange } : { exchange, after: time - before },
    );
    before = time ?? before;
  }
  count();
  return rows;
}

function chosenOf(exchanges: readonly ExchangeSummary[]): ReadonlySet<number> {
  const flows = new Set(exchanges.filter(hasFailed).map((one) => one.flow));
  const worth = (one: ExchangeSummary): number =>
    (hasFailed(one) ? 4 : 0) + (one.flow !== undefined && flows.has(one.flow) ? 2 : 0) + (one.role === 'other' ? 0 : 1);
  const order = [...exchanges.entries()].filter(([, one]) => worth(one) > 0);
  order.sort(([one, a], [other, b]) => worth(b) - worth(a) || one - other);
  return new Set(order.slice(0, mostListed).map(([at]) => at));
}

/** The timeline for a terminal, one line for each exchange: when, its role, where it went, and what was answered. */
export function timelineLines(exchanges: readonly ExchangeSummary[], width: number, paint: Paint): readonly string[] {
  const rows = timelineOf(exchanges);
  const roles = rows.map((row) => ('exchange' in row ? widthOf(nameOf(row.exchange)) : 0));
  const times = rows.map((row) => ('exchange' in row ? widthOf(whenOf(row.exchange, row.after)) : 0));
  const time = Math.max(...times);
  const targets = rows.flatMap((row) => ('exchange' in row ? [targetOf(row.exchange)] : []));
  const columns = { time: time === 0 ? 0 : time + 2, role: Math.max(...roles) + 2, width, targets };
  return rows.flatMap((row) => {
    if ('leftOut' in row) {
      const more = `${row.leftOut} more ${row.leftOut === 1 ? 'exchange' : 'exchanges'}`;
      return [`  ${' '.repeat(columns.time)}${paint.dim(`⋮ ${more}`)}`];
    }
    return rowLines(row, columns, paint);
  });
}

function rowLines(
  { exchange, after }: { readonly exchange: ExchangeSummary; readonly after?: number },
  columns: {
    readonly time: number;
    readonly role: number;
    readonly width: number;
    readonly targets: readonly string[];
  },
  paint: Paint,
): readonly string[] {
  const { width, targets } = columns;
  const time = whenOf(exchange, after).padEnd(columns.time);
  const start = `  ${paint.dim(time)}${signOf(exchange, paint)} `;
  const startWidth = 2 + columns.time + 2;
  const role = nameOf(exchange);
  const answer = fold(answerOf(exchange), Math.max(8, width - startWidth - widthOf(role) - 2));
  const painted = hasFailed(exchange) ? paint.refused(answer) : paint.dim(answer);
  const target = targetOf(exchange);
  const room = width - startWidth - columns.role - widthOf(answer) - 2;
  if (width < narrowest || room < Math.min(widthOf(target), 20)) {
    const gap = Math.max(2, width - startWidth - widthOf(role) - widthOf(answer));
    const below = `${' '.repeat(startWidth)}${paint.dim(foldTarget(target, width - startWidth, targets))}`;
    return [`${start}${role}${' '.repeat(gap)}${painted}`, ...(target === '' ? [] : [below])];
  }
  const shown = foldTarget(target, room, targets);
  const gap = width - startWidth - columns.role - widthOf(shown) - widthOf(answer);
  return [`${start}${role.padEnd(columns.role)}${shown}${' '.repeat(gap)}${painted}`];
}

function signOf(exchange: ExchangeSummary, paint: Paint): string {
  if (hasFailed(exchange)) return paint.refused(signs.refused);
  return exchange.outcome === 'accepted' ? paint.fine(signs.accepted) : paint.dim(signs.unknown);
}

/** The time of day at the first exchange whose time is known, and the time between at the others. */
function whenOf(exchange: ExchangeSummary, after: number | undefined): string {
  if (after !== undefined) return `+${shortDuration(after)}`;
  const time = timeOf(exchange);
  return time === undefined ? '' : new Date(time).toISOString().slice(11, 19);
}

/** A time between in at most seven characters: `0.4 s`, `12 s`, `3 min`, `2 h`, `5 d`. */
export function shortDuration(ms: number): string {
  if (ms < 950) return `${(Math.round(ms / 100) / 10).toFixed(1)} s`;
  if (ms < 100_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 6_000_000) return `${Math.round(ms / 60_000)} min`;
  return ms < 172_800_000 ? `${Math.round(ms / 3_600_000)} h` : `${Math.round(ms / 86_400_000)} d`;
}

/** What was answered: status and error. Status 0 is one that the capture does not show. */
export function answerOf({ status, error, outcome }: ExchangeSummary): string {
  const shown = status === undefined || status === 0 ? undefined : String(status);
  const said = [shown, error].filter((one) => one !== undefined);
  if (said.length > 0) return withoutControls(said.join(' '));
  if (outcome !== 'unknown') return outcome;
  return status === 0 ? 'status not shown' : 'no answer';
}

/**
 * Tells whether an exchange failed: it was refused, or an error was answered whose status nobody saved. A refusal that is
 * part of what works is none.
 */
export function hasFailed({ outcome, error, ordinary }: ExchangeSummary): boolean {
  if (ordinary) return false;
  return outcome === 'refused' || (outcome === 'unknown' && error !== undefined);
}

/** When the exchange was, in Unix milliseconds. */
export function timeOf({ at }: ExchangeSummary): number | undefined {
  const time = at === undefined ? Number.NaN : Date.parse(at);
  return Number.isNaN(time) ? undefined : time;
}

/** Host and path, as far as they are known, with the method where the role does not say it. */
export function targetOf({ role, method, target = '' }: ExchangeSummary): string {
  const place = target.replace(/^https:\/\//, '');
  const told = role === 'other' || role === 'resource-request' || place === '' ? (method ?? '') : '';
  return withoutControls(`${told} ${place}`.trim());
}

/** Folds the middle of a path first, so that the host and the end of the path stay, and what others have otherwise there. */
function foldTarget(target: string, width: number, others: readonly string[]): string {
  if (widthOf(target) <= width) return target;
  const [host = '', ...path] = target.split('/');
  const last = path.at(-1) ?? '';
  const at = tellingAt(host, path, others);
  const told = at === -1 ? '' : `${at === 0 ? '' : '/…'}/${path[at]}`;
  const rest = at === path.length - 2 ? `/${last}` : `/…/${last}`;
  const forms = [
    ...(told === '' ? [] : [`${host}${told}${rest}`, `…${told.replace('/…', '')}${rest}`]),
    `${host}/…/${last}`,
  ];
  const short = path.length < 2 ? target : (forms.find((one) => widthOf(one) <= width) ?? target);
  return widthOf(short) <= width ? short : fold(target, width);
}

/** Index of the first segment, but for the last one, that another target of the same host has otherwise; -1 where none has. */
function tellingAt(host: string, path: readonly string[], others: readonly string[]): number {
  const beside = others.map((one) => one.split('/')).filter(([first]) => first === host);
  return path
    .slice(0, -1)
    .findIndex((segment, at) => beside.some((one) => one.length > at + 2 && one[at + 1] !== segment));
}
