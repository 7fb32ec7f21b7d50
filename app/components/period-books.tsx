/** The books of a period, programme by programme: what was there, what moved by reason, what is there then, and what was given out. */
import { BlockStack, Button, InlineStack, List, Text } from "@shopify/polaris";
import type { ShownPeriodBooks } from "~/domain/insight/read-period-page.server";
import type { ShownPeriod } from "~/domain/page/statement-page";
import { periodBooksWords as words, periodWords, statementWords } from "~/words/admin/statement";
import { BalanceTable } from "./balance-table";
import { PeriodPicker, type PeriodAsked } from "./period-picker";
import { TitledCard } from "./titled-card";
import { useCsv } from "./use-csv";

type Props = { asked: PeriodAsked; problem?: string; shown: ShownPeriod | null; programs: ShownPeriodBooks[] };

export function PeriodBooks({ asked, problem, shown, programs }: Props) {
  const span = shown && periodWords.span(shown.fromDay, shown.lastDay);
  return (
    <TitledCard title={words.title}>
      <Text as="p">{words.lead}</Text>
      <PeriodPicker key={JSON.stringify(asked)} asked={asked} problem={problem} />
      {span && (
        <>
          <Text as="p" fontWeight="semibold">
            {span}
          </Text>
          {programs.map((program) => (
            <ProgramBooks key={program.programId} program={program} span={span} named={programs.length > 1} />
          ))}
          <Text as="p" tone="subdued">
            {words.sum}
          </Text>
          <InlineStack>
            <Download asked={asked} />
          </InlineStack>
        </>
      )}
    </TitledCard>
  );
}

function ProgramBooks({ program, span, named }: { program: ShownPeriodBooks; span: string; named: boolean }) {
  const { programId, name, opening, closing, movements, issued } = program;
  return (
    <BlockStack gap="300">
      {named && (
        <Text as="h3" variant="headingSm">
          {name}
        </Text>
      )}
      <BalanceTable
        caption={`${words.title}: ${name}, ${span}`}
        columns={[{ title: words.columns.what }, { title: words.columns.entries, number: true }]}
        amounts={words.columns}
        lines={[
          { key: `${programId} opening`, cells: [statementWords.opening, ""], balance: opening, strong: true },
          ...movements.map(({ reason, entries, ...balance }) => ({
            key: `${programId} ${reason}`,
            cells: [words.reasons[reason] ?? reason, entries.toLocaleString("en")],
            balance,
          })),
          { key: `${programId} closing`, cells: [statementWords.closing, ""], balance: closing, strong: true },
        ]}
      />
      <Text as="h3" variant="headingSm">
        {words.issued}
      </Text>
      {issued.length === 0 && <Text as="p">{words.issuedNone}</Text>}
      {issued.length > 0 && (
        <List>
          {issued.map(({ kind, rewards, amount }) => (
            <List.Item key={kind}>{`${words.kinds[kind] ?? kind}: ${words.issuedLine(rewards, amount.text)}`}</List.Item>
          ))}
        </List>
      )}
    </BlockStack>
  );
}

function Download({ asked }: { asked: PeriodAsked }) {
  const query = new URLSearchParams({ period: asked.choice, from: asked.from, to: asked.last });
  const { save, busy } = useCsv(`/app/books/export?${query}`, { fileName: words.fileName, failed: statementWords.failed });
  return (
    <Button onClick={save} loading={busy}>
      {words.download}
    </Button>
  );
}
