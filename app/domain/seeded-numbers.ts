/**
 * Random numbers that can be drawn again from a stored seed: xoshiro128** 1.1 (D. Blackman and S. Vigna, "Scrambled
 * linear pseudorandom number generators", ACM TOMS 47, 2021).
 */
import { invariant } from "./invariant";

/** Whole numbers 0 … 2³² − 1. `seed`: 32 hexadecimal digits, not all zero; it is the generator's state. */
export function seededNumbers(seed: string): () => number {
  invariant(/^[0-9a-f]{32}$/.test(seed) && !/^0+$/.test(seed), "a seed is 32 hexadecimal digits, not all zero");
  const state = Uint32Array.from([0, 8, 16, 24], (at) => Number.parseInt(seed.slice(at, at + 8), 16));
  const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by));
  return () => {
    const result = Math.imul(rotate(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate(state[3], 11);
    return result;
  };
}
