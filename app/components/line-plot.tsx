/** Two amounts of money over time, on one scale, so that what came in and what it cost can be compared by eye. */
import type { ReactNode } from "react";
import { roundMoney, type MoneyWritten } from "~/words/admin/numbers";
import type { TableOf } from "./behind-table";
import { fromLeft, fromTop, PlotFrame } from "./plot-frame";
import { roundSteps } from "./plot-scale";

export type LinePoint = { key: string; label: string; first: { minor: string; text: string }; second: { minor: string; text: string } };

type Props = {
  title: string;
  summary: string;
  yName: string;
  xName: string;
  names: [first: string, second: string];
  points: LinePoint[];
  table: TableOf;
  /** In what both amounts are. */
  written: MoneyWritten;
};

const MOST_X_TICKS = 4;

export function LinePlot({ title, summary, yName, xName, names, points, table, written }: Props) {
  const highest = points.reduce((most, { first, second }) => Math.max(most, Number(first.minor), Number(second.minor)), 0);
  const steps = roundSteps(highest, 4);
  const top = steps[steps.length - 1];
  const x = (index: number) => (points.length === 1 ? 0.5 : index / (points.length - 1));
  const y = (minor: string) => Math.max(0, Number(minor) / top);
  const every = Math.max(1, Math.ceil(points.length / MOST_X_TICKS));
  const xTicks = points
    .map(({ label }, index) => ({ at: x(index), text: label }))
    .filter((_, index) => (points.length - 1 - index) % every === 0);
  // An even step may be less than one whole unit of money; then its rounded texts would repeat.
  const yTicks = steps
    .map((step) => ({ at: step / top, text: roundMoney(String(step), written) }))
    .filter(({ text }, index, all) => all.findIndex((other) => other.text === text) === index);
  const line = (which: "first" | "second"): ReactNode => (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none">
      <polyline
        className={`regulars-plot__line regulars-plot__line${which === "second" ? "--second" : ""}`}
        vectorEffect="non-scaling-stroke"
        points={points.map((point, index) => `${(x(index) * 100).toFixed(2)},${((1 - y(point[which].minor)) * 100).toFixed(2)}`).join(" ")}
      />
    </svg>
  );
  return (
    <PlotFrame
      title={title}
      summary={summary}
      heightPx={220}
      yName={yName}
      xName={xName}
      yTicks={yTicks}
      xTicks={xTicks}
      keyItems={[
        { sign: "line", text: names[0] },
        { sign: "second line", text: names[1] },
      ]}
      table={table}
    >
      {line("second")}
      {line("first")}
      {points.map((point, index) => (
        <circle key={point.key} className="regulars-plot__dot" cx={fromLeft(x(index))} cy={fromTop(y(point.first.minor))} r="3.5">
          <title>{`${point.label}: ${names[0]} ${point.first.text}, ${names[1]} ${point.second.text}`}</title>
        </circle>
      ))}
    </PlotFrame>
  );
}
