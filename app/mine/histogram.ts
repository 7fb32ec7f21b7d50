/** A small picture in a terminal: how many buyers last ordered how long ago, and how many of them came back at least once. */
import { DAYS_A_WEEK, type BuyerColumns } from "~/domain/mining/mining";

const EDGES = [0, 1, 2, 4, 8, 13, 26, 39, 52, 78, 104, Infinity];
const WIDTH = 44;

export function histogram({ size, orders, lastDay, days }: BuyerColumns, asOf: number): string[] {
  const all = new Array<number>(EDGES.length - 1).fill(0);
  const repeat = [...all];
  for (let row = 0; row < size; row++) {
    if (orders[row] === 0) continue;
    const weeks = (asOf - lastDay[row]) / DAYS_A_WEEK;
    const at = EDGES.findIndex((edge, index) => weeks >= edge && weeks < EDGES[index + 1]);
    all[at]++;
    if (days[row] > 1) repeat[at]++;
  }
  const most = Math.max(...all, 1);
  const last = all.findLastIndex((count) => count > 0);
  return [
    ...all.slice(0, last + 1).map((count, at) => {
      const [whole, back] = [count, repeat[at]].map((one) => Math.round((one * WIDTH) / most));
      const name = EDGES[at + 1] === Infinity ? `${EDGES[at]} and more` : `${EDGES[at]} to ${EDGES[at + 1]}`;
      return `  ${name.padStart(12)}  ${"█".repeat(back)}${"░".repeat(Math.max(count > 0 ? 1 : 0, whole - back))} ${count.toLocaleString("en")}`.trimEnd();
    }),
    `  ${"".padStart(12)}  █ ordered on more than one day   ░ once`,
  ];
}
