/**
 * Whole numbers for buyers, so that ten million orders are added up by plain indexes. A shop's buyers are texts, numbered in
 * the order of their first appearance; a file of bulk lines names them by numbers, which are their own keys and take a tenth
 * of the memory and time.
 */
import type { Column } from "./mining";
import { ascending, rowsOf } from "./order-rows";

export type BuyerIds = Float64Array | string[];

export type BuyerKeys = {
  /** The key of each of these rows, at its row; filled anew by the next call. */
  keysOf(ids: BuyerIds, rows: Uint32Array): Column;
  /** Whose these keys are. */
  idsOf(keys: Column): BuyerIds;
  /** Where in `keys` each stands, in the order of their ids, which does not depend on who appeared first. */
  inOrder(keys: Column): Uint32Array;
};

export const buyerKeys = (ids: BuyerIds): BuyerKeys => (Array.isArray(ids) ? new KeysOfTexts() : KEYS_OF_NUMBERS);

const KEYS_OF_NUMBERS: BuyerKeys = {
  keysOf: (ids) => ids as Float64Array,
  idsOf: (keys) => keys,
  inOrder: ascending,
};

class KeysOfTexts implements BuyerKeys {
  readonly #numbers = new Map<string, number>();
  #keys = new Float64Array();

  keysOf(ids: string[], rows: Uint32Array): Column {
    if (this.#keys.length < ids.length) this.#keys = new Float64Array(ids.length);
    for (const row of rows) {
      const id = ids[row];
      let number = this.#numbers.get(id);
      if (number === undefined) this.#numbers.set(id, (number = this.#numbers.size));
      this.#keys[row] = number;
    }
    return this.#keys;
  }

  idsOf(keys: Column): string[] {
    const everybody = [...this.#numbers.keys()];
    return Array.from(keys, (key) => everybody[key]);
  }

  /** Ids that are numbers stand in the order of numbers, as they would if they were read as such. */
  inOrder(keys: Column): Uint32Array {
    const ids = this.idsOf(keys);
    if (ids.every((id) => WHOLE_NUMBER.test(id))) return ascending(Float64Array.from(ids, Number));
    return rowsOf(ids.length).sort((one, other) => (ids[one] < ids[other] ? -1 : 1));
  }
}

/** One that a double holds, in the only way to write it. */
const WHOLE_NUMBER = /^[1-9]\d{0,14}$/;
/** Of 2³², the nearest odd number to the golden section: neighbouring keys are spread evenly (Knuth, TAOCP 3, 6.4). */
const GOLDEN = 0x9e3779b1;

/** A key's 32 bits, the foremost the best mixed. */
export const hashOf = (key: number): number => Math.imul((key | 0) ^ (key / 2 ** 32), GOLDEN);

const NOBODY = -1;

/** Numbers some keys from 0 in the order of their first appearance. A table by the keys' hash, at most half full, probed one by one. */
export class KeyNumbers {
  /** How many of the hash's foremost bits all these keys share: they tell nothing apart. */
  readonly #alike: number;
  #bits = 13;
  #keys = new Float64Array(1 << (this.#bits - 1));
  #table = new Int32Array(1 << this.#bits).fill(NOBODY);
  size = 0;

  constructor(alike: number) {
    this.#alike = alike;
  }

  /** The numbers of the first `count` keys, written one after another from `at` on. */
  number(some: Column, count: number, into: Int32Array, at: number): void {
    while (this.size + count > this.#keys.length) this.#grow();
    const [keys, table, alike, shift] = [this.#keys, this.#table, this.#alike, 32 - this.#bits];
    const last = table.length - 1;
    let size = this.size;
    for (let i = 0; i < count; i++) {
      const key = some[i];
      let place = (hashOf(key) << alike) >>> shift;
      let number = table[place];
      while (number !== NOBODY && keys[number] !== key) number = table[(place = (place + 1) & last)];
      if (number === NOBODY) {
        keys[size] = key;
        number = table[place] = size++;
      }
      into[at + i] = number;
    }
    this.size = size;
  }

  /** Every key, by its number. */
  keys(): Column {
    return this.#keys.slice(0, this.size);
  }

  /** Begins anew, and keeps the room it has. */
  clear(): void {
    this.#table.fill(NOBODY);
    this.size = 0;
  }

  #grow(): void {
    this.#bits += 1;
    const keys = this.keys();
    this.#keys = new Float64Array(2 * this.#keys.length);
    this.#table = new Int32Array(2 * this.#table.length).fill(NOBODY);
    this.size = 0;
    this.number(keys, keys.length, new Int32Array(keys.length), 0);
  }
}
