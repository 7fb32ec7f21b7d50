/**
 * What an order is worth to a programme (PLATFORM.md §7): its goods after every discount, refund and removal, without
 * tax, shipping, tips and gift cards, less money given back beyond its lines.
 */
import type { ReadLine, ReadOrder } from "~/ports/shop";

/**
 * Minor units of the order's currency. `goodsMinor` falls below zero only when more was given back than goods are left.
 * `units`: pieces of goods as first ordered, by which resellers are told.
 */
export function amountsOf(order: Pick<ReadOrder, "lines" | "amountOnlyRefundsMinor">): {
  goodsMinor: bigint;
  orderedMinor: bigint;
  amountOnlyRefundsMinor: bigint;
  units: number;
} {
  const goods = order.lines.filter((line) => !line.giftCard);
  const sum = (of: (line: ReadLine) => bigint): bigint => goods.reduce((total, line) => total + of(line), 0n);
  return {
    goodsMinor: sum((line) => line.goodsMinor) - order.amountOnlyRefundsMinor,
    orderedMinor: sum((line) => line.orderedMinor),
    amountOnlyRefundsMinor: order.amountOnlyRefundsMinor,
    units: goods.reduce((total, line) => total + line.quantity, 0),
  };
}
