/** A table that becomes a list of small cards where there is little room, each value with its name, so that nothing scrolls sideways. */
import type { ReactNode } from "react";

type Props = { caption: string; columns: { title: string; number?: boolean }[]; rows: { key: string; cells: ReactNode[] }[] };

export function StackingTable({ caption, columns, rows }: Props) {
  return (
    <div className="regulars-stacking-room">
      <table className="regulars-stacking" role="table">
        <caption className="regulars-unseen">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ title, number }) => (
              <th key={title} scope="col" role="columnheader" data-number={number || undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(({ key, cells }) => (
            <tr key={key} role="row">
              {cells.map((cell, index) =>
                index === 0 ? (
                  <th key={columns[0].title} scope="row" role="rowheader">
                    {cell}
                  </th>
                ) : (
                  <td
                    key={columns[index].title}
                    role="cell"
                    data-title={columns[index].title}
                    data-number={columns[index].number || undefined}
                  >
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
