/**
 * Numbers for buyers, from 0 in the order of their first appearance: ten million orders are then added up by plain indexes.
 * A shop's buyers are texts; a file of bulk lines names them by numbers, which take a tenth of the memory and time.
 */
import { ascending, rowsOf } from "./order-rows";

export type BuyerIds = Float64Array | string[];

export type BuyerNumbers = {
  /** The numbers of these rows' ids, written one after another from `at` on. */
  number(ids: BuyerIds, rows: Uint32Array, into: Int32Array, at: number): void;
  /** Every id, by its number. */
  ids(): BuyerIds;
  /** The numbers in the order of the ids, which does not depend on who appeared first. */
  inOrder(): Uint32Array;
};

export const buyerNumbers = (ids: BuyerIds): BuyerNumbers => (Array.isArray(ids) ? new NumberedTexts() : new NumberedNumbers());

class NumberedTexts implements BuyerNumbers {
  readonly #numbers = new Map<string, number>();

  number(ids: string[], rows: Uint32Array, into: Int32Array, at: number): void {
    for (let i = 0; i < rows.length; i++) {
      const id = ids[rows[i]];
      let number = this.#numbers.get(id);
      if (number === undefined) this.#numbers.set(id, (number = this.#numbers.size));
      into[at + i] = number;
    }
  }

  ids(): string[] {
    return [...this.#numbers.keys()];
  }

  /** Ids that are numbers stand in the order of numbers, as they would if they were read as such. */
  inOrder(): Uint32Array {
    const ids = this.ids();
    if (ids.every((id) => WHOLE_NUMBER.test(id))) return ascending(Float64Array.from(ids, Number));
    return rowsOf(ids.length).sort((one, other) => (ids[one] < ids[other] ? -1 : 1));
  }
}

/** One that a double holds, in the only way to write it. */
const WHOLE_NUMBER = /^[1-9]\d{0,14}$/;
/** Of 2³², the nearest odd number to the golden section: neighbouring ids are spread evenly (Knuth, TAOCP 3, 6.4). */
const GOLDEN = 0x9e3779b1;
const NOBODY = -1;

/** Ids are whole numbers that a double holds exactly. A table of numbers by the ids' hash, at most half full, probed one by one. */
class NumberedNumbers implements BuyerNumbers {
  #bits = 16;
  #ids = new Float64Array(1 << (this.#bits - 1));
  #table = new Int32Array(1 << this.#bits).fill(NOBODY);
  #size = 0;

  number(ids: Float64Array, rows: Uint32Array, into: Int32Array, at: number): void {
    while (this.#size + rows.length > this.#ids.length) this.#grow();
    const [known, table, bits] = [this.#ids, this.#table, this.#bits];
    let size = this.#size;
    for (let i = 0; i < rows.length; i++) {
      const id = ids[rows[i]];
      const place = placeOf(id, known, table, bits);
      if (table[place] === NOBODY) {
        known[size] = id;
        table[place] = size++;
      }
      into[at + i] = table[place];
    }
    this.#size = size;
  }

  #grow(): void {
    this.#bits += 1;
    const fewer = this.#ids;
    this.#ids = new Float64Array(2 * fewer.length);
    this.#ids.set(fewer);
    this.#table = new Int32Array(2 * this.#table.length).fill(NOBODY);
    for (let number = 0; number < this.#size; number++) this.#table[placeOf(fewer[number], this.#ids, this.#table, this.#bits)] = number;
  }

  ids(): Float64Array {
    return this.#ids.slice(0, this.#size);
  }

  inOrder(): Uint32Array {
    return ascending(this.ids());
  }
}

/** Where an id's number stands in the table, or would. */
function placeOf(id: number, ids: Float64Array, table: Int32Array, bits: number): number {
  let place = Math.imul((id | 0) ^ (id / 2 ** 32), GOLDEN) >>> (32 - bits);
  while (table[place] !== NOBODY && ids[table[place]] !== id) place = (place + 1) & (table.length - 1);
  return place;
}
