/**
 * The books: totals by kind, a period's opening, movements and closing, order by order. The orders as a
 * spreadsheet under ?format=csv, a period's statements at /app/books/export.
 */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Card, InlineGrid, InlineStack, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { BooksCheck } from "~/components/books-check";
import { BooksDownload } from "~/components/books-download";
import { PeriodBooks } from "~/components/period-books";
import { PageLinks } from "~/components/page-links";
import { StackingTable } from "~/components/stacking-table";
import { TitledCard } from "~/components/titled-card";
import { useHowWritten } from "~/components/how-written";
import { csvAnswer } from "~/csv-answer.server";
import { writeBooksCsv } from "~/domain/insight/write-books-csv.server";
import { readBooksPage, type BooksPage } from "~/domain/insight/read-books-page.server";
import { readPeriodPage, type PeriodPage } from "~/domain/insight/read-period-page.server";
import { formatMoney } from "~/domain/money/money";
import { percentOf } from "~/domain/program/program";
import { readPeriodAsked, type PeriodAsk } from "~/ingest/read-period-asked";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { booksWords as words } from "~/words/admin/lists";
import { periodWords } from "~/words/admin/statement";

export { PageError as ErrorBoundary } from "~/components/page-error";

const query = z.object({
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  format: z.literal("csv").nullable().catch(null),
});

/** Amounts in minor units, as text. A page holds up to 1,000 orders; totals are of the whole, one for each programme. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const { searchParams } = new URL(request.url);
  const { page, format } = query.parse({ page: searchParams.get("page"), format: searchParams.get("format") });
  if (format === "csv") return csvAnswer(writeBooksCsv(world, { columns: words.csv, states: words.states }), words.fileName);
  const asked = readPeriodAsked(searchParams);
  const period = await readPeriodPage(world, { asked });
  const shown = shownBooks(await readBooksPage(world, { page }), shownPeriod(period, asked));
  return period.outcome === "period" ? shown : Response.json(shown, { status: 400 });
}

/** What was asked stays in its fields, with what is wrong about it beside them. */
function shownPeriod(period: PeriodPage, asked: PeriodAsk) {
  if (period.outcome !== "period")
    return {
      asked: { choice: "days" as const, from: asked.from ?? "", last: asked.to ?? "" },
      problem: periodWords.problems[period.outcome],
      shown: null,
      programs: [],
    };
  const { shown, programs } = period;
  return { asked: { choice: shown.choice, from: shown.from, last: shown.last }, problem: undefined, shown, programs };
}

function shownBooks(books: BooksPage, period: ReturnType<typeof shownPeriod>) {
  return {
    totals: books.totals.map((one) => ({ ...one, ...asText(one) })),
    orders: books.orders.map(({ goodsMinor, postedMinor, targetMinor, ...one }) => ({
      ...one,
      goodsMinor: String(goodsMinor),
      postedMinor: String(postedMinor),
      targetMinor: String(targetMinor),
    })),
    period,
    page: books.page,
    pages: books.pages,
  };
}

const asText = (sums: { pendingMinor: bigint; earnedMinor: bigint; redeemedMinor: bigint }) => ({
  pendingMinor: String(sums.pendingMinor),
  earnedMinor: String(sums.earnedMinor),
  redeemedMinor: String(sums.redeemedMinor),
});

export default function Books() {
  const books = useLoaderData() as ReturnType<typeof shownBooks> | string;
  const written = useHowWritten();
  // The spreadsheet opened as a page of its own: shown as it is.
  if (typeof books === "string") return <pre>{books}</pre>;
  const money = (minor: string, currency: string) => formatMoney({ amountMinor: BigInt(minor), currency }, written.locale);
  return (
    <Page title={words.title} subtitle={words.lead}>
      <TitleBar title={words.bar} />
      <BlockStack gap="400">
        {books.totals
          .filter(({ entries }, at) => entries > 0 || (at === 0 && books.totals.every((one) => one.entries === 0)))
          .map((one, _at, { length }) => (
            <ProgramTotals key={one.programId} totals={one} named={length > 1} money={(minor) => money(minor, one.currency)} />
          ))}
        <BooksCheck />
        <PeriodBooks {...books.period} />
        <TitledCard title={words.orders}>
          {books.orders.length === 0 && <Text as="p">{words.none}</Text>}
          {books.orders.length > 0 && (
            <StackingTable
              caption={words.orders}
              columns={[
                { title: words.columns.order },
                { title: words.columns.ambassador },
                { title: words.columns.goods, number: true },
                { title: words.columns.rate, number: true },
                { title: words.columns.posted, number: true },
                { title: words.columns.state },
              ]}
              rows={books.orders.map((order) => ({
                key: order.orderId,
                cells: [
                  order.orderName ?? order.orderId,
                  order.ambassadorName ?? words.forgotten,
                  money(order.goodsMinor, order.currency),
                  `${percentOf(order.creditBp)} %`,
                  money(order.postedMinor, order.currency),
                  words.states[order.state] ?? order.state,
                ],
              }))}
            />
          )}
          <InlineStack align="space-between" blockAlign="center" gap="300">
            <BooksDownload />
            <Box>
              <PageLinks page={books.page} pages={books.pages} />
            </Box>
          </InlineStack>
        </TitledCard>
      </BlockStack>
    </Page>
  );
}

type Totals = ReturnType<typeof shownBooks>["totals"][number];

/** Each programme has its own currency: the sums of two are never one. */
function ProgramTotals({ totals, named, money }: { totals: Totals; named: boolean; money: (minor: string) => string }) {
  return (
    <Card>
      <BlockStack gap="300">
        {named && (
          <Text as="p" fontWeight="semibold">
            {totals.name}
          </Text>
        )}
        <InlineGrid columns={{ xs: 1, sm: 3 }} gap="400">
          <Sum name={words.pending} why={words.pendingWhy} amount={money(totals.pendingMinor)} />
          <Sum name={words.earned} why={words.earnedWhy} amount={money(totals.earnedMinor)} />
          <Sum name={words.redeemed} why={words.redeemedWhy} amount={money(totals.redeemedMinor)} />
        </InlineGrid>
        <Text as="p" tone="subdued">
          {words.entries(totals.entries)}
        </Text>
      </BlockStack>
    </Card>
  );
}

function Sum({ name, why, amount }: { name: string; why: string; amount: string }) {
  return (
    <BlockStack>
      <Text as="h2" variant="headingSm">
        {name}
      </Text>
      <Text as="p" variant="headingLg">
        {amount}
      </Text>
      <Text as="p" tone="subdued">
        {why}
      </Text>
    </BlockStack>
  );
}
