/** Makes the time-ordered identifiers of a process. */
export interface Identifiers {
  /** 12 bytes: 48 bits of Unix milliseconds, 16 of a counter, 32 of this node. Never repeats, grows in time order. */
  next(): Uint8Array;
  /** `req_` and 18 characters of Crockford's base 32: 10 of time, 3 of a counter, 5 of this node. */
  nextRequestId(): string;
}

const crockford = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * @param now Unix milliseconds of the machine's clock, which no environment's moved clock touches.
 * @param node 4 random bytes that no other running process has.
 */
export function createIdentifiers(now: () => number, node: Uint8Array): Identifiers {
  const identifierTick = createTick(now, 0x10000);
  const requestTick = createTick(now, 0x8000);
  const view = new DataView(node.buffer, node.byteOffset, 4);
  const nodeText = base32(view.getUint32(0) & 0x1ffffff, 5);
  let requestMillisecond = -1;
  let requestTime = '';
  return {
    next() {
      const { millisecond, count } = identifierTick();
      const id = new Uint8Array(12);
      const bytes = new DataView(id.buffer);
      bytes.setUint16(0, Math.floor(millisecond / 0x100000000));
      bytes.setUint32(2, millisecond >>> 0);
      bytes.setUint16(6, count);
      id.set(node.subarray(0, 4), 8);
      return id;
    },
    nextRequestId() {
      const { millisecond, count } = requestTick();
      if (millisecond !== requestMillisecond) {
        requestMillisecond = millisecond;
        requestTime = `req_${base32(millisecond, 10)}`;
      }
      return `${requestTime}${base32(count, 3)}${nodeText}`;
    },
  };
}

/** Counts within a millisecond; a clock that stands or goes back leaves the last millisecond standing. */
function createTick(now: () => number, limit: number): () => { millisecond: number; count: number } {
  const tick = { millisecond: 0, count: 0 };
  return () => {
    const current = now();
    if (current > tick.millisecond) {
      tick.millisecond = current;
      tick.count = 0;
    } else {
      tick.count += 1;
      if (tick.count === limit) {
        tick.millisecond += 1;
        tick.count = 0;
      }
    }
    return tick;
  };
}

function base32(value: number, length: number): string {
  let text = '';
  let rest = value;
  for (let position = 0; position < length; position++) {
    text = (crockford[rest % 32] as string) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
