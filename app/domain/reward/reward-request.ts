/**
 * What an ambassador asks for: a product in one of two ways, or an amount in one of three. `shownMinor`: the price that this person read
 * and said yes to, whatever has been shown to others since; more than that is never taken. `placeMark`: of the address they read and
 * said yes to (read-destination); it is sent to no other without somebody's word.
 */
export type RewardRequest = { ambassadorId: string; requestKey: string } & (
  | { kind: "product code"; variantId: string; shownMinor: bigint }
  | { kind: "product sent"; variantId: string; shownMinor: bigint; placeMark: string }
  | { kind: "store credit" | "gift card" | "cash"; amountMinor: bigint }
);

/** Keys come from browsers: one ambassador's never meets another's. */
export const keyOf = ({ ambassadorId, requestKey }: RewardRequest): string => `${ambassadorId}:${requestKey}`;
