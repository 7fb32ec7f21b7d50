/** The people, best first: name, why, what they spent, whether they may be written to, where they stand. Chosen ones can be invited alone. */
import { Badge, BlockStack, Box, Checkbox, InlineStack, Link, Text } from "@shopify/polaris";
import type { PowerBuyerRow } from "~/domain/mining/read-power-buyers.server";
import { buyersWords as words } from "~/words/admin/buyers";
import { shortDay } from "~/words/admin/numbers";
import { Face } from "./face";
import { useHowWritten } from "./how-written";
import { PageLinks } from "./page-links";

type Props = {
  rows: PowerBuyerRow[];
  page: number;
  pages: number;
  chosen: string[];
  onChoose: (buyerIds: string[]) => void;
  onOpen: (buyerId: string) => void;
};

export function BuyerList({ rows, page, pages, chosen, onChoose, onOpen }: Props) {
  if (rows.length === 0)
    return (
      <Box padding="800">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {words.none.title}
          </Text>
          <Text as="p">{words.none.text}</Text>
        </BlockStack>
      </Box>
    );
  const toggle = (buyerId: string, on: boolean) => onChoose(on ? [...chosen, buyerId] : chosen.filter((one) => one !== buyerId));
  const mayBeChosen = rows.filter(mayBeInvited).map(({ buyerId }) => buyerId);
  const allChosen = mayBeChosen.length > 0 && mayBeChosen.every((buyerId) => chosen.includes(buyerId));
  const others = chosen.filter((buyerId) => !mayBeChosen.includes(buyerId));
  return (
    <>
      <div className="regulars-choose-all">
        <Checkbox
          label={words.list.chooseAll}
          checked={allChosen}
          disabled={mayBeChosen.length === 0}
          onChange={(on) => onChoose(on ? [...others, ...mayBeChosen] : others)}
        />
      </div>
      <ul className="regulars-rows" aria-label={words.list.label}>
        {rows.map((row) => (
          <li key={row.buyerId}>
            <Checkbox
              label={row.name}
              labelHidden
              checked={chosen.includes(row.buyerId)}
              disabled={!mayBeInvited(row)}
              onChange={(on) => toggle(row.buyerId, on)}
            />
            <Person row={row} onOpen={() => onOpen(row.buyerId)} />
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <Box padding="400">
          <InlineStack align="center">
            <PageLinks page={page} pages={pages} />
          </InlineStack>
        </Box>
      )}
    </>
  );
}

const mayBeInvited = (row: PowerBuyerRow): boolean => row.standing === "not invited" && row.consent === "subscribed";

function Person({ row, onOpen }: { row: PowerBuyerRow; onOpen: () => void }) {
  const written = useHowWritten();
  const standing = row.standing in words.standing ? words.standing[row.standing] : row.standing;
  return (
    <InlineStack gap="300" blockAlign="start" wrap={false}>
      <Face name={row.name} />
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" fontWeight="semibold">
            <Link monochrome removeUnderline onClick={onOpen} accessibilityLabel={words.open(row.name)}>
              {row.name}
            </Link>
          </Text>
          <Consent consent={row.consent} />
          {standing && <Badge>{standing}</Badge>}
        </InlineStack>
        <Text as="p">{row.reason}</Text>
        {row.joinedWhy && (
          <Text as="p" fontWeight="medium">
            {words.newHere(row.joinedWhy)}
          </Text>
        )}
        <Text as="p" variant="bodySm" tone="subdued">
          {words.row(row.netSpend, row.region, shortDay(row.lastOrderAt, written))}
        </Text>
      </BlockStack>
    </InlineStack>
  );
}

export function Consent({ consent }: { consent: string }) {
  const yes = consent === "subscribed";
  return (
    <Badge tone={yes ? "success" : undefined} progress={yes ? "complete" : "incomplete"}>
      {words.consent[consent] ?? consent}
    </Badge>
  );
}
