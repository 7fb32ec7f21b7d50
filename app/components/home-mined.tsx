/** What the reading found: how many people carry how much, and the first five with their reasons. */
import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import type { MiningSummary, PowerBuyerRow } from "~/domain/mining/read-power-buyers.server";
import { homeWords } from "~/words/admin/home";
import { count, month, shareInWords } from "~/words/admin/numbers";
import { Face } from "./face";
import { useHowWritten } from "./how-written";
import { TitledCard } from "./titled-card";

const words = homeWords.mined;

export function HomeMined({ mining, topFive }: { mining: MiningSummary; topFive: PowerBuyerRow[] }) {
  const written = useHowWritten();
  return (
    <TitledCard title={words.title(mining.powerBuyers, shareInWords(mining.spendShareBp))}>
      <Text as="p">{words.text}</Text>
      <ul className="regulars-people">
        {topFive.map((person) => (
          <li key={person.buyerId}>
            <InlineStack gap="300" blockAlign="start" wrap={false}>
              <Face name={person.name} />
              <BlockStack gap="050">
                <Text as="p" fontWeight="semibold">
                  {person.name}
                </Text>
                <Text as="p" tone="subdued">
                  {person.reason}
                </Text>
              </BlockStack>
            </InlineStack>
          </li>
        ))}
      </ul>
      <Text as="p" variant="bodySm" tone="subdued">
        {words.ranked(count(mining.orders, written), count(mining.buyers, written), month(mining.horizonFrom, written))}
      </Text>
      <InlineStack>
        <Button variant="primary" url="/app/buyers">
          {words.action}
        </Button>
      </InlineStack>
    </TitledCard>
  );
}
