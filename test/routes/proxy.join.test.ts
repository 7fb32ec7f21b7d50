/** The join page: looking takes nothing, one POST joins, what is wrong stands beside its field. */
import { describe, expect, test } from "vitest";
import { deviceMarks } from "~/domain/order/mark";
import { CODE_CHECKS_A_MINUTE, POSTS_A_MINUTE } from "~/storefront/on-storefront.server";
import { anOrder } from "../support/builders";
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
  expect(formWith(page, { code: /./ })).toMatchObject({
    token: tokens[0],
    disclosure: "2026-11",
    name: "Maxine",
    code: "MAXINE15",
    "handle-1": "",
    topics: "",
  });
  expect(textOf(page)).toMatch(/What you buy stays between you and .*: the page shows something of it only if you choose that later\./);
  expect(textOf(page)).toMatch(/15% off with your code.*10% of what they buy on their first order.*14 days.*#ad.*open until 16 November/);
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
  expect(textOf(page)).toMatch(/nothing of what you buy.*you choose them on your own page/);
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

describe("a code that is being typed is answered in words", () => {
  const check = async (shop: string, asked: Record<string, string>, more: { buyerId?: string; ip?: string } = {}) =>
    askStorefront({ shop, path: `/join?${new URLSearchParams({ part: "code", ...asked })}`, ...more });

  test("free, taken or refused, with ideas that are free and suit the name; asking takes nothing", async () => {
    const { shopId, tokens, rows } = await invitedPeople(t, [{}, {}]);
    await askStorefront({ shop: shopId, path: "/join", form: { token: tokens[0], ...filled } });
    const [, token] = tokens;
    const free = await check(shopId, { token, code: "max 20" });
    expect([free.status, textOf(free).trim(), marksOf(free, "data-regulars-free")]).toEqual([200, "MAX20 is free.", ["true"]]);
    expect([free.headers.get("content-type"), free.headers.get("cache-control")]).toEqual(["text/html; charset=utf-8", "no-store"]);
    expect(free.whole).not.toMatch(/<style|<script/);
    const taken = await check(shopId, { token, code: "Maxine–tea", name: "Bo" });
    expect([textOf(taken).includes("MAXINE-TEA is taken."), marksOf(taken, "data-idea")]).toEqual([true, ["BO15", "FROM-BO", "BO-15"]]);
    for (const [code, said] of [
      ["ab", "at least 4"],
      ["fuck-it", "might hurt somebody"],
      ["{{ shop }}<b>", "letters A to Z"],
      ["", "at least 4"],
    ])
      expect([code, textOf(await check(shopId, { token, code })).includes(said)]).toEqual([code, true]);
    expect(await rows("SELECT state FROM invitation WHERE shop_id = $1 ORDER BY 1")).toEqual([{ state: "accepted" }, { state: "sent" }]);
  });

  test("only for who holds an open invitation: nobody else can ask which codes there are", async () => {
    const { shopId, tokens, ids } = await invitedPeople(t, [{}, {}, {}]);
    await askStorefront({ shop: shopId, path: "/join", form: { token: tokens[0], ...filled } });
    const { shopId: elsewhere } = await invitedPeople(t, [{}]);
    const asked = { code: "MAXINE-TEA" };
    for (const page of [
      await check(shopId, { ...asked, token: "made-up" }),
      await check(shopId, asked),
      await check(shopId, { ...asked, token: tokens[0] }),
      await check(shopId, { ...asked, token: tokens[1] }, { buyerId: ids[2] }),
      await check(elsewhere, { ...asked, token: tokens[1] }),
    ])
      expect([page.status, page.html]).toEqual([404, ""]);
  });

  test("sixty times a minute from one address, then it asks for a breath; looking at pages and joining is unhurt", async () => {
    const { shopId, tokens } = await invitedPeople(t, [{}]);
    const [token] = tokens;
    const ip = "198.51.100.77";
    // Each time with another address of their own making in front, as the proxies before the app pass it on.
    const forged = (count: number) => ({ ip: `198.51.100.${count}, ${ip}, 23.227.38.1` });
    for (let done = 0; done < CODE_CHECKS_A_MINUTE; done++) await check(shopId, { token, code: "MAX20" }, forged(done));
    const refused = await check(shopId, { token, code: "MAX20" }, forged(99));
    expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
    expect((await check(shopId, { token, code: "MAX20" })).status).toBe(200);
    expect((await askStorefront({ shop: shopId, path: `/join?token=${token}`, ip })).status).toBe(200);
    expect(marksOf(await askStorefront({ shop: shopId, path: "/join", form: { token, ...filled }, ip }), "data-outcome")).toEqual([
      "joined",
    ]);
  });
});

describe("what people may tell of themselves", () => {
  const told = {
    "network-1": "TikTok",
    "handle-1": "@maxine",
    "followers-1": "1.2k",
    "likes-1": "40",
    "comments-1": "4",
    topics: "tea",
    region: "Leeds",
  };

  test("is kept with the joining", async () => {
    const { shopId, tokens, rows } = await invitedPeople(t, [{}]);
    const page = await askStorefront({ shop: shopId, path: "/join", form: { token: tokens[0], ...filled, ...told } });
    expect(marksOf(page, "data-outcome")).toEqual(["joined"]);
    expect(await rows("SELECT region, topics FROM profile WHERE shop_id = $1")).toEqual([{ region: "Leeds", topics: ["tea"] }]);
    expect(await rows("SELECT network, handle, followers, likes, comments FROM profile_handle WHERE shop_id = $1")).toEqual([
      { network: "TikTok", handle: "maxine", followers: 1_200, likes: 40, comments: 4 },
    ]);
  });

  test("where it can't be read nobody joins yet, it is said beside its field, and what was typed is kept", async () => {
    const { shopId, tokens, rows } = await invitedPeople(t, [{}]);
    const page = await askStorefront({ shop: shopId, path: "/join", form: { token: tokens[0], ...filled, ...told, "likes-1": "loads" } });
    expect([marksOf(page, "data-outcome"), textOf(page).includes("Just a number here")]).toEqual([["profile refused"], true]);
    expect(formWith(page, { code: /./ })).toMatchObject({ code: "MAXINE-TEA", "likes-1": "loads", "followers-1": "1.2k", region: "Leeds" });
    expect(page.html).toMatch(/<details[^>]*open=""[^>]*><summary>Tell us a little/);
    expect(await rows("SELECT 1 FROM ambassador WHERE shop_id = $1")).toEqual([]);
  });
});

test("the page says who invites, and what a usual order of a friend brings, in money", async () => {
  const { shopId, tokens, world } = await invitedPeople(t, [{}]);
  for (const goodsMinor of [1_000n, 3_834n, 3_900n, 90_000n, 90_000n]) await anOrder(world, { goodsMinor });
  const page = await askStorefront({ shop: shopId, path: `/join?token=${tokens[0]}` });
  expect(textOf(page)).toMatch(/Tea & Sons invites you.*A friend pays £40: that makes £4 for you\./);
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
