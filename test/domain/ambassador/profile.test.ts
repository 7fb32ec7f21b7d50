import { describe, expect, test } from "vitest";
import { engagementBp, profileOf, type TypedHandle, type TypedProfile } from "~/domain/ambassador/profile";
import { saveProfile } from "~/domain/ambassador/save-profile.server";
import { readAmbassadors } from "~/domain/insight/read-ambassadors.server";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import { anAmbassador, aProgram, aShop } from "../../support/builders";
import { testWorld } from "../../support/world";

const line = (changes: Partial<TypedHandle> = {}): TypedHandle => ({
  ...{ network: "Instagram", handle: "maxine", followers: "", likes: "", comments: "" },
  ...changes,
});
const typed = (changes: Partial<TypedProfile> = {}): TypedProfile => ({ handles: [], topics: "", region: "", ...changes });
const handleOf = (changes: Partial<TypedHandle>) => {
  const read = profileOf(typed({ handles: [line(changes)] }));
  return read.outcome === "profile" ? read.profile.handles[0] : read.problems;
};

describe("what is typed of oneself", () => {
  test("all of it may be left out", () =>
    expect(profileOf(typed({ handles: [line({ handle: "" })] }))).toEqual({
      outcome: "profile",
      profile: { handles: [], topics: [], region: null },
    }));

  test.each([
    ["@Maxine", "Maxine"],
    [" maxine.tea ", "maxine.tea"],
    ["https://www.instagram.com/maxine_tea/?hl=en", "maxine_tea"],
    ["tiktok.com/@maxine", "maxine"],
    ["m.facebook.com/pages/maxine", "maxine"],
    ["https://maxine.example/blog/", "maxine.example/blog"],
    ["美咲", "美咲"],
  ])("the handle in %j is %j", (given, handle) => expect(handleOf({ handle: given })).toMatchObject({ handle }));

  test.each([
    ["1200", 1_200],
    ["1,200", 1_200],
    ["1.200", 1_200],
    ["1 200", 1_200],
    ["12'500", 12_500],
    ["1.2k", 1_200],
    ["3,5 K", 3_500],
    ["2m", 2_000_000],
    ["0", 0],
    ["", null],
  ])("%j people are %j", (followers, count) => expect(handleOf({ followers })).toMatchObject({ followers: count }));

  test.each(["many", "-3", "1.25", "1,20,0", "99999999999", "5 billion"])("%j is no number of people", (followers) =>
    expect(handleOf({ followers })).toEqual([{ line: 0, field: "followers", problem: "no number" }]),
  );

  test("numbers without a name, and a name that is none, are told line by line", () => {
    const handles = [line(), line({ handle: "", likes: "3" }), line({ handle: "<b>me</b>", comments: "?" })];
    expect(profileOf(typed({ handles }))).toEqual({
      outcome: "refused",
      problems: [
        { line: 1, field: "handle", problem: "missing" },
        { line: 2, field: "handle", problem: "no handle" },
        { line: 2, field: "comments", problem: "no number" },
      ],
    });
  });

  test("a network we don't know is elsewhere", () => expect(handleOf({ network: "MySpace" })).toMatchObject({ network: "elsewhere" }));

  test("topics are parted by commas, each once; five at most, none too long", () => {
    expect(profileOf(typed({ topics: "Tea, #tea,  green  Tea;dogs\n" }))).toMatchObject({
      profile: { topics: ["Tea", "green Tea", "dogs"] },
    });
    expect(profileOf(typed({ topics: "a,b,c,d,e,f" }))).toEqual({
      outcome: "refused",
      problems: [{ line: null, field: "topics", problem: "too many" }],
    });
    expect(profileOf(typed({ topics: "x".repeat(31), region: "y".repeat(61) }))).toEqual({
      outcome: "refused",
      problems: [
        { line: null, field: "topics", problem: "too long" },
        { line: null, field: "region", problem: "too long" },
      ],
    });
  });
});

test.each([
  [{ followers: 1_000, likes: 30, comments: 4 }, 340],
  [{ followers: 3, likes: 1, comments: 0 }, 3_333],
  [{ followers: 10, likes: 90, comments: 0 }, 90_000],
  [{ followers: 100, likes: 0, comments: 0 }, 0],
  [{ followers: 0, likes: 5, comments: 5 }, null],
  [{ followers: null, likes: 5, comments: 5 }, null],
  [{ followers: 100, likes: 5, comments: null }, null],
])("engagement is (likes + comments) ÷ followers: %j is %j basis points", (handle, bp) => expect(engagementBp(handle)).toBe(bp));

describe("kept", () => {
  const maxine = { network: "Instagram" as const, handle: "maxine", followers: 1_200, likes: 40, comments: 4 };
  const profile = {
    handles: [maxine, { ...maxine, network: "a blog" as const, handle: "maxine.example" }],
    topics: ["tea"],
    region: "Leeds",
  };

  test("it replaces what was told before, is seen by them and by the owner, and an empty one leaves nothing", async () => {
    const t = await testWorld();
    const { world } = t;
    await aShop(world);
    const program = await aProgram(world);
    const { buyerId, ambassadorId } = await anAmbassador(world, program);
    const other = await anAmbassador(world, program, { name: "Theo" });
    expect(await saveProfile(world, { buyerId, profile: { ...profile, topics: ["old"] } })).toEqual({ outcome: "saved" });
    await Promise.all([saveProfile(world, { buyerId, profile }), saveProfile(world, { ambassadorId, profile })]);
    const mine = async (who: string) => {
      const page = await readRewardsPage(world, { buyerId: who });
      return page.outcome === "page" ? page.own?.profile : page.outcome;
    };
    expect([await mine(buyerId), await mine(other.buyerId)]).toEqual([profile, { handles: [], topics: [], region: null }]);
    const { rows } = await readAmbassadors(world, {});
    expect(rows.map((row) => [row.name, row.profile]).sort()).toEqual([
      ["Maxine", profile],
      ["Theo", null],
    ]);

    expect(await saveProfile(world, { buyerId, profile: { handles: [], topics: [], region: null } })).toEqual({ outcome: "saved" });
    expect(await t.sql("SELECT 1 FROM profile UNION ALL SELECT 1 FROM profile_handle")).toEqual([]);
    const gone = await anAmbassador(world, program, { name: "Gone", leftAt: world.clock.now() });
    for (const who of ["404404", gone.buyerId])
      expect(await saveProfile(world, { buyerId: who, profile })).toEqual({ outcome: "no ambassador" });
  });
});
