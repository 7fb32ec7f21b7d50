/**
 * Issue 5: what ambassadors and their friends see is there while Shopify's API is down and no worker runs. Every page is answered
 * as always from our own rows; the one press that needs Shopify at once says so kindly and takes nothing; what only has to be
 * made at Shopify later waits in the queue, once.
 */
import { beforeEach, describe, expect, test } from "vitest";
import type { RewardsAnswer } from "~/account/answers";
import { askAccount } from "../support/account";
import { anAmbassador, anEarnedCredit, aProgram, type BuiltAmbassador } from "../support/builders";
import { installInEmulator } from "../support/install";
import { askStorefront, formWith, marksOf, textOf, type Ask } from "../support/storefront";
import { anInvitation, stockShelf } from "../support/storefront-rig";
import { testWorld, withEmulator } from "../support/world";
import { smallStore } from "../emulator/small-store.ts";

const store = smallStore();
const t = await testWorld({ shopId: store.books.theShop.domain });
const { world, shopId } = t;
const emulator = await withEmulator(t, { books: store.books });
await installInEmulator(t, emulator);
const program = await aProgram(world);
const rig = { world, store, program, origin: emulator.config.origin };
await stockShelf(rig);

const DOWN = { "answers 503": "status5xxNext", "does not answer": "hangNext" } as const;
const ask = (path: string, more: Partial<Ask> = {}) => askStorefront({ shop: shopId, path, ...more });
const account = (path: string, { buyerId }: BuiltAmbassador, form?: Record<string, string>) =>
  askAccount({ shop: shopId, path, buyerId, form });
/** How often Shopify was asked. */
const asked = () => emulator.log.filter(({ what }) => what.includes("/admin/api/")).length;

describe.each(Object.entries(DOWN))("while Shopify %s and no worker runs", (_how, knob) => {
  beforeEach(() => {
    emulator.faults.api.status5xxNext = emulator.faults.api.hangNext = 0;
    emulator.faults.api[knob] = 1_000;
  });

  test("an invited person reads the page, is answered while typing, and joins; their code waits to be made", async () => {
    const token = await anInvitation(rig, { token: `open-${knob}`, firstName: "Maxine" });
    const page = await ask(`/join?token=${token}`);
    expect([page.status, marksOf(page, "data-regulars-page")]).toEqual([200, ["join"]]);
    expect(textOf(await ask(`/join?part=code&token=${token}&code=maxine-${knob}`))).toContain("is free.");
    const code = `MAXINE-${knob === "hangNext" ? "HANGS" : "DOWN"}`;
    const form = { ...formWith(page, { token }), name: "Maxine", code, acknowledged: "yes" };
    const joined = await ask("/join", { form });
    expect([joined.status, marksOf(joined, "data-outcome")]).toEqual([200, ["joined"]]);
    expect(await t.sql("SELECT state FROM share_code WHERE code = $1", [code])).toEqual([{ state: "waiting" }]);
    // Again with the same link: nothing is done a second time.
    expect(marksOf(await ask("/join", { form }), "data-outcome")).toEqual(["link used"]);
    expect(await t.sql("SELECT 1 FROM share_code WHERE code = $1", [code])).toHaveLength(1);
  });

  test("a friend reads the page and gets a code of the pool, and when that is empty the code to share", async () => {
    const maxine = await anAmbassador(world, program);
    await t.sql("INSERT INTO click_code (shop_id, code, program_id, state, minting_id) VALUES ($1, $2, $3, 'ready', gen_random_uuid())", [
      shopId,
      `LAST-${knob}`,
      program.programId,
    ]);
    const page = await ask(`/${maxine.slug}`);
    expect([page.status, marksOf(page, "data-regulars-page")]).toEqual([200, ["landing"]]);
    const codes: string[] = [];
    for (let friend = 0; friend < 2; friend++) {
      const pressed = await ask(`/${maxine.slug}`, { form: { redirect: "/products/jubilee-mug" }, ip: `198.51.100.${friend}` });
      expect([pressed.status, marksOf(pressed, "data-outcome")]).toEqual([200, ["recorded"]]);
      codes.push(/\/discount\/([^?"]+)/.exec(pressed.html)![1]);
    }
    expect(codes).toEqual([`LAST-${knob}`, maxine.code]);
    expect(await t.sql("SELECT 1 FROM click WHERE ambassador_id = $1", [maxine.ambassadorId])).toHaveLength(2);
  });

  test("an ambassador reads everything of theirs, on the store's pages and in their account", async () => {
    const maxine = await anAmbassador(world, program);
    await anEarnedCredit(world, maxine, 1_000n);
    const { buyerId } = maxine;
    const before = asked();
    const rewards = await ask("/rewards", { buyerId });
    expect([rewards.status, marksOf(rewards, "data-share-code")]).toEqual([200, [maxine.code]]);
    expect(textOf(rewards)).toContain("£10.00 is yours");
    expect(marksOf(await ask("/statement", { buyerId }), "data-closing-earned")).toEqual(["1000"]);
    expect((await ask("/statement?format=csv", { buyerId })).headers.get("content-type")).toContain("text/csv");
    const paths = { "/rewards": "page", "/standing": "ambassador", "/statement": "statement", "/code?code=maxine-tea": "checked" };
    for (const [path, outcome] of Object.entries(paths)) {
      const { status, body } = await account(path, maxine);
      expect([path, status, body.outcome]).toEqual([path, 200, outcome]);
    }
    expect(asked()).toBe(before);
  });

  test("what is theirs to change is changed at once; another code waits to be made, and the old one is shared meanwhile", async () => {
    const maxine = await anAmbassador(world, program);
    const view = async () => (await account("/rewards", maxine)).body as Extract<RewardsAnswer, { outcome: "page" }>;
    const { yours } = (await view()).view;
    const press = async (form: Record<string, string>) =>
      ((await account("/rewards", maxine, form)).body as Awaited<ReturnType<typeof view>>).said!.outcome;
    expect(await press({ intent: "own-page", words: "Mine.", requestKey: yours!.ownPage.requestKey })).toBe("saved");
    expect(await press({ intent: "pause", requestKey: yours!.pause!.requestKey })).toBe("paused");
    expect(await press({ intent: "resume", requestKey: (await view()).view.paused!.requestKey })).toBe("resumed");
    const code = `NEW-${knob === "hangNext" ? "HANGS" : "DOWN"}`;
    expect(await press({ intent: "code", code, requestKey: yours!.code.requestKey })).toBe("code changed");
    const { share } = (await view()).view;
    expect(share!.codes.map((one) => [one.code, one.live])).toEqual([
      [code, false],
      [maxine.code, true],
    ]);
    expect(share!.captions[0]).toContain(maxine.code);
  });

  test("taking a product needs the store's till: it says so kindly before anybody gives up, and nothing was taken", async () => {
    const maxine = await anAmbassador(world, program);
    await anEarnedCredit(world, maxine, 2_000n);
    const { view } = (await account("/rewards", maxine)).body as Extract<RewardsAnswer, { outcome: "page" }>;
    const item = view.shelf!.items.find(({ ways }) => ways.length)!;
    const { variantId, priceMinor, ways } = item;
    const form = { intent: "redeem", variantId, priceMinor, kind: ways[0].kind, requestKey: ways[0].requestKey };
    const before = asked();
    const refused = await account("/rewards", maxine, form);
    expect(asked()).toBeGreaterThan(before);
    expect(refused).toMatchObject({ status: 200, body: { said: { outcome: "try later", tone: "problem" } } });
    const onStore = await ask("/rewards", { buyerId: maxine.buyerId, form });
    expect(textOf(onStore)).toContain("The store's till doesn't answer just now. Nothing was taken; try again in a few minutes.");
    expect(await t.sql("SELECT 1 FROM reward WHERE ambassador_id = $1", [maxine.ambassadorId])).toEqual([]);
    expect((await account("/rewards", maxine)).body).toMatchObject({ view: { shelf: { help: "You have £20.00 to spend here." } } });

    // Once Shopify is back the same button takes it, once.
    emulator.faults.api[knob] = 0;
    expect((await account("/rewards", maxine, form)).body).toMatchObject({ said: { outcome: "requested" } });
    expect((await account("/rewards", maxine, form)).body).toMatchObject({ said: { outcome: "same request" } });
  });
});
