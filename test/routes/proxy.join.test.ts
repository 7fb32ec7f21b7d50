/** The join page: looking takes nothing, one POST joins, what is wrong stands beside its field. */
import { describe, expect, test } from "vitest";
import { deviceMarks } from "~/domain/order/mark";
import { POSTS_A_MINUTE } from "~/storefront/on-storefront.server";
import { fakeShops } from "../support/fake-shops";
import { invitedPeople } from "../support/invited";
import { askStorefront, formWith, marksOf, textOf } from "../support/storefront";
import { DAY_MS } from "../support/world";

const t = await fakeShops();
const filled = { name: "Maxine", code: "MAXINE-TEA", acknowledged: "yes" };

test("the page says what friends get, what you get and what we ask, with a code already filled in", async () => {
  const { shopId, tokens } = await invitedPeople(t, [{}]);
  const page = await askStorefront({ shop: shopId, path: `/join?token=${tokens[0]}` });
  expect([page.status, marksOf(page, "data-regulars-page"), marksOf(page, "data-outcome")]).toEqual([200, ["join"], []]);
  expect(page.headers.get("content-type")).toBe("application/liquid; charset=utf-8");
  expect(page.headers.get("cache-control")).toBe("no-store");
  expect(formWith(page, { code: /./ })).toMatchObject({ token: tokens[0], name: "Maxine", code: "MAXINE15", "handle-1": "", topics: "" });
  expect(textOf(page)).toMatch(/15 % off with your code.*10 % of what they buy on their first order.*14 days.*#ad.*open until 16 November/);
});

test("a scanner that opens the link ten times takes nothing: the person can still join", async () => {
  const { shopId, tokens, rows } = await invitedPeople(t, [{}]);
  for (let look = 0; look < 10; look++) await askStorefront({ shop: shopId, path: `/join?token=${tokens[0]}` });
  expect(await rows("SELECT state FROM invitation WHERE shop_id = $1")).toEqual([{ state: "sent" }]);
  const page = await askStorefront({ shop: shopId, path: "/join", form: { token: tokens[0], ...filled } });
  expect(marksOf(page, "data-outcome")).toEqual(["joined"]);
});

test("joining shows the code, large, and where friends will find the page", async () => {
  const { shopId, tokens } = await invitedPeople(t, [{}]);
  const page = await askStorefront({
    shop: shopId,
    path: "/join",
    form: { token: tokens[0], ...filled, code: " maxine–tea " },
    pathPrefix: "/a/friends",
  });
  expect([page.status, marksOf(page, "data-share-code"), marksOf(page, "data-slug")]).toEqual([200, ["MAXINE-TEA"], ["maxine"]]);
  expect(textOf(page)).toContain("tea.example/a/friends/maxine");
  expect(page.html).toContain('href="/a/friends/rewards"');
});

describe("what is wrong stands beside its field and what was typed is kept", () => {
  test("a taken code comes with ideas that are free", async () => {
    const { shopId, tokens } = await invitedPeople(t, [{}, {}]);
    await askStorefront({ shop: shopId, path: "/join", form: { token: tokens[0], ...filled } });
    const page = await askStorefront({ shop: shopId, path: "/join", form: { token: tokens[1], ...filled, name: "Max B" } });
    expect(marksOf(page, "data-outcome")).toEqual(["code taken"]);
    expect(textOf(page)).toContain("MAXINE-TEA is taken.");
    expect(formWith(page, { code: /./ })).toMatchObject({ code: "MAXINE-TEA", name: "Max B", token: tokens[1] });
    expect(page.html).toMatch(/name="acknowledged"[^>]*checked/);
    expect(page.html).toMatch(/aria-invalid="true"[^>]*aria-describedby="[^"]*regulars-code-answer"/);
    const ideas = marksOf(page, "data-idea");
    expect(ideas.length).toBe(3);
    const next = await askStorefront({ shop: shopId, path: "/join", form: { token: tokens[1], ...filled, code: ideas[0] } });
    expect(marksOf(next, "data-share-code")).toEqual([ideas[0]]);
  });

  test.each([
    ["code refused", { code: "AB" }, "at least 4"],
    ["name refused", { name: "" }, "the name your friends know you by"],
    ["not acknowledged", { acknowledged: "" }, "Please tick this first"],
  ])("%s", async (outcome, wrong, said) => {
    const { shopId, tokens, rows } = await invitedPeople(t, [{}]);
    const page = await askStorefront({ shop: shopId, path: "/join", form: { token: tokens[0], ...filled, ...wrong } });
    expect(marksOf(page, "data-outcome")).toEqual([outcome]);
    expect(textOf(page)).toContain(said);
    expect(await rows("SELECT count(*)::int AS n FROM ambassador WHERE shop_id = $1")).toEqual([{ n: 0 }]);
  });
});

describe("an invitation replayed, expired, forwarded or of another shop is refused without a hint about anybody", () => {
  const lookAndPress = async (shop: string, token: string, buyerId?: string) => [
    await askStorefront({ shop, path: `/join?token=${token}`, buyerId }),
    await askStorefront({ shop, path: "/join", form: { token, ...filled }, buyerId }),
  ];
  const told = async (pages: Awaited<ReturnType<typeof lookAndPress>>, outcome: string, status: number) => {
    for (const page of pages) {
      expect([page.status, marksOf(page, "data-regulars-page"), marksOf(page, "data-outcome")]).toEqual([status, ["message"], [outcome]]);
      expect(page.html).not.toMatch(/Maxine|people\.example|<form/);
    }
  };

  test("replayed", async () => {
    const { shopId, tokens, rows } = await invitedPeople(t, [{}]);
    await askStorefront({ shop: shopId, path: "/join", form: { token: tokens[0], ...filled } });
    await told(await lookAndPress(shopId, tokens[0]), "link used", 200);
    expect(await rows("SELECT count(*)::int AS n FROM share_code WHERE shop_id = $1")).toEqual([{ n: 1 }]);
  });

  test("expired", async () => {
    const { shopId, tokens } = await invitedPeople(t, [{}]);
    await t.clock.advance(15 * DAY_MS);
    await told(await lookAndPress(shopId, tokens[0]), "link expired", 410);
  });

  test("forwarded to somebody who is signed in", async () => {
    const { shopId, tokens, ids } = await invitedPeople(t, [{}, {}]);
    await told(await lookAndPress(shopId, tokens[0], ids[1]), "link unknown", 404);
    expect((await askStorefront({ shop: shopId, path: `/join?token=${tokens[0]}`, buyerId: ids[0] })).status).toBe(200);
  });

  test("of another shop, made up, empty or absurd", async () => {
    const { tokens } = await invitedPeople(t, [{}]);
    const { shopId } = await invitedPeople(t, [{}]);
    for (const token of [tokens[0], "A".repeat(43), "", "x".repeat(5_000), "%00"])
      await told(await lookAndPress(shopId, token), "link unknown", 404);
  });
});

test("a form that is far too large is refused before it is read", async () => {
  const { shopId, tokens } = await invitedPeople(t, [{}]);
  const page = await askStorefront({ shop: shopId, path: "/join", form: { token: tokens[0], ...filled, name: "x".repeat(70_000) } });
  expect([page.status, marksOf(page, "data-outcome")]).toEqual([413, ["too large"]]);
});

test("500 joins a minute from one address get 429; other addresses, other pages and the next minute are unhurt", async () => {
  const { shopId, tokens } = await invitedPeople(t, [{}]);
  const press = (ip: string) => askStorefront({ shop: shopId, path: "/join", form: { token: "made-up", ...filled }, ip });
  for (let done = 0; done < POSTS_A_MINUTE; done += 10)
    await Promise.all(Array.from({ length: 10 }, () => press("198.51.100.9, 10.0.0.1")));
  const refused = await press("198.51.100.9, 10.0.0.2");
  expect([refused.status, marksOf(refused, "data-outcome")]).toEqual([429, ["too many"]]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await press("198.51.100.10")).status).toBe(404);
  expect((await askStorefront({ shop: shopId, path: "/opt-out", form: { token: tokens[0] }, ip: "198.51.100.9" })).status).toBe(200);
  expect((await askStorefront({ shop: shopId, path: `/join?token=${tokens[0]}`, ip: "198.51.100.9" })).status).toBe(200);
  await t.clock.advance(60_000);
  expect(
    marksOf(
      await askStorefront({ shop: shopId, path: "/join", form: { token: tokens[0], ...filled }, ip: "198.51.100.9" }),
      "data-outcome",
    ),
  ).toEqual(["joined"]);
}, 60_000);

test("the connection people joined by is remembered as a mark, whatever hop a browser puts before it", async () => {
  const { shopId, tokens, rows, world } = await invitedPeople(t, [{}]);
  const forged = { shop: shopId, path: "/join", form: { token: tokens[0], ...filled }, ip: "198.51.100.1, 203.0.113.99, 10.0.0.1" };
  expect(marksOf(await askStorefront(forged), "data-outcome")).toEqual(["joined"]);
  const [{ marks }] = await rows<{ marks: string[] }>("SELECT marks FROM ambassador WHERE shop_id = $1");
  expect(marks).toEqual(deviceMarks(world, ["198.51.100.1", "203.0.113.99"]));
  expect(JSON.stringify(marks)).not.toContain("203.0");
});
