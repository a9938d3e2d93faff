/** Multinomial logistic regression on sparse rows, learned by Adam; the same rows always give the same weights. */

/** One example: the columns that are set with their values, and how much of it belongs to each class. */
export interface Row {
  readonly columns: readonly number[];
  readonly values: readonly number[];
  readonly shares: ReadonlyMap<number, number>;
}

export interface Model {
  /** A weight for each column and class, at column × classes + class. */
  readonly weights: Float64Array;
  /** One for each class. */
  readonly biases: Float64Array;
}

export interface Settings {
  readonly columns: number;
  readonly classes: number;
  /** How often every row is seen. */
  readonly epochs: number;
  /** Rows between two steps. */
  readonly batch: number;
  readonly rate: number;
  /** How strongly weights are pulled to 0: the more, the less a single column counts. */
  readonly decay: number;
}

/** Learns a model that gives each row its shares, as nearly as the decay allows. */
export function learn(rows: readonly Row[], settings: Settings): Model {
  const { columns, classes, epochs, batch, rate, decay } = settings;
  const model: Model = { weights: new Float64Array(columns * classes), biases: new Float64Array(classes) };
  const slopes: Model = { weights: new Float64Array(columns * classes), biases: new Float64Array(classes) };
  const mean: Model = { weights: new Float64Array(columns * classes), biases: new Float64Array(classes) };
  const step = adam(model.weights, rate);
  const steps = epochs * Math.ceil(rows.length / batch);
  let done = 0;
  const random = randomFrom(1);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const order = shuffled(rows, random);
    for (let from = 0; from < order.length; from += batch) {
      const part = order.slice(from, from + batch);
      slopes.weights.fill(0);
      slopes.biases.fill(0);
      for (const row of part) addSlopes(slopes, row, model, part.length);
      addScaled(slopes.weights, model.weights, decay);
      step(slopes.weights);
      addScaled(model.biases, slopes.biases, -rate * biasRate);
      done += 1;
      if (done > steps * unsettled) {
        addScaled(mean.weights, model.weights, 1);
        addScaled(mean.biases, model.biases, 1);
      }
    }
  }
  const count = steps - Math.floor(steps * unsettled);
  return { weights: mean.weights.map((one) => one / count), biases: mean.biases.map((one) => one / count) };
}

/** The part of the steps whose weights are not yet those that are kept: the mean of the others is. */
const unsettled = 0.5;
const momentum = 0.9;
const spread = 0.99;
const tiny = 1e-6;
/** Biases move faster than weights, because every row moves them. */
const biasRate = 5;

/** Steps against the slopes, each weight by a width of its own (Kingma and Ba, 2015). */
function adam(weights: Float64Array, rate: number): (slopes: Float64Array) => void {
  const means = new Float64Array(weights.length);
  const squares = new Float64Array(weights.length);
  let steps = 0;
  return (slopes) => {
    steps += 1;
    const meanScale = 1 - momentum ** steps;
    const squareScale = 1 - spread ** steps;
    for (let at = 0; at < slopes.length; at += 1) {
      const slope = slopes[at] ?? 0;
      const mean = momentum * (means[at] ?? 0) + (1 - momentum) * slope;
      const square = spread * (squares[at] ?? 0) + (1 - spread) * slope * slope;
      means[at] = mean;
      squares[at] = square;
      add(weights, at, (-rate * mean) / meanScale / (Math.sqrt(square / squareScale) + tiny));
    }
  };
}

/** Adds the slopes of one row's share of the loss: what is expected of it, less what it is. */
function addSlopes(slopes: Model, row: Row, model: Model, rows: number): void {
  const classes = model.biases.length;
  const off = expected(row, model);
  for (const [at, share] of row.shares) add(off, at, -share);
  row.columns.forEach((column, nth) => {
    const value = (row.values[nth] ?? 0) / rows;
    addScaled(slopes.weights.subarray(column * classes, (column + 1) * classes), off, value);
  });
  addScaled(slopes.biases, off, 1 / rows);
}

/** The shares that a model expects of a row. */
function expected({ columns, values }: Row, { weights, biases }: Model): Float64Array {
  const classes = biases.length;
  const sums = Float64Array.from(biases);
  columns.forEach((column, nth) => {
    addScaled(sums, weights.subarray(column * classes, (column + 1) * classes), values[nth] ?? 0);
  });
  const most = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - most));
  const whole = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / whole);
}

/** Adds numbers, each times the same factor, to those of a list that is as long. */
function addScaled(list: Float64Array, numbers: Float64Array, factor: number): void {
  for (let at = 0; at < numbers.length; at += 1) add(list, at, factor * (numbers[at] ?? 0));
}

function add(list: Float64Array, at: number, number: number): void {
  list[at] = (list[at] ?? 0) + number;
}

function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
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
