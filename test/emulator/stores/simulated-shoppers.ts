/**
 * When simulated buyers come and what they spend, drawn from published models. Coming: BG/NBD with the CDNOW parameters of
 * Fader, Hardie and Lee (2005), in weeks: purchase rate λ ~ gamma(r, α), and after every repeat purchase the buyer is gone
 * with chance p ~ beta(a, b). Spending: Gamma-Gamma of Fader and Hardie (2013), in units of the shop's currency.
 */
import type { SeededRandom } from "./seeded-random.ts";

export const BG_NBD = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
export const GAMMA_GAMMA = { p: 6.25, q: 3.74, gamma: 15.44 };

/** No buyer of the published data comes near it; it bounds the loop should a rate be drawn absurdly high. */
const MOST_REPEATS = 2_000;

/** Times of repeat purchases after the first, in weeks, ascending, all at most `weeks`. */
export function drawRepeatTimes(random: SeededRandom, weeks: number): number[] {
  const rate = random.gamma(BG_NBD.r, BG_NBD.alpha);
  const leaving = random.beta(BG_NBD.a, BG_NBD.b);
  const times: number[] = [];
  // A rate this low means no purchase within any history; dividing by it would overflow.
  if (rate < 1e-12) return times;
  let at = 0;
  while (times.length < MOST_REPEATS) {
    at += random.exponential(rate);
    if (at > weeks) break;
    times.push(at);
    if (random.happens(leaving)) break;
  }
  return times;
}

/** One buyer's way of spending: each call draws the value of one purchase, in whole currency units and fractions. */
export function drawSpender(random: SeededRandom): () => number {
  const scale = random.gamma(GAMMA_GAMMA.q, GAMMA_GAMMA.gamma);
  return () => random.gamma(GAMMA_GAMMA.p, scale);
}
