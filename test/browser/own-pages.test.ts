/**
 * The pages to join and of rewards in two themes, one light and one dark, from 320 px to wide: what an ambassador tells, chooses
 * and changes there, with scripts and without. Nothing jumps, nothing is stored on their device, no letters are brought along.
 */
import { beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { aLine, anAmbassador, anEarnedCredit, anOrder } from "../support/builders";
import { jumpsOf, PHONE, shopperBrowser, SMALL, WIDE } from "../support/shopper-browser";
import { anInvitation, knownCustomer, stockShelf, storefrontRig } from "../support/storefront-rig";

const rig = await storefrontRig();
const { world, program, origin, store, emulator } = rig;
const { open, look } = shopperBrowser(origin);
const choose = emulator.config.storefront;
const PLAIN = { theme: "plain", accounts: "new", brandColour: null, blockSettings: {} } as const;
const NIGHT = { ...PLAIN, theme: "night" } as const;
const GOLDEN = { ...NIGHT, brandColour: { background: "#e0b15e", foreground: "#121110" } } as const;

let count = 0;
async function maxine({ earned = 0n }: { earned?: bigint } = {}) {
  const made = await anAmbassador(world, program, { code: `MAXINE-${++count}` });
  const email = `own-${count}@example.com`;
  knownCustomer(rig, made, email);
  if (earned) await anEarnedCredit(world, made, earned);
  for (const product of Object.values(store.products)) {
    const { orderId } = await anOrder(world, { buyerId: made.buyerId });
    await aLine(world, { orderId, productId: product.id, variantId: product.variantIds[0] });
  }
  return { ...made, email };
}
beforeAll(() => stockShelf(rig));

const openAll = (page: Page) => page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
/** Above a hundredth of what Google calls good. */
const CALM = 0.001;

async function openedOf(where: string, what: string, as: Parameters<typeof open>[1]): Promise<Page> {
  const page = await open(where, as);
  if (what === "block") await page.getByRole("heading", { name: "Tell your friends" }).waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

describe.each([
  ["plain", PLAIN, [SMALL, PHONE, WIDE]],
  ["night", NIGHT, [SMALL, WIDE]],
  ["night, in the brand's colour", GOLDEN, [PHONE]],
] as const)("in the theme %s", (name, chosen, viewports) => {
  const slug = name.replace(/\W+/g, "-");
  beforeAll(() => {
    Object.assign(choose, chosen);
  });

  test.each(viewports)(
    "every page and all that is folded away on it is without fault at $width px, and nothing jumps",
    async (viewport) => {
      const made = await maxine({ earned: 1_040n });
      const token = await anInvitation(rig, { token: `${slug}-${viewport.width}`, firstName: "Zoë" });
      for (const [what, where, as] of [
        ["join", `/apps/regulars/join?token=${token}`],
        ["rewards-signed-out", "/apps/regulars/rewards"],
        ["rewards", "/apps/regulars/rewards", made.email],
        ["block-signed-out", "/pages/rewards"],
        ["block", "/pages/rewards", made.email],
      ]) {
        let page = await openedOf(where, what, { viewport, as });
        let jumps = await jumpsOf(page);
        // A busy machine may paint a page while it is still coming in, once; what has no room of its own jumps each time.
        if (jumps.length) jumps = await jumpsOf((page = await openedOf(where, what, { viewport, as })));
        expect([what, jumps.filter(({ value }) => value > CALM)]).toEqual([what, []]);
        await look(page, `${slug}-${what}`);
        if (what !== "join" && what !== "rewards") continue;
        await openAll(page);
        await look(page, `${slug}-${what}-open`);
      }
    },
  );
});

describe("joining", () => {
  beforeAll(() => {
    Object.assign(choose, PLAIN);
  });

  test("the code is answered while it is typed: taken with ideas, one tap, free; nothing jumps under the hand", async () => {
    const { code: taken } = await maxine();
    const page = await open(`/apps/regulars/join?token=${await anInvitation(rig, { token: "typed", firstName: "Ada" })}`);
    const field = page.getByLabel("Your code");
    const below = page.getByRole("button", { name: "Join" });
    const height = () => below.evaluate((button) => button.getBoundingClientRect().top + window.scrollY);
    const before = await height();
    await field.fill(taken);
    await page.getByText(`${taken} is taken.`).waitFor();
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await look(page, "join-typed-taken");
    expect(await height()).toBe(before);
    const idea = page.locator("button[data-idea]").first();
    const code = (await idea.textContent())!;
    await idea.click();
    await page.getByText(`${code} is free.`).waitFor();
    expect([await field.inputValue(), await field.getAttribute("aria-invalid")]).toEqual([code, "false"]);
    await look(page, "join-typed-free");
    await field.fill("fuck-it");
    await page.getByText("That word might hurt somebody.").waitFor();
    expect((await jumpsOf(page)).filter(({ value }) => value > CALM)).toEqual([]);
  });

  test("who likes tells of themselves, with scripts off too; what can't be read is said and kept", async () => {
    const page = await open(`/apps/regulars/join?token=${await anInvitation(rig, { token: "tells", firstName: "Ada" })}`, {
      scripts: false,
    });
    await page.getByText("Tell us a little about you").click();
    await page.getByLabel("Your name there").first().fill("@ada");
    await page.getByLabel("Followers").first().fill("lots");
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByText("Just a number here").waitFor();
    await look(page, "join-number");
    await page.getByLabel("Followers").first().fill("1,200");
    await page.getByRole("button", { name: "Join" }).click();
    await page.locator('[data-outcome="joined"]').waitFor();
    expect(await rig.sql("SELECT handle, followers FROM profile_handle WHERE handle = 'ada'")).toEqual([
      { handle: "ada", followers: 1_200 },
    ]);
  });
});

describe("one's own page", () => {
  test.each([true, false])("words, favourites and a break are on the page that friends open (scripts: %s)", async (scripts) => {
    const made = await maxine();
    const before = await open(`/apps/regulars/${made.slug}`);
    await before.getByRole("button", { name: "Start with 15% off" }).waitFor();
    expect(await before.getByText("Jubilee Mug").count()).toBe(0);
    await look(before, "landing-nothing-shown");
    const page = await open("/apps/regulars/rewards", { as: made.email, scripts });
    await page.getByText("Your page shows none of the things you bought").waitFor();
    await page.getByText("What friends see on your page").click();
    await page.getByLabel("A few words of yours").fill("The mug is the one I keep. See evil.com");
    await page.getByRole("checkbox", { name: "Jubilee Mug" }).check();
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.getByText("No links or addresses here, please").waitFor();
    await look(page, `own-page-refused-${scripts}`);
    expect(await page.getByRole("checkbox", { name: "Jubilee Mug" }).isChecked()).toBe(true);
    await page.getByLabel("A few words of yours").fill("The mug is the one I keep.");
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.getByText("Saved.").waitFor();
    const friend = await open(`/apps/regulars/${made.slug}`);
    await friend.getByText("The mug is the one I keep.").waitFor();
    await friend.getByRole("heading", { name: "What Maxine loves" }).waitFor();

    await page.getByText("Take a break").first().click();
    await page.getByRole("button", { name: "Take a break" }).click();
    await page.getByText("Enjoy your break.").waitFor();
    await look(page, `paused-${scripts}`);
    await friend.reload();
    await friend.getByRole("heading", { name: "Maxine is taking a break" }).waitFor();
    await look(friend, "landing-paused");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("Welcome back.").waitFor();
    await friend.reload();
    await friend.getByRole("button", { name: "Start with 15% off" }).waitFor();
  });

  test("what one tells is worked out in the block of a theme, without leaving it", async () => {
    const made = await maxine();
    const page = await open("/pages/rewards", { as: made.email });
    await page.getByText("About you", { exact: true }).click();
    await page.getByLabel("Your name there").first().fill("maxine");
    await page.getByLabel("Followers").first().fill("1200");
    await page.getByLabel("Likes of a post").first().fill("40");
    await page.getByLabel("Comments of a post").first().fill("4");
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.getByText("Saved.").waitFor();
    expect(new URL(page.url()).pathname).toBe("/pages/rewards");
    await page.getByText("About you", { exact: true }).click();
    await page.getByText("about 4 of a hundred followers take part, 3.7%").waitFor();
    await look(page, "profile-told");
  });

  test("another code is answered while it is typed, and the old one stands below with its last day", async () => {
    const [other, made] = [await maxine(), await maxine()];
    const page = await open("/pages/rewards", { as: made.email });
    await page.getByText("Change my code").click();
    await page.getByLabel("Your new code").fill(made.code);
    await page.getByText("That one is yours already.").waitFor();
    await page.getByLabel("Your new code").fill(other.code);
    await page.getByText(`${other.code} is taken.`).waitFor();
    await page.getByLabel("Your new code").fill(`tea-${count}`);
    await page.getByText(`TEA-${count} is free.`).waitFor();
    await look(page, "change-code");
    await page.getByRole("button", { name: "Take this code" }).click();
    await page.locator(`[data-share-code="TEA-${count}"][data-share-code-state="waiting"]`).waitFor();
    await page.getByText(/Your old code\. Friends may use it until 2 December/).waitFor();
    await look(page, "code-changed");
  });

  test("leaving says what happens and what stays", async () => {
    const made = await maxine({ earned: 1_200n });
    const page = await open("/apps/regulars/rewards", { as: made.email, scripts: false });
    await page.getByText("Leave", { exact: true }).click();
    await page.getByText("£12.00 stays yours.").waitFor();
    await look(page, "leaving");
    await page.getByRole("button", { name: "Yes, close my page" }).click();
    await page.getByText("Done. Your page is closed.").waitFor();
    await look(page, "left");
  });

  test("by keyboard, the order of stops is the order on the page", async () => {
    const made = await maxine({ earned: 1_040n });
    const page = await open("/apps/regulars/rewards", { as: made.email });
    await openAll(page);
    const stops: number[] = [];
    await page.locator(".regulars-heading").click();
    for (let stop = 0; stop < 70; stop++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const all = [
          ...document.querySelectorAll<HTMLElement>(
            ".regulars a, .regulars button, .regulars input, .regulars textarea, .regulars select, .regulars summary",
          ),
        ];
        return all
          .filter((one) => one.offsetParent !== null && !(one as HTMLInputElement).hidden && (one as HTMLInputElement).type !== "hidden")
          .indexOf(document.activeElement as HTMLElement);
      });
      if (at === -1) break;
      stops.push(at);
    }
    expect(stops).toEqual(stops.map((_, index) => index));
    expect(stops.length).toBeGreaterThan(25);
  });
});

describe("the block's settings", () => {
  const SET = {
    accent: "#ffe08a",
    corners: 0,
    heading: "Our circle",
    text: "<p>For those who tell their friends.</p>",
    sign_in_text: "Come in.",
    sign_in_label: "This way",
  };

  test("accent, corners and texts are the merchant's, and the text on the accent can be read", async () => {
    Object.assign(choose, { ...PLAIN, blockSettings: SET });
    const made = await maxine({ earned: 1_040n });
    const outside = await open("/pages/rewards");
    const way = outside.getByRole("link", { name: "This way" });
    await outside.getByText("Come in.").waitFor();
    const styleOf = (button: typeof way) =>
      button.evaluate((element) => {
        const { backgroundColor, color, borderRadius } = getComputedStyle(element);
        return { backgroundColor, color, borderRadius };
      });
    const yellow = { backgroundColor: "rgb(255, 224, 138)", color: "rgb(0, 0, 0)", borderRadius: "0px" };
    expect(await styleOf(way)).toEqual(yellow);
    await look(outside, "block-set-signed-out");
    const inside = await open("/pages/rewards", { as: made.email });
    await inside.getByRole("heading", { name: "Our circle" }).waitFor();
    await inside.getByText("For those who tell their friends.").waitFor();
    await inside.getByLabel("Take this: Earl Grey").click();
    expect(await styleOf(inside.getByRole("button", { name: "Yes, take it" }))).toEqual(yellow);
    await look(inside, "block-set");
    Object.assign(choose, { ...PLAIN, blockSettings: { ...SET, on_accent: "#5a3d00" } });
    expect(await styleOf((await open("/pages/rewards")).getByRole("link", { name: "This way" }))).toEqual({
      ...yellow,
      color: "rgb(90, 61, 0)",
    });
    Object.assign(choose, PLAIN);
  });
});

describe("signing in leads back", () => {
  test.each(["new", "legacy"] as const)("under %s customer accounts, from the page and from the block", async (accounts) => {
    Object.assign(choose, { ...PLAIN, accounts });
    const made = await maxine();
    for (const where of ["/apps/regulars/rewards", "/pages/rewards"]) {
      const page = await open(where);
      await page.locator(".regulars, .regulars-block").getByRole("link", { name: "Sign in" }).click();
      await page.getByLabel(/e-mail/i).fill(made.email);
      await page.getByRole("button").first().click();
      const code = /(\d{6}) is your/.exec(
        await (await page.context().request.get(`${origin}/__mail?to=${encodeURIComponent(made.email)}`)).text(),
      )![1];
      await page.getByLabel(/code/i).fill(code);
      await page.getByRole("button").first().click();
      await page.waitForURL(`**${where}`);
      await page.locator(`[data-share-code="${made.code}"]`).waitFor();
    }
    Object.assign(choose, PLAIN);
  });
});

test("nothing is stored on anybody's device, and no letters are brought along", async () => {
  const made = await maxine();
  const token = await anInvitation(rig, { token: "nothing-kept", firstName: "Ada" });
  for (const where of ["/pages/rewards", "/apps/regulars/rewards", `/apps/regulars/join?token=${token}`]) {
    const context = (await open("/", { as: made.email })).context();
    const before = (await context.cookies()).map(({ name }) => name);
    const page = await context.newPage();
    const fonts: string[] = [];
    page.on("request", (request) => request.resourceType() === "font" && fonts.push(request.url()));
    await page.goto(origin + where);
    await page.locator("[data-regulars-page]").waitFor();
    const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length]);
    expect([where, (await context.cookies()).map(({ name }) => name), kept, fonts]).toEqual([where, before, [0, 0], []]);
  }
});
