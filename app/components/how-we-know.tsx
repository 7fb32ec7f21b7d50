/** One honest sentence about the list, and behind it what it stands on: the method, the trial on the store's own past, what was left out. */
import { BlockStack, Card, List, Text } from "@shopify/polaris";
import type { Evidence } from "~/domain/insight/read-evidence.server";
import { howWeKnowWords as words } from "~/words/admin/how-we-know";
import { count, day } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import { MineAnew } from "./mine-anew";
import { TrialTable } from "./trial-table";

export function HowWeKnow({ evidence, lapsedLast }: { evidence: Evidence; lapsedLast: boolean }) {
  const written = useHowWritten();
  const { trial, method, leftOut, resellers, horizonDays } = evidence;
  const { repeatBuyers } = evidence;
  const [orders, buyers] = [evidence.orders, evidence.buyers].map((one) => count(one, written));
  const level = words.level(evidence.level, evidence.levelWhy, repeatBuyers);
  const said = trial
    ? words.trial.sentence(day(trial.madeOn, written), trial.weeks, trial.best, trial.found) +
      (method === "past spend" ? words.trial.alone : words.trial.against(trial.found, trial.foundBySpend))
    : words.trial.isTooShort(evidence.historyWeeks)
      ? words.trial.tooShort(evidence.historyWeeks)
      : words.trial.nobodyBought;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">
          {said} {evidence.fallBack && words.fallBack(evidence.fallBack)}
        </Text>
        <details className="regulars-behind" id="how-do-we-know">
          <summary>{words.summary}</summary>
          <BlockStack gap="300">
            <Text as="p">
              {words.method(orders, buyers, day(evidence.horizonFrom, written), day(evidence.horizonTo, written))}{" "}
              {words.sorted[method](buyers, repeatBuyers)} {lapsedLast && words.lapsed}
            </Text>
            {horizonDays !== null && <Text as="p">{words.horizon(horizonDays)}</Text>}
            {level && <Text as="p">{level}</Text>}
            {trial && <TrialTable trial={trial} />}
            {resellers > 0 && <Text as="p">{words.resellers(resellers)}</Text>}
            <Text as="p">{leftOut.length ? words.leftOut : words.nothingLeftOut}</Text>
            {leftOut.length > 0 && (
              <List>
                {leftOut.map(({ reason, orders: left }) => (
                  <List.Item key={reason}>{words.leftOutLine(reason, left)}</List.Item>
                ))}
              </List>
            )}
            <Text as="p" variant="bodySm" tone="subdued" breakWord>
              {words.seed(day(evidence.minedAt, written), evidence.seed)}
            </Text>
          </BlockStack>
        </details>
        <Text as="p" variant="bodySm" tone="subdued">
          {words.when(day(evidence.minedAt, written))}
        </Text>
        <MineAnew minedAt={evidence.minedAt} />
      </BlockStack>
    </Card>
  );
}
