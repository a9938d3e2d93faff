import { Buffer } from 'node:buffer';
import { hashFlowId } from './accepted-line.ts';
import type { AcceptedExchange } from './trace.ts';

/** Accepted exchanges as they cross to the trace's thread and, compressed, into its file: ASCII lines. */
export interface LineBlock {
  readonly text: Uint8Array<ArrayBuffer>;
  /** The hash of every flow id in the block, in the order of the lines that have one. */
  readonly flows: Int32Array<ArrayBuffer>;
  readonly lines: number;
  /** The smallest and the largest request id. */
  readonly first: string;
  readonly last: string;
  /** Unix milliseconds of the oldest and the newest line. */
  readonly from: number;
  readonly to: number;
}

/** Accepted lines that wait for their thread. */
export interface AcceptedLines {
  /** Appends a line and gives back its length in bytes; 0 when the block is full and must be taken first. */
  append(exchange: AcceptedExchange): number;
  /** How many lines wait. */
  count(): number;
  /** Empties the block. */
  take(): LineBlock | undefined;
}

const blockBytes = 256 * 1024;
const blockLines = 4096;
const longestClientId = 256;
const unprintable = /[^\x20-\x7e]/;

/**
 * Collects accepted lines in one preallocated buffer. Writing each line at once measured 0.4 µs and leaves nothing
 * behind for the collector; keeping 150 ms worth of strings or records alive makes it move them all.
 */
export function createAcceptedLines(): AcceptedLines {
  const buffer = Buffer.allocUnsafeSlow(blockBytes);
  const flows = new Int32Array(blockLines);
  let [used, lines, flowCount, first, last, from, to] = [0, 0, 0, '', '', 0, 0];
  let at = -1;
  let atText = '';
  return {
    append(exchange) {
      if (exchange.at !== at) {
        at = exchange.at;
        atText = String(at);
      }
      const { requestId, environment, endpoint, status, clientId, flowId, duration } = exchange;
      const client = clientId === undefined ? '' : printable(clientId);
      const line = `${requestId}\t${atText}\t${environment}\t${endpoint}\t${status}\t${client}\t${flowId ?? ''}\t${duration}\n`;
      if (lines === blockLines || used + line.length > blockBytes) return 0;
      used += buffer.write(line, used, 'latin1');
      if (lines === 0) {
        first = last = requestId;
        from = to = at;
      } else {
        if (requestId > last) last = requestId;
        else if (requestId < first) first = requestId;
        if (at > to) to = at;
        else if (at < from) from = at;
      }
      lines++;
      if (flowId !== undefined) flows[flowCount++] = hashFlowId(flowId);
      return line.length;
    },
    count: () => lines,
    take() {
      if (lines === 0) return undefined;
      const text = new Uint8Array(used);
      text.set(buffer.subarray(0, used));
      const block = { text, flows: flows.slice(0, flowCount), lines, first, last, from, to };
      used = lines = flowCount = 0;
      return block;
    },
  };
}

/** A client id that was brought along may hold any character; one that isn't printable ASCII could end the line. */
function printable(clientId: string): string {
  if (clientId.length <= longestClientId && !unprintable.test(clientId)) return clientId;
  return clientId.slice(0, longestClientId).replace(/[^\x20-\x7e]/g, '?');
}
