/** What a programme thanks people with, as they are told before they join: no more than what can be had. */
import { isProduct } from "./reward";
import type { RewardKind, Settings } from "../program/program";

/** Cash is for icons: `friends` is how many friends' orders it takes. */
export type Thanks = { of: "products" } | { of: "store credit" | "gift card" } | { of: "cash"; friends: number };

/** In the order in which they are spoken of. */
export function thanksOf(kinds: readonly RewardKind[], { iconCash, iconFrom }: Pick<Settings, "iconCash" | "iconFrom">): Thanks[] {
  return [
    ...(kinds.some(isProduct) ? [{ of: "products" } as const] : []),
    ...(["store credit", "gift card"] as const).filter((kind) => kinds.includes(kind)).map((of) => ({ of })),
    ...(kinds.includes("cash") && iconCash ? [{ of: "cash", friends: iconFrom } as const] : []),
  ];
}
