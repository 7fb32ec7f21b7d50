/** The figures of a plot as a plain table, folded away until asked for; works without script. */
import { frameWords } from "~/words/admin/frame";

export type TableOf = { columns: { title: string; number?: boolean }[]; rows: { key: string; cells: string[] }[] };

export function BehindTable({ caption, columns, rows }: TableOf & { caption: string }) {
  return (
    <details className="regulars-behind">
      <summary>{frameWords.showTable}</summary>
      <div style={{ overflowX: "auto" }} tabIndex={0} role="region" aria-label={caption}>
        <table className="regulars-table">
          <thead>
            <tr>
              {columns.map(({ title, number }) => (
                <th key={title} scope="col" data-number={number || undefined}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key}>
                {cells.map((cell, index) =>
                  index === 0 ? (
                    <th key={columns[index].title} scope="row">
                      {cell}
                    </th>
                  ) : (
                    <td key={columns[index].title} data-number={columns[index].number || undefined}>
                      {cell}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
