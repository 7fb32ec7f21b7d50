/** The settings: what can be typed, what is refused with which sentence, and what stays as it was. */
import { expect, test } from "vitest";
import * as settings from "~/routes/app.settings";
import type { Typed } from "~/components/settings-fields";
import { endProgram } from "~/domain/program/end-program.server";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { resumeProgram } from "~/domain/program/resume-program.server";
import { anAmbassador } from "../support/builders";
import { DAY_MS } from "../support/world";
import { adminRig } from "../support/admin";
import { minedStore } from "../support/mined-store";

const t = await adminRig();
type Shown = {
  settings: Typed;
  version: number;
  examples: {
    order: { name: string } | null;
    line: { buyers: number; steps: { people: number; shareBp: number }[] } | null;
    latest: object;
    prices: unknown[];
  };
};
type Saved = { outcome: string; version?: number; problems?: Partial<Typed>; meanwhile?: Partial<Typed> };
const load = () => t.load<Shown>(settings, "/app/settings");
/** @param version the page was opened with; the newest where it is left out */
const save = async (fields: Partial<Typed>, version?: number) => {
  const form = { ...(fields as Record<string, string>), version: String(version ?? (await load()).version ?? 1) };
  return (await t.act<Saved>(settings, "/app/settings", form)).body;
};

test("a new store has the sensible defaults, and no example before its history is read", async () => {
  const shown = await load();
  expect(shown.settings).toEqual({
    offerPercent: "15",
    newFriendsOnly: "true",
    clickWindowDays: "30",
    creditPercent: "10",
    returnWindowDays: "14",
    renewalsCount: "false",
    shelfMinimum: "5.00",
    powerBuyerPercent: "10",
    holdOutPercent: "10",
    minimumSpend: "0.00",
    friendLimit: "",
    channels: "online store,point of sale,draft orders,other",
    debtPolicy: "carry",
    insiderFrom: "3",
    insiderPercent: "10",
    iconFrom: "10",
    iconPercent: "10",
    firstDibsDays: "7",
    rewardKinds: "product code",
    iconCash: "true",
    cashMinimum: "25.00",
    shippingCost: "0.00",
    rewardFee: "0.00",
  });
  expect(shown.version).toBe(1);
  expect(shown.examples).toMatchObject({ order: null, line: null, prices: [] });
});

test("what is typed is saved as the next version; a field that isn't sent stays", async () => {
  expect(await save({ offerPercent: "12,5", shelfMinimum: "7.5", newFriendsOnly: "false" })).toEqual({ outcome: "saved", version: 2 });
  expect((await load()).settings).toMatchObject({
    offerPercent: "12.5",
    shelfMinimum: "7.50",
    newFriendsOnly: "false",
    creditPercent: "10",
  });
  const [row] = await t.sql("SELECT offer_bp, shelf_minimum_minor, credit_bp, saved_by FROM program_version WHERE version = 2");
  expect(row).toEqual({ offer_bp: 1_250, shelf_minimum_minor: "750", credit_bp: 1_000, saved_by: "42" });
});

test("saving what is saved already makes no version", async () => {
  expect(await save({ offerPercent: "12.50" })).toEqual({ outcome: "unchanged" });
  expect((await load()).version).toBe(2);
});

test("every field that cannot be is named at once, with what to type instead, and nothing is saved", async () => {
  const { outcome, problems } = await save({
    offerPercent: "95",
    creditPercent: "a tenth",
    returnWindowDays: "14.5",
    shelfMinimum: "5.001",
    holdOutPercent: "60",
  });
  expect(outcome).toBe("refused");
  expect(problems).toEqual({
    offerPercent: "Choose between 1 % and 90 % off for friends.",
    creditPercent: "Write a number, such as 15 or 12.5.",
    returnWindowDays: "Write a whole number of days, such as 14.",
    shelfMinimum: "Write an amount, such as 25.00.",
    holdOutPercent: "Choose between 0 % and 50 %; more would leave too few to invite.",
  });
  expect((await load()).version).toBe(2);
});

test.each(["-5", "1e3", "0x10", "١٥", " ", "99999999999", "5; DROP"])("%j is no percentage", async (offerPercent) => {
  expect((await save({ offerPercent })).problems).toHaveProperty("offerPercent");
});

test("choices, an empty limit and tiers are kept as they were meant, and what cannot be chosen is named", async () => {
  const chosen = {
    channels: "point of sale,online store",
    rewardKinds: "store credit,product code",
    debtPolicy: "forgive",
    friendLimit: "2",
  };
  expect(await save({ ...chosen, insiderFrom: "5", iconPercent: "12.5" })).toMatchObject({ outcome: "saved" });
  expect((await load()).settings).toMatchObject({ ...chosen, insiderFrom: "5", iconPercent: "12.5" });
  expect(await save({ channels: "online store,point of sale" })).toEqual({ outcome: "unchanged" });
  expect(await save({ friendLimit: " " })).toMatchObject({ outcome: "saved" });
  expect((await load()).settings.friendLimit).toBe("");
  const refused = await save({ channels: "the moon", rewardKinds: "", debtPolicy: "sue", iconFrom: "5", insiderFrom: "many" });
  expect(Object.keys(refused.problems!).sort()).toEqual(["channels", "debtPolicy", "insiderFrom", "rewardKinds"]);
});

test("a page opened before somebody else saved sends all its fields, and undoes nothing of theirs", async () => {
  const { settings: opened, version } = await load();
  expect(await save({ ...opened, creditPercent: "20" }, version)).toMatchObject({ outcome: "saved" });
  expect(await save({ ...opened, shelfMinimum: "9" }, version)).toEqual({ outcome: "saved", version: version + 2 });
  expect((await load()).settings).toEqual({ ...opened, creditPercent: "20", shelfMinimum: "9.00" });
});

test("the same field changed by two is told to the later, with what the other chose, and saved only on top of that", async () => {
  const { settings: opened, version } = await load();
  await save({ ...opened, offerPercent: "17", friendLimit: "4" }, version);
  expect(await save({ ...opened, offerPercent: "18", friendLimit: "4", debtPolicy: "carry" }, version)).toEqual({
    outcome: "changed meanwhile",
    meanwhile: { offerPercent: "17" },
  });
  const meanwhile = await load();
  expect(meanwhile.settings).toEqual({ ...opened, offerPercent: "17", friendLimit: "4" });
  expect(await save({ ...meanwhile.settings, offerPercent: "18" }, meanwhile.version)).toMatchObject({ outcome: "saved" });
  await save(opened);
});

test("a form that does not say which version it was opened with, or one there never was, saves nothing", async () => {
  const { version } = await load();
  for (const fields of [{ offerPercent: "33" }, { offerPercent: "33", version: "9999" }, { offerPercent: "33", version: "x" }])
    expect((await t.act(settings, "/app/settings", fields as Record<string, string>)).status).toBe(400);
  expect((await load()).version).toBe(version);
});

test("what Shopify has not allowed yet is known, by the kind of reward that needs it", async () => {
  expect((await t.load<{ missingScopes: object }>(settings, "/app/settings")).missingScopes).toEqual({
    "product sent": ["write_draft_orders"],
    "store credit": ["read_store_credit_accounts", "write_store_credit_account_transactions"],
    "gift card": ["write_gift_cards"],
  });
});

test("which kinds people wait for or were given lately is known, whatever is offered and though the programme has ended", async () => {
  const inUse = async () => (await t.load<{ kindsInUse: string[] }>(settings, "/app/settings")).kindsInUse;
  expect(await inUse()).toEqual([]);
  const program = (await readLiveProgram(t.world))!;
  const maxine = await anAmbassador(t.world, program);
  const now = t.clock.now();
  const long = new Date(now.getTime() - 91 * DAY_MS);
  const row = (kind: string, state: string, requestedAt: Date) => ({
    ...{ shopId: t.shopId, rewardId: t.world.chance.uuid(), programId: program.programId, ambassadorId: maxine.ambassadorId },
    ...{ buyerId: maxine.buyerId, kind, variantId: kind.startsWith("product") ? "v" : null, productTitle: "", priceMinor: 800n },
    ...{ currency: "GBP", code: `${kind} ${state}`, state, requestKey: `${kind} ${state}`, requestedAt, issuedAt: now },
  });
  const rows = [
    row("product sent", "requested", long),
    row("gift card", "issued", now),
    row("store credit", "issued", long),
    row("cash", "failed", now),
  ];
  await t.world.transaction(({ db }) => db.reward.createMany({ data: rows }));
  expect(await inUse()).toEqual(["gift card", "product sent"]);
  await endProgram(t.world, { endedBy: "Olga" });
  expect(await inUse()).toEqual(["gift card", "product sent"]);
  await resumeProgram(t.world, { resumedBy: "Olga" });
});

test("the programme is ended by one press and let go on by another; meanwhile nothing is saved", async () => {
  const press = async (intent: string) => (await t.act<Saved>(settings, "/app/settings", { intent })).body.outcome;
  expect(await press("end")).toBe("ended");
  expect(await t.load(settings, "/app/settings")).toMatchObject({ settings: null, endedAt: expect.any(String) });
  expect(await save({ offerPercent: "20" })).toEqual({ outcome: "no programme" });
  expect(await press("end")).toBe("nothing to end");
  expect(await press("resume")).toBe("resumed");
  expect(await press("look-at-permissions")).toBe("updated");
  expect((await load()).settings.offerPercent).toBe("12.5");
});

test("a field of half a novel is refused whole", async () => {
  const { status } = await t.act(settings, "/app/settings", { offerPercent: "1".repeat(5_000) });
  expect(status).toBe(400);
});

test("the examples stand on the store's own orders and buyers", async () => {
  await minedStore(t.world, [{ firstName: "Ada" }, { firstName: "Bea" }, { firstName: "Cleo" }, { firstName: "Dora" }]);
  const { examples } = await load();
  expect(examples.order!.name).toMatch(/^#\d+$/);
  expect(examples.latest).toEqual({ orders: 8, firstOrders: 4 });
  expect(examples.line!.buyers).toBe(4);
  // The best of four, at 25 %, spent 1,000.00 of 3,988.00.
  expect(examples.line!.steps.map(({ people, shareBp }) => [people, shareBp])).toEqual([
    [1, 2_507],
    [2, 5_010],
    [3, 7_507],
    [4, 10_000],
  ]);
});

test("what Shopify refused of the discount is shown with its words, and a press asks again", async () => {
  const discount = async () => (await t.load<{ discount: object }>(settings, "/app/settings")).discount;
  const again = async () => (await t.act<Saved>(settings, "/app/settings", { intent: "try-discount-again" })).body;
  const fine = { failed: false, problem: null, codesWaiting: 0 };
  expect([await discount(), await again()]).toEqual([fine, { outcome: "nothing to do" }]);
  await t.sql("UPDATE discount SET state = 'failed', problem = 'Not today.' WHERE kind = 'share'");
  expect(await discount()).toEqual({ ...fine, failed: true, problem: "Not today." });
  expect(await again()).toEqual({ outcome: "asked" });
  expect(await discount()).toMatchObject({ failed: false });
});
