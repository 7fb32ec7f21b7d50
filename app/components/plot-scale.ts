/** Where a value stands on an axis, and which round values are written beside it. Only for drawing: amounts stay exact elsewhere. */

/** Round steps (1, 2, 5 times a power of ten) from 0 up to at least `highest`, about `wanted` of them. */
export function roundSteps(highest: number, wanted: number): number[] {
  if (!(highest > 0)) return [0, 1];
  const rough = highest / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough)!;
  const steps = Math.ceil(highest / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, index) => index * step);
}

export type LogScale = { at(value: number): number; ticks: number[] };

/** For values that span decades: each power of ten (and, over few decades, its double and quintuple) between lowest and highest, both > 0. */
export function logScale(lowest: number, highest: number): LogScale {
  const from = Math.log10(lowest);
  const span = Math.max(Math.log10(highest) - from, 0.1);
  const factors = span > 2.5 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(from); power <= Math.ceil(from + span); power++)
    for (const factor of factors) {
      const tick = factor * 10 ** power;
      if (tick >= lowest * 0.999 && tick <= highest * 1.001) ticks.push(tick);
    }
  const thinned = ticks.length > 6 ? ticks.filter((_, index) => index % 2 === 0) : ticks;
  return { at: (value) => Math.min(1, Math.max(0, (Math.log10(Math.max(value, lowest)) - from) / span)), ticks: thinned };
}
