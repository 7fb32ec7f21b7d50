/** Rewards whose end nobody but the owner can know, with what is known of each. */
import { Text } from "@shopify/polaris";
import type { WaitingReward } from "~/domain/insight/read-waiting-rewards.server";
import { rewardsWords as words } from "~/words/admin/rewards";
import type { RewardButton } from "./reward-buttons";
import { RewardTable } from "./reward-table";
import { TitledCard } from "./titled-card";

export function RewardsToSettle({ rewards }: { rewards: WaitingReward[] }) {
  return (
    <TitledCard title={words.settle.title}>
      <Text as="p" tone="subdued">
        {words.settle.lead}
      </Text>
      <RewardTable
        caption={words.settle.title}
        rewards={rewards.map((reward) => ({
          ...reward,
          what: `${reward.product}, ${reward.price.text}`,
          known: [reward.reason, reward.usedOrderName && words.usedOn(reward.usedOrderName)].filter(Boolean).join(" "),
          buttons: reward.charged ? CHARGED : NOT_CHARGED,
        }))}
      />
    </TitledCard>
  );
}

const CHARGED: RewardButton[] = [
  { label: words.haveIt, form: { intent: "settle", verdict: "they have it" } },
  { label: words.giveBack, form: { intent: "settle", verdict: "give back" } },
];
/** Its cost had been given back. */
const NOT_CHARGED: RewardButton[] = [
  { label: words.charge, form: { intent: "settle", verdict: "they have it" } },
  { label: words.forgive, form: { intent: "settle", verdict: "forgive" } },
];
