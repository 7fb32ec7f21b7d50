/** Products to be sent and cash to be paid: first the owner's yes or no, then, for cash, the list to pay from and "paid". */
import { useRevalidator } from "@remix-run/react";
import { Button, InlineStack, Text } from "@shopify/polaris";
import type { OpenReward } from "~/domain/insight/read-open-rewards.server";
import { day } from "~/words/admin/numbers";
import { rewardsWords as words } from "~/words/admin/rewards";
import { useHowWritten } from "./how-written";
import type { RewardButton } from "./reward-buttons";
import { RewardTable } from "./reward-table";
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
          <Rewards rewards={asking} caption={words.ask.title} buttons={[yes, no]} />
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
      <Rewards rewards={rewards} caption={words.payouts.title} buttons={[paid, notPaid]} />
      <InlineStack>
        <Button onClick={save} loading={busy}>
          {words.payouts.download}
        </Button>
      </InlineStack>
    </TitledCard>
  );
}

function Rewards({ rewards, caption, buttons }: { rewards: OpenReward[]; caption: string; buttons: RewardButton[] }) {
  const written = useHowWritten();
  const known = ({ kind, place, reference, approvedAt, listedAt, held }: OpenReward): string => {
    if (held && approvedAt) return words.payouts.held;
    if (kind === "product sent") return place ? words.ask.sendTo(place) : words.ask.noPlace;
    return listedAt ? words.payouts.listed(reference, day(listedAt, written)) : words.payouts.reference(reference);
  };
  const rows = rewards.map((reward) => ({
    ...reward,
    what: reward.kind === "cash" ? reward.price.text : `${reward.name}, ${reward.price.text}`,
    code: null,
    known: known(reward),
    buttons,
  }));
  return <RewardTable caption={caption} rewards={rows} />;
}
