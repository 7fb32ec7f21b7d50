/** An ambassador's page for the extension in their customer account: looking changes nothing, a press does what its button says. */
import type { RewardsAnswer } from "~/account/answers";
import { onAccount } from "~/account/on-account.server";
import { rewardsView } from "~/account/rewards-view";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import type { Customer } from "~/ingest/verify-account.server";
import { pressKey } from "~/storefront/press-key.server";
import { pressRewards, sayPressed, type Pressed } from "~/storefront/press-rewards.server";

export const loader = onAccount("rewards", (customer) => show(customer, null));
export const action = onAccount("rewards", async (customer, form) => show(customer, await pressRewards(customer, form)));

async function show({ world, buyerId, spoken: { locale }, words }: Customer, pressed: Pressed | null): Promise<RewardsAnswer> {
  const { stranger } = words;
  const facts = await readRewardsPage(world, { buyerId, locale });
  if (facts.outcome !== "page") return { outcome: facts.outcome, heading: stranger.heading, text: stranger.text(facts.shopName) };
  const keyFor = (purpose: string) => pressKey(world, { buyerId, purpose });
  const view = rewardsView(words, facts, { keyFor, locale, refused: pressed?.refused, where: pressed?.where });
  return { outcome: "page", said: pressed && sayPressed(words, pressed, facts), view };
}
