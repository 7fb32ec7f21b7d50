/** Step 1 and 2: the owner opens the app, which installs it, and lets it read the order history; mining follows. */
import { need, waitUntil, type Tour } from "./tour-state.ts";

type Import = { state: string; ordersRead: number; buyersRead: number; productsRead: number; problem: string | null; refused: number };
export type Home = {
  import: { orders: Import | null; catalogue: Import | null };
  mining: { powerBuyers: number; buyers: number; spendShareBp: number; orders: number } | null;
};

export async function readHistory(tour: Tour): Promise<{ orders: number; customers: number; powerBuyers: number; seconds: number }> {
  const html = await tour.owner.open();
  const home = await tour.owner.load<Home>("app._index", "/app?index");
  need(
    !home.import.orders,
    "it begins in a store that Regulars has not read yet, and this one it has. Add --reset to begin with a new one",
  );
  need(/order history/i.test(html), "the first page does not offer to read the order history");
  const began = performance.now();
  await tour.owner.act("app._index", "/app?index", { intent: "start-import" });
  const read = await waitUntil(
    "reading the order history",
    () => tour.owner.load<Home>("app._index", "/app?index"),
    (home) => {
      need(home.import.orders?.state !== "failed", `the import failed: ${home.import.orders?.problem}`);
      return home.import.orders?.state === "done" && home.import.catalogue?.state === "done";
    },
  );
  const seconds = (performance.now() - began) / 1000;
  const mined = await waitUntil(
    "mining",
    () => tour.owner.load<Home>("app._index", "/app?index"),
    (home) => (home.mining?.orders ?? 0) >= read.import.orders!.ordersRead,
  );
  tour.say(
    `  read ${read.import.orders!.ordersRead} orders of ${read.import.orders!.buyersRead} customers and ${read.import.catalogue!.productsRead} products in ${seconds.toFixed(1)} s`,
  );
  tour.say(
    `  ${mined.mining!.powerBuyers} power buyers of ${mined.mining!.buyers} hold ${(mined.mining!.spendShareBp / 100).toFixed(0)} % of what was spent`,
  );
  return {
    orders: read.import.orders!.ordersRead,
    customers: read.import.orders!.buyersRead,
    powerBuyers: mined.mining!.powerBuyers,
    seconds,
  };
}

export type BuyerRow = {
  buyerId: string;
  name: string;
  email: string | null;
  reason: string;
  rank: number;
  consent: string;
  standing: string;
};

/** Every power buyer has a reason that says something. */
export async function readReasons(tour: Tour): Promise<BuyerRow[]> {
  const rows: BuyerRow[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const one = await tour.owner.load<{ rows: BuyerRow[]; pages: number }>("app.buyers", `/app/buyers?page=${page}`);
    rows.push(...one.rows);
    pages = one.pages;
  }
  const without = rows.filter((row) => !/order/i.test(row.reason));
  need(!without.length, `${without.length} power buyers have no reason, e.g. ${without[0]?.name}`);
  for (const row of rows.slice(0, 3)) tour.say(`  ${row.rank}. ${row.name}: ${row.reason}`);
  return rows;
}
