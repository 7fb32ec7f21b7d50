/** What friends bought against what it truly cost, week by week. */
import { Button, InlineStack, Text } from "@shopify/polaris";
import type { MonthFigures, WeekPoint } from "~/domain/insight/home";
import { formatMoney } from "~/domain/money/money";
import { homeWords } from "~/words/admin/home";
import { count, shortDay } from "~/words/admin/numbers";
import { proofWords } from "~/words/admin/proof";
import { useHowWritten } from "./how-written";
import { LinePlot } from "./line-plot";
import { TitledCard } from "./titled-card";

const words = homeWords.later;

export function HomeSales({ figures, weeks, currency }: { figures: MonthFigures; weeks: WeekPoint[]; currency: string }) {
  const written = useHowWritten();
  // A week is named by its Monday, a date without a time: it is the same day everywhere.
  const label = (weekOf: string) => shortDay(`${weekOf}T12:00:00Z`, { ...written, timeZone: "UTC" });
  const sum = (which: "sales" | "cost") =>
    formatMoney({ amountMinor: weeks.reduce((total, week) => total + BigInt(week[which].minor), 0n), currency }, written.locale);
  return (
    <TitledCard title={words.plotTitle}>
      <LinePlot
        title={words.plotTitle}
        summary={words.plotSummary(label(weeks[0].weekOf), label(weeks[weeks.length - 1].weekOf), sum("sales"), sum("cost"))}
        yName={words.yName}
        xName={words.xName}
        names={[words.sales, words.cost]}
        points={weeks.map((week) => ({ key: week.weekOf, label: label(week.weekOf), first: week.sales, second: week.cost }))}
        table={{
          columns: [
            { title: words.week },
            { title: words.orders, number: true },
            { title: words.sales, number: true },
            { title: words.cost, number: true },
          ],
          rows: weeks.map((week) => ({
            key: week.weekOf,
            cells: [label(week.weekOf), count(week.orders, written), week.sales.text, week.cost.text],
          })),
        }}
        written={{ locale: written.locale, currency }}
      />
      <Text as="p" tone="subdued">
        {words.costIs} {figures.costAtPrice.minor !== "0" && `${words.costAtPrice(figures.costAtPrice.text)} `}
        {words.promised(figures.promised.text)}
      </Text>
      <InlineStack gap="400">
        <Button variant="plain" url="/app/proof">
          {proofWords.title}
        </Button>
        <Button variant="plain" url="/app/books">
          {words.books}
        </Button>
      </InlineStack>
    </TitledCard>
  );
}
