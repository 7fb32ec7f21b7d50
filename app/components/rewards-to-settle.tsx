/** Rewards whose end nobody but the owner can know, with what is known of each and what each answer does. */
import { Text } from "@shopify/polaris";
import type { WaitingReward, WaitingRewards } from "~/domain/insight/read-waiting-rewards.server";
import { day } from "~/words/admin/numbers";
import { rewardsWords } from "~/words/admin/rewards";
import { useHowWritten } from "./how-written";
import { PageLinks } from "./page-links";
import type { RewardButton } from "./reward-buttons";
import { RewardCases } from "./reward-cases";
import { TitledCard } from "./titled-card";

const words = rewardsWords.settle;

export function RewardsToSettle({ rewards, page, pages }: WaitingRewards) {
  const written = useHowWritten();
  return (
    <TitledCard title={words.title}>
      <Text as="p" tone="subdued">
        {words.lead}
      </Text>
      <RewardCases
        cases={rewards.map((reward) => ({
          key: reward.rewardId,
          heading: words.one(reward.ambassadorName || rewardsWords.erased, reward.product, reward.price.text),
          evidence: [
            words.asked(day(reward.requestedAt, written), reward.code),
            reward.reason,
            reward.usedOrderName && words.usedOn(reward.usedOrderName),
          ]
            .filter(Boolean)
            .join(" "),
          of: { rewardId: reward.rewardId },
          buttons: answersFor(reward),
        }))}
      />
      <PageLinks page={page} pages={pages} of="settle" list={words.title} />
    </TitledCard>
  );
}

function answersFor({ price: { text }, charged, usedOrderName }: WaitingReward): RewardButton[] {
  const theirs = { intent: "settle", verdict: "they have it" };
  // Its cost had been given back.
  if (!charged)
    return [
      { label: words.charge(text), form: theirs, does: words.charges(text) },
      { label: words.forgive, form: { intent: "settle", verdict: "forgive" }, does: words.forgives(text) },
    ];
  const have: RewardButton = { label: words.haveIt, form: theirs, does: words.keepsIt(text) };
  // What an order took is not given back.
  return usedOrderName
    ? [have]
    : [have, { label: words.giveBack(text), form: { intent: "settle", verdict: "give back" }, does: words.givesBack }];
}
