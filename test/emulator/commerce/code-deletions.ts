/**
 * Deleting redeem codes in bulk, as `discountCodeRedeemCodeBulkDelete` does: the call is answered with a job, and the codes are
 * gone when that is done. What customers have in their carts by then goes on as it was; orders keep the code they used.
 */
import type { CodeDeletion, Id } from "../books.ts";
import type { EmulatorContext } from "../context.ts";

/** How long a deletion takes on the emulator's clock. */
export const CODE_DELETION_MS = 300;

export function startCodeDeletion(ctx: EmulatorContext, discountId: Id, redeemCodeIds: Id[], takesMs = CODE_DELETION_MS): CodeDeletion {
  const { books, clock } = ctx;
  books.discount.need(discountId);
  const readyAt = new Date(clock.now().getTime() + takesMs).toISOString();
  const deletion: CodeDeletion = { id: books.nextId(), discountId, redeemCodeIds, readyAt, done: false, createdAt: clock.iso() };
  return books.codeDeletion.put(deletion.id, deletion);
}

/** Carries out every deletion that is due by the emulator's clock; returns how many. Ids of another discount's codes are passed over. */
export function runDueCodeDeletions({ books, clock }: EmulatorContext): number {
  const now = clock.now().getTime();
  const due = [...books.codeDeletion.values()].filter((deletion) => !deletion.done && Date.parse(deletion.readyAt) <= now);
  for (const deletion of due)
    books.batch(() => {
      const going = new Set(deletion.redeemCodeIds);
      for (const [key, code] of [...books.redeemCode.entries()])
        if (going.has(code.id) && code.discountId === deletion.discountId) books.redeemCode.delete(key);
      books.codeDeletion.put(deletion.id, { ...deletion, done: true });
    });
  return due.length;
}
