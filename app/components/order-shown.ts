/** A decided order as the list shows it: money as text for reading and in minor units, as text too, for reckoning. */
import type { OrderRow } from "~/domain/insight/read-orders.server";

export type OrderShown = ReturnType<typeof showOrder>;

export const showOrder = ({ orderName, ambassadorName, goods, credit, ordered, minimum, ...row }: OrderRow) => ({
  ...row,
  name: orderName,
  ambassador: ambassadorName,
  goods: goods.text,
  goodsMinor: goods.minor,
  credit: credit.text,
  creditMinor: credit.minor,
  ordered: ordered.text,
  minimum: minimum?.text ?? null,
});
