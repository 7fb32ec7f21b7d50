import { describe, expect, test } from "vitest";
import { joinProgram } from "~/domain/code/join-program.server";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { drawLots } from "~/domain/invitation/draw-lots";
import { mayBeInvited, sameLooked, type Looked } from "~/domain/invitation/invitation";
import { optOut } from "~/domain/invitation/opt-out.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { previewInvite } from "~/domain/invitation/preview-invite.server";
import { moveLine } from "~/domain/mining/move-line.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import type { World } from "~/ports/world";
import { fakeShops } from "../../support/fake-shops";
import { minedPeople, some, tokenOf } from "../../support/people";
import { DAY_MS } from "../../support/world";

const t = await fakeShops();
const pressedBy = "Olga";

describe("pressing invite", () => {
  test("before the first mining there is nobody to ask, and it says so", async () => {
    const { world } = await t.open();
    expect(await pressInvite(world, { whom: "all", pressedBy })).toEqual({ outcome: "not mined yet" });
  });

  test("everybody who is left out is counted with the first reason why", async () => {
    const { world, fake } = await t.open();
    const ids = await minedPeople(
      world,
      [{}, { consent: "unsubscribed" }, { consent: "unknown" }, { email: null }, { email: "" }, {}, {}, {}, {}, { powerBuyer: false }],
      { fake },
    );
    const [, , , , , asked, erased, merged, joins] = ids;
    await optOut(world, { buyerId: asked, source: "page" });
    await t.sql("UPDATE buyer SET erased_at = now() WHERE shop_id = $1 AND buyer_id = $2", [world.shopId, erased]);
    await t.sql("UPDATE buyer SET merged_into = '1' WHERE shop_id = $1 AND buyer_id = $2", [world.shopId, merged]);
    await pressInvite(world, { whom: [joins], pressedBy });
    await t.runDueJobs();
    const token = tokenOf(t.outbox.mails.at(-1)!);
    expect((await joinProgram(world, { token, code: "MAXINE15", name: "Maxine", acknowledged: true })).outcome).toBe("joined");

    const preview = await previewInvite(world, { whom: "all" });
    expect(preview).toMatchObject({
      outcome: "ready",
      candidates: 1,
      invited: 1,
      heldOut: 0,
      leftOut: {
        "has not said yes to e-mail": 2,
        "no e-mail address": 2,
        "asked not to be written to": 1,
        "no longer a customer": 2,
        "an ambassador already": 1,
      },
    });
    await leaveProgram(world, { buyerId: joins });
    expect(await pressInvite(world, { whom: [...ids, "no-such"], pressedBy })).toMatchObject({
      outcome: "pressed",
      invited: 1,
      heldOut: 0,
      leftOut: {
        "has not said yes to e-mail": 2,
        "no e-mail address": 2,
        "asked not to be written to": 1,
        "no longer a customer": 2,
        "left the programme": 1,
        "not on the list of power buyers": 2,
      },
    });
    expect(await pressInvite(world, { whom: [ids[0]], pressedBy })).toEqual({
      outcome: "nobody to invite",
      leftOut: { "invited before": 1 },
    });
  });

  test("an opt-out by address also counts for another customer with the same address", async () => {
    const { world } = await t.open();
    const [first, second] = await minedPeople(world, [{ email: "Mia@people.example" }, { email: " mia@PEOPLE.example" }]);
    await optOut(world, { buyerId: first, source: "page" });
    expect(await pressInvite(world, { whom: [second], pressedBy })).toEqual({
      outcome: "nobody to invite",
      leftOut: { "asked not to be written to": 1 },
    });
  });

  test("the preview promises what the press does, shows the mail, and changes nothing", async () => {
    const { world, rows, fake } = await t.open();
    await minedPeople(world, some(60), { fake });
    const preview = await previewInvite(world, { whom: "all" });
    expect(preview).toMatchObject({
      outcome: "ready",
      candidates: 60,
      invited: 54,
      heldOut: 6,
      leftOut: {},
      terms: { offerBp: 1_500, creditBp: 1_000 },
    });
    if (preview.outcome !== "ready") return;
    expect(preview.letter.to).toBe("p1@people.example");
    expect(preview.letter.text).toContain("You've been with us since March 2024.");
    expect(await rows("SELECT count(*)::int AS rows FROM invitation WHERE shop_id = $1")).toEqual([{ rows: 0 }]);
    expect(await pressInvite(world, { whom: "all", pressedBy })).toMatchObject({
      outcome: "pressed",
      invited: 54,
      heldOut: 6,
      leftOut: {},
    });
  });
});

describe("a press names what was looked at", () => {
  const look = async (world: World): Promise<Looked> => {
    const preview = await previewInvite(world, { whom: "all" });
    if (preview.outcome !== "ready") throw new Error(preview.outcome);
    return preview.looked;
  };
  const ASIDE: Record<string, (world: World) => Promise<unknown>> = {
    "another offer": (world) => saveSettings(world, { settings: { offerBp: 3_000 }, savedBy: "Otto" }),
    "a moved line": (world) => moveLine(world, { powerBuyerBp: 5_000, movedBy: "Otto" }),
    "one person less": (world) => optOut(world, { buyerId: "3", source: "page" }),
    "a new list of as many people": async (world) => {
      await t.clock.advance(60_000);
      await minedPeople(world, some(5), { firstId: 100 });
    },
  };

  test.each(Object.entries(ASIDE))("%s in between: nothing goes out until it was looked at again", async (_what, change) => {
    const { world, rows } = await t.open();
    await minedPeople(world, some(5));
    const looked = await look(world);
    await change(world);
    const now = await look(world);
    expect(await pressInvite(world, { whom: "all", looked, pressedBy })).toEqual({ outcome: "changed meanwhile", looked: now });
    expect(await rows("SELECT count(*)::int AS presses FROM invite_press WHERE shop_id = $1")).toEqual([{ presses: 0 }]);
    expect(await pressInvite(world, { whom: "all", looked: now, pressedBy })).toMatchObject({ outcome: "pressed" });
  });

  test("of a list longer than one press takes, the same page pressed in another tab does not send to the next ten thousand", () => {
    const candidates = Array.from({ length: 10_000 });
    const looked = (next: number): Looked => ({
      miningId: "m",
      programVersion: 1,
      mayBeInvited: mayBeInvited({ candidates, leftOut: { "more than 10,000 at once": next } }),
    });
    expect(sameLooked(looked(15_000), looked(15_000))).toBe(true);
    expect(sameLooked(looked(15_000), looked(5_000))).toBe(false);
  });

  test("nothing changed: it goes out", async () => {
    const { world } = await t.open();
    await minedPeople(world, some(5));
    expect(await pressInvite(world, { whom: "all", looked: await look(world), pressedBy })).toMatchObject({
      outcome: "pressed",
      invited: 5,
    });
  });
});

describe("the hold-out", () => {
  test("below fifty people nobody is held out", async () => {
    const { world } = await t.open();
    await minedPeople(world, some(49));
    expect(await pressInvite(world, { whom: "all", pressedBy })).toMatchObject({ invited: 49, heldOut: 0 });
  });

  test("the lots can be drawn again from the stored seed", async () => {
    const { world, rows } = await t.open();
    const ids = await minedPeople(world, some(137));
    await pressInvite(world, { whom: "all", pressedBy });
    const [{ seed }] = await rows<{ seed: string }>("SELECT seed FROM invite_press WHERE shop_id = $1");
    const lots = drawLots({ seed, people: ids.map((buyerId, index) => ({ buyerId, rank: index + 1 })), shareBp: 1_000 });
    const kept = await rows<{ buyer_id: string; decile: number }>(
      "SELECT buyer_id, decile FROM hold_out WHERE shop_id = $1 ORDER BY buyer_id::int",
    );
    expect(kept).toEqual(lots.filter((lot) => lot.heldOut).map(({ buyerId, decile }) => ({ buyer_id: buyerId, decile })));
    const invited = await rows<{ buyer_id: string }>("SELECT buyer_id FROM invitation WHERE shop_id = $1 ORDER BY buyer_id::int");
    expect(invited.map((row) => row.buyer_id)).toEqual(lots.filter((lot) => !lot.heldOut).map(({ buyerId }) => buyerId));
  });

  test("who is held out stays so for 180 days, and is then invited without another lot", async () => {
    const { world, rows } = await t.open();
    await minedPeople(world, some(50));
    expect(await pressInvite(world, { whom: "all", pressedBy })).toMatchObject({ invited: 45, heldOut: 5 });
    await t.clock.advance(179 * DAY_MS);
    expect(await pressInvite(world, { whom: "all", pressedBy })).toEqual({
      outcome: "nobody to invite",
      leftOut: { "held out for now": 5, "invited before": 45 },
    });
    await t.clock.advance(1 * DAY_MS);
    expect(await pressInvite(world, { whom: "all", pressedBy })).toMatchObject({ outcome: "pressed", invited: 5, heldOut: 0 });
    expect(await rows("SELECT count(*)::int AS rows FROM hold_out WHERE shop_id = $1")).toEqual([{ rows: 5 }]);
  });

  test("two presses at once invite nobody twice", async () => {
    const { world, rows } = await t.open();
    await minedPeople(world, some(80));
    const outcomes = await Promise.all(Array.from({ length: 3 }, () => pressInvite(world, { whom: "all", pressedBy })));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["nobody to invite", "nobody to invite", "pressed"]);
    expect(
      await rows("SELECT count(*)::int AS people, count(DISTINCT buyer_id)::int AS different FROM invitation WHERE shop_id = $1"),
    ).toEqual([{ people: 72, different: 72 }]);
  });

  test("ten thousand at once are one transaction with a job each; the eleventh thousand waits for the next press", async () => {
    const { world, rows } = await t.open();
    await minedPeople(world, some(10_050));
    const pressed = await pressInvite(world, { whom: "all", pressedBy });
    expect(pressed).toMatchObject({ outcome: "pressed", invited: 9_000, heldOut: 1_000, leftOut: { "more than 10,000 at once": 50 } });
    expect(await rows("SELECT count(*)::int AS jobs FROM pgboss.job WHERE name = 'invitation.send' AND data->>'shopId' = $1")).toEqual([
      { jobs: 9_000 },
    ]);
  }, 90_000);
});
