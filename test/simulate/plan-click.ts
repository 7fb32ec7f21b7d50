/** Who presses the button on an ambassador's page, and whether their browser has kept an earlier press. */
import type { LifeEvent } from "./event.ts";
import type { Sofar } from "./plan-so-far.ts";

/** What came long before counts for no order any more. */
const LATEST = 4;

/**
 * Half of those whose browser may have kept a press come by that page again. A press that an order came from is not pressed again here:
 * whether the app has heard of that order yet hangs on the weather, and with it whether the same code is given.
 */
export function planClick(sofar: Sofar, place: number): LifeEvent {
  const { press, presses, orderedWith, left } = sofar;
  const click = ++sofar.clicks;
  const had = [...presses].filter(([, one]) => !left.has(one.place) && !orderedWith.has(one.first)).slice(-LATEST);
  const [again, before] = had.length && press.happens(0.5) ? press.pick(had) : [null, null];
  presses.set(click, before ?? { place, first: click });
  return { kind: "click", click, place: before?.place ?? place, again };
}
