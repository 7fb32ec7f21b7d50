/** What could be ours, in the pages in which Shopify tells of it: the oldest first, twenty of a kind, a cursor that stays good. */
import type { MarkedPage, MarkedThing, ShopPort } from "../../app/ports/shop.ts";

const PAGE = 20;

/** Only of this customer, save discounts: whose one is, Shopify does not search. */
export function markedPages(marked: MarkedThing[], { asked, buyerId }: Parameters<ShopPort["readMarked"]>[0]): MarkedPage[] {
  if (!asked.length) throw new Error("a page of nothing was asked for");
  return asked.map(({ kind, since, after }): MarkedPage => {
    const matching = marked.filter(
      (one) => one.kind === kind && one.at >= since && (buyerId === null || kind === "product code" || one.buyerId === buyerId),
    );
    const sorted = matching.sort((a, b) => a.at.getTime() - b.at.getTime());
    const from = after === null ? 0 : sorted.findIndex(({ shopifyId }) => shopifyId === after) + 1;
    const things = sorted.slice(from, from + PAGE);
    return { kind, things, reached: things.at(-1)?.at ?? null, next: from + PAGE < sorted.length ? things.at(-1)!.shopifyId : null };
  });
}
