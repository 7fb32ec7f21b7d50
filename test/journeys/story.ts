/**
 * Where a journey begins: a simulated store in the emulator with Regulars installed, its history read and its power buyers
 * invited, all by the app's own doors. Everybody says yes to e-mail and nothing sells out, so that the seed alone decides the story.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { MAIL_DEFAULTS } from "~/domain/letter/mail-setting";
import { saveMailSetting } from "~/domain/letter/save-mail-setting.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { startImport } from "~/ingest/history/start-import.server";
import { readImport } from "~/ingest/history/read-import.server";
import type { Customer, Order, ShopRecord } from "../emulator/books.ts";
import { placeOrder, type PlaceOrderOptions } from "../emulator/commerce/place-order.ts";
import type { Cart } from "../emulator/commerce/price-cart.ts";
import type { Emulator } from "../emulator/index.ts";
import { fillStore } from "../emulator/stores/index.ts";
import { Browser, formsOf, marks, type Page } from "../demo/tour/browser.ts";
import { serveApp } from "../support/app-server";
import { installInEmulator } from "../support/install";
import { testWorld, withEmulator, type TestWorld } from "../support/world";

export type Member = { ambassadorId: string; programId: string; customer: Customer; code: string; slug: string };

export type Story = {
  t: TestWorld;
  emulator: Emulator;
  /** Somebody's browser at the storefront: their own cookies, nobody signed in. */
  browser(): Browser;
  signedIn(customer: Customer): Promise<Browser>;
  /** Delivers and works until nothing is due any more. */
  settle(options?: { failuresExpected?: boolean }): Promise<void>;
  /** Lets time pass, and then everything that fell due happen. */
  pass(ms: number): Promise<void>;
  readHistory(): Promise<void>;
  /** Everybody on the list is invited and gets their mail. */
  invite(): Promise<void>;
  /** The invited person with this place in the outbox joins over the page in the mail, with a code of their own. */
  join(place: number, code: string): Promise<Member>;
  /** All of the above: the history is read, everybody is invited, and the first of them joins. */
  begin(code: string): Promise<Member>;
  /** A friend nobody has seen before buys; unless told otherwise two units of one product. */
  buy(cart?: Partial<Cart>, options?: PlaceOrderOptions): Order;
  customerOf(mail: { to: string }): Customer;
};

export type StoryOptions = { seed?: string; buyers?: number; shop?: Partial<ShopRecord> };

/** Call it once at the top of a journey. */
export async function openStory({ seed = "journey", buyers = 40, shop = {} }: StoryOptions = {}): Promise<Story> {
  const t = await testWorld();
  const appUrl = await serveApp();
  const fileFolder = mkdtempSync(path.join(tmpdir(), "regulars-journey-"));
  afterAll(() => rmSync(fileFolder, { recursive: true, force: true }));
  const emulator = await withEmulator(t, { config: { appUrl, fileFolder } });
  const { books } = emulator;
  await fillStore(emulator, { kind: "simulated", seed, buyers });
  books.shop.put(books.theShop.id, { ...books.theShop, ...shop });
  for (const customer of [...books.customer.values()]) books.customer.put(customer.id, { ...customer, marketingState: "SUBSCRIBED" });
  for (const variant of [...books.variant.values()]) books.variant.put(variant.id, { ...variant, inventory: null });
  await installInEmulator(t, emulator);

  const browser = () => new Browser(emulator.config.origin);
  let friends = 0;
  const story: Story = {
    t,
    emulator,
    browser,
    async signedIn({ email }) {
      const one = browser();
      await one.post("/__emulator/sign-in", { email: email! });
      return one;
    },
    async settle(options) {
      for (let round = 0; round < 20; round++) {
        const { delivered, failed } = await emulator.webhooks.deliverDue();
        const ran = await t.runDueJobs(options);
        if (!delivered && !failed && !ran.length) return;
      }
      throw new Error("webhooks and jobs beget each other without end");
    },
    async pass(ms) {
      await t.clock.advance(ms);
      await story.settle();
    },
    async readHistory() {
      await startImport(t.world, { kinds: ["catalogue", "orders"] });
      for (let step = 0; step < 60; step++) {
        await story.settle();
        const { orders, catalogue } = await readImport(t.world);
        if (orders?.state === "done" && catalogue?.state === "done") return;
        await t.clock.advance(30_000);
        // The emulator writes its files in slices of its own: let it.
        await new Promise((resolve) => setImmediate(resolve));
      }
      throw new Error(`the import did not end: ${JSON.stringify(await readImport(t.world))}`);
    },
    async invite() {
      // Everybody gets theirs at once, wherever it is night.
      await saveMailSetting(t.world, { setting: { ...MAIL_DEFAULTS, quietFromHour: 0, quietUntilHour: 0 }, savedBy: "journey" });
      const pressed = await pressInvite(t.world, { whom: "all", pressedBy: "journey" });
      if (pressed.outcome !== "pressed") throw new Error(`nobody could be invited: ${JSON.stringify(pressed)}`);
      await story.settle();
    },
    async join(place, code) {
      const mail = t.outbox.mails[place];
      const page = await openJoinPage(browser(), mail);
      const answer = await browser().submit(page, joinForm(page), { code, acknowledged: "yes" });
      if (marks(answer, "data-outcome")[0] !== "joined") throw new Error(`${mail.to} could not join: ${answer.status} ${answer.html}`);
      const customer = story.customerOf(mail);
      await mint(story);
      const [row] = await t.sql<{ ambassador_id: string; program_id: string; code: string; slug: string; state: string }>(
        `SELECT a.ambassador_id::text, s.program_id::text, s.code, a.slug, s.state FROM ambassador a JOIN share_code s USING (shop_id, ambassador_id) WHERE a.buyer_id = $1`,
        [customer.id],
      );
      if (row?.state !== "live") throw new Error(`${mail.to}'s code is ${row?.state ?? "missing"}`);
      return { ambassadorId: row.ambassador_id, programId: row.program_id, customer, code: row.code, slug: row.slug };
    },
    async begin(code) {
      await story.readHistory();
      await story.invite();
      return story.join(0, code);
    },
    buy: (cart = {}, options) =>
      placeOrder(
        emulator,
        {
          lines: [{ variantId: goods(emulator)[0].variantId, quantity: 2 }],
          codes: [],
          attributes: [],
          customerId: null,
          email: `friend-${++friends}@friends.example`,
          ...cart,
        },
        options,
      ),
    customerOf: ({ to }) => [...books.customer.values()].find(({ email }) => email === to)!,
  };
  return story;
}

/** Lets Shopify add codes and our jobs look at it, until nothing is left to mint. */
async function mint({ t, settle }: Story): Promise<void> {
  for (let round = 0; round < 30; round++) {
    await settle();
    const [{ open }] = await t.sql<{ open: number }>(
      "SELECT count(*)::int AS open FROM pgboss.job WHERE name IN ('minting.advance', 'discount.publish') AND state < 'completed'",
    );
    if (!open) return;
    await t.clock.advance(1_500);
  }
  throw new Error("minting did not end in thirty rounds");
}

/** What can be bought, dearest first, each with its price; no gift cards. */
export function goods({ books }: Emulator): { variantId: string; priceMinor: number; title: string }[] {
  return [...books.variant.values()]
    .filter(({ productId }) => {
      const product = books.product.need(productId);
      return product.status === "ACTIVE" && !product.giftCard;
    })
    .map(({ id, priceMinor, productId }) => ({ variantId: id, priceMinor, title: books.product.need(productId).title }))
    .sort((one, other) => other.priceMinor - one.priceMinor || Number(BigInt(one.variantId) - BigInt(other.variantId)));
}

/** The part of a mail's link that the storefront is asked for. */
export function linkIn(text: string, to: "join" | "opt-out"): string {
  const found = new RegExp(`https?://\\S+?(/apps/regulars/${to}\\?token=[\\w-]+)`).exec(text);
  if (!found) throw new Error(`the mail has no link to ${to}: ${text}`);
  return found[1];
}

export const openJoinPage = (browser: Browser, mail: { text: string }): Promise<Page> => browser.get(linkIn(mail.text, "join"));

export function joinForm(page: Page) {
  const form = formsOf(page).find((one) => one.method === "POST" && "code" in one.fields);
  if (!form) throw new Error(`no form to join on ${page.url} (${page.status}): ${page.html}`);
  return form;
}
