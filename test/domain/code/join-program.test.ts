import { describe, expect, test } from "vitest";
import { joinProgram, type JoinProgramInput } from "~/domain/code/join-program.server";
import { optOut } from "~/domain/invitation/opt-out.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { readInvitationByToken } from "~/domain/invitation/read-invitation-by-token.server";
import type { World } from "~/ports/world";
import { fakeShops } from "../../support/fake-shops";
import { minedPeople, tokenOf, type Person } from "../../support/people";
import { DAY_MS } from "../../support/world";

const t = await fakeShops();

/** A shop whose people have their mails: the token of each, by buyer. */
async function invitedPeople(people: Person[]) {
  const shop = await t.open();
  const ids = await minedPeople(shop.world, people, { fake: shop.fake });
  await pressInvite(shop.world, { whom: "all", pressedBy: "Olga" });
  t.outbox.mails.length = 0;
  await t.runDueJobs();
  const tokens = ids.map((_, index) => tokenOf(t.outbox.mails.find(({ to }) => to === `p${index + 1}@people.example`)!));
  return { ...shop, ids, tokens };
}
const join = (world: World, input: Partial<JoinProgramInput> & { token: string }) =>
  joinProgram(world, { code: "MAXINE15", name: "Maxine", acknowledged: true, ...input });

describe("joining", () => {
  test("makes the ambassador, the membership with what was acknowledged, and a code on its way", async () => {
    const { world, tokens, ids, rows, programId } = await invitedPeople([{}]);
    expect(await join(world, { token: tokens[0], code: " maxine–15 ", name: " Maxine  Brown " })).toEqual({
      outcome: "joined",
      ambassadorId: expect.any(String),
      slug: "maxine",
      code: "MAXINE-15",
    });
    const now = t.clock.now();
    expect(await rows("SELECT buyer_id, name, slug, state, joined_at FROM ambassador WHERE shop_id = $1")).toEqual([
      { buyer_id: ids[0], name: "Maxine Brown", slug: "maxine", state: "active", joined_at: now },
    ]);
    expect(
      await rows("SELECT program_id, program_version, tier, disclosure_version, acknowledged_at FROM membership WHERE shop_id = $1"),
    ).toEqual([{ program_id: programId, program_version: 1, tier: "friend", disclosure_version: "2026-11", acknowledged_at: now }]);
    expect(await rows("SELECT code, state, minting_id FROM share_code WHERE shop_id = $1")).toEqual([
      { code: "MAXINE-15", state: "waiting", minting_id: null },
    ]);
    expect(await rows("SELECT state, answered_at FROM invitation WHERE shop_id = $1")).toEqual([{ state: "accepted", answered_at: now }]);
    expect(await rows("SELECT kind, state FROM contact WHERE shop_id = $1 AND kind = 'joined'")).toEqual([
      { kind: "joined", state: "recorded" },
    ]);
    expect(
      (
        await rows<{ waiting: number }>(
          "SELECT count(*)::int AS waiting FROM pgboss.job WHERE name = 'minting.advance' AND state = 'created' AND data->>'shopId' = $1",
        )
      )[0].waiting,
    ).toBe(1);
  });

  test("pages of people with one name get addresses one after the other", async () => {
    const { world, tokens } = await invitedPeople([{}, {}, { lastName: "Adams" }, { lastName: null }]);
    const slugs: string[] = [];
    for (const [index, token] of tokens.entries()) {
      const joined = await join(world, { token, code: `MAXINE-${index}` });
      slugs.push(joined.outcome === "joined" ? joined.slug : joined.outcome);
    }
    expect(slugs).toEqual(["maxine", "maxine-b", "maxine-a", "maxine-2"]);
  });

  test("a name in another script gets an address that can be typed", async () => {
    const { world, tokens } = await invitedPeople([{}]);
    expect(await join(world, { token: tokens[0], name: "美咲", code: "MISAKI15" })).toMatchObject({
      outcome: "joined",
      slug: expect.stringMatching(/^friend-[0-9a-z]{8}$/),
    });
  });
});

describe("what is refused leaves the invitation open", () => {
  test("without acknowledging what we ask nobody joins", async () => {
    const { world, tokens } = await invitedPeople([{}]);
    expect(await join(world, { token: tokens[0], acknowledged: false })).toEqual({ outcome: "not acknowledged" });
    expect(await join(world, { token: tokens[0] })).toMatchObject({ outcome: "joined" });
  });

  test("a code somebody has is taken, with three free ideas that can be chosen at once", async () => {
    const { world, tokens, rows } = await invitedPeople([{}, { favourite: "Tea" }]);
    await join(world, { token: tokens[0] });
    const refused = await join(world, { token: tokens[1], code: "mAxInE 15" });
    expect(refused).toEqual({
      outcome: "code taken",
      code: "MAXINE15",
      ideas: ["MAXINE-TEA", "FROM-MAXINE", "MAXINE-15"],
    });
    expect(await rows("SELECT count(*)::int AS ambassadors FROM ambassador WHERE shop_id = $1")).toEqual([{ ambassadors: 1 }]);
    expect(await join(world, { token: tokens[1], code: "MAXINE-TEA" })).toMatchObject({ outcome: "joined" });
  });

  test.each(["abc", "12345", "FUCK-IT", "GIFT-MAXINE", "", "💎💎💎💎💎"])(
    "the code %j is refused with what is wrong and ideas",
    async (code) => {
      const { world, tokens } = await invitedPeople([{}]);
      expect(await join(world, { token: tokens[0], code })).toEqual({
        outcome: "code refused",
        code: expect.any(String),
        fault: expect.any(String),
        ideas: ["MAXINE15", "FROM-MAXINE", "MAXINE-15"],
      });
    },
  );

  test("a name that is none is refused with what is wrong", async () => {
    const { world, tokens } = await invitedPeople([{}]);
    for (const name of ["", "<b>Max</b>", "{{ shop.secret }}"])
      expect(await join(world, { token: tokens[0], name })).toEqual({ outcome: "name refused", fault: expect.any(String) });
  });

  test("even with every nice idea taken three free ones are offered", async () => {
    const { world, tokens } = await invitedPeople([{}, {}]);
    await join(world, { token: tokens[0], code: "OTHER" });
    const { suggestCodes } = await import("~/domain/code/code");
    for (const code of [...suggestCodes("Maxine", 15)])
      await t.sql(
        "INSERT INTO share_code SELECT shop_id, gen_random_uuid(), program_id, ambassador_id, $2, 'live', NULL, NULL, created_at, created_at FROM share_code WHERE shop_id = $1 AND code = 'OTHER'",
        [world.shopId, code],
      );
    const refused = await join(world, { token: tokens[1] });
    expect(refused).toMatchObject({
      outcome: "code taken",
      ideas: Array.from({ length: 3 }, () => expect.stringMatching(/^MAXINE-[0-9A-Z]{4}$/)),
    });
  });
});

describe("FAULTS 72: a scanner opens the link ten times", () => {
  test("it is still usable, and looking stores nothing", async () => {
    const { world, tokens, rows } = await invitedPeople([{}]);
    const before = await rows("SELECT xmin::text, state FROM invitation WHERE shop_id = $1");
    for (let look = 0; look < 10; look++)
      expect(await readInvitationByToken(world, { token: tokens[0] })).toMatchObject({
        outcome: "open",
        firstName: "Maxine",
        buyerId: "1",
      });
    expect(await rows("SELECT xmin::text, state FROM invitation WHERE shop_id = $1")).toEqual(before);
    expect(await join(world, { token: tokens[0] })).toMatchObject({ outcome: "joined" });
  });
});

describe("FAULTS 73: an invitation replayed, expired, forwarded or of another shop", () => {
  test("replayed, also ten times at once, it makes one ambassador", async () => {
    const { world, tokens, rows } = await invitedPeople([{}]);
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, index) => join(world, { token: tokens[0], code: `MAXINE-${index}` })));
    expect(outcomes.filter(({ outcome }) => outcome === "joined")).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === "link used")).toHaveLength(7);
    expect(await join(world, { token: tokens[0] })).toEqual({ outcome: "link used" });
    expect(await readInvitationByToken(world, { token: tokens[0] })).toEqual({ outcome: "link used" });
    expect(
      await rows(
        "SELECT (SELECT count(*) FROM ambassador WHERE shop_id = $1)::int AS ambassadors, (SELECT count(*) FROM share_code WHERE shop_id = $1)::int AS codes",
      ),
    ).toEqual([{ ambassadors: 1, codes: 1 }]);
  });

  test("after fourteen days it has expired, and not a moment before", async () => {
    const { world, tokens } = await invitedPeople([{}, {}]);
    await t.clock.advance(14 * DAY_MS - 1);
    expect(await join(world, { token: tokens[0] })).toMatchObject({ outcome: "joined" });
    await t.clock.advance(1);
    expect(await readInvitationByToken(world, { token: tokens[1] })).toEqual({ outcome: "link expired" });
    expect(await join(world, { token: tokens[1], code: "ANOTHER" })).toEqual({ outcome: "link expired" });
  });

  test("forwarded to somebody who is signed in, it looks like no link at all; the invited person's own sign-in is fine", async () => {
    const { world, tokens, ids } = await invitedPeople([{}, {}]);
    expect(await join(world, { token: tokens[0], signedInBuyerId: ids[1] })).toEqual({ outcome: "link unknown" });
    expect(await join(world, { token: tokens[0], signedInBuyerId: ids[0] })).toMatchObject({ outcome: "joined" });
  });

  test("in another shop, or made up, it is unknown and says nothing about anybody", async () => {
    const { tokens } = await invitedPeople([{}]);
    const other = await t.open();
    for (const token of [tokens[0], "", "x", "x".repeat(43), "x".repeat(100_000), "\u0000", "' OR 1=1 --"]) {
      expect(await readInvitationByToken(other.world, { token })).toEqual({ outcome: "link unknown" });
      expect(await join(other.world, { token })).toEqual({ outcome: "link unknown" });
    }
  });

  test("a code is only judged for somebody who holds a link: nobody can ask which codes exist", async () => {
    const { world, tokens } = await invitedPeople([{}]);
    await join(world, { token: tokens[0] });
    expect(await join(world, { token: "x".repeat(43), code: "MAXINE15" })).toEqual({ outcome: "link unknown" });
  });

  test("an erased person's link is unknown", async () => {
    const { world, tokens } = await invitedPeople([{}]);
    await t.sql("UPDATE buyer SET erased_at = now(), email = NULL WHERE shop_id = $1", [world.shopId]);
    expect(await join(world, { token: tokens[0] })).toEqual({ outcome: "link unknown" });
  });

  test("who wants no more mail may still join", async () => {
    const { world, tokens } = await invitedPeople([{}]);
    await optOut(world, { token: tokens[0], source: "mail" });
    expect(await join(world, { token: tokens[0] })).toMatchObject({ outcome: "joined" });
  });
});

describe("FAULTS 76: many join in the same moment", () => {
  test("wanting one code, one gets it and the others are told; wanting their own, all join", async () => {
    const { world, tokens } = await invitedPeople(Array.from({ length: 30 }, () => ({})));
    const wanting = await Promise.all(tokens.slice(0, 10).map((token) => join(world, { token })));
    expect(wanting.filter(({ outcome }) => outcome === "joined")).toHaveLength(1);
    expect(wanting.filter(({ outcome }) => outcome === "code taken")).toHaveLength(9);
    const own = await Promise.all(tokens.slice(10).map((token, index) => join(world, { token, code: `MINE-${index}` })));
    expect(own.every(({ outcome }) => outcome === "joined")).toBe(true);
    expect(new Set(own.map((one) => one.outcome === "joined" && one.slug)).size).toBe(20);
  });
});
