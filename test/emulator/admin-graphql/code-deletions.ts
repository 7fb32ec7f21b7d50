/**
 * Deleting codes in bulk. Only by ids: a `search` of Shopify's that holds a field it does not know matches every code of the
 * discount, so nobody here may use one by accident.
 */
import type { CodeDeletion } from "../books.ts";
import { runDueCodeDeletions, startCodeDeletion } from "../commerce/code-deletions.ts";
import type { DiscountUserError } from "./discount-input.ts";
import { DISCOUNT_GIDS } from "./discounts.ts";
import { gid, readGid } from "./gid.ts";
import { objectType, type ApiCall, type Arguments } from "./resolver.ts";

export const codeDeletionTypes = {
  Job: objectType<CodeDeletion>({ id: (job) => gid("Job", job.id), done: (job) => job.done }),
};

export const codeDeletionQueries = objectType<unknown>({
  job: {
    args: ["id"],
    resolve: (_root, args, call) => {
      runDueCodeDeletions(call.emulator);
      const read = readGid(args.id);
      return read?.type === "Job" ? (call.emulator.books.codeDeletion.get(read.id) ?? null) : null;
    },
  },
});

export const codeDeletionMutations = objectType<unknown>({
  discountCodeRedeemCodeBulkDelete: { args: ["discountId", "ids"], resolve: (_root, args, call) => bulkDelete(args, call) },
});

function bulkDelete(args: Arguments, call: ApiCall): { job: CodeDeletion | null; userErrors: DiscountUserError[] } {
  const { emulator } = call;
  const refuse = (field: string, code: string, message: string) => ({
    job: null,
    userErrors: [{ field: [field], code, message, extraInfo: null }],
  });
  const target = readGid(args.discountId);
  if (!target || !(DISCOUNT_GIDS as readonly string[]).includes(target.type) || !emulator.books.discount.has(target.id))
    return refuse("discountId", "INVALID", "Code discount does not exist.");
  const ids = (args.ids as string[] | null | undefined) ?? [];
  if (ids.length === 0)
    return refuse("ids", "MISSING_ARGUMENT", "Missing argument key: either `ids`, `search` or `saved_search_id` is required.");
  const read = ids.map((id) => readGid(id));
  if (read.some((one) => one?.type !== "DiscountRedeemCode")) return refuse("ids", "INVALID", "Redeem code does not exist.");
  return {
    job: startCodeDeletion(
      emulator,
      target.id,
      read.map((one) => one!.id),
    ),
    userErrors: [],
  };
}
