/** One line an ambassador on a desk, one small card an ambassador on a phone: the same facts in the same order. */
import { Link } from "@remix-run/react";
import { Badge, BlockStack, Box, InlineStack, Text } from "@shopify/polaris";
import { engagementBp, type Profile } from "~/domain/ambassador/profile";
import { ambassadorsWords as words } from "~/words/admin/lists";
import { count, percent, shortDay, type HowWritten } from "~/words/admin/numbers";
import { statementWords } from "~/words/admin/statement";
import { useHowWritten } from "./how-written";
import { PageLinks } from "./page-links";
import { StackingTable } from "./stacking-table";
import type { AmbassadorShown } from "./ambassador-shown";

const { columns } = words;

export function AmbassadorTable({ rows, page, pages }: { rows: AmbassadorShown[]; page: number; pages: number }) {
  const written = useHowWritten();
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
  return (
    <>
      <StackingTable
        caption={words.bar}
        columns={[
          { title: columns.name },
          { title: columns.code },
          { title: columns.friends, number: true },
          { title: columns.sold, number: true },
          { title: columns.last },
          { title: columns.waiting, number: true },
          { title: columns.earned, number: true },
          { title: columns.redeemed, number: true },
          { title: columns.tier },
        ]}
        rows={rows.map((row) => ({ key: row.ambassadorId, cells: cellsFor(row, written) }))}
      />
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

function cellsFor(row: AmbassadorShown, written: HowWritten) {
  return [
    <BlockStack key="name" gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold">
          {row.name}
        </Text>
        {row.state === "left" && <Badge>{words.left}</Badge>}
        {row.paused && <Badge>{words.paused}</Badge>}
      </InlineStack>
      <Text as="span" variant="bodySm" tone="subdued">
        {words.joined(shortDay(row.since, written))}
      </Text>
      {row.profile && <Told profile={row.profile} />}
      <Link to={`/app/ambassadors/${row.ambassadorId}/statement`} aria-label={statementWords.linkOf(row.name)}>
        {statementWords.link}
      </Link>
    </BlockStack>,
    <Code key="code" row={row} />,
    count(row.friendOrders, written),
    row.sales,
    row.lastSaleAt ? shortDay(row.lastSaleAt, written) : words.noSale,
    row.pending,
    row.earned,
    row.redeemed,
    words.tiers[row.tier] ?? row.tier,
  ];
}

/** What they tell of themselves, in a line or two: their own word. */
function Told({ profile: { handles, topics, region } }: { profile: Profile }) {
  const written = useHowWritten();
  const lines = [
    ...handles.map((one) => {
      const bp = engagementBp(one);
      return [
        `${one.network}: ${one.handle}`,
        one.followers !== null && words.told.followers(count(one.followers, written)),
        bp !== null && words.told.engagement(percent(bp)),
      ];
    }),
    [topics.join(", "), region],
  ].map((parts) => parts.filter(Boolean).join(", "));
  return (
    <>
      {lines.filter(Boolean).map((line) => (
        <Text key={line} as="span" variant="bodySm" breakWord>
          {line}
        </Text>
      ))}
      <Text as="span" variant="bodySm" tone="subdued">
        {words.told.ownWord}
      </Text>
    </>
  );
}

function Code({ row }: { row: AmbassadorShown }) {
  const [first] = row.codes;
  if (!first) return <>{words.noCode}</>;
  const state = words.codeStates[first.state];
  return (
    <BlockStack gap="050">
      <Text as="span" fontWeight="medium">
        {first.code}
      </Text>
      {state && (
        <Text as="span" variant="bodySm" tone="subdued">
          {state}
        </Text>
      )}
    </BlockStack>
  );
}
