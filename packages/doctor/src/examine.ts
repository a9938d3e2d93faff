import type { Capture } from './captures/capture.ts';
import { diagnosesOf } from './diagnosis.ts';
import type { Evidence } from './evidence/evidence.ts';
import { flowNumbers } from './evidence/flow-numbers.ts';
import { gather } from './evidence/gathered.ts';
import type { Examination, ExchangeSummary } from './examination.ts';
import { caseOf, casesIn, findIn } from './found/find.ts';
import { adviceFor } from './said/advice-for.ts';
import { askFor } from './signs/ask-for.ts';
import { hasUnsettledFailure, isOrdinary } from './signs/subjects.ts';
import type { Seen } from './signs/view.ts';
import { scrubber } from './text/scrub.ts';
import type { Tools } from './tools.ts';

/**
 * Examines a capture: names what went wrong in it, best first, with the exchanges as a timeline. No secret of the capture
 * is in what is returned.
 */
export function examine(capture: Capture, tools: Tools): Examination {
  const gathered = gather(capture);
  const { evidence } = gathered;
  const whole = caseOf(evidence, tools);
  const cases = casesIn(whole, tools);
  const { all, refuted } = whole;
  const found = findIn(cases, tools);
  const isOpen = found[0]?.finding.confidence !== 'certain' && hasUnsettledFailure(all, evidence);
  const weigh = isOpen ? tools.likeness?.() : undefined;
  const weighed = weigh === undefined ? found : weigh(found, evidence, all, { refuted, adviceFor });
  const diagnoses = diagnosesOf(weighed, evidence);
  const question = capture.isBrokenOff && diagnoses.length === 0 ? wholeCapture : askFor(diagnoses, all, evidence);
  const { provider } = cases[0].evidence;
  return {
    version: 1,
    diagnoses,
    exchanges: summaries(
      all.filter(({ index }) => !gathered.derived.has(index)),
      evidence,
    ),
    ...(provider === undefined ? {} : { provider }),
    ...(question === undefined ? {} : { ask: question }),
    ...(capture.isBrokenOff && { incomplete: true as const }),
    redacted: true,
  };
}

const wholeCapture = 'Save the recording again and send the whole file: it breaks off before its end.';

function summaries(all: readonly Seen[], evidence: Evidence): readonly ExchangeSummary[] {
  const scrub = scrubber(evidence);
  const flows = flowNumbers(all);
  return all.map((seen) => {
    const { exchange, role, at, code, status, outcome } = seen;
    const flow = flows.get(seen.index);
    const where = exchange.source.from === 'capture' ? exchange.source.at : 'server';
    return {
      role,
      where,
      ...(at === undefined || Number.isNaN(at) ? {} : { at: new Date(at).toISOString() }),
      ...(exchange.request === undefined ? {} : { method: seen.method, target: scrub(`${seen.host}${seen.path}`) }),
      ...(exchange.response === undefined ? {} : { status: status ?? 0 }),
      ...(code === undefined ? {} : { error: scrub(code) }),
      outcome,
      ...(isOrdinary(seen, all) ? { ordinary: true as const } : {}),
      ...(flow === undefined ? {} : { flow }),
    };
  });
}
