/** For states that cannot be: a broken invariant is a defect of ours, never an outcome a person should handle. */
export function invariant(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${why}`);
}
