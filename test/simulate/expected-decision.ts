/** Every order's verdict, and what came of every word of an owner's, against what they should be (expected-verdict.ts). */
import { reckon, type Expected } from "./expected-verdict.ts";
import type { Living } from "./live-event.ts";
import type { End, OrderEnd } from "./read-end.ts";

/** One sentence for each order decided otherwise, and for each word that came to something else. */
export function compareDecisions(living: Living, end: End): string[] {
  const verdictOn = reckon(living);
  const decided = [...living.orders.keys()].flatMap((order) => {
    const [has, expected] = [end.orders[order], verdictOn(order)];
    if (!has || !expected || winnerOf(has) === expected.winner) return [];
    return [`order ${order} is ${inWords(winnerOf(has))} (${has.reason}); by Shopify's books it should be ${inWords(expected.winner)}`];
  });
  const said = living.words.flatMap(({ order, counts, came, expected }) =>
    came === expected ? [] : [`an owner's ${counts ? "yes" : "no"} to order ${order} came to "${came}"; it should have been "${expected}"`],
  );
  return [...decided, ...said];
}

const winnerOf = ({ outcome, winner }: OrderEnd): Expected["winner"] =>
  outcome === "attributed" ? (winner ?? "nobody") : outcome === "under review" ? "under review" : "nobody";

const inWords = (winner: number | string): string => (typeof winner === "number" ? `ambassador ${winner}'s` : `${winner}'s`);
