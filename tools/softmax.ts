/** Multinomial logistic regression on sparse rows, learned by Adam; the same rows always give the same weights. */

/** One example: the columns that are set with their values, and how much of it belongs to each class. */
export interface Row {
  readonly columns: readonly number[];
  readonly values: readonly number[];
  readonly shares: ReadonlyMap<number, number>;
}

export interface Model {
  /** A weight for each column and class: column × classes + class. */
  readonly weights: Float64Array;
  /** One for each class. */
  readonly biases: Float64Array;
}

/** How it is learned. */
export interface Settings {
  readonly columns: number;
  readonly classes: number;
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  /** How strongly weights are pulled to 0: the more, the less single words count. */
  readonly decay: number;
}

const momentum = 0.9;
const spread = 0.99;
const tiny = 1e-6;
/** Biases move faster than weights, because every row moves them. */
const biasRate = 5;

export function learn(rows: readonly Row[], settings: Settings): Model {
  const { columns, classes, epochs, batch, rate, decay } = settings;
  const weights = new Float64Array(columns * classes);
  const biases = new Float64Array(classes);
  const mean = new Float64Array(weights.length);
  const square = new Float64Array(weights.length);
  const gradient = new Float64Array(weights.length);
  const biasGradient = new Float64Array(classes);
  const random = randomFrom(1);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const order = shuffled(rows, random);
    for (let from = 0; from < order.length; from += batch) {
      const part = order.slice(from, from + batch);
      gradient.fill(0);
      biasGradient.fill(0);
      for (const row of part) addGradient(row, { weights, biases }, gradient, biasGradient, part.length);
      step += 1;
      const meanScale = 1 - momentum ** step;
      const squareScale = 1 - spread ** step;
      for (let at = 0; at < weights.length; at += 1) {
        const slope = at_(gradient, at) + decay * at_(weights, at);
        mean[at] = momentum * at_(mean, at) + (1 - momentum) * slope;
        square[at] = spread * at_(square, at) + (1 - spread) * slope * slope;
        weights[at] =
          at_(weights, at) - (rate * at_(mean, at)) / meanScale / (Math.sqrt(at_(square, at) / squareScale) + tiny);
      }
      for (let at = 0; at < classes; at += 1) biases[at] = at_(biases, at) - rate * biasRate * at_(biasGradient, at);
    }
  }
  return { weights, biases };
}

/** The shares that a model expects of a row. */
function expected({ columns, values }: Row, { weights, biases }: Model): Float64Array {
  const classes = biases.length;
  const sums = Float64Array.from(biases);
  columns.forEach((column, nth) => {
    const value = values[nth] ?? 0;
    for (let at = 0; at < classes; at += 1) sums[at] = at_(sums, at) + value * at_(weights, column * classes + at);
  });
  const most = Math.max(...sums);
  let whole = 0;
  for (let at = 0; at < classes; at += 1) {
    sums[at] = Math.exp(at_(sums, at) - most);
    whole += at_(sums, at);
  }
  return sums.map((one) => one / whole);
}

function addGradient(row: Row, model: Model, gradient: Float64Array, biasGradient: Float64Array, size: number): void {
  const classes = model.biases.length;
  const off = expected(row, model);
  for (const [at, share] of row.shares) off[at] = at_(off, at) - share;
  row.columns.forEach((column, nth) => {
    const value = (row.values[nth] ?? 0) / size;
    const base = column * classes;
    for (let at = 0; at < classes; at += 1) gradient[base + at] = at_(gradient, base + at) + value * at_(off, at);
  });
  for (let at = 0; at < classes; at += 1) biasGradient[at] = at_(biasGradient, at) + at_(off, at) / size;
}

function at_(list: Float64Array, at: number): number {
  return list[at] as number;
}

function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  const list = [...items];
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [list[at], list[other]] = [list[other] as Item, list[at] as Item];
  }
  return list;
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
