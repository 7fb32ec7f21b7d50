/**
 * Chance that can be repeated: sfc32 (Chris Doty-Humphrey's "Small Fast Counting" generator, PractRand), its 128 bits of
 * state taken from the SHA-256 of a text. Everything a store invents comes from here, so the same seed gives the same store.
 */
import { hash } from "node:crypto";

export class SeededRandom {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;
  #spareNormal: number | null = null;

  /** @param seed any text; different texts give unrelated streams, e.g. `seededBy("7", "customer", "12346")`. */
  constructor(seed: string) {
    const bytes = Buffer.from(hash("sha256", seed, "hex"), "hex");
    this.#a = bytes.readInt32LE(0);
    this.#b = bytes.readInt32LE(4);
    this.#c = bytes.readInt32LE(8);
    this.#counter = bytes.readInt32LE(12);
  }

  #next32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in [0, 1), 53 bits. */
  unit(): number {
    return ((this.#next32() >>> 5) * 67_108_864 + (this.#next32() >>> 6)) / 9_007_199_254_740_992;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  happens(share: number): boolean {
    return this.unit() < share;
  }

  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error("nothing to pick from: the list is empty");
    return from[Math.floor(this.unit() * from.length)]!;
  }

  /** One of `from`, each with the chance `weight` gives it. */
  pickWeighted<T>(from: readonly T[], weight: (item: T) => number): T {
    let left = this.unit() * from.reduce((sum, item) => sum + weight(item), 0);
    for (const item of from) {
      left -= weight(item);
      if (left < 0) return item;
    }
    return from[from.length - 1]!;
  }

  /** Mean 1 / rate. */
  exponential(rate: number): number {
    return -Math.log(1 - this.unit()) / rate;
  }

  /** Standard normal, by Marsaglia's polar method. */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    // Each round succeeds with chance π/4; 1,000 misses in a row would mean a broken generator.
    for (let round = 0; round < 1_000; round++) {
      const u = 2 * this.unit() - 1;
      const v = 2 * this.unit() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s);
        this.#spareNormal = v * factor;
        return u * factor;
      }
    }
    throw new Error("the seeded generator gave no normal value in 1,000 rounds");
  }

  /** Gamma with mean shape / rate (Marsaglia and Tsang 2000; shapes below 1 by their boost). */
  gamma(shape: number, rate: number): number {
    if (!(shape > 0) || !(rate > 0)) throw new Error(`a gamma draw needs shape and rate above 0, not ${shape} and ${rate}`);
    if (shape < 1) return this.gamma(shape + 1, rate) * Math.pow(1 - this.unit(), 1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (let round = 0; round < 1_000; round++) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      if (Math.log(1 - this.unit()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate;
    }
    throw new Error("the seeded generator gave no gamma value in 1,000 rounds");
  }

  /** Beta with mean a / (a + b). */
  beta(a: number, b: number): number {
    const x = this.gamma(a, 1);
    const y = this.gamma(b, 1);
    return x / (x + y);
  }
}

/** A stream of its own for each subject, so that one customer's draws never depend on another's. */
export const seededBy = (...parts: string[]): SeededRandom => new SeededRandom(JSON.stringify(parts));
