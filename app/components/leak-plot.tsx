/** How often a code was used, hour by hour or day by day: without the link as bars, by the link as dots, and where usual ends. */
import { leaksWords } from "~/words/admin/leaks";
import { count, moment, shortDay, type HowWritten } from "~/words/admin/numbers";
import type { LeakSeen } from "~/domain/insight/read-leaks.server";
import { fromLeft, fromTop, PlotFrame } from "./plot-frame";
import { roundSteps } from "./plot-scale";

const words = leaksWords.plot;
/** A day and an hour are long: on a phone two of them have room. */
const MOST_X_TICKS = { hour: 2, day: 4 };

export function LeakPlot({
  leak,
  written,
}: {
  leak: Pick<LeakSeen, "code" | "bars" | "barSpan" | "usualMost" | "because">;
  written: HowWritten;
}) {
  const { bars, barSpan, code } = leak;
  // Of people from coupon sites a few are usual, of days some: of how many people use it in one of these bars that says nothing.
  const usualMost = leak.because === "more than usual" ? leak.usualMost : null;
  const name = (from: string) => (barSpan === "hour" ? moment(from, written) : shortDay(from, written));
  const highest = bars.reduce((best, bar) => (bar.withoutClick > best.withoutClick ? bar : best), bars[0]);
  const steps = roundSteps(Math.max(usualMost ?? 1, ...bars.map(({ withoutClick, byLink }) => Math.max(withoutClick, byLink))), 4);
  const top = steps[steps.length - 1];
  const every = Math.ceil(bars.length / MOST_X_TICKS[barSpan]);
  const wide = 100 / bars.length;
  return (
    <PlotFrame
      title={words.title(code, barSpan)}
      summary={words.summary(code, count(highest.withoutClick, written), name(highest.from))}
      heightPx={160}
      yName={words.yName}
      xName={words.xName[barSpan]}
      yTicks={steps.filter((step) => Number.isInteger(step)).map((step) => ({ at: step / top, text: count(step, written) }))}
      xTicks={bars.flatMap(({ from }, index) => (index % every === 0 ? [{ at: (index + 0.5) / bars.length, text: name(from) }] : []))}
      keyItems={[
        { sign: "dot", text: words.withoutClick },
        { sign: "second dot", text: words.byLink },
        ...(usualMost === null ? [] : [{ sign: "owner's line" as const, text: words.usual }]),
      ]}
      table={{
        columns: [{ title: words.xName[barSpan] }, { title: words.withoutClick, number: true }, { title: words.byLink, number: true }],
        rows: bars
          .filter(({ withoutClick, byLink }) => withoutClick + byLink > 0)
          .map((bar) => ({ key: bar.from, cells: [name(bar.from), count(bar.withoutClick, written), count(bar.byLink, written)] })),
      }}
    >
      {usualMost !== null && (
        <line className="regulars-plot__owner-line" x1="0" x2="100%" y1={fromTop(usualMost / top)} y2={fromTop(usualMost / top)} />
      )}
      {bars.map(({ from, withoutClick, byLink }, index) => (
        <g key={from}>
          {withoutClick > 0 && (
            <rect
              className="regulars-plot__bar"
              x={`${(index * wide + wide * 0.15).toFixed(2)}%`}
              width={`${(wide * 0.7).toFixed(2)}%`}
              y={fromTop(withoutClick / top)}
              height={`${((withoutClick / top) * 100).toFixed(2)}%`}
            >
              <title>{`${name(from)}: ${withoutClick} ${words.withoutClick}`}</title>
            </rect>
          )}
          {byLink > 0 && (
            <circle
              className="regulars-plot__dot regulars-plot__dot--second"
              cx={fromLeft((index + 0.5) / bars.length)}
              cy={fromTop(byLink / top)}
              r="3.5"
            >
              <title>{`${name(from)}: ${byLink} ${words.byLink}`}</title>
            </circle>
          )}
        </g>
      ))}
    </PlotFrame>
  );
}
