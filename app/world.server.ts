/**
 * The ONLY file that wires adapters: worldFor(shop) gives an action everything it may touch. A transaction names its
 * shop to the database before anything else, so row-level security holds whatever the query says.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { directTransaction } from "./adapters/direct-sql.server";
import { dnsRecords } from "./adapters/dns-records.server";
import { keyedFingerprint } from "./adapters/keyed-fingerprint.server";
import { queueInPrisma, queueInSql } from "./adapters/boss-queue.server";
import { shopifyAdmin } from "./adapters/shopify-admin/shopify-admin.server";
import { shopDoor } from "./adapters/shop-door.server";
import { smtpMailer } from "./adapters/smtp-mailer.server";
import { systemChance } from "./adapters/system-chance.server";
import { systemClock } from "./adapters/system-clock";
import { connections } from "./db.server";
import { invariant } from "./domain/invariant";
import { reactLetters } from "./mails/react-letters.server";
import type { Chance } from "./ports/chance";
import type { Clock } from "./ports/clock";
import type { Mailer } from "./ports/mailer";
import type { MailRecords } from "./ports/mail-records";
import type { ShopPort } from "./ports/shop";
import type { Tx, World } from "./ports/world";

/** What a test may put in place of the machine; the app itself never does. */
export type Wiring = { clock: Clock; chance: Chance; shop: (shopId: string) => ShopPort; mailer: () => Mailer; records: MailRecords };

let wiring: Wiring = { clock: systemClock, chance: systemChance, shop: shopifyAdmin, mailer: smtpMailer, records: dnsRecords };

export function rewire(parts: Partial<Wiring>): void {
  wiring = { ...wiring, ...parts };
}

export const clock: Clock = { now: () => wiring.clock.now() };

const open = new AsyncLocalStorage<{ shopId: string; tx: Tx }>();

/** Everything an action for this shop may touch. The shop comes from a session, a signature or a job, never from a parameter. */
export function worldFor(shopId: string): World {
  invariant(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(shopId), `"${shopId}" is a shop's myshopify domain`);
  return {
    shopId,
    clock,
    chance: wiring.chance,
    fingerprint: keyedFingerprint,
    letters: reactLetters,
    get shop() {
      outsideTransaction("Shopify");
      return wiring.shop(shopId);
    },
    get mailer() {
      outsideTransaction("the mail server");
      return wiring.mailer();
    },
    get records() {
      outsideTransaction("the DNS");
      return wiring.records;
    },
    get door() {
      outsideTransaction("the door");
      return shopDoor(shopId);
    },
    async transaction(work) {
      const outer = open.getStore();
      if (outer) {
        invariant(outer.shopId === shopId, "a transaction belongs to one shop");
        return work(outer.tx);
      }
      return directTransaction(
        connections().app,
        async (db) => {
          // true: until this transaction ends. A setting for the connection would leak to the next shop.
          await db.$executeRaw`SELECT set_config('app.shop_id', ${shopId}, true)`;
          const tx: Tx = { db, queue: queueInPrisma(shopId, db) };
          return open.run({ shopId, tx }, () => work(tx));
        },
        { maxWait: 4_000, timeout: 30_000 },
      );
    },
    async bulk(work) {
      invariant(!open.getStore(), "bulk work is a transaction of its own");
      const client = await connections().bulk.connect();
      try {
        await client.query("BEGIN");
        await client.query("SELECT set_config('app.shop_id', $1, true)", [shopId]);
        const result = await work(client, queueInSql(shopId, client));
        await client.query("COMMIT");
        client.release();
        return result;
      } catch (error) {
        // A connection in an unknown state is closed, not reused; the server rolls back.
        client.release(true);
        throw error;
      }
    },
  };
}

function outsideTransaction(whom: string): void {
  invariant(!open.getStore(), `${whom} is called outside transactions: commit the intent first, call, then record`);
}
