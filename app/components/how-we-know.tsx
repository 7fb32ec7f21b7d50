/** The method in words, what was left out of it and why: folded away, and one press off. */
import { BlockStack, Card, List, Text, Button, InlineStack } from "@shopify/polaris";
import type { MiningSummary } from "~/domain/mining/read-power-buyers.server";
import { buyersWords } from "~/words/admin/buyers";
import { count, day } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";

const words = buyersWords.how;

export function HowWeKnow({ mining }: { mining: MiningSummary }) {
  const written = useHowWritten();
  const leftOut = Object.entries(mining.leftOut).filter(([, orders]) => orders > 0);
  return (
    <Card>
      <details className="regulars-behind" id="how-do-we-know">
        <summary>{words.summary}</summary>
        <BlockStack gap="300">
          <Text as="p">
            {words.method(
              count(mining.orders, written),
              count(mining.buyers, written),
              day(mining.horizonFrom, written),
              day(mining.horizonTo, written),
            )}{" "}
            {words.past}
          </Text>
          <Text as="p">{leftOut.length ? words.leftOut : words.nothingLeftOut}</Text>
          {leftOut.length > 0 && (
            <List>
              {leftOut.map(([reason, orders]) => (
                <List.Item key={reason}>{words.leftOutLine(reason, orders)}</List.Item>
              ))}
            </List>
          )}
          <Text as="p" variant="bodySm" tone="subdued">
            {words.when(day(mining.minedAt, written))}
          </Text>
          <InlineStack>
            <Button variant="plain" url="/app/settings#powerBuyerPercent">
              {buyersWords.plot.move}
            </Button>
          </InlineStack>
        </BlockStack>
      </details>
    </Card>
  );
}
