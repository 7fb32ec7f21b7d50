/** Everybody as a dot: what the ranking gives them against how long ago they last ordered, and the owner's line through it, to be moved. */
import { Text } from "@shopify/polaris";
import type { BuyerPlot as Plot } from "~/domain/insight/read-buyer-plot.server";
import { nearestStep, type LineStep } from "~/domain/mining/line";
import { scaleOf } from "~/domain/money/money";
import { buyersWords } from "~/words/admin/buyers";
import { count, exactMoney, percent, roundMoney, type HowWritten } from "~/words/admin/numbers";
import { useLineDraft } from "./line-draft";
import { LineField } from "./line-field";
import { LineHandle } from "./line-handle";
import { fromLeft, fromTop, PlotFrame } from "./plot-frame";
import { logScale, roundSteps, type LogScale } from "./plot-scale";
import { TitledCard } from "./titled-card";

const words = buyersWords.plot;
/** A scale of more decades would press everybody who matters into its upper edge; who has less lies on the floor. */
const MOST_DECADES = 4;
const FLOOR = 0.02;

export function BuyerPlot({ plot, written, onChoose }: { plot: Plot; written: HowWritten; onChoose: (buyerId: string) => void }) {
  const { method, steps, currency } = plot;
  const money = { locale: written.locale, currency };
  const kept = { ...nearestStep(steps, plot.powerBuyers), people: plot.powerBuyers, bp: plot.powerBuyerBp };
  const draft = useLineDraft(kept, written);
  const scale = scaleFor(plot);
  const days = roundSteps(Math.max(...plot.people.map((person) => person.days), 1), 4);
  const most = days[days.length - 1];
  const heightOf = ({ scoreMinor }: Pick<LineStep, "scoreMinor">) => (scoreMinor > 0 ? scale.at(scoreMinor) : 0);
  const reachable = steps.filter((step) => step.scoreMinor > 0);
  const stepAt = (height: number): LineStep =>
    (reachable.length ? reachable : steps).reduce((best, step) =>
      Math.abs(heightOf(step) - height) < Math.abs(heightOf(best) - height) ? step : best,
    );
  const { people, shareBp } = draft.shown;
  const said = buyersWords.line.says(count(people, written), people === 1, percent(shareBp));
  const dot = (person: Plot["people"][number]) => (
    <circle
      key={person.buyerId}
      className={`regulars-plot__dot regulars-plot__dot${person.rank <= people ? "" : "--second"}`}
      cx={fromLeft(person.days / most)}
      cy={fromTop(scale.at(person.valueMinor))}
      r={3.5}
      style={{ cursor: "pointer" }}
      onClick={() => onChoose(person.buyerId)}
    >
      <title>{words.person(person.name, exactMoney(person.spentMinor, money), person.days)}</title>
    </circle>
  );
  return (
    <TitledCard title={words.heading}>
      <PlotFrame
        title={words.title[method]}
        summary={words.summary(count(plot.powerBuyers, written), count(plot.buyers, written))}
        heightPx={300}
        yName={words.value[method]}
        xName={words.days}
        yTicks={scale.ticks
          // Below one whole unit of money the rounded texts would all be nothing.
          .filter((minor) => minor >= 10 ** scaleOf(currency))
          .map((minor) => ({ at: scale.at(minor), text: roundMoney(String(minor), money) }))}
        xTicks={days.map((value) => ({ at: value / most, text: count(value, written) }))}
        keyItems={[
          { sign: "dot", text: words.powerBuyers },
          { sign: "second dot", text: words.others },
          { sign: "owner's line", text: words.line },
        ]}
        table={{
          columns: [
            { title: words.bands.title },
            { title: words.bands.people, number: true },
            { title: words.bands.powerBuyers, number: true },
            { title: words.bands.spend, number: true },
          ],
          rows: plot.bands.map((band) => ({
            key: String(band.fromDays),
            cells: [
              words.bands.name(band.fromDays, band.toDays),
              count(band.people, written),
              count(band.powerBuyers, written),
              band.spend.text,
            ],
          })),
        }}
        over={<LineHandle steps={steps} draft={draft} at={heightOf(draft.shown)} stepAt={stepAt} said={said} />}
      >
        {plot.people.filter(({ rank }) => rank > people).map(dot)}
        {plot.people.filter(({ rank }) => rank <= people).map(dot)}
      </PlotFrame>
      <LineField steps={steps} buyers={plot.buyers} draft={draft} said={said} />
      {plot.lastAfterDays !== null && (
        <Text as="p" variant="bodySm" tone="subdued">
          {words.lapsed(plot.lastAfterDays)}
        </Text>
      )}
      {plot.people.length < plot.buyers && (
        <Text as="p" variant="bodySm" tone="subdued">
          {words.sample(count(plot.people.length, written), count(plot.buyers, written))}
        </Text>
      )}
    </TitledCard>
  );
}

/** With a little room above, so that the highest dot stands inside. The lowest few in a hundred do not stretch it: they lie on the floor. */
function scaleFor({ people }: Plot): LogScale {
  const values = people.map(({ valueMinor }) => valueMinor).sort((one, other) => one - other);
  const highest = Math.max(values[values.length - 1], 1) * 1.15;
  return logScale(Math.max(values[Math.floor(values.length * FLOOR)], highest / 10 ** MOST_DECADES, 1), highest);
}
