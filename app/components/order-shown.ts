/** A decided order as the list shows it: money as text for reading and in minor units, as text too, for reckoning. */
import type { Facts } from "~/domain/attribution/attribution";
import type { OrderRow } from "~/domain/insight/read-orders.server";

export type OrderShown = ReturnType<typeof showOrder>;

export const showOrder = ({ orderName, ambassadorName, goods, credit, ...row }: OrderRow) => ({
  ...row,
  facts: row.facts as Facts,
  name: orderName,
  ambassador: ambassadorName,
  goods: goods.text,
  goodsMinor: goods.minor,
  credit: credit.text,
  creditMinor: credit.minor,
});
