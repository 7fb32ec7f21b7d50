/**
 * Work begun at a steady rate, whether the work before it is done or not: as strangers come, who do not wait for each other. What is
 * slow so shows in everybody's wait. Nothing is begun late to spare the server.
 */
export type Timed = { milliseconds: number[]; seconds: number; failed: number };

export async function atRate(
  { perSecond, seconds }: { perSecond: number; seconds: number },
  work: (n: number) => Promise<void>,
): Promise<Timed> {
  const timed: Timed = { milliseconds: [], seconds: 0, failed: 0 };
  const began = performance.now();
  const under: Promise<void>[] = [];
  const all = Math.round(perSecond * seconds);
  for (let n = 0; n < all; n++) {
    const due = began + (n * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    under.push(
      work(n).then(
        // Counted from when it was due: a queue before the work is part of the wait.
        () => void timed.milliseconds.push(performance.now() - due),
        () => void timed.failed++,
      ),
    );
  }
  await Promise.all(under);
  timed.seconds = (performance.now() - began) / 1_000;
  return timed;
}

/** The value that this share of all stays under; 0.95 is the p95. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
