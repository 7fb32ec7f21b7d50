/** Before a product that is sent is taken, its ambassador reads the address and says yes to it: on the store's own page and in their account. */
import { expect, test } from "vitest";
import type { RewardsAnswer } from "~/account/answers";
import { pressKey } from "~/storefront/press-key.server";
import { askAccount } from "../support/account";
import { anAmbassador, aProgram, aShop, type BuiltAmbassador } from "../support/builders";
import { aDestination } from "../support/destinations";
import { askStorefront, formWith, marksOf, textOf } from "../support/storefront";
import { aTill, earn } from "../support/till";
import { testWorld } from "../support/world";

const till = aTill();
const t = await testWorld({ shop: till.shop });
const { world, shopId } = t;
await aShop(world, { scopes: ["write_draft_orders"] });
const program = await aProgram(world, { rewardKinds: ["product code", "product sent"] });

const HOME = aDestination({ address2: "Flat {{ 2 }} <b>" });
const AUNT = aDestination({ address1: "9 Mill Lane", city: "York" });

async function ready(place: typeof HOME | null = HOME) {
  const ambassador = await anAmbassador(world, program);
  await earn(world, program, ambassador, 2_000n);
  if (place) till.homes.set(ambassador.buyerId, place);
  const { variantId } = await till.onShelf(world, program, 800n);
  return { ambassador, variantId };
}
const rewardsOf = ({ ambassadorId }: BuiltAmbassador) =>
  t.sql<{ kind: string; place_mark: string | null }>("SELECT kind, place_mark FROM reward WHERE shop_id = $1 AND ambassador_id = $2", [
    shopId,
    ambassadorId,
  ]);
const onPage = (who: BuiltAmbassador, form?: Record<string, string>, part = "") =>
  askStorefront({ shop: shopId, path: `/rewards${part}`, buyerId: who.buyerId, form });
async function inAccount(who: BuiltAmbassador, form?: Record<string, string>) {
  const { body, headers } = await askAccount({ shop: shopId, path: "/rewards", buyerId: who.buyerId, form });
  if (body.outcome !== "page") throw new Error(JSON.stringify(body));
  return { ...(body as Extract<RewardsAnswer, { outcome: "page" }>), headers };
}

test("on the store's page: the first press shows the whole address and takes nothing, the second takes it, no script needed", async () => {
  const { ambassador, variantId } = await ready();
  const shelf = await onPage(ambassador);
  expect(shelf.html).not.toContain("High Street");
  const question = await onPage(ambassador, formWith(shelf, { intent: "where", variantId }));
  expect([marksOf(question, "data-outcome"), await rewardsOf(ambassador)]).toEqual([["confirm address"], []]);
  expect(question.headers.get("cache-control")).toMatch(/no-store/);
  const lines = [...question.html.matchAll(/<address[^>]*>(.*?)<\/address>/gs)].flatMap(([, inside]) =>
    [...inside.matchAll(/<span>(.*?)<\/span>/gs)].map(([, line]) => line),
  );
  // Nothing that somebody typed into an address is a tag, or Liquid.
  expect(lines).toEqual(["Maxine Hill", "1 High Street", "Flat &#123;{ 2 }} &lt;b&gt;", "Leeds LS1 1AA", "GB"]);
  for (const said of ["The store sends it and pays the delivery.", "The store sends it here. Is that right?", "Change my address"])
    expect(textOf(question)).toContain(said);
  expect(question.html).toContain('href="/account"');
  const yes = formWith(question, { intent: "redeem", kind: "product sent" });
  expect(marksOf(await onPage(ambassador, yes), "data-outcome")).toEqual(["requested"]);
  expect(await rewardsOf(ambassador)).toEqual([{ kind: "product sent", place_mark: yes.placeMark }]);
  expect(marksOf(await onPage(ambassador, yes), "data-outcome")).toEqual(["same request"]);
});

test("in a theme's block the question comes with the part", async () => {
  const { ambassador, variantId } = await ready();
  const question = await onPage(
    ambassador,
    formWith(await onPage(ambassador, undefined, "?part=1"), { intent: "where", variantId }),
    "?part=1",
  );
  expect([marksOf(question, "data-outcome"), question.html.includes("1 High Street")]).toEqual([["confirm address"], true]);
});

test("an address that changed meanwhile takes nothing and is shown, with the button that takes it", async () => {
  const { ambassador, variantId } = await ready();
  const question = await onPage(ambassador, formWith(await onPage(ambassador), { intent: "where", variantId }));
  till.homes.set(ambassador.buyerId, AUNT);
  const changed = await onPage(ambassador, formWith(question, { intent: "redeem", kind: "product sent" }));
  expect([marksOf(changed, "data-outcome"), await rewardsOf(ambassador)]).toEqual([["address changed"], []]);
  expect(textOf(changed)).toContain("9 Mill Lane");
  const yes = formWith(changed, { intent: "redeem", kind: "product sent" });
  expect(marksOf(await onPage(ambassador, yes), "data-outcome")).toEqual(["requested"]);
});

test("without an address there is nothing that takes it, and the way to add one; then it can be taken", async () => {
  const { ambassador, variantId } = await ready(null);
  const none = await onPage(ambassador, formWith(await onPage(ambassador), { intent: "where", variantId }));
  expect(marksOf(none, "data-outcome")).toEqual(["no address"]);
  expect(none.html).not.toContain('name="placeMark"');
  expect(textOf(none)).toContain("Add my address");
  till.homes.set(ambassador.buyerId, HOME);
  const again = await onPage(ambassador, formWith(none, { intent: "where", variantId }));
  const yes = formWith(again, { intent: "redeem", kind: "product sent" });
  till.homes.delete(ambassador.buyerId);
  expect(marksOf(await onPage(ambassador, yes), "data-outcome")).toEqual(["no address"]);
  expect(await rewardsOf(ambassador)).toEqual([]);
});

test("while Shopify does not answer nothing is taken, and it is said kindly", async () => {
  const { ambassador, variantId } = await ready();
  const ask = formWith(await onPage(ambassador), { intent: "where", variantId });
  till.dead = true;
  const busy = await onPage(ambassador, ask);
  till.dead = false;
  expect([marksOf(busy, "data-outcome"), textOf(busy).includes("try again in a few minutes")]).toEqual([["try later"], true]);
  expect(await rewardsOf(ambassador)).toEqual([]);
});

test.each<[string, (yes: Record<string, string>, shelf: { html: string }) => Record<string, string>]>([
  ["with another address's mark", (yes) => ({ ...yes, placeMark: "0".repeat(64) })],
  ["without a mark", ({ placeMark: _, ...yes }) => yes],
  [
    "with the key that only asks",
    (yes, shelf) => ({ ...yes, requestKey: formWith(shelf, { intent: "where", variantId: yes.variantId }).requestKey }),
  ],
  [
    "of a page from before addresses were asked about",
    ({ placeMark: _, ...yes }) => {
      const purpose = `redeem sent ${yes.variantId} for ${yes.priceMinor}`;
      return { ...yes, requestKey: pressKey(world, { buyerId: yes.buyerId, purpose }) };
    },
  ],
])("a yes %s takes nothing", async (_what, change) => {
  const { ambassador, variantId } = await ready();
  const shelf = await onPage(ambassador);
  const question = await onPage(ambassador, formWith(shelf, { intent: "where", variantId }));
  const yes = { ...formWith(question, { intent: "redeem", kind: "product sent" }), buyerId: ambassador.buyerId };
  expect(marksOf(await onPage(ambassador, change(yes, shelf)), "data-outcome")).toEqual(["press again"]);
  expect(await rewardsOf(ambassador)).toEqual([]);
});

test("nobody reads an address of anybody else's, nor of a product they cannot take", async () => {
  const { ambassador, variantId } = await ready();
  const other = (await ready(null)).ambassador;
  const ask = formWith(await onPage(ambassador), { intent: "where", variantId });
  const { asked } = till;
  expect(marksOf(await onPage(other, ask), "data-outcome")).toEqual(["press again"]);
  const dear = await till.onShelf(world, program, 9_000n);
  const key = pressKey(world, { buyerId: ambassador.buyerId, purpose: `where ${dear.variantId}` });
  const short = await onPage(ambassador, { intent: "where", variantId: dear.variantId, requestKey: key });
  expect(marksOf(short, "data-outcome")).toEqual(["balance too low"]);
  expect(till.asked).toBe(asked);
});

test("in their account: the same question, beside the product, and the same yes", async () => {
  const { ambassador, variantId } = await ready();
  const itemOf = ({ view }: { view: Awaited<ReturnType<typeof inAccount>>["view"] }) =>
    view.shelf!.items.find((one) => one.variantId === variantId)!;
  const before = await inAccount(ambassador);
  expect([itemOf(before).whereTo, JSON.stringify(before).includes("High Street")]).toEqual([null, false]);
  const way = itemOf(before).ways.find(({ kind }) => kind === "product sent")!;
  const asked = await inAccount(ambassador, { intent: "where", variantId, requestKey: way.requestKey });
  expect([asked.said!.outcome, asked.headers.get("cache-control")]).toEqual(["confirm address", "no-store"]);
  const { place, question, again } = itemOf(asked).whereTo!;
  expect([place!.lines, question]).toEqual([HOME.lines, expect.stringContaining("pays the delivery") as string]);
  till.homes.set(ambassador.buyerId, AUNT);
  const look = await inAccount(ambassador, { intent: "where", variantId, requestKey: again.requestKey });
  expect(itemOf(look).whereTo!.place!.lines).toEqual(AUNT.lines);
  const yes = (of: NonNullable<typeof place>) => ({
    ...{ intent: "redeem", kind: "product sent", variantId, priceMinor: "800" },
    ...{ placeMark: of.placeMark, requestKey: of.requestKey },
  });
  const changed = await inAccount(ambassador, yes(place!));
  expect([changed.said!.outcome, await rewardsOf(ambassador)]).toEqual(["address changed", []]);
  const taken = await inAccount(ambassador, yes(itemOf(changed).whereTo!.place!));
  expect([taken.said!.outcome, itemOf(taken).whereTo]).toEqual(["requested", null]);
  expect(await rewardsOf(ambassador)).toHaveLength(1);
});
