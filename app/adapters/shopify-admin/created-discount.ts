/** The answer to making a discount, the same for every kind we make. */
import { z } from "zod";
import { idOfGid } from "~/ingest/gid";
import { ShopProblem } from "~/ports/shop";
import { refuseOn, userErrors } from "./user-errors";

export const createShape = z.object({
  discountCodeBasicCreate: z.object({ codeDiscountNode: z.object({ id: z.string() }).nullable(), userErrors }),
});

export function createdDiscount({ discountCodeBasicCreate: { codeDiscountNode, userErrors: errors } }: z.output<typeof createShape>): {
  discountId: string;
} {
  refuseOn(errors);
  if (!codeDiscountNode) throw new ShopProblem("unknown", "Shopify named neither the discount it made nor a reason against it.");
  return { discountId: idOfGid(codeDiscountNode.id) };
}
