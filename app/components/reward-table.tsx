/** Rewards that wait for the owner, one a row: who, what and since when, what is known, and what can be done. */
import { BlockStack, Text } from "@shopify/polaris";
import { day } from "~/words/admin/numbers";
import { rewardsWords as words } from "~/words/admin/rewards";
import { useHowWritten } from "./how-written";
import { RewardButtons, type RewardButton } from "./reward-buttons";
import { StackingTable } from "./stacking-table";

export type RewardRow = {
  rewardId: string;
  ambassadorName: string;
  what: string;
  /** Stands before the day it was asked for. */
  code: string | null;
  requestedAt: string;
  known: string;
  buttons: RewardButton[];
};

const COLUMNS = [words.columns.who, words.columns.what, words.columns.known, words.columns.settle].map((title) => ({ title }));

export function RewardTable({ caption, rewards }: { caption: string; rewards: RewardRow[] }) {
  const written = useHowWritten();
  return (
    <StackingTable
      caption={caption}
      columns={COLUMNS}
      rows={rewards.map(({ rewardId, ambassadorName, what, code, requestedAt, known, buttons }) => ({
        key: rewardId,
        cells: [
          ambassadorName || words.erased,
          <BlockStack key="what" gap="050">
            <Text as="span">{what}</Text>
            <Text as="span" variant="bodySm" tone="subdued">
              {[code && words.code(code), words.since(day(requestedAt, written))].filter(Boolean).join(", ")}
            </Text>
          </BlockStack>,
          known,
          <RewardButtons key="buttons" of={{ rewardId }} buttons={buttons} />,
        ],
      }))}
    />
  );
}
