/** What inviting changed: one sentence, the range as a picture, the figures behind it, and what it would take to know more. */
import { useFetcher } from "@remix-run/react";
import { Button, InlineStack, List, Text } from "@shopify/polaris";
import type { Difference } from "~/domain/proof/lift";
import { MEASURES, type Finding, type Measure } from "~/domain/proof/finding";
import { day, exactMoney, type MoneyWritten } from "~/words/admin/numbers";
import { proofWords } from "~/words/admin/proof";
import { useHowWritten } from "./how-written";
import { IntervalPlot } from "./interval-plot";
import { StackingTable } from "./stacking-table";
import { TitledCard } from "./titled-card";

const words = proofWords.lift;

export type ShownFinding = { finding: Finding; asOf: string; horizonDays: number | null } | null;

/** @param currency the programme's, which the finding's spend is in */
export function ProofLift({ kept, currency }: { kept: ShownFinding; currency: string }) {
  const how = useHowWritten();
  const written = { ...how, currency };
  return (
    <TitledCard title={words.title}>
      <Text as="p" variant="headingLg" fontWeight="regular">
        {kept ? sentenceOf(kept.finding, written) : words.sentence.notYet}
      </Text>
      {kept && <Figures finding={kept.finding} written={written} />}
      {kept && (
        <Text as="p" tone="subdued">
          {words.asOf(day(kept.asOf, written))} {kept.horizonDays !== null && words.horizon(kept.horizonDays)}
        </Text>
      )}
      <Again />
    </TitledCard>
  );
}

/** Of the one measure named beforehand. */
function sentenceOf({ state, measures }: Finding, written: MoneyWritten): string {
  const spend = measures["own spend"];
  if (state === "nobody held out" || state === "too little" || !spend?.interval)
    return words.sentence[spend ? "too little" : "nobody held out"];
  const [difference, from, to] = [spend.difference, spend.interval.from, spend.interval.to].map((minor) => money(minor, written));
  if (state === "cannot tell") return words.sentence["cannot tell"](from, to);
  return words.sentence[state](difference.replace(/^[-−]/, ""), from, to);
}

const money = (minor: number, written: MoneyWritten): string => exactMoney(String(Math.round(minor)), written);
const number = (value: number, { locale }: MoneyWritten): string =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
const textOf = (measure: Measure, value: number, written: MoneyWritten): string =>
  measure === "own spend" ? money(value, written) : number(value, written);

function Figures({ finding, written }: { finding: Finding; written: MoneyWritten }) {
  const { state, lacks, invited, heldOut, days, becameOne, needed, measures } = finding;
  if (state === "nobody held out") return null;
  const spend = measures["own spend"];
  // A range from a handful of people looks like knowledge: it is kept, and shown from twenty held out on.
  const told = state !== "too little";
  const table = {
    columns: Object.entries(words.columns)
      .filter(([key]) => told || (key !== "from" && key !== "to"))
      .map(([key, title]) => ({ title, number: key !== "measure" })),
    rows: MEASURES.filter((measure) => measures[measure]).map((measure) => ({
      key: measure,
      cells: [words.measures[measure], ...cellsOf(measure, measures[measure]!, told, written)],
    })),
  };
  const interval = told ? spend?.interval : null;
  return (
    <>
      <Text as="p">{words.who(invited, heldOut, days)}</Text>
      {lacks.length > 0 && (
        <List>
          {lacks.map((lack) => (
            <List.Item key={lack}>{words.lacks[lack]}</List.Item>
          ))}
        </List>
      )}
      {spend && interval && (
        <IntervalPlot
          title={words.plot.title}
          summary={words.plot.summary(money(spend.difference, written), money(interval.from, written), money(interval.to, written))}
          axis={words.plot.axis}
          names={words.plot}
          difference={spend.difference}
          from={interval.from}
          to={interval.to}
          text={(value) => money(value, written)}
          table={table}
        />
      )}
      {!interval && <StackingTable caption={words.title} {...table} />}
      {needed && state !== "more" && state !== "less" && (
        <Text as="p">{words.needed(money(needed.differenceMinor, written), needed.more, needed.weeks)}</Text>
      )}
      <Text as="p" tone="subdued">
        {words.friends} {words.credit} {becameOne > 0 && words.becameOne(becameOne)}
      </Text>
    </>
  );
}

function cellsOf(measure: Measure, { invited, heldOut, difference, interval }: Difference, told: boolean, written: MoneyWritten): string[] {
  const means = [invited, heldOut, difference].map((value) => textOf(measure, value, written));
  if (!told) return means;
  return [...means, ...(interval ? [interval.from, interval.to].map((value) => textOf(measure, value, written)) : ["–", "–"])];
}

/** Said beside the button: a toast alone would be gone. */
function Again() {
  const fetcher = useFetcher<{ outcome: string }>();
  const outcome = fetcher.data?.outcome;
  return (
    <fetcher.Form method="post">
      <InlineStack gap="300" blockAlign="center">
        <input type="hidden" name="intent" value="reckon" />
        <Button submit loading={fetcher.state !== "idle"}>
          {words.again}
        </Button>
        <span role="status">
          {outcome && fetcher.state === "idle" && (
            <Text as="span" tone="subdued">
              {outcome === "reckoned" ? words.worked : outcome === "nothing to reckon" ? words.nothing : proofWords.failed}
            </Text>
          )}
        </span>
      </InlineStack>
    </fetcher.Form>
  );
}
