/** The lots of a press, as they fell and as they might have fallen: who was drawn, added up, and drawn again within press and decile. */
import { seededNumbers } from "../seeded-numbers";

/** One row a person; `values` one column a measure, such as minor units spent. */
export type Drawn = { press: ArrayLike<number>; decile: ArrayLike<number>; heldOut: ArrayLike<boolean>; values: ArrayLike<number>[] };

type Sums = { sum: number; squares: number };
/** `weight` is the press's share in the difference: what it knows of it. `sums` one a measure. */
export type Press = { weight: number; invited: number; heldOut: number; sums: { all: Sums; heldOut: Sums }[] };
/** Rows of a press and decile; the first `heldOut` of them are held out by a draw. */
type Cell = { press: number; rows: Uint32Array; heldOut: number };
export type Sorted = { presses: Press[]; cells: Cell[] };

/** Those whom a draw holds out of one press; of them, those who truly were invited. */
export type Redraw = Sums & { invited: number; invitedSum: number };

/** Presses with both sides, by number, and their cells. */
export function sortByPress({ press, decile, heldOut, values }: Drawn): Sorted {
  const groups = new Map<number, Map<number, number[]>>();
  for (let row = 0; row < press.length; row++) {
    const deciles = groups.get(press[row]) ?? new Map<number, number[]>();
    groups.set(press[row], deciles);
    const rows = deciles.get(decile[row]);
    if (rows) rows.push(row);
    else deciles.set(decile[row], [row]);
  }
  const presses: Press[] = [];
  const cells: Cell[] = [];
  for (const [, deciles] of [...groups].sort(([a], [b]) => a - b)) {
    const rows = [...deciles.values()].flat();
    const held = rows.filter((row) => heldOut[row]);
    const invited = rows.length - held.length;
    if (!held.length || !invited) continue;
    const sums = values.map((column) => ({ all: sumOf(column, rows), heldOut: sumOf(column, held) }));
    presses.push({ weight: (invited * held.length) / rows.length, invited, heldOut: held.length, sums });
    for (const [, people] of [...deciles].sort(([a], [b]) => a - b))
      cells.push({ press: presses.length - 1, rows: Uint32Array.from(people), heldOut: people.filter((row) => heldOut[row]).length });
  }
  const total = presses.reduce((all, { weight }) => all + weight, 0);
  for (const one of presses) one.weight /= total;
  return { presses, cells };
}

function sumOf(column: ArrayLike<number>, rows: number[]): Sums {
  let [sum, squares] = [0, 0];
  for (const row of rows) {
    sum += column[row];
    squares += column[row] ** 2;
  }
  return { sum, squares };
}

/** @returns by measure, by draw, by press. As many are held out of each press and decile as truly were. */
export function drawAgain(drawn: Drawn, { presses, cells }: Sorted, { seed, draws }: { seed: string; draws: number }): Redraw[][][] {
  const random = seededNumbers(seed);
  const measures = drawn.values.length;
  const lots = Array.from({ length: measures }, () => [] as Redraw[][]);
  for (let draw = 0; draw < draws; draw++) {
    for (const measure of lots) measure.push(presses.map(() => ({ sum: 0, squares: 0, invited: 0, invitedSum: 0 })));
    for (const { press, rows, heldOut } of cells)
      for (let at = 0; at < heldOut; at++) {
        // By how much some people's chance is off is a multiple of 2⁻³² of a cell's size.
        const other = at + Math.floor((random() / 2 ** 32) * (rows.length - at));
        const row = rows[other];
        rows[other] = rows[at];
        rows[at] = row;
        for (let measure = 0; measure < measures; measure++) {
          const value = drawn.values[measure][row];
          const lot = lots[measure][draw][press];
          lot.sum += value;
          lot.squares += value * value;
          if (drawn.heldOut[row]) continue;
          lot.invited++;
          lot.invitedSum += value;
        }
      }
  }
  return lots;
}
