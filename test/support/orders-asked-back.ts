/** Three friends' orders of an ambassador whose payments a bank asks back: one open (goods of 40.00), one lost (9.00 credited before), one won (7.00). */
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import type { World } from "~/ports/world";
import { anEarnedCredit, anOrder, changeOrder, type BuiltAmbassador } from "./builders";

export async function ordersAskedBack(world: World, ambassador: BuiltAmbassador): Promise<void> {
  const open = await anOrder(world, { codes: [ambassador.code], goodsMinor: 4_000n });
  await decideOrder(world, open);
  await creditOrder(world, open);
  const [lost, won] = [await anEarnedCredit(world, ambassador, 900n), await anEarnedCredit(world, ambassador, 700n)];
  for (const [{ orderId }, dispute] of [
    [open, "open"],
    [lost, "lost"],
    [won, "won"],
  ] as const) {
    await changeOrder(world, orderId, { dispute });
    await creditOrder(world, { orderId });
  }
}
