/** One person's statement: the period, what was there, every entry with its sentence, what is there then, and the spreadsheet. */
import { Box, Button, InlineStack, Text } from "@shopify/polaris";
import { movementSentence } from "~/domain/ledger/movement";
import type { ShownStatement } from "~/domain/page/statement-page";
import { periodWords, statementWords as words } from "~/words/admin/statement";
import { BalanceTable } from "./balance-table";
import { PageLinks } from "./page-links";
import { useCsv } from "./use-csv";

export function Statement({ statement, csv }: { statement: ShownStatement; /** Where its spreadsheet is. */ csv: string }) {
  const { period, opening, closing, movements, total, page, pages } = statement;
  const span = periodWords.span(period.fromDay, period.lastDay);
  const { save, busy } = useCsv(csv, words);
  return (
    <>
      <Text as="p" fontWeight="semibold">{`${span}: ${words.movements(total)}`}</Text>
      <BalanceTable
        caption={`${words.bar}, ${span}`}
        columns={[{ title: words.columns.day }, { title: words.columns.what }]}
        amounts={words.columns}
        lines={[
          ...(page === 1 ? [{ key: "opening", cells: [words.opening, words.openingWhat], balance: opening, strong: true }] : []),
          ...movements.map((one) => ({ key: one.entryId, cells: [one.day, movementSentence(one)], balance: one })),
          ...(page === pages ? [{ key: "closing", cells: [words.closing, words.closingWhat], balance: closing, strong: true }] : []),
        ]}
      />
      {total === 0 && <Text as="p">{words.none}</Text>}
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <Button onClick={save} loading={busy}>
          {words.download}
        </Button>
        <Box>
          <PageLinks page={page} pages={pages} />
        </Box>
      </InlineStack>
    </>
  );
}
