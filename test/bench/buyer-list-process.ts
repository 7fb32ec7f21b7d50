/**
 * One process that fills a store with buyers and reads the power buyers' page as the admin does, as regulars_app on a durable
 * PostgreSQL: the list's pages, each filter, the plot, a card, a kept view, the spreadsheet; once with everybody on the list, once
 * with the best tenth.
 */
import { registerHooks } from "node:module";
import pg from "pg";
import type { ListFilters } from "~/domain/mining/list-filters";
import type { World } from "~/ports/world";
import type { ListMessage, ListTask, TimedRead } from "./buyer-list.ts";

const SHOP = "regulars-bench.myshopify.com";
const PAGE = 25;
/** Everybody, and the best tenth, in basis points of all. */
const LINES = [10_000, 1_000];
const SPREADSHEET_ROUNDS = 3;

// Letters are JSX, which plain Node cannot read; nothing here writes one.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.endsWith("/react-letters.server")
      ? { url: "data:text/javascript,export const reactLetters = null;", shortCircuit: true }
      : next(specifier, context),
});

const { buyers, rounds, superuserUrl } = JSON.parse(process.argv[2]) as ListTask;
const send = (message: ListMessage) => new Promise<void>((resolve) => process.send!(message, undefined, undefined, () => resolve()));

const { worldFor } = await import("~/world.server");
const { closeConnections } = await import("~/db.server");
const { boss, closeQueue } = await import("~/adapters/boss-queue.server");
const { NO_FILTERS } = await import("~/domain/mining/list-filters");
const { readBuyerCard } = await import("~/domain/insight/read-buyer-card.server");
const { readBuyerPlot } = await import("~/domain/insight/read-buyer-plot.server");
const { readEvidence } = await import("~/domain/insight/read-evidence.server");
const { mineBuyers } = await import("~/domain/mining/mine-buyers.server");
const { moveLine } = await import("~/domain/mining/move-line.server");
const { readPowerBuyers } = await import("~/domain/mining/read-power-buyers.server");
const { readSavedViews } = await import("~/domain/mining/read-saved-views.server");
const { saveView } = await import("~/domain/mining/save-view.server");
const { writeListCsv } = await import("~/domain/mining/write-list-csv.server");
const { buyersWords } = await import("~/words/admin/buyers");
const { aProgram, aShop } = await import("../support/builders.ts");

try {
  await boss();
  const world = worldFor(SHOP);
  await fill(world);
  const reads: TimedRead[] = [];
  for (const powerBuyerBp of LINES) {
    await moveLine(world, { powerBuyerBp, movedBy: "bench" });
    reads.push(...(await measure(world)));
  }
  await send({ said: "done", reads, peakRssBytes: process.resourceUsage().maxRSS * 1024 });
} catch (error) {
  await send({ said: "failed", problem: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  process.exitCode = 1;
} finally {
  await closeQueue();
  await closeConnections();
  process.disconnect();
}

/** Three orders a buyer over two years, most of them of few; as many people as towns, names and tastes make likely. */
async function fill(world: World): Promise<void> {
  await aShop(world, { name: "Bench" });
  await aProgram(world);
  const superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  const all = [SHOP, world.clock.now(), buyers];
  const insert = (text: string) =>
    superuser.query(`WITH p AS (SELECT $1::text AS shop, $2::timestamptz AS at, $3::int AS people) ${text}`, all);
  await send({ said: "line", line: `filling a store with ${buyers} buyers …` });
  await insert(`INSERT INTO buyer (shop_id, buyer_id, first_name, last_name, email, consent, country_code, province, city, currency, read_at)
    SELECT shop, (5000000 + n)::text, (ARRAY['Ana', 'Ben', 'Cleo', 'Dora', 'Emil', 'Frida', 'Goran', 'Hana'])[1 + n % 8], 'Name' || n % 5000,
      'buyer-' || n || '@bench.example', (ARRAY['subscribed', 'subscribed', 'not subscribed'])[1 + n % 3],
      (ARRAY['GB', 'GB', 'DE', 'FR', 'US'])[1 + n % 5], 'Region ' || n % 50, 'Town ' || n % 2000, 'GBP', at
    FROM p, generate_series(0, people - 1) n`);
  await insert(`INSERT INTO orders (shop_id, order_id, name, buyer_id, placed_at, paid_at, test, currency, goods_minor, ordered_minor, tags, codes,
      shopify_updated_at, read_at)
    SELECT shop, (7000000 + n)::text, '#' || n, (5000000 + floor(people * power((n::bigint * 7919 % 1000003) / 1000003.0, 1.6)))::text,
      at - ((n::bigint * 104729) % 730) * interval '1 day', at, false, 'GBP', 500 + (n::bigint * 31 % 9500), 500 + (n::bigint * 31 % 9500), '{}', '{}', at, at
    FROM p, generate_series(0, people * 3 - 1) n`);
  await superuser.query("VACUUM ANALYZE");
  const mined = await mineBuyers(world, { why: "bench" });
  // As a server does by itself once so much was written.
  await superuser.query("ANALYZE");
  await superuser.end();
  await send({ said: "line", line: JSON.stringify(mined) });
}

async function measure(world: World): Promise<TimedRead[]> {
  const first = (await readPowerBuyers(world, { page: 1, pageSize: PAGE }))!;
  const listed = first.mining.powerBuyers;
  const reads: TimedRead[] = [];
  const time = async (what: string, once: () => Promise<number>, times = rounds) => {
    const milliseconds: number[] = [];
    let rows = 0;
    for (let round = 0; round < times; round++) {
      const began = performance.now();
      rows = await once();
      milliseconds.push(performance.now() - began);
    }
    reads.push({ what, listed, rows, milliseconds });
  };
  const list = (what: string, filters: Partial<ListFilters>, page = 1) =>
    time(what, async () => (await readPowerBuyers(world, { page, pageSize: PAGE, filters: { ...NO_FILTERS, ...filters } }))!.matching);
  await list("list, first page", {});
  await list("list, last page", {}, Math.ceil(listed / PAGE));
  await list("a name (common)", { search: "cleo" });
  await list("an e-mail (one)", { search: "buyer-77@" });
  await list("a place", { place: "town 17" });
  await list("a country", { country: "DE" });
  await list("consent", { consent: "yes" });
  await list("consent, last page", { consent: "yes" }, Math.ceil((listed * 0.66) / PAGE));
  await list("recency", { recency: "in-90" });
  await list("gifts", { gifts: "often" });
  await list("people only", { kind: "people" });
  await list("new on the list", { joined: "lately" });
  await list("four at once", { country: "GB", consent: "yes", recency: "in-180", search: "an" });
  await time("plot", async () => (await readBuyerPlot(world))!.people.length);
  await time("card", async () => ((await readBuyerCard(world, { buyerId: first.rows[0].buyerId })) ? 1 : 0));
  await time("how do we know", async () => ((await readEvidence(world)) ? 1 : 0));
  await time("a view kept and read", async () => {
    await saveView(world, { name: "Germans", filters: { ...NO_FILTERS, country: "DE", consent: "yes" }, savedBy: "bench" });
    return (await readSavedViews(world)).length;
  });
  const { consent, standing, save } = buyersWords;
  const words = { columns: save.columns, consent, standing: { ...standing, "not invited": "" } as Record<string, string>, yes: save.yes };
  const spreadsheet = (what: string, filters: ListFilters) =>
    time(
      what,
      async () => {
        let lines = 0;
        for await (const piece of writeListCsv(world, { filters, words })) lines += piece.split("\n").length - 1;
        return lines;
      },
      SPREADSHEET_ROUNDS,
    );
  await spreadsheet("spreadsheet, everybody", NO_FILTERS);
  await spreadsheet("spreadsheet, consent", { ...NO_FILTERS, consent: "yes" });
  return reads;
}
