/** Views of the list: what an address or a kept row may hold, how it is written back, and what may be kept under which name. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { forgetView } from "~/domain/mining/forget-view.server";
import { readSavedViews } from "~/domain/mining/read-saved-views.server";
import { saveView } from "~/domain/mining/save-view.server";
import { FILTER_NAMES, filtersInAddress, NO_FILTERS, RECENCIES, recencyInDays } from "~/domain/mining/list-filters";
import { MOST_VIEWS, problemOfView, readFilters, viewNameOf } from "~/domain/mining/saved-view";
import { aShop } from "../../support/builders";
import { testWorld } from "../../support/world";

const filters = (address: string) => readFilters(new URLSearchParams(address));

describe("filters in an address", () => {
  test("what fits is read and written back as it was", () => {
    const address =
      "search=ana&country=FR&place=lyon&taste=Tea+%26+More&recency=over-90&consent=yes&gifts=often&kind=resellers&joined=lately";
    expect(filtersInAddress(filters(address))).toBe(address);
    expect(FILTER_NAMES).toHaveLength(9);
  });

  test.each([
    "country=Frankreich",
    "country=fr",
    "recency=in-31",
    "consent=maybe",
    "gifts=1",
    "kind=",
    "taste=",
    "taste=%00",
    `search=${"x".repeat(81)}`,
    "nothing=else",
    "",
  ])("%s asks for nothing", (address) => expect(filters(address)).toEqual(NO_FILTERS));

  test("a search is trimmed, and without what the database's text does not know", () => {
    expect(filters("search=%20a%00na%20").search).toBe("ana");
  });

  test("whatever stands there, reading it twice is reading it once", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...FILTER_NAMES), fc.string()), (given) => {
        const once = readFilters(new URLSearchParams(given));
        expect(filters(filtersInAddress(once))).toEqual(once);
      }),
    );
  });

  test("each recency says its days", () => {
    expect(RECENCIES.map(recencyInDays)).toEqual([true, false].flatMap((within) => [30, 90, 180, 365].map((days) => ({ within, days }))));
  });
});

describe("a view's name", () => {
  const narrowed = filters("country=FR");
  test("is one line of text", () => expect(viewNameOf("  Tea\n lovers\t\u0007 ")).toBe("Tea lovers"));
  test("has 1 to 60 characters, as people count them", () => {
    expect(problemOfView({ name: "", filters: narrowed })).toBe("no name");
    expect(problemOfView({ name: "🫖".repeat(60), filters: narrowed })).toBeNull();
    expect(problemOfView({ name: "x".repeat(61), filters: narrowed })).toBe("name too long");
  });
  test("belongs to something that narrows the list", () =>
    expect(problemOfView({ name: "All", filters: NO_FILTERS })).toBe("nothing narrows it"));
});

describe("views that are kept", async () => {
  const { world, worldOf, sql } = await testWorld();
  const other = worldOf("other.myshopify.com");
  beforeAll(async () => {
    await aShop(world);
    await aShop(other);
  });
  const keep = (name: string, address = "country=FR") => saveView(world, { name, filters: filters(address), savedBy: "Olga" });

  test("come back by name with what they show; a name that is taken now means the new one", async () => {
    expect(await keep("  France ")).toMatchObject({ outcome: "saved", name: "France" });
    expect(await keep("Gifts", "gifts=often")).toMatchObject({ outcome: "saved" });
    expect(await keep("France", "country=FR&consent=yes")).toMatchObject({ outcome: "replaced", name: "France" });
    expect((await readSavedViews(world)).map(({ name, filters }) => [name, filtersInAddress(filters)])).toEqual([
      ["France", "country=FR&consent=yes"],
      ["Gifts", "gifts=often"],
    ]);
  });

  test("are refused without a name or without a filter, and nothing is kept", async () => {
    expect(await keep(" \n ")).toEqual({ outcome: "refused", problem: "no name" });
    expect(await keep("All", "")).toEqual({ outcome: "refused", problem: "nothing narrows it" });
    expect(await readSavedViews(world)).toHaveLength(2);
  });

  test("are forgotten once, by who keeps them", async () => {
    const [{ viewId }] = await readSavedViews(world);
    expect(await forgetView(other, { viewId })).toEqual({ outcome: "unknown" });
    expect(await forgetView(world, { viewId })).toEqual({ outcome: "forgotten" });
    expect(await forgetView(world, { viewId })).toEqual({ outcome: "unknown" });
    expect(await readSavedViews(other)).toEqual([]);
  });

  test("are at most fifty, however many are kept at once; one of them can still be changed", async () => {
    const kept = await Promise.all(Array.from({ length: MOST_VIEWS + 5 }, (_, index) => keep(`View ${index}`)));
    expect(await readSavedViews(world)).toHaveLength(MOST_VIEWS);
    expect(kept.filter(({ outcome }) => outcome === "refused")).toHaveLength(6);
    expect(await keep("One more")).toEqual({ outcome: "refused", problem: "too many views" });
    expect(await keep((await readSavedViews(world))[0].name, "kind=people")).toMatchObject({ outcome: "replaced" });
  });

  test("of an older day, with words nobody uses any more, show what of them still fits", async () => {
    await sql('UPDATE saved_view SET filters = \'{"country": "FR", "colour": "green", "recency": "in-7"}\' WHERE name = \'Gifts\'');
    const old = (await readSavedViews(world)).find(({ name }) => name === "Gifts")!;
    expect(filtersInAddress(old.filters)).toBe("country=FR");
  });
});
