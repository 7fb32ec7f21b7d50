/** Products to be sent and cash to be paid: first the owner's yes or no, then, for cash, the list to pay from and "paid". */
import { useRevalidator } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import type { OpenReward } from "~/domain/insight/read-open-rewards.server";
import { day } from "~/words/admin/numbers";
import { rewardsWords as words } from "~/words/admin/rewards";
import { useHowWritten } from "./how-written";
import { RewardButtons, type RewardButton } from "./reward-buttons";
import { StackingTable } from "./stacking-table";
import { TitledCard } from "./titled-card";
import { useCsv } from "./use-csv";

const FILE = "/app/rewards?_data=routes%2Fapp.rewards";

export function RewardsOpen({ rewards }: { rewards: OpenReward[] }) {
  const asking = rewards.filter(({ approvedAt }) => approvedAt === null);
  const paying = rewards.filter(({ approvedAt }) => approvedAt !== null);
  return (
    <>
      {asking.length > 0 && (
        <TitledCard title={words.ask.title}>
          <Text as="p" tone="subdued">
            {words.ask.lead}
          </Text>
          <Rewards rewards={asking} caption={words.ask.title} buttons={() => [yes, no]} />
        </TitledCard>
      )}
      {paying.length > 0 && <Payouts rewards={paying} />}
    </>
  );
}

const yes: RewardButton = { label: words.ask.yes, form: { intent: "approve" }, primary: true };
const no: RewardButton = { label: words.ask.no, form: { intent: "decline" } };
const paid: RewardButton = { label: words.payouts.paid, form: { intent: "paid" } };
const notPaid: RewardButton = { label: words.payouts.notPaid, form: { intent: "decline" } };

function Payouts({ rewards }: { rewards: OpenReward[] }) {
  const { revalidate } = useRevalidator();
  const { fileName, failed } = words.payouts;
  const { save, busy } = useCsv(FILE, { fileName, failed, form: { intent: "payouts" }, done: revalidate });
  return (
    <TitledCard title={words.payouts.title}>
      <Text as="p" tone="subdued">
        {words.payouts.lead}
      </Text>
      <Rewards rewards={rewards} caption={words.payouts.title} buttons={() => [paid, notPaid]} />
      <InlineStack>
        <Button onClick={save} loading={busy}>
          {words.payouts.download}
        </Button>
      </InlineStack>
    </TitledCard>
  );
}

function Rewards({ rewards, caption, buttons }: { rewards: OpenReward[]; caption: string; buttons: () => RewardButton[] }) {
  const written = useHowWritten();
  const known = (reward: OpenReward): string => {
    if (reward.kind === "product sent") return reward.place ? words.ask.sendTo(reward.place) : words.ask.noPlace;
    return reward.listedAt
      ? words.payouts.listed(reward.reference, day(reward.listedAt, written))
      : words.payouts.reference(reward.reference);
  };
  return (
    <StackingTable
      caption={caption}
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
            <Text as="span">{reward.kind === "cash" ? reward.price.text : `${reward.name}, ${reward.price.text}`}</Text>
            <Text as="span" variant="bodySm" tone="subdued">
              {words.since(day(reward.requestedAt, written))}
            </Text>
          </BlockStack>,
          known(reward),
          <RewardButtons key="buttons" rewardId={reward.rewardId} buttons={buttons()} />,
        ],
      }))}
    />
  );
}
