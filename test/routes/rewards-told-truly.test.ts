/**
 * What the rewards page says of what was taken and of what is theirs is true also where it is awkward: a card whose code only the mail
 * tells, a button pressed again after what it took came back. In the store's pages and in the customer account alike.
 */
import { describe, expect, test } from "vitest";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { appendEntry } from "~/domain/ledger/append-entry.server";
import { codeByItsEnd } from "~/domain/reward/reward";
import { giveBackReward } from "~/domain/reward/give-back-reward.server";
import { askAccount, type AskAccount } from "../support/account";
import { anAmbassador, aProgram, aShop, type BuiltAmbassador } from "../support/builders";
import { askStorefront, formWith, marksOf, textOf, type Ask } from "../support/storefront";
import { aTill, earn, lose } from "../support/till";
import { testWorld } from "../support/world";

const till = aTill();
const t = await testWorld({ shop: till.shop });
const { world, shopId } = t;
await aShop(world);
await t.sql("UPDATE shop SET scopes = scopes || '{write_gift_cards}'");
const program = await aProgram(world, { rewardKinds: ["product code", "gift card"] });

const onPage = ({ buyerId }: { buyerId: string }, more: Partial<Ask> = {}) =>
  askStorefront({ shop: shopId, path: "/rewards", buyerId, ...more });
async function inAccount({ buyerId }: { buyerId: string }, more: Partial<AskAccount> = {}) {
  const { body } = await askAccount({ shop: shopId, path: "/rewards", buyerId, ...more });
  if (body.outcome !== "page") throw new Error(JSON.stringify(body));
  return body;
}
async function someone(earnedMinor: bigint): Promise<BuiltAmbassador> {
  const one = await anAmbassador(world, program);
  if (earnedMinor > 0n) await earn(world, program, one, earnedMinor);
  return one;
}
const amountForm = async (who: BuiltAmbassador, amount: string) => ({
  ...formWith(await onPage(who), { intent: "redeem-amount", kind: "gift card" }),
  amount,
});
const rewardOf = async ({ ambassadorId }: BuiltAmbassador) =>
  (
    await t.sql<{ reward_id: string; price_minor: string }>("SELECT reward_id::text, price_minor FROM reward WHERE ambassador_id = $1", [
      ambassadorId,
    ])
  )[0];

test("of a gift card that was found in Shopify only the end is known: its code is in the mail, and nothing is there to type", async () => {
  const maxine = await someone(2_000n);
  await onPage(maxine, { form: await amountForm(maxine, "5") });
  const { reward_id: rewardId } = await rewardOf(maxine);
  const half = codeByItsEnd(rewardId, "f3k9");
  await t.sql("UPDATE reward SET state = 'issued', code = $2 WHERE reward_id = $1", [rewardId, half]);
  const page = await onPage(maxine);
  expect([marksOf(page, "data-reward-state"), marksOf(page, "data-reward-code")]).toEqual([["issued"], []]);
  expect(textOf(page)).toContain("Its code is in the mail from the store, ending in F3K9.");
  expect(page.html).not.toContain(half);
  const { view } = await inAccount(maxine);
  expect(view.taken).toMatchObject([{ code: null, sentence: expect.stringContaining("ending in F3K9") }]);
});

describe("the same button again", () => {
  test("says that what it took came back, where it did, and takes nothing until it is pressed anew", async () => {
    const maxine = await someone(2_000n);
    const { variantId } = await till.onShelf(world, program, 800n);
    const form = formWith(await onPage(maxine), { intent: "redeem", variantId });
    expect(marksOf(await onPage(maxine, { form }), "data-outcome")).toEqual(["requested"]);
    const { reward_id: rewardId } = await rewardOf(maxine);
    await giveBackReward(world, { rewardId, reason: "Shopify said no." });
    const again = await onPage(maxine, { form });
    expect(marksOf(again, "data-outcome")).toEqual(["given back before"]);
    expect(textOf(again)).toContain("what it cost is yours again. Nothing was taken now");
    expect(textOf(again)).not.toContain("You took this already");
    expect(textOf(again)).toContain("£20.00 is yours");
    expect(marksOf(await onPage(maxine, { form: formWith(again, { intent: "redeem", variantId }) }), "data-outcome")).toEqual([
      "requested",
    ]);
  });

  test("with another amount names the amount that was taken, in the account too", async () => {
    const maxine = await someone(2_000n);
    const form = await amountForm(maxine, "5");
    await onPage(maxine, { form });
    const other = await onPage(maxine, { form: { ...form, amount: "7" } });
    expect(marksOf(other, "data-outcome")).toEqual(["another amount before"]);
    expect(textOf(other)).toContain("This button took £5.00 before, which stands below. Nothing more was taken");
    const { said } = await inAccount(maxine, { form: { ...form, amount: "7" } });
    expect([said!.tone, said!.sentence]).toEqual(["problem", expect.stringContaining("£5.00")]);
    const same = await onPage(maxine, { form });
    expect([marksOf(same, "data-outcome"), textOf(same).includes("You took this already")]).toEqual([["same request"], true]);
    expect(textOf(same)).toContain("£15.00 is yours");
  });
});

describe("what is theirs", () => {
  const waits = ({ ambassadorId }: BuiltAmbassador, amountMinor: bigint) => {
    const { programId } = program;
    return appendEntry(world, {
      ...{ from: { kind: "program", programId }, to: { kind: "pending", ambassadorId, programId }, amountMinor, currency: "GBP" },
      ...{ reason: "credit", source: { kind: "order", id: ambassadorId }, idempotencyKey: ambassadorId },
    });
  };
  /** Everything that is written to them, on the store's pages and in the account. */
  const told = async (who: BuiltAmbassador) => textOf(await onPage(who)) + JSON.stringify((await inAccount(who)).view);

  test("to who owes after a return nothing is offered to spend, and nothing stays theirs", async () => {
    const maxine = await someone(0n);
    await till.onShelf(world, program, 800n);
    await lose(world, program, maxine, 500n);
    const [active, below] = [await told(maxine), "After a return your account stands at -£5.00."];
    expect(active).toContain(below);
    expect(active).not.toMatch(/-£5\.00 (to spend|stays|is yours)|your -£5\.00|settle it/);
    await leaveProgram(world, { buyerId: maxine.buyerId });
    const left = await told(maxine);
    expect(left).toContain(`Your page is closed. ${below} Thank you`);
    expect(left).not.toMatch(/stays yours|settle it/);
  });

  test("what waits becomes theirs too, and who leaves is told so", async () => {
    const maxine = await someone(0n);
    await waits(maxine, 2_000n);
    const theirs = "£0.00 stays yours, and the £20.00 that is waiting becomes yours too, unless something is returned. Write to the store";
    expect(await told(maxine)).toContain(theirs);
    await leaveProgram(world, { buyerId: maxine.buyerId });
    expect((await inAccount(maxine)).view.standing).toContain(theirs);
    const inGerman = textOf(await onPage(maxine, { acceptLanguage: "de" }));
    expect(inGerman).toMatch(/£\s?0[.,]00 bleiben deins, und die wartenden £\s?20[.,]00|0,00.£ bleiben deins, und die wartenden 20,00.£/);
  });

  test("also where the store has ended the programme, and what waits fills a debt first", async () => {
    const maxine = await someone(0n);
    await lose(world, program, maxine, 500n);
    await waits(maxine, 2_000n);
    await t.sql("UPDATE program SET state = 'ended', ended_at = $1, ended_by = 'owner'", [t.clock.now()]);
    expect(await told(maxine)).toContain("After a return your account stands at -£5.00; the £20.00 that is waiting fills that first.");
  });
});
