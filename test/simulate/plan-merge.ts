/** Two customers become one: friends, or two of the ambassadors. */
import type { SeededRandom } from "../emulator/stores/seeded-random.ts";
import type { LifeEvent, Who } from "./event.ts";
import { REGULARS } from "./plan-purchase.ts";
import type { Sofar } from "./plan-so-far.ts";

export function planMerge(chance: SeededRandom, sofar: Sofar): LifeEvent | null {
  if (sofar.friends < 2) return null;
  const twins = planTwins(chance, sofar);
  if (twins) return twins;
  const one: Who = { who: "friend", n: chance.whole(1, sofar.friends) };
  const other: Who = chance.happens(0.7)
    ? { who: "friend", n: chance.whole(1, sofar.friends) }
    : { who: "regular", n: chance.whole(0, REGULARS - 1) };
  const names = [one, other].map((who) => JSON.stringify(who));
  if (names[0] === names[1] || names.some((name) => sofar.merged.has(name))) return null;
  for (const name of names) sofar.merged.add(name);
  return { kind: "merge", one, other, keepsOne: chance.happens(0.5) };
}

/** At the store two of the ambassadors turn out to be one person. Neither of them leaves. */
function planTwins(chance: SeededRandom, { twins, twinsAreOne, members, left }: Sofar): LifeEvent | null {
  if (!twins || twinsAreOne || members.length < 3 || twins.some((place) => left.has(place)) || chance.happens(0.5)) return null;
  return { kind: "merge", one: { who: "ambassador", place: twins[0] }, other: { who: "ambassador", place: twins[1] }, keepsOne: true };
}
