/** The ways of sorting beside each other, as they did on the store's own past; the one in use is named. */
import { BlockStack, Text } from "@shopify/polaris";
import type { Trial } from "~/domain/insight/read-evidence.server";
import { howWeKnowWords } from "~/words/admin/how-we-know";
import { count, day } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import { StackingTable } from "./stacking-table";

const words = howWeKnowWords.table;

export function TrialTable({ trial }: { trial: Trial }) {
  const written = useHowWritten();
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {words.title(day(trial.madeOn, written))}
      </Text>
      <Text as="p">{words.lead(count(trial.buyers, written), trial.weeks)}</Text>
      <StackingTable
        caption={words.title(day(trial.madeOn, written))}
        columns={[
          { title: words.columns.name },
          { title: words.columns.tenth, number: true },
          { title: words.columns.hundredth, number: true },
          { title: words.columns.share, number: true },
          { title: words.columns.again, number: true },
          { title: words.columns.difference, number: true },
        ]}
        rows={trial.rankings.map((ranking) => ({
          key: ranking.name,
          cells: [
            ranking.inUse ? <strong>{words.inUse(words.names[ranking.name])}</strong> : words.names[ranking.name],
            words.perCent(ranking.ofBestTenth),
            words.perCent(ranking.ofBestHundredth),
            words.perCent(ranking.spendShare),
            words.perCent(ranking.boughtAgain),
            ranking.difference ? words.difference(ranking.difference) : words.base,
          ],
        }))}
      />
      <Text as="p" variant="bodySm" tone="subdued">
        {words.points}
      </Text>
      {trial.foretold !== null && <Text as="p">{howWeKnowWords.foretold(trial.foretold)}</Text>}
      {trial.rangesHeld && <Text as="p">{howWeKnowWords.ranges(trial.rangesHeld.all, trial.rangesHeld.best)}</Text>}
    </BlockStack>
  );
}
