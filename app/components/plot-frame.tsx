/**
 * What every plot has: a name and a sentence for who cannot see it, axes as text, a key that does not rest on colour alone,
 * and the same figures as a table behind it.
 */
import { useId, type ReactNode } from "react";
import { BehindTable, type TableOf } from "./behind-table";

/** `at` runs from 0 (bottom, left) to 1 (top, right). */
export type Tick = { at: number; text: string };
export type KeyItem = { sign: "line" | "second line" | "dot" | "second dot" | "owner's line"; text: string };

type Props = {
  title: string;
  /** What the picture shows, in one sentence. */
  summary: string;
  heightPx: number;
  yName: string;
  xName: string;
  yTicks: Tick[];
  xTicks: Tick[];
  keyItems: KeyItem[];
  table: TableOf;
  children: ReactNode;
  /** What can be taken hold of: it lies over the drawing, in the same place and size. */
  over?: ReactNode;
};

export function PlotFrame({ title, summary, heightPx, yName, xName, yTicks, xTicks, keyItems, table, children, over }: Props) {
  const id = useId();
  const widest = yTicks.reduce((longest, { text }) => (text.length > longest.length ? text : longest), "");
  return (
    <div>
      <ul className="regulars-plot__key" aria-label={title}>
        {keyItems.map(({ sign, text }) => (
          <li key={text}>
            <Sign sign={sign} />
            {text}
          </li>
        ))}
      </ul>
      <figure className="regulars-plot">
        <div className="regulars-plot__axis-name">{yName}</div>
        <div className="regulars-plot__y" aria-hidden="true">
          <span data-widest>{widest}</span>
          {yTicks.map(({ at, text }) => (
            <span key={text} style={{ bottom: `${at * 100}%` }}>
              {text}
            </span>
          ))}
        </div>
        <div className="regulars-plot__area" style={{ height: heightPx }}>
          <svg role="img" aria-labelledby={`${id}-title ${id}-summary`}>
            <title id={`${id}-title`}>{title}</title>
            <desc id={`${id}-summary`}>{summary}</desc>
            {yTicks.map(({ at, text }) => (
              <line key={text} className="regulars-plot__grid" x1="0" x2="100%" y1={fromTop(at)} y2={fromTop(at)} />
            ))}
            {children}
          </svg>
          {over}
        </div>
        <div className="regulars-plot__x" aria-hidden="true">
          {xTicks.map(({ at, text }) => (
            <span key={text} data-at={at < 0.08 ? "first" : at > 0.92 ? "last" : undefined} style={{ left: `${at * 100}%` }}>
              {text}
            </span>
          ))}
        </div>
        <div className="regulars-plot__axis-name regulars-plot__axis-name--x">{xName}</div>
      </figure>
      <BehindTable caption={title} {...table} />
    </div>
  );
}

/** For an SVG's y, which counts from the top. Rounded, so that server and browser write the same. */
export const fromTop = (at: number): string => `${((1 - at) * 100).toFixed(2)}%`;
export const fromLeft = (at: number): string => `${(at * 100).toFixed(2)}%`;

function Sign({ sign }: { sign: KeyItem["sign"] }) {
  const second = sign.startsWith("second") ? "--second" : "";
  return (
    <svg width="22" height="12" aria-hidden="true">
      {sign.endsWith("dot") ? (
        <circle className={`regulars-plot__dot regulars-plot__dot${second}`} cx="11" cy="6" r="4" />
      ) : (
        <line
          className={sign === "owner's line" ? "regulars-plot__owner-line" : `regulars-plot__line regulars-plot__line${second}`}
          x1="0"
          x2="22"
          y1="6"
          y2="6"
        />
      )}
    </svg>
  );
}
