/** How a measured figure is told: its middle and its spread over the rounds. */
export type Spread = { median: number; least: number; most: number };

export function spreadOf(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { median, least: sorted[0], most: sorted[sorted.length - 1] };
}

/** "5.2 (4.9–6.1)" */
export const told = ({ median, least, most }: Spread, digits = 1): string =>
  least === most ? median.toFixed(digits) : `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;

/** The exponent k of cost ~ size^k, by least squares on logarithms. */
export function exponentOf(points: { size: number; cost: number }[]): number {
  const x = points.map(({ size }) => Math.log(size));
  const y = points.map(({ cost }) => Math.log(cost));
  const mean = (values: number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const over = x.reduce((sum, one, i) => sum + (one - mx) * (y[i] - my), 0);
  return over / x.reduce((sum, one) => sum + (one - mx) ** 2, 0);
}
