/**
 * One process that runs the money's own actions as a worker would and says how long each took. Its Shopify answers at once, so
 * that what is measured is ours and the database's; nothing else is stood in for.
 */
import { registerHooks } from "node:module";
import pg from "pg";
import type { ReadOrder, ShopPort } from "~/ports/shop";
import type { World } from "~/ports/world";
import { writeRaw } from "./raw-orders.ts";
import type { Measured, Part } from "./money.ts";

export type MoneyTask = { parts: Part[]; entries: number; rounds: number; orders: number; pairs: number };
export type MoneyMessage = { said: "line"; line: string } | { said: "done"; measured: Measured } | { said: "failed"; problem: string };

const SHOP = "regulars-bench.myshopify.com";
/** As many as a worker's connections allow to be under way on two cores without waiting for each other. */
const AT_ONCE = 8;
/** So many that no code is used beyond what a friend's code is: a code that looks leaked is another matter, and its orders wait. */
const PEOPLE = 2_000;

const task = JSON.parse(process.argv[2]) as MoneyTask;
const send = (message: MoneyMessage) => new Promise<void>((resolve) => process.send!(message, undefined, undefined, () => resolve()));

// Letters are JSX, which plain Node cannot read; nothing here writes one.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.endsWith("/react-letters.server")
      ? { url: "data:text/javascript,export const reactLetters = null;", shortCircuit: true }
      : next(specifier, context),
});

/** What Shopify knows: filled before it is asked. */
const orders = new Map<string, ReadOrder>();
const prices = new Map<string, bigint>();
const asked: Pick<ShopPort, "readOrder" | "readVariant"> = {
  readOrder: (orderId) => Promise.resolve(orders.get(orderId) ?? null),
  readVariant: (variantId) => {
    const priceMinor = prices.get(variantId);
    const of = { variantId, productId: variantId, productTitle: "Mug", currency: "GBP", unitCostMinor: null, available: true };
    return Promise.resolve(priceMinor === undefined ? null : { ...of, priceMinor });
  },
};
const shop = new Proxy(asked as ShopPort, {
  get(port, name) {
    if (!(name in port)) throw new Error(`this benchmark does not ask Shopify for ${String(name)}`);
    return Reflect.get(port, name) as unknown;
  },
});

/** The balances alone, as plainly as the database can. */
const SUM = `SELECT account_id, sum(amount) FROM (
  SELECT to_account_id AS account_id, amount_minor AS amount FROM entry WHERE shop_id = $1 AND to_account_id = ANY ($2)
  UNION ALL SELECT from_account_id, -amount_minor FROM entry WHERE shop_id = $1 AND from_account_id = ANY ($2)) m GROUP BY 1`;

const measured: Measured = { peakRssBytes: 0, problems: [] };
try {
  const { rewire, worldFor } = await import("~/world.server");
  const { closeConnections } = await import("~/db.server");
  const { boss, closeQueue } = await import("~/adapters/boss-queue.server");
  const { aShop, aProgram } = await import("../support/builders.ts");
  rewire({ shop: () => shop });
  const world = worldFor(SHOP);
  await boss();
  await aShop(world);
  const program = await aProgram(world);
  const sql = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: AT_ONCE });
  if (task.parts.includes("statement")) measured.statement = await benchStatement(world, sql, program);
  if (task.parts.includes("attribution")) measured.attribution = await benchAttribution(world, sql, program);
  if (task.parts.includes("redemptions")) measured.redemptions = await benchRedemptions(world, program);
  measured.peakRssBytes = process.resourceUsage().maxRSS * 1_024;
  await sql.end();
  await closeQueue();
  await closeConnections();
  await send({ said: "done", measured });
} catch (error) {
  await send({ said: "failed", problem: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
process.exit();

type Program = { programId: string; currency: string };

async function benchStatement(world: World, sql: pg.Pool, program: Program): Promise<Measured["statement"]> {
  const { appendEntries } = await import("~/domain/ledger/append-entry.server");
  const { accountsOf, readStatement, STATEMENT_PAGE } = await import("~/domain/ledger/read-statement.server");
  const { readMovements } = await import("~/domain/ledger/read-movements.server");
  const { anAmbassador } = await import("../support/builders.ts");
  const { programId } = program;
  // Another one with as many, so that the accounts are not the whole table.
  const [{ ambassadorId }, other] = [await anAmbassador(world, program), await anAmbassador(world, program)];
  for (const who of [ambassadorId, other.ambassadorId])
    for (let n = 0; n < task.entries; n += 1_000)
      await appendEntries(
        world,
        Array.from({ length: 1_000 }, (_, at) => ({
          from: { kind: at % 2 ? ("pending" as const) : ("program" as const), programId, ambassadorId: who },
          to: { kind: at % 2 ? ("earned" as const) : ("pending" as const), programId, ambassadorId: who },
          amountMinor: 100n,
          currency: "GBP",
          reason: at % 2 ? ("return window over" as const) : ("credit" as const),
          source: { kind: "order" as const, id: `${n + at - (at % 2)}` },
          idempotencyKey: `bench:${who}:${n + at}`,
        })),
      );
  await sql.query("ANALYZE entry").catch(() => undefined);
  const of = { ambassadorId, programId };
  const ids = Object.values(accountsOf(of));
  const all = { from: null, to: null };
  const found = { entries: task.entries, firstPage: [] as number[], lastPage: [] as number[], whole: [] as number[], sum: [] as number[] };
  for (let round = 0; round < task.rounds; round++) {
    found.firstPage.push(await seconds(() => readStatement(world, { ...of, ...all, page: 1 })));
    found.lastPage.push(await seconds(() => readStatement(world, { ...of, ...all, page: task.entries / STATEMENT_PAGE })));
    let entries = 0;
    found.whole.push(
      await seconds(async () => {
        for await (const piece of readMovements(world, { whose: of, period: all }))
          if (piece.piece === "movements") entries += piece.movements.length;
      }),
    );
    if (entries !== task.entries) measured.problems.push(`the statement has ${entries} of ${task.entries} entries`);
    found.sum.push(await seconds(() => inTransaction(sql, (client) => client.query(SUM, [SHOP, ids]))));
  }
  await send({ said: "line", line: `statements: ${task.rounds} rounds over ${task.entries} entries` });
  return found;
}

async function benchAttribution(world: World, sql: pg.Pool, program: Program): Promise<Measured["attribution"]> {
  const { refreshOrder } = await import("~/ingest/refresh-order.server");
  const { anAmbassador } = await import("../support/builders.ts");
  const people = [];
  for (let n = 0; n < PEOPLE; n++) people.push(await anAmbassador(world, program));
  const found = { orders: task.orders, atOnce: AT_ONCE, ordersPerSecond: [] as number[], rawPerSecond: [] as number[] };
  // The first round warms everything up and is not told.
  for (let round = 0; round <= task.rounds; round++) {
    const ids = Array.from({ length: task.orders }, (_, n) => String(1_000_000 + round * task.orders + n));
    for (const [n, id] of ids.entries()) orders.set(id, anOrderWith(world, id, people[n % people.length].code));
    const took = await seconds(() => atOnce(ids, async (orderId) => void (await refreshOrder(world, { orderId }))));
    const raw = await writeRaw(sql, { shopId: SHOP, orderIds: ids, atOnce: AT_ONCE });
    if (raw.credited !== task.orders) measured.problems.push(`round ${round}: ${raw.credited} of ${task.orders} orders were credited`);
    orders.clear();
    if (round === 0) continue;
    found.ordersPerSecond.push(task.orders / took);
    found.rawPerSecond.push(task.orders / raw.seconds);
    await send({
      said: "line",
      line: `round ${round}: ${Math.round(task.orders / took)} orders/s, bare ${Math.round(task.orders / raw.seconds)}/s`,
    });
  }
  return found;
}

/** A friend's first order with an ambassador's code and two products. */
function anOrderWith(world: World, orderId: string, code: string): ReadOrder {
  const at = world.clock.now();
  const line = (n: number) => ({
    ...{ lineId: `${orderId}${n}`, productId: null, variantId: null, title: "Tea", quantity: 1, currentQuantity: 1 },
    ...{ orderedMinor: 2_500n, goodsMinor: 2_500n, giftCard: false },
  });
  const email = `friend-${orderId}@example.com`;
  const buyer = { buyerId: `9${orderId}`, firstName: "Fran", lastName: "Friend", email, consent: "subscribed" as const };
  return {
    ...{ orderId, name: `#${orderId}`, buyer: { ...buyer, countryCode: "GB", province: null, city: null }, email },
    ...{ placedAt: at, cancelledAt: null, fulfilledAt: null, paid: true, test: false, tags: [], currency: "GBP" },
    ...{ financialStatus: "PAID", sourceName: "web", renewal: false, lines: [line(1), line(2)], amountOnlyRefundsMinor: 0n },
    ...{ codes: [code], attributes: [], buyerOrderIndex: 1, countryCode: "GB", province: null, gift: false, contact: null, updatedAt: at },
  };
}

async function benchRedemptions(world: World, program: Program): Promise<Measured["redemptions"]> {
  const { appendEntry } = await import("~/domain/ledger/append-entry.server");
  const { readBalance } = await import("~/domain/ledger/read-balance.server");
  const { requestReward } = await import("~/domain/reward/request-reward.server");
  const { anAmbassador, aProduct } = await import("../support/builders.ts");
  const { programId } = program;
  const { variantId } = await aProduct(world, { priceMinor: 800n, shelfOf: program });
  prices.set(variantId, 800n);
  const found = { pairs: task.pairs, exactlyOne: 0, none: 0, both: 0 };
  for (let pair = 0; pair < task.pairs; pair++) {
    const { ambassadorId } = await anAmbassador(world, program);
    await appendEntry(world, {
      ...{ from: { kind: "program", programId }, to: { kind: "earned", programId, ambassadorId }, amountMinor: 1_000n, currency: "GBP" },
      ...{ reason: "credit", source: { kind: "order", id: `pair-${pair}` }, idempotencyKey: `pair:${pair}` },
    });
    const answers = await Promise.all(
      ["one", "two"].map((requestKey) =>
        requestReward(world, { kind: "product code", ambassadorId, variantId, shownMinor: 800n, requestKey }),
      ),
    );
    const passed = answers.filter(({ outcome }) => outcome === "requested").length;
    if (passed === 1) found.exactlyOne++;
    else if (passed === 0) found.none++;
    else found.both++;
    const { earnedMinor, redeemedMinor } = await readBalance(world, { ambassadorId, programId });
    if (earnedMinor !== 200n || redeemedMinor !== 800n)
      measured.problems.push(`pair ${pair}: ${earnedMinor} earned, ${redeemedMinor} taken`);
  }
  await send({ said: "line", line: `redemptions: ${found.exactlyOne} of ${task.pairs} pairs passed exactly once` });
  return found;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

async function atOnce<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all].reverse();
  const worker = async () => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function inTransaction(sql: pg.Pool, work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  const client = await sql.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.shop_id', $1, true)", [SHOP]);
    await work(client);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}
