/** Everybody as a dot: what they spent against how long ago they last ordered, with the owner's line through it. */
import type { BuyerPlot as Plot } from "~/domain/insight/read-buyer-plot.server";
import { buyersWords } from "~/words/admin/buyers";
import { count, roundMoney, type HowWritten } from "~/words/admin/numbers";
import { fromLeft, fromTop, PlotFrame } from "./plot-frame";
import { logScale, roundSteps } from "./plot-scale";

const words = buyersWords.plot;

export function BuyerPlot({ plot, written, onChoose }: { plot: Plot; written: HowWritten; onChoose: (buyerId: string) => void }) {
  const spends = plot.people.map(({ spend }) => Number(spend.minor));
  // A little room above, so that the highest dot stands inside.
  const scale = logScale(Math.min(...spends), Math.max(...spends) * 1.15);
  const days = roundSteps(Math.max(...plot.people.map((person) => person.days), 1), 4);
  const most = days[days.length - 1];
  const line = scale.at(Number(plot.line.minor));
  const dot = (person: Plot["people"][number]) => (
    <circle
      key={person.buyerId}
      className={`regulars-plot__dot regulars-plot__dot${person.powerBuyer ? "" : "--second"}`}
      cx={fromLeft(person.days / most)}
      cy={fromTop(scale.at(Number(person.spend.minor)))}
      r={3.5}
      style={{ cursor: "pointer" }}
      onClick={() => onChoose(person.buyerId)}
    >
      <title>{words.person(person.name, person.spend.text, person.days)}</title>
    </circle>
  );
  return (
    <PlotFrame
      title={words.title}
      summary={words.summary(count(plot.powerBuyers, written), count(plot.buyers, written), plot.line.text)}
      heightPx={300}
      yName={words.spent}
      xName={words.days}
      yTicks={scale.ticks.map((minor) => ({ at: scale.at(minor), text: roundMoney(String(minor), written) }))}
      xTicks={days.map((value) => ({ at: value / most, text: count(value, written) }))}
      keyItems={[
        { sign: "dot", text: words.powerBuyers },
        { sign: "second dot", text: words.others },
        { sign: "owner's line", text: words.line(plot.line.text) },
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
    >
      {plot.people.filter((person) => !person.powerBuyer).map(dot)}
      <line className="regulars-plot__owner-line" x1="0" x2="100%" y1={fromTop(line)} y2={fromTop(line)} />
      {plot.people.filter((person) => person.powerBuyer).map(dot)}
    </PlotFrame>
  );
}
