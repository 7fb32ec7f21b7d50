/**
 * Shopify as a till that knows prices and where its customers live, which is all a rewards page may ask for when something is taken;
 * with a shelf of products it knows, and ambassadors who have something to spend.
 */
import { appendEntry } from "~/domain/ledger/append-entry.server";
import { ShopProblem, type Destination, type ReadVariant, type ShopPort } from "~/ports/shop";
import type { World } from "~/ports/world";
import { aProduct, type BuiltAmbassador, type BuiltProduct, type BuiltProgram } from "./builders";

export function aTill() {
  const prices = new Map<string, bigint>();
  const homes = new Map<string, Destination>();
  const readDestinations = async (buyerIds: string[]): Promise<(Destination | null)[]> => {
    till.asked++;
    if (till.dead) throw new ShopProblem("needs permission", "the token is dead");
    return buyerIds.map((buyerId) => homes.get(buyerId) ?? null);
  };
  const readVariant = async (variantId: string): Promise<ReadVariant | null> => {
    till.asked++;
    if (till.dead) throw new ShopProblem("needs permission", "the token is dead");
    const priceMinor = prices.get(variantId);
    if (priceMinor === undefined) return null;
    return { variantId, productId: "1", productTitle: "Jubilee Mug", priceMinor, currency: "GBP", unitCostMinor: 200n, available: true };
  };
  const till = {
    prices,
    /** Of who is not in it, the store has no address. */
    homes,
    /** Its token is dead: it answers nothing. */
    dead: false,
    /** How often it was asked. */
    asked: 0,
    shop: { readVariant, readDestinations } as Partial<ShopPort> as ShopPort,
    async onShelf(world: World, program: BuiltProgram, priceMinor: bigint, title = "Jubilee Mug"): Promise<BuiltProduct> {
      const product = await aProduct(world, { title, priceMinor, shelfOf: program });
      prices.set(product.variantId, priceMinor);
      return product;
    },
  };
  return till;
}

/** So much is taken from them again, as after a return; more than they have is what they owe. */
export const lose = (world: World, program: BuiltProgram, { ambassadorId }: BuiltAmbassador, amountMinor: bigint): Promise<unknown> =>
  appendEntry(world, {
    from: { kind: "earned", ambassadorId, programId: program.programId },
    to: { kind: "program", programId: program.programId },
    amountMinor,
    currency: program.currency,
    reason: "credit lowered",
    source: { kind: "order", id: `${Math.random()}` },
    idempotencyKey: `${Math.random()}`,
  });

/** So much more is theirs to spend. */
export const earn = (world: World, program: BuiltProgram, { ambassadorId }: BuiltAmbassador, amountMinor: bigint): Promise<unknown> =>
  appendEntry(world, {
    from: { kind: "program", programId: program.programId },
    to: { kind: "earned", ambassadorId, programId: program.programId },
    amountMinor,
    currency: program.currency,
    reason: "return window over",
    source: { kind: "order", id: `${Math.random()}` },
    idempotencyKey: `${Math.random()}`,
  });
