/**
 * What the purchase models know of a buyer: three numbers, in weeks. Many buyers share the same three, so a store's
 * histories are grouped once, with the distinct counts and times listed beside them: a likelihood then pays for each
 * distinct value once instead of once a buyer.
 */

/**
 * One buyer's purchases up to today. Orders of one day are one purchase.
 * - `repeats`: purchase days after the first one (x in the papers), a whole number from 0
 * - `lastWeeks`: from the first purchase to the last (t_x), 0 when there is only one
 * - `ageWeeks`: from the first purchase to today (T), at least `lastWeeks`
 */
export type PurchaseHistory = { repeats: number; lastWeeks: number; ageWeeks: number };

/** Many buyers' histories as columns of one length; row i is one buyer. */
export type PurchaseHistories = { repeats: ArrayLike<number>; lastWeeks: ArrayLike<number>; ageWeeks: ArrayLike<number> };

/** Equal histories once, with how many buyers have them. Indexes point into the lists of distinct values. */
export type GroupedHistories = {
  buyers: number;
  repeatBuyers: number;
  meanAgeWeeks: number;
  /** The distinct numbers of repeats, and how many buyers have each. */
  repeats: Float64Array;
  buyersByRepeats: Float64Array;
  /** The distinct times in weeks, both `lastWeeks` and `ageWeeks`. */
  weeks: Float64Array;
  repeatsIndex: Int32Array;
  lastIndex: Int32Array;
  ageIndex: Int32Array;
  buyersInGroup: Float64Array;
};

/** @throws RangeError naming what is wrong with the history */
export function checkHistory(repeats: number, lastWeeks: number, ageWeeks: number): void {
  const wrong =
    !Number.isInteger(repeats) || repeats < 0
      ? "repeats must be a whole number from 0"
      : !(lastWeeks >= 0 && lastWeeks <= ageWeeks && ageWeeks < Infinity)
        ? "lastWeeks must lie between 0 and ageWeeks, both finite"
        : repeats === 0 && lastWeeks > 0
          ? "a buyer without repeats has lastWeeks 0"
          : null;
  if (wrong) throw new RangeError(`${wrong}; got repeats ${repeats}, lastWeeks ${lastWeeks}, ageWeeks ${ageWeeks}`);
}

/**
 * Every parameter of a model must be finite and above 0.
 * @throws RangeError naming the one that is not
 */
export function checkParams(params: Record<string, number>): void {
  for (const [name, value] of Object.entries(params)) {
    if (!(value > 0 && value < Infinity)) throw new RangeError(`parameter ${name} must be finite and above 0, not ${value}`);
  }
}

/** @throws RangeError unless weeks is finite and 0 or more */
export function checkHorizon(weeks: number): void {
  if (!(weeks >= 0 && weeks < Infinity)) throw new RangeError(`a horizon must be finite and 0 weeks or more, not ${weeks}`);
}

/** Numbers each distinct value in the order of its first appearance. */
class Distinct {
  readonly values: number[] = [];
  readonly #indexes = new Map<number, number>();

  indexOf(value: number): number {
    const known = this.#indexes.get(value);
    if (known !== undefined) return known;
    this.#indexes.set(value, this.values.length);
    return this.values.push(value) - 1;
  }
}

/**
 * Groups equal histories. Time and memory grow with the number of buyers.
 * @throws RangeError for columns of different length or a row that is no history
 */
export function groupHistories(histories: PurchaseHistories): GroupedHistories {
  const buyers = histories.repeats.length;
  if (histories.lastWeeks.length !== buyers || histories.ageWeeks.length !== buyers) {
    throw new RangeError("the three columns of purchase histories must have the same length");
  }
  const [repeats, weeks, starts, groups] = [new Distinct(), new Distinct(), new Distinct(), new Distinct()];
  const [repeatsIndex, lastIndex, ageIndex, buyersInGroup, buyersByRepeats]: number[][] = [[], [], [], [], []];
  let repeatBuyers = 0;
  let sumOfAges = 0;
  for (let row = 0; row < buyers; row++) {
    const [x, last, age] = [histories.repeats[row], histories.lastWeeks[row], histories.ageWeeks[row]];
    checkHistory(x, last, age);
    if (x > 0) repeatBuyers += 1;
    sumOfAges += age;
    const [xAt, lastAt, ageAt] = [repeats.indexOf(x), weeks.indexOf(last), weeks.indexOf(age)];
    buyersByRepeats[xAt] = (buyersByRepeats[xAt] ?? 0) + 1;
    // Two steps of pairs: at most 2 · buyers distinct times, so every product stays a whole number a double can hold.
    const stride = 2 * buyers;
    const group = groups.indexOf(starts.indexOf(xAt * stride + lastAt) * stride + ageAt);
    buyersInGroup[group] = (buyersInGroup[group] ?? 0) + 1;
    repeatsIndex[group] = xAt;
    lastIndex[group] = lastAt;
    ageIndex[group] = ageAt;
  }
  return {
    buyers,
    repeatBuyers,
    meanAgeWeeks: buyers === 0 ? 0 : sumOfAges / buyers,
    repeats: Float64Array.from(repeats.values),
    buyersByRepeats: Float64Array.from(buyersByRepeats),
    weeks: Float64Array.from(weeks.values),
    repeatsIndex: Int32Array.from(repeatsIndex),
    lastIndex: Int32Array.from(lastIndex),
    ageIndex: Int32Array.from(ageIndex),
    buyersInGroup: Float64Array.from(buyersInGroup),
  };
}

/** From so many buyers on, a search begins on a part of them. */
const VERY_MANY = 8_000;
const A_PART = 2_000;

/** Every n-th of very many buyers, about 2,000 of them; null when there are fewer. */
export function partOfVeryMany({ repeats, lastWeeks, ageWeeks }: PurchaseHistories): PurchaseHistories | null {
  const buyers = repeats.length;
  if (buyers < VERY_MANY) return null;
  const every = Math.floor(buyers / A_PART);
  const take = (column: ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: Math.ceil(buyers / every) }, (_, i) => column[i * every]);
  return { repeats: take(repeats), lastWeeks: take(lastWeeks), ageWeeks: take(ageWeeks) };
}
