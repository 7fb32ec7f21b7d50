/** What the tour's steps share: its people, what they did, and what it counted. */
import type { EmulatorControl } from "./emulator-control.ts";
import type { Owner } from "./owner.ts";

/** What did not hold, in words for whoever runs the tour. */
export class TourFailed extends Error {}

export function need(condition: unknown, what: string): asserts condition {
  if (!condition) throw new TourFailed(what);
}

export type TourAmbassador = { email: string; firstName: string; code: string; slug: string; joinedAt: string };

/** What the tour itself knows of an order it placed: whom it should be credited to, if anybody. */
export type TourOrder = {
  name: string;
  by: "click" | "share code";
  ambassador: TourAmbassador;
  kind: "friend" | "own purchase" | "earlier customer";
};

export type Tour = {
  origin: string;
  owner: Owner;
  emulator: EmulatorControl;
  startedAt: string;
  say: (line: string) => void;
  ambassadors: TourAmbassador[];
  orders: TourOrder[];
};

/** Asks again until it holds; the app's worker needs its time. @throws TourFailed after `withinMs`, with the last answer. */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T>,
  holds: (answer: T) => boolean,
  { withinMs = 120_000, everyMs = 250 } = {},
): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    need(
      performance.now() < until,
      `${what} did not happen within ${withinMs / 1000} s. Last seen: ${JSON.stringify(answer)?.slice(0, 600)}`,
    );
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** Some at once, in order of starting; the first failure ends it. */
export async function someAtOnce<T>(items: readonly T[], atOnce: number, work: (item: T, index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const runner = async () => {
    for (let index = next++; index < items.length; index = next++) await work(items[index], index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, runner));
}
