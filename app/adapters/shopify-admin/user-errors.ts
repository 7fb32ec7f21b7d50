/** 200 with userErrors is a failure: Shopify understood and said no, in words an owner can read. */
import { z } from "zod";
import { CodeTaken, ShopProblem } from "~/ports/shop";

export const userErrors = z.array(z.object({ message: z.string(), code: z.string().nullish(), field: z.array(z.string()).nullish() }));

/**
 * Throws ShopProblem "refused" when there is any error; CodeTaken, when a code was taken.
 * @param sentences by Shopify's code, where its own words would not help an owner
 */
export function refuseOn(errors: z.output<typeof userErrors>, sentences: Readonly<Record<string, string>> = {}): void {
  if (!errors.length) return;
  const told = errors.map(({ message, code }) => sentences[code ?? ""] ?? message).join(" ");
  throw errors.some(({ code }) => code === "TAKEN") ? new CodeTaken(told) : new ShopProblem("refused", told);
}
