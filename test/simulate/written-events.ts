/** Events of lives that are written down by hand, for what lives by seed come to seldom. */
import type { CodeRef, LifeEvent, Purchase } from "./event.ts";
import { DAY_MS, MINUTE_MS } from "./stage.ts";

/** The first ambassador's code, as most friends come with it. */
export const THEIR_CODE: CodeRef = { code: "share", place: 0 };

/** A friend of their own for each order, with the first ambassador's code, unless told otherwise. */
export const buys = (order: number, otherwise: Partial<Purchase> = {}): LifeEvent => ({
  ...{ kind: "buy", order, buyer: { who: "friend", n: order }, codes: [THEIR_CODE], click: null, home: null },
  ...{ lines: [{ product: 2, quantity: 3 }], paid: true, test: false, tipMinor: 0, soldBy: "web", subscription: false },
  ...otherwise,
});

export const moment: LifeEvent = { kind: "a moment later", ms: MINUTE_MS };
export const days = (count: number): LifeEvent => ({ kind: "time passes", ms: count * DAY_MS });
export const rest: LifeEvent = { kind: "comes to rest", how: "wholly" };
