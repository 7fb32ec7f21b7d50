/** 200 with userErrors is a failure: Shopify understood and said no, in words an owner can read. */
import { z } from "zod";
import { ShopProblem } from "~/ports/shop";

export const userErrors = z.array(z.object({ message: z.string(), code: z.string().nullish(), field: z.array(z.string()).nullish() }));

/** Throws ShopProblem "refused" with Shopify's own words when there is any. */
export function refuseOn(errors: z.output<typeof userErrors>): void {
  if (errors.length) throw new ShopProblem("refused", errors.map(({ message }) => message).join(" "));
}
