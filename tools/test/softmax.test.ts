import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learn, type Row } from '../softmax.ts';

const settings = { columns: 3, classes: 2, epochs: 60, batch: 4, rate: 0.05, decay: 1e-3 };

/** Rows of two classes: the first column speaks for one, the second for the other, the third for neither. */
const rows: readonly Row[] = Array.from({ length: 40 }, (_, at) => ({
  columns: [at % 2, 2],
  values: [1, 1],
  shares: new Map([[at % 2, 1]]),
}));

test('a column that tells the classes apart gets weight, and one that stands in both gets none', () => {
  const { weights } = learn(rows, settings);
  const [first = 0, firstOther = 0, second = 0, secondOther = 0, both = 0, bothOther = 0] = weights;
  assert.ok(first > 0.5 && firstOther < -0.5, `${first} ${firstOther}`);
  assert.ok(second < -0.5 && secondOther > 0.5, `${second} ${secondOther}`);
  assert.ok(Math.abs(both - bothOther) < 0.2, `${both} ${bothOther}`);
});

test('the commoner class has the greater bias where no column tells', () => {
  const same = Array.from({ length: 40 }, (_, at) => ({
    columns: [],
    values: [],
    shares: new Map([[at % 4 === 0 ? 0 : 1, 1]]),
  }));
  const { biases } = learn(same, settings);
  assert.ok((biases[1] ?? 0) > (biases[0] ?? 0));
});

test('the same rows always give the same weights', () => {
  assert.deepEqual(learn(rows, settings), learn(rows, settings));
});
