/** Orders on which more than one thing was said: another's code first, a code that was taken off, an owner's word on a doubt. */
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { settleOrder } from "~/domain/ledger/settle-order.server";
import type { World } from "~/ports/world";
import { aClick, anOrder, changeOrder, type BuiltAmbassador, type BuiltProgram } from "./builders";

type People = { first: BuiltAmbassador; second: BuiltAmbassador; program: BuiltProgram };

/** @param first their e-mail address is first@gmail.com written some way @returns the order with both codes and a click */
export async function contestedOrders(world: World, { first, second, program }: People): Promise<{ orderId: string }> {
  const decide = async (orderId: string) => {
    await decideOrder(world, { orderId });
    await creditOrder(world, { orderId });
  };
  const click = await aClick(world, { programId: program.programId, ambassadorId: second.ambassadorId });
  const both = await anOrder(world, { codes: [first.code, "SUMMER10", second.code], clickId: click.clickId });
  const bare = await anOrder(world, { codes: [second.code], goodsMinor: 2_000n });
  const doubtful = await anOrder(world, { codes: [first.code], email: "first+tea@gmail.com" });
  for (const { orderId } of [both, bare, doubtful]) await decide(orderId);
  await changeOrder(world, bare.orderId, { codes: [] });
  await decide(bare.orderId);
  await settleOrder(world, { ...doubtful, counts: true, sequence: 1, note: "a cousin with nearly the same name", decidedBy: "owner:1" });
  return { orderId: both.orderId };
}
