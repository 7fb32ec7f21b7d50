/** The page's figures as a spreadsheet: what inviting changed with its range, what came and what it cost. Numbers are plain, so that they can be reckoned with. */
import { stringify } from "csv-stringify/sync";
import { harmless } from "../harmless-cell";
import { toDecimal } from "../money/money";
import { MEASURES, type Finding, type Measure } from "./finding";

const COLUMNS = ["figure", "value", "from", "to", "unit", "note"] as const;
export type ProofColumns = Record<(typeof COLUMNS)[number], string>;
type Line = Partial<ProofColumns>;
type Named = { headers: ProofColumns; measures: Record<Measure, string>; sides: { invited: string; heldOut: string; difference: string } };
type Amount = { name: string; minor: bigint | null; how: string };

/** CSV in UTF-8 with a byte-order mark; a value that is not known is empty. */
export function writeProofCsv(
  { finding, amounts, currency }: { finding: Finding | null; amounts: Amount[]; currency: string },
  { headers, measures, sides }: Named,
): string {
  const decimal = (minor: bigint) => toDecimal({ amountMinor: minor, currency });
  const valueOf = (measure: Measure, value: number) => (measure === "own spend" ? decimal(BigInt(Math.round(value))) : value.toFixed(4));
  const lifted = MEASURES.flatMap((measure): Line[] => {
    const found = finding?.measures[measure];
    if (!found) return [];
    const unit = measure === "own spend" ? currency : "";
    const told = finding!.state === "too little" ? null : found.interval;
    return [
      { figure: `${measures[measure]}: ${sides.invited}`, value: valueOf(measure, found.invited), unit, note: String(finding!.invited) },
      { figure: `${measures[measure]}: ${sides.heldOut}`, value: valueOf(measure, found.heldOut), unit, note: String(finding!.heldOut) },
      {
        ...{ figure: `${measures[measure]}: ${sides.difference}`, value: valueOf(measure, found.difference), unit },
        ...(told && { from: valueOf(measure, told.from), to: valueOf(measure, told.to) }),
      },
    ];
  });
  const reckoned = amounts.map(({ name, minor, how }): Line => ({
    figure: name,
    value: minor === null ? "" : decimal(minor),
    unit: currency,
    note: how,
  }));
  const rows = [...lifted, ...reckoned].map((line) => ({ ...line, figure: harmless(line.figure ?? ""), note: harmless(line.note ?? "") }));
  return stringify(rows, { header: true, bom: true, columns: COLUMNS.map((key) => ({ key, header: headers[key] })) });
}
