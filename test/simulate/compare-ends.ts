/** The first difference between two ends, in words. */
import type { End } from "./read-end.ts";

const WHAT: Record<keyof End, string> = { orders: "order", ambassadors: "ambassador", buyers: "buyer", rewards: "reward" };

export function firstDifference(calm: End, storm: End): string | null {
  for (const kind of Object.keys(WHAT) as (keyof End)[]) {
    const [one, other] = [calm[kind], storm[kind]] as Record<string, Record<string, unknown> | undefined>[];
    for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const [fair, foul] = [one[name], other[name]];
      if (!fair || !foul)
        return `${WHAT[kind]} ${name} is there ${fair ? "without faults" : "with faults"} only: ${JSON.stringify(fair ?? foul)}`;
      for (const field of Object.keys(fair))
        if (fair[field] !== foul[field]) return `${WHAT[kind]} ${name}: ${field} is ${foul[field]} with faults and ${fair[field]} without`;
    }
  }
  return null;
}

/** Where two tellings of one life part. */
export function firstParting(calm: string[], storm: string[]): string | null {
  const at = calm.findIndex((line, n) => line !== storm[n]);
  return at < 0 ? null : `event ${at + 1} came to "${storm[at]}" with faults and to "${calm[at]}" without`;
}
