/**
 * The lots that decide who is held out, so that lift can be proved. Everybody has exactly the same chance; the share
 * holds within one person in every decile of the ranking. The same seed and people always give the same lots.
 *
 * Strata and sample: people in random order within each decile, then a systematic sample with a random start over all
 * of them (W. G. Madow and L. H. Madow, "On the theory of systematic sampling", Ann. Math. Stat. 15, 1944).
 * Shuffle: Fisher–Yates (R. Durstenfeld, CACM 7, 1964, algorithm 235).
 * Random numbers: xoshiro128** from the stored seed (domain/seeded-numbers.ts).
 */
import { invariant } from "../invariant";
import { seededNumbers } from "../seeded-numbers";

export type Lot = { buyerId: string; decile: number; heldOut: boolean };

/**
 * @param seed 32 hexadecimal digits, not all zero
 * @param people with distinct ids; the order given does not matter
 * @param shareBp how many to hold out, in basis points; 0 draws nobody
 * @returns one lot a person, best rank first; deciles count from 1, the best
 */
export function drawLots({ seed, people, shareBp }: { seed: string; people: { buyerId: string; rank: number }[]; shareBp: number }): Lot[] {
  invariant(Number.isInteger(shareBp) && shareBp >= 0 && shareBp <= 10_000, "a share is 0 to 10,000 basis points");
  const random = seededNumbers(seed);
  const byRank = [...people].sort((a, b) => a.rank - b.rank || (a.buyerId < b.buyerId ? -1 : 1));
  const lots: Lot[] = byRank.map(({ buyerId }, index) => ({
    buyerId,
    decile: Math.floor((index * 10) / byRank.length) + 1,
    heldOut: false,
  }));

  const strata = Array.from({ length: 10 }, (_, index) =>
    shuffled(
      lots.filter((lot) => lot.decile === index + 1),
      random,
    ),
  );
  // In ten-thousandths of a person, so that no rounding of fractions moves the share.
  let crossed = below(10_000, random);
  for (const lot of strata.flat()) {
    crossed += shareBp;
    if (crossed >= 10_000) {
      lot.heldOut = true;
      crossed -= 10_000;
    }
  }
  return lots;
}

/** A new order of the same things. */
function shuffled<T>(things: T[], random: () => number): T[] {
  const result = [...things];
  for (let last = result.length - 1; last > 0; last--) {
    const other = below(last + 1, random);
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}

/** A whole number 0 … n − 1, each equally likely: numbers beyond the last whole multiple of n are drawn again. */
function below(n: number, random: () => number): number {
  const limit = 2 ** 32 - (2 ** 32 % n);
  // Each draw is refused with a chance below one half: a thousand refusals in a row do not happen.
  for (let tries = 0; tries < 1_000; tries++) {
    const drawn = random();
    if (drawn < limit) return drawn % n;
  }
  throw new Error("the random numbers are stuck");
}
