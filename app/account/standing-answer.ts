/** What the small blocks say: that somebody is one of the store's regulars, with their code, and what this order was for them. */
import type { OrderNote } from "~/domain/page/read-order-note.server";
import type { RewardsPage as Facts } from "~/domain/page/rewards-page";
import { sayOrder, sayStanding } from "~/words/storefront/sentences";
import type { Words } from "~/words/storefront/words-for";
import type { StandingAnswer } from "./answers";
import { captionsWithLink, liveCode, ownPage } from "./rewards-view";

/** @param facts of who has left, or is no ambassador: nobody's */
export function standingAnswer(words: Words, facts: Facts | { outcome: "not an ambassador" }, note: OrderNote): StandingAnswer {
  const order = sayNote(words, note);
  const askAgain = note.outcome === "not known yet";
  if (facts.outcome !== "page" || facts.state === "left") return { outcome: "nobody", order, askAgain };
  // During a break their page gives nothing out, so there is nothing to tell friends.
  const code = facts.state === "active" && facts.pausedSince === null ? liveCode(facts) : null;
  return {
    outcome: "ambassador",
    standing: sayStanding(words, facts),
    share: code ? { code, link: facts.linkUrl, caption: captionsWithLink(words, facts, code)[0] } : null,
    ...{ order, askAgain },
    rewardsUrl: ownPage(facts, "rewards"),
  };
}

function sayNote(words: Words, note: OrderNote): string | null {
  switch (note.outcome) {
    case "a reward":
      return words.account.order.reward(note.title);
    case "their own":
      return sayOrder(words, { reason: note.reason, became: null });
    case "counts for":
      return words.account.order.countsFor(note.name);
    case "not known yet":
    case "nothing to say":
      return null;
  }
}
