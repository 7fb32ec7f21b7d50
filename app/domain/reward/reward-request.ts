/** What an ambassador asks for: a product in one of two ways, or an amount in one of three. */
export type RewardRequest = { ambassadorId: string; requestKey: string } & (
  { kind: "product code" | "product sent"; variantId: string } | { kind: "store credit" | "gift card" | "cash"; amountMinor: bigint }
);

/** Keys come from browsers: one ambassador's never meets another's. */
export const keyOf = ({ ambassadorId, requestKey }: RewardRequest): string => `${ambassadorId}:${requestKey}`;
