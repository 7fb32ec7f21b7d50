/**
 * Two people changed what both had opened: which of it goes together, and which must be asked about. A field that only one of them
 * changed is theirs; where both changed the same one to different values, nobody but a person can say what shall stand.
 */

export type MergedEdits<T> = {
  /** The newest, with what was edited put upon it; in `conflicts` too it holds what was edited. */
  merged: T;
  /** Changed on both sides, each to something else. */
  conflicts: (keyof T)[];
};

/**
 * `edited` was made of `base`; `newest` is what stands now. All three have the same fields.
 * @param same whether two values of a field mean the same, however they are written
 */
export function mergeEdits<T extends object>(
  { base, newest, edited }: Record<"base" | "newest" | "edited", T>,
  same: (field: keyof T, one: T[keyof T], other: T[keyof T]) => boolean,
): MergedEdits<T> {
  const merged = { ...newest };
  const conflicts: (keyof T)[] = [];
  for (const field of Object.keys(newest) as (keyof T)[]) {
    // Who chose what stands there already has nothing to add, also not another way of writing it.
    if (same(field, edited[field], base[field]) || same(field, edited[field], newest[field])) continue;
    merged[field] = edited[field];
    if (!same(field, newest[field], base[field])) conflicts.push(field);
  }
  return { merged, conflicts };
}
