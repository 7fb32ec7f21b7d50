/** One difference and the range it may truly lie in, against none: a dot on a bar, with the line of no difference. */
import { fromLeft, PlotFrame, type Tick } from "./plot-frame";
import type { TableOf } from "./behind-table";

type Props = {
  title: string;
  summary: string;
  axis: string;
  names: { none: string; difference: string; range: string };
  /** In one unit; `text` writes a value of the axis. */
  difference: number;
  from: number;
  to: number;
  text: (value: number) => string;
  table: TableOf;
};

export function IntervalPlot({ title, summary, axis, names, difference, from, to, text, table }: Props) {
  const lowest = Math.min(0, from);
  const highest = Math.max(0, to);
  const room = (highest - lowest || 1) * 0.12;
  const at = (value: number) => (value - lowest + room) / (highest - lowest + 2 * room);
  const middle = "50%";
  // Two values so near that their texts would run into each other are written once.
  const xTicks = [0, from, to]
    .map((value): Tick => ({ at: at(value), text: text(value) }))
    .filter((tick, index, all) => all.findIndex((other) => Math.abs(other.at - tick.at) < 0.16) === index);
  return (
    <PlotFrame
      title={title}
      summary={summary}
      heightPx={72}
      yName=""
      xName={axis}
      yTicks={[]}
      xTicks={xTicks}
      keyItems={[
        { sign: "dot", text: names.difference },
        { sign: "line", text: names.range },
        { sign: "owner's line", text: names.none },
      ]}
      table={table}
    >
      <line className="regulars-plot__owner-line" x1={fromLeft(at(0))} x2={fromLeft(at(0))} y1="0" y2="100%" />
      <line className="regulars-plot__line" x1={fromLeft(at(from))} x2={fromLeft(at(to))} y1={middle} y2={middle} />
      {[from, to].map((end) => (
        <line key={end} className="regulars-plot__line" x1={fromLeft(at(end))} x2={fromLeft(at(end))} y1="38%" y2="62%" />
      ))}
      <circle className="regulars-plot__dot" cx={fromLeft(at(difference))} cy={middle} r="5">
        <title>{`${names.difference}: ${text(difference)}`}</title>
      </circle>
    </PlotFrame>
  );
}
