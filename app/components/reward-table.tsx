/** Rewards that wait for the owner, one a row: who, what and since when, what is known, and what can be done. */
import { BlockStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { day } from "~/words/admin/numbers";
import { rewardsWords as words } from "~/words/admin/rewards";
import { useHowWritten } from "./how-written";
import { PageLinks } from "./page-links";
import { RewardButtons, type RewardButton } from "./reward-buttons";
import { StackingTable } from "./stacking-table";

export type RewardRow = {
  rewardId: string;
  ambassadorName: string;
  what: string;
  requestedAt: string;
  known: ReactNode;
  buttons: RewardButton[];
};

type Props = { caption: string; rewards: RewardRow[]; page: number; pages: number; pageOf: string };

const COLUMNS = [words.columns.who, words.columns.what, words.columns.known, words.columns.settle].map((title) => ({ title }));

export function RewardTable({ caption, rewards, page, pages, pageOf }: Props) {
  const written = useHowWritten();
  return (
    <>
      <StackingTable
        caption={caption}
        columns={COLUMNS}
        rows={rewards.map(({ rewardId, ambassadorName, what, requestedAt, known, buttons }) => ({
          key: rewardId,
          cells: [
            ambassadorName || words.erased,
            <BlockStack key="what" gap="050">
              <Text as="span">{what}</Text>
              <Text as="span" variant="bodySm" tone="subdued">
                {words.since(day(requestedAt, written))}
              </Text>
            </BlockStack>,
            known,
            <RewardButtons key="buttons" of={{ rewardId }} about={`${ambassadorName || words.erased}, ${what}`} buttons={buttons} />,
          ],
        }))}
      />
      <PageLinks page={page} pages={pages} of={pageOf} list={caption} />
    </>
  );
}
