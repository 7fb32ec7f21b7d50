/** Rewards that are being made without anybody's doing: who, what, and how each stands. To be read only. */
import { BlockStack, Text } from "@shopify/polaris";
import type { OnTheirWay } from "~/domain/insight/read-on-their-way.server";
import { day } from "~/words/admin/numbers";
import { rewardsWords } from "~/words/admin/rewards";
import { useHowWritten } from "./how-written";
import { PageLinks } from "./page-links";
import { StackingTable } from "./stacking-table";
import { TitledCard } from "./titled-card";

const { way: words, columns } = rewardsWords;
const COLUMNS = [columns.who, columns.what, columns.known].map((title) => ({ title }));

export function RewardsOnTheirWay({ rewards, page, pages }: OnTheirWay) {
  const written = useHowWritten();
  return (
    <TitledCard title={words.title}>
      <Text as="p" tone="subdued">
        {words.lead}
      </Text>
      <StackingTable
        caption={words.title}
        columns={COLUMNS}
        rows={rewards.map(({ rewardId, ambassadorName, name, price, requestedAt, stands }) => ({
          key: rewardId,
          cells: [
            ambassadorName || rewardsWords.erased,
            <BlockStack key="what" gap="050">
              <Text as="span">{`${name}, ${price.text}`}</Text>
              <Text as="span" variant="bodySm" tone="subdued">
                {rewardsWords.since(day(requestedAt, written))}
              </Text>
            </BlockStack>,
            words.stands[stands],
          ],
        }))}
      />
      <PageLinks page={page} pages={pages} of="way" list={words.title} />
    </TitledCard>
  );
}
