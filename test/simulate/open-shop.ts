/**
 * A shop's first days, by the app's own doors and in fair weather: a small simulated store, Regulars installed, its history
 * read and mined, four of its best customers invited, two of them joined with live codes and the pool of click codes filled.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { joinProgram } from "~/domain/code/join-program.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { REWARD_KINDS, type Settings } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { restockShelf } from "~/domain/reward/restock-shelf.server";
import { readImport } from "~/ingest/history/read-import.server";
import { startImport } from "~/ingest/history/start-import.server";
import { rewire, worldFor } from "~/world.server";
import { startEmulator, type Emulator } from "../emulator/index.ts";
import type { Customer } from "../emulator/books.ts";
import { fillStore } from "../emulator/stores/index.ts";
import { seededBy } from "../emulator/stores/seeded-random.ts";
import { setAddress } from "../emulator/commerce/set-address.ts";
import { installInEmulator } from "../support/install.ts";
import type { SimulationDatabase } from "./open-database.ts";
import { ICON_FROM, INSIDER_FROM } from "./live-reward.ts";
import { PostOffice } from "./post-office.ts";
import { HOMELESS, rulesFor, sellsSubscriptions, type Rules } from "./rules.ts";
import { seededChance } from "./seeded-chance.ts";
import { DAY_MS, HOUR_MS, Stage, type SentMail, type SimulationClock } from "./stage.ts";
import type { Storm } from "./storm.ts";
import { mailerIn } from "./stormy-mailer.ts";
import { shopOver } from "./stormy-wires.ts";

/** Every life begins at this moment, whichever seed. */
export const START = new Date("2026-11-02T09:00:00Z");
const BUYERS = 14;
const INVITED = 4;
const JOIN_AT_ONCE = 2;
/** After the first days everybody's clock shows the same, however long they took. */
const LIFE_BEGINS = new Date(START.getTime() + 2 * DAY_MS);

/**
 * All ways of thanking; every tier earns the same, since a tier once reached stays, and a refund that comes late may leave one that
 * its order did not earn.
 */
const OF_ALL_OWNERS: Partial<Settings> = {
  rewardKinds: [...REWARD_KINDS],
  insiderFrom: INSIDER_FROM,
  iconFrom: ICON_FROM,
  cashMinimumMinor: 0n,
};

export type Member = {
  place: number;
  ambassadorId: string;
  customer: Customer;
  code: string;
  /** When they pressed. */ since: number;
  slug: string;
};
export type OpenedShop = {
  stage: Stage;
  members: Member[];
  /** Invited, and yet to join, by their place. */
  invited: { place: number; customer: Customer }[];
  /** Customers of old that nobody has invited. */
  regulars: Customer[];
  /** What its owner has set. */
  rules: Rules;
  /** Broken on purpose: no worker notes that it is awake. */
  careless: boolean;
  close(): Promise<void>;
};

export const WEATHERS = ["calm", "storm"] as const;
export type Weather = (typeof WEATHERS)[number];
export const shopIdOf = (seed: number, weather: Weather): string => `seed-${seed}-${weather}.myshopify.com`;

export async function openShop(
  database: SimulationDatabase,
  { seed, weather, storm, careless = false }: { seed: number; weather: Weather; storm: Storm | null; careless?: boolean },
): Promise<OpenedShop> {
  const shopId = shopIdOf(seed, weather);
  const chance = seededBy("life", String(seed), "shop");
  const fileFolder = mkdtempSync(path.join(tmpdir(), "regulars-simulate-"));
  const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: apiSecret, SHOPIFY_APP_URL: appUrl } = process.env;
  const emulator = await startEmulator({
    frozenAt: START,
    config: { apiKey: apiKey!, apiSecret: apiSecret!, appUrl: appUrl!, fileFolder },
  });
  process.env.SHOPIFY_EMULATOR_URL = emulator.config.origin;
  await fillBooks(emulator, shopId, seed, chance.pick(["GBP", "GBP", "USD", "JPY"]), chance.happens(0.7));

  // The life before was lived in the same months.
  await database.sql("DELETE FROM awake");
  const mails: SentMail[] = [];
  const clock = await startClock(database, emulator);
  rewire({
    clock,
    chance: seededChance(String(seed), weather),
    shop: (shop) => shopOver(shop, storm, emulator),
    mailer: () => mailerIn(storm, (mail) => mails.push({ ...mail, at: clock.now() })),
  });
  const world = worldFor(shopId);
  const post = new PostOffice(emulator, null);
  const fair = new Stage({ seed, shopId, emulator, world, clock, post, storm: null, sql: database.sql, mails });
  await installInEmulator({ shopId, world } as Parameters<typeof installInEmulator>[0], emulator);
  const rules = rulesFor(seed, emulator);
  await world.transaction(async () => {
    const live = await readLiveProgram(world);
    return saveSettings(world, { settings: { ...live!, ...rules, ...OF_ALL_OWNERS, powerBuyerBp: 6_000 }, savedBy: "owner" });
  });
  await readHistory(fair);
  const invited = await invite(fair);
  const members: Member[] = [];
  for (const person of invited.splice(0, JOIN_AT_ONCE)) members.push(await join(fair, person));
  await restockShelf(world);
  await clock.set(LIFE_BEGINS);

  const stage = storm
    ? new Stage({ seed, shopId, emulator, world, clock, post: new PostOffice(emulator, storm), storm, sql: database.sql, mails })
    : fair;
  const known = new Set([...members, ...invited].map(({ customer }) => customer.id));
  return {
    stage,
    members,
    invited,
    rules,
    careless,
    regulars: [...emulator.books.customer.values()].filter(({ id, email }) => email && !known.has(id)),
    async close() {
      await emulator.close();
      rmSync(fileFolder, { recursive: true, force: true });
    },
  };
}

async function fillBooks(emulator: Emulator, shopId: string, seed: number, currency: string, taxesIncluded: boolean): Promise<void> {
  const { books } = emulator;
  await fillStore(emulator, { kind: "simulated", seed: `simulate ${seed}`, buyers: BUYERS, currency });
  books.shop.put(books.theShop.id, {
    ...books.theShop,
    domain: shopId,
    taxesIncluded,
    planName: "Enterprise",
    sellsSubscriptions: sellsSubscriptions(seed),
  });
  for (const customer of [...books.customer.values()]) books.customer.put(customer.id, { ...customer, marketingState: "SUBSCRIBED" });
  for (const variant of [...books.variant.values()]) books.variant.put(variant.id, { ...variant, inventory: null });
}

async function startClock(database: SimulationDatabase, emulator: Emulator): Promise<SimulationClock> {
  let now = START;
  await database.moveClock(now);
  return {
    now: () => new Date(now),
    async set(to) {
      const ahead = to.getTime() - now.getTime();
      if (ahead < 0) throw new Error("the simulation's clock only moves forward");
      now = to;
      await database.moveClock(to);
      await emulator.clock.advance(ahead);
    },
  };
}

async function readHistory(stage: Stage): Promise<void> {
  await startImport(stage.world, { kinds: ["catalogue", "orders"] });
  for (let step = 0; step < 60; step++) {
    await stage.settle();
    const { orders, catalogue } = await readImport(stage.world);
    if (orders?.state === "done" && catalogue?.state === "done") return;
    await stage.tick(30_000);
    // The emulator writes its files in slices of its own: let it.
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`the history could not be read: ${JSON.stringify(await readImport(stage.world))}`);
}

async function invite(stage: Stage): Promise<{ place: number; customer: Customer }[]> {
  const { world, emulator } = stage;
  const { shopId } = world;
  const ranked = await world.transaction(async ({ db }) => {
    const { miningId } = await db.mining.findFirstOrThrow({ where: { shopId }, orderBy: [{ minedAt: "desc" }, { miningId: "asc" }] });
    return db.ranking.findMany({ where: { shopId, miningId }, orderBy: { rank: "asc" }, take: INVITED });
  });
  const pressed = await pressInvite(world, { whom: ranked.map(({ buyerId }) => buyerId), pressedBy: "owner" });
  if (pressed.outcome !== "pressed" || pressed.invited !== INVITED) throw new Error(`not invited: ${JSON.stringify(pressed)}`);
  // Everybody gets theirs in their own morning.
  for (let hours = 0; hours < 24 && stage.mails.length < INVITED; hours++) {
    await stage.settle();
    if (stage.mails.length < INVITED) await stage.tick(HOUR_MS);
  }
  setAddress(emulator, ranked[HOMELESS].buyerId, null);
  return ranked.map(({ buyerId }, place) => ({ place, customer: emulator.books.customer.need(buyerId) }));
}

/** Joins by the link in their mail and waits until their code is live. The code says their place. */
export async function join(stage: Stage, { place, customer }: { place: number; customer: Customer }): Promise<Member> {
  const mail = stage.mails.find(({ to }) => to === customer.email);
  const token = /\/join\?token=([\w-]+)/.exec(mail?.text ?? "")?.[1];
  if (!token) throw new Error(`${customer.email} got no mail with a link`);
  const [code, since] = [`FRIEND-OF-${place + 1}`, stage.now().getTime()];
  const joined = await stage.press(`join ${place}`, (world) =>
    joinProgram(world, { token, code, name: customer.firstName ?? `Friend ${place}`, acknowledged: true }),
  );
  if (joined.outcome !== "joined" && joined.outcome !== "link used") throw new Error(`${customer.email} could not join: ${joined.outcome}`);
  for (let round = 0; round < 200; round++) {
    await stage.settle();
    const [row] = await stage.sql<{ state: string; code: string; ambassador_id: string; slug: string; open: number }>(
      `SELECT s.state, s.code, s.ambassador_id::text, a.slug,
         (SELECT count(*)::int FROM pgboss.job WHERE name IN ('minting.advance', 'discount.publish') AND state < 'completed' AND data->>'shopId' = $1) AS open
       FROM ambassador a JOIN share_code s USING (shop_id, ambassador_id) WHERE a.shop_id = $1 AND a.buyer_id = $2 ORDER BY s.created_at DESC`,
      [stage.shopId, customer.id],
    );
    if (row?.state === "live" && !row.open)
      return { place, ambassadorId: row.ambassador_id, customer, code: row.code, since, slug: row.slug };
    await stage.tick(2_000);
  }
  throw new Error(`the code of ${customer.email} did not become live`);
}
