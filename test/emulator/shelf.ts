/** A collection of one kind of record. Records are replaced whole: read, change a copy, `put` it back. */
export class Shelf<T> {
  readonly #rows = new Map<string, T>();
  readonly #write: (key: string, row: T | null) => void;
  constructor(write: (key: string, row: T | null) => void) {
    this.#write = write;
  }
  get size(): number {
    return this.#rows.size;
  }
  get(key: string): T | undefined {
    return this.#rows.get(key);
  }
  /** The record, or an error that names what is missing. */
  need(key: string): T {
    const row = this.#rows.get(key);
    if (row === undefined) throw new Error(`the emulator's books have no record ${key}`);
    return row;
  }
  has(key: string): boolean {
    return this.#rows.has(key);
  }
  put(key: string, row: T): T {
    this.#rows.set(key, row);
    this.#write(key, row);
    return row;
  }
  delete(key: string): void {
    if (this.#rows.delete(key)) this.#write(key, null);
  }
  /** In the order of first insertion. */
  values(): IterableIterator<T> {
    return this.#rows.values();
  }
  entries(): IterableIterator<[string, T]> {
    return this.#rows.entries();
  }
  /** Only for reading back from the file. */
  restore(key: string, row: T): void {
    this.#rows.set(key, row);
  }
}
