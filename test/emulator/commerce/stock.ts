/** Stock moves with orders, refunds, edits and cancellations. Variants whose stock isn't tracked are left alone. */
import type { Books, Id } from "../books.ts";

/** Takes units off the shelf (positive) or puts them back (negative). A deleted variant has no shelf: nothing moves. */
export function takeStock(books: Books, variantId: Id | null, units: number): void {
  const variant = variantId === null ? undefined : books.variant.get(variantId);
  if (!variant || variant.inventory === null || units === 0) return;
  books.variant.put(variant.id, { ...variant, inventory: variant.inventory - units });
}
