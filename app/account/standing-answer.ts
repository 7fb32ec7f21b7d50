/** What the small blocks say: that somebody is one of the store's regulars, with their code, and what this order was for them. */
import type { OrderNote } from "~/domain/page/read-order-note.server";
import type { RewardsPage as Facts } from "~/domain/page/rewards-page";
import { account as words } from "~/words/storefront";
import type { StandingAnswer } from "./answers";
import { liveCode, ownPage } from "./rewards-view";

/** @param facts of who has left, or is no ambassador: nobody's */
export function standingAnswer(facts: Facts | { outcome: "not an ambassador" }, note: OrderNote): StandingAnswer {
  const order = sayNote(note);
  if (facts.outcome !== "page" || facts.state === "left") return { outcome: "nobody", order };
  const code = facts.state === "active" ? liveCode(facts) : null;
  return {
    outcome: "ambassador",
    standing: facts.standing,
    share: code && facts.captions[0] ? { code, link: facts.linkUrl, caption: `${facts.captions[0]} ${facts.linkUrl}` } : null,
    order,
    rewardsUrl: ownPage(facts, "rewards"),
  };
}

function sayNote(note: OrderNote): string | null {
  switch (note.outcome) {
    case "a reward":
      return words.order.reward(note.title);
    case "their own":
      return note.sentence;
    case "counts for":
      return words.order.countsFor(note.name);
    case "nothing to say":
      return null;
  }
}
