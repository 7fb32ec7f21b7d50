/** Rewards whose end nobody but the owner can know, with what is known of each. */
import { BlockStack, Text } from "@shopify/polaris";
import type { WaitingReward } from "~/domain/insight/read-waiting-rewards.server";
import { day } from "~/words/admin/numbers";
import { rewardsWords as words } from "~/words/admin/rewards";
import { useHowWritten } from "./how-written";
import { RewardButtons } from "./reward-buttons";
import { StackingTable } from "./stacking-table";
import { TitledCard } from "./titled-card";

export function RewardsToSettle({ rewards }: { rewards: WaitingReward[] }) {
  const written = useHowWritten();
  return (
    <TitledCard title={words.settle.title}>
      <Text as="p" tone="subdued">
        {words.settle.lead}
      </Text>
      <StackingTable
        caption={words.settle.title}
        columns={[
          { title: words.columns.who },
          { title: words.columns.what },
          { title: words.columns.known },
          { title: words.columns.settle },
        ]}
        rows={rewards.map((reward) => ({
          key: reward.rewardId,
          cells: [
            reward.ambassadorName || words.erased,
            <BlockStack key="what" gap="050">
              <Text as="span">{`${reward.product}, ${reward.price.text}`}</Text>
              <Text as="span" variant="bodySm" tone="subdued">
                {`${words.code(reward.code)}, ${words.since(day(reward.requestedAt, written))}`}
              </Text>
            </BlockStack>,
            <Text key="known" as="p">
              {[reward.reason, reward.usedOrderName && words.usedOn(reward.usedOrderName)].filter(Boolean).join(" ")}
            </Text>,
            <RewardButtons
              key="settle"
              rewardId={reward.rewardId}
              buttons={[
                { label: reward.charged ? words.haveIt : words.charge, form: { intent: "settle", verdict: "they have it" } },
                reward.charged
                  ? { label: words.giveBack, form: { intent: "settle", verdict: "give back" } }
                  : { label: words.forgive, form: { intent: "settle", verdict: "forgive" } },
              ]}
            />,
          ],
        }))}
      />
    </TitledCard>
  );
}
