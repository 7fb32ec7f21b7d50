/** Adding codes in bulk: the mutation starts one asynchronous run (one at a time a shop), the query tells how far it is. */
import type { CodeCreation } from "../books.ts";
import { CODE_ERRORS, runDueCodeCreations, runningCodeCreation, startCodeCreation, type CodeError } from "../commerce/code-creations.ts";
import { codeKey } from "../commerce/discount-rules.ts";
import { inOrder } from "./connection.ts";
import type { DiscountUserError } from "./discount-input.ts";
import { DISCOUNT_GIDS } from "./discounts.ts";
import { gid, idOf, readGid } from "./gid.ts";
import { objectType, type ApiCall, type Arguments } from "./resolver.ts";

type AskedCode = CodeCreation["codes"][number];

export const codeCreationTypes = {
  DiscountRedeemCodeBulkCreation: objectType<CodeCreation>({
    id: (creation) => gid("DiscountRedeemCodeBulkCreation", creation.id),
    done: (creation) => creation.done,
    createdAt: (creation) => creation.createdAt,
    codesCount: (creation) => creation.codes.length,
    importedCount: (creation) => creation.codes.filter((code) => code.redeemCodeId !== null).length,
    failedCount: (creation) => creation.codes.filter((code) => code.error !== null).length,
    discountCode: (creation, _args, call) => call.emulator.books.discount.get(creation.discountId) ?? null,
    codes: inOrder<CodeCreation, AskedCode>((creation) => creation.codes),
  }),
  DiscountRedeemCodeBulkCreationCode: objectType<AskedCode>({
    code: (code) => code.code,
    discountRedeemCode: (code, _args, call) =>
      code.redeemCodeId === null ? null : (call.emulator.books.redeemCode.get(codeKey(code.code)) ?? null),
    errors: (code) =>
      code.error === null
        ? []
        : [
            {
              field: ["code"],
              code: code.error,
              message: CODE_ERRORS[code.error as CodeError],
              extraInfo: null,
            } satisfies DiscountUserError,
          ],
  }),
};

export const codeCreationQueries = objectType<unknown>({
  discountRedeemCodeBulkCreation: {
    args: ["id"],
    resolve: (_root, args, call) => {
      runDueCodeCreations(call.emulator);
      return call.emulator.books.codeCreation.get(idOf(args.id, "DiscountRedeemCodeBulkCreation")) ?? null;
    },
  },
});

export const codeCreationMutations = objectType<unknown>({
  discountRedeemCodeBulkAdd: { args: ["discountId", "codes"], resolve: (_root, args, call) => bulkAdd(args, call) },
});

function bulkAdd(args: Arguments, call: ApiCall): { bulkCreation: CodeCreation | null; userErrors: DiscountUserError[] } {
  const { emulator } = call;
  runDueCodeCreations(emulator);
  const refuse = (field: string, code: string, message: string) => ({
    bulkCreation: null,
    userErrors: [{ field: [field], code, message, extraInfo: null }],
  });
  const target = readGid(args.discountId);
  if (!target || !(DISCOUNT_GIDS as readonly string[]).includes(target.type) || !emulator.books.discount.has(target.id))
    return refuse("discountId", "INVALID", "Code discount does not exist.");
  const codes = (args.codes as { code: string }[]).map(({ code }) => code);
  if (codes.length === 0) return refuse("codes", "BLANK", "Codes can't be blank");
  if (runningCodeCreation(emulator.books))
    return refuse("discountId", "CONFLICT", "Another bulk creation of discount codes is running for this shop. Try again when it is done.");
  return { bulkCreation: startCodeCreation(emulator, target.id, codes), userErrors: [] };
}
