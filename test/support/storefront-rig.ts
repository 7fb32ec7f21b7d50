/**
 * A store to look at in a browser: the emulator's storefront, theme and app proxy before this process's own routes, on a
 * real database. Shopify's Admin API is a till that knows the store's prices and where its
 * customers live, since no page may need more of it.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import { hashOfToken } from "~/domain/invitation/hash-of-token.server";
import type { Destination, ShopPort } from "~/ports/shop";
import { startEmulator } from "../emulator/index.ts";
import { smallStore } from "../emulator/small-store.ts";
import { accountAnswerOf } from "./account";
import { aBuyer, aProgram, aShop } from "./builders";
import { answerOf } from "./storefront";
import { DAY_MS, testWorld } from "./world";
import type { Address } from "../emulator/books.ts";

export async function storefrontRig() {
  const store = smallStore();
  const { books } = store;
  const readVariant: ShopPort["readVariant"] = async (variantId) => {
    const variant = books.variant.get(variantId);
    if (!variant) return null;
    const { title } = books.product.need(variant.productId);
    return {
      variantId,
      productId: variant.productId,
      productTitle: title,
      priceMinor: BigInt(variant.priceMinor),
      currency: "GBP",
      unitCostMinor: null,
      available: true,
    };
  };
  /** Where the store's own books say that its customers live. */
  const readDestinations: ShopPort["readDestinations"] = async (buyerIds) =>
    buyerIds.map((buyerId) => {
      const [home] = books.customer.get(buyerId)?.addresses ?? [];
      return home?.address1 ? destinationOf({ ...home, address1: home.address1 }) : null;
    });
  const t = await testWorld({ shopId: books.theShop.domain, shop: { readVariant, readDestinations } as Partial<ShopPort> as ShopPort });

  const app = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", async () => {
      const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
      const body = chunks.length ? Buffer.concat(chunks) : undefined;
      const answer = incoming.url!.startsWith("/account/") ? accountAnswerOf : answerOf;
      const response = await answer(
        new Request(new URL(incoming.url!, "http://localhost:3000"), { method: incoming.method, headers, body }),
      );
      outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
    });
  });
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  const emulator = await startEmulator({
    books,
    frozenAt: t.clock.now(),
    config: {
      apiKey: process.env.SHOPIFY_API_KEY!,
      apiSecret: process.env.SHOPIFY_API_SECRET!,
      appUrl: `http://127.0.0.1:${(app.address() as AddressInfo).port}`,
    },
  });
  books.installation.put(emulator.config.apiKey, {
    clientId: emulator.config.apiKey,
    scopes: ["read_customers"],
    installedAt: emulator.clock.iso(),
    uninstalledAt: null,
    proxyPrefix: "apps",
  });
  afterAll(async () => {
    await emulator.close();
    app.closeAllConnections();
    app.close();
  });

  await aShop(t.world, { name: books.theShop.name, storefrontUrl: emulator.config.origin });
  const program = await aProgram(t.world);
  return { ...t, store, emulator, program, origin: emulator.config.origin };
}

/** The store knows this ambassador as a customer, who can sign in by this address. */
export function knownCustomer({ store }: StorefrontRig, { buyerId }: { buyerId: string }, email: string): void {
  store.books.customer.put(buyerId, { ...store.mia, id: buyerId, email });
}

/** Somebody who has the invitation in the mail; their token. */
export async function anInvitation(
  { world, program }: Pick<StorefrontRig, "world" | "program">,
  { token, firstName }: { token: string; firstName: string },
): Promise<string> {
  const { shopId } = world;
  const { buyerId } = await aBuyer(world, { firstName });
  const now = world.clock.now();
  await world.transaction(({ db }) =>
    db.invitation.create({
      data: {
        shopId,
        invitationId: world.chance.uuid(),
        programId: program.programId,
        buyerId,
        pressId: world.chance.uuid(),
        decile: 1,
        state: "sent",
        tokenHash: hashOfToken(token),
        createdAt: now,
        sentAt: now,
        expiresAt: new Date(now.getTime() + 14 * DAY_MS),
      },
    }),
  );
  return token;
}

export type StorefrontRig = Awaited<ReturnType<typeof storefrontRig>>;

/** The store's own products in our rows, with the theme's pictures; those that are no gift cards and in stock are on the shelf. */
export async function stockShelf({
  world,
  store,
  program,
  origin,
}: Pick<StorefrontRig, "world" | "store" | "program" | "origin">): Promise<void> {
  const { shopId } = world;
  const readAt = world.clock.now();
  await world.transaction(async ({ db }) => {
    for (const product of Object.values(store.products)) {
      const variant = store.books.variant.need(product.variantIds[0]);
      const { id: productId, title, handle, giftCard } = product;
      const available = variant.inventory !== 0;
      const imageUrl = `${origin}/cdn/pictures/${productId}.svg`;
      await db.product.create({
        data: { shopId, productId, title, handle, status: "ACTIVE", imageUrl, collections: [], giftCard, readAt },
      });
      const priceMinor = BigInt(variant.priceMinor);
      await db.variant.create({
        data: { shopId, variantId: variant.id, productId, title: variant.title, priceMinor, currency: "GBP", available, readAt },
      });
      if (!giftCard) await db.shelfItem.create({ data: { shopId, programId: program.programId, variantId: variant.id, addedAt: readAt } });
    }
  });
}

function destinationOf(home: Address & { address1: string }): Destination {
  const { firstName, lastName, address1, city, zip, province, country, countryCode } = home;
  const [name, company, address2] = [[firstName, lastName].filter(Boolean).join(" "), home.company ?? null, home.address2 ?? null];
  const lines = [name, company, address1, address2, [city, zip].filter(Boolean).join(" "), country].filter((line) => !!line) as string[];
  return { name, company, address1, address2, zip, city, province, countryCode, lines };
}
