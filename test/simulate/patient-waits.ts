/**
 * In a simulated life time is virtual, and how fast the machine is decides nothing. But the app bounds its waits by the real clock: for
 * a connection, for Shopify, for its own answer to a webhook. On a machine that is busy with other things such a wait would end,
 * something would fail that no storm broke, and a seed would come to an end that it never comes to again. So all waits that are
 * long enough to be such a bound last far longer; nothing in a life waits for them to be over.
 */
const FROM_MS = 1_000;
const TIMES = 100;
/** What fits a timer. */
const MOST_MS = 2 ** 31 - 1;

type Waits = { setTimeout: typeof globalThis.setTimeout; AbortSignal: { timeout(ms: number): AbortSignal } };

/** @returns what gives the waits back as they were */
export function waitPatiently(waits: Waits = globalThis): () => void {
  const { setTimeout, AbortSignal } = waits;
  const { timeout } = AbortSignal;
  const patiently = ((work: () => void, ms?: number, ...given: []) => setTimeout(work, stretched(ms ?? 0), ...given)) as typeof setTimeout;
  // Whoever makes a promise of it finds how on the function itself.
  waits.setTimeout = Object.defineProperties(patiently, Object.getOwnPropertyDescriptors(setTimeout));
  AbortSignal.timeout = (ms) => timeout.call(AbortSignal, stretched(ms));
  return () => {
    waits.setTimeout = setTimeout;
    AbortSignal.timeout = timeout;
  };
}

const stretched = (ms: number): number => (ms < FROM_MS ? ms : Math.min(ms * TIMES, MOST_MS));
