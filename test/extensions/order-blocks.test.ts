// @vitest-environment jsdom
/** The blocks on the thank-you page and at an order: an ambassador's code, an order's why, and otherwise nothing at all. */
import { getExtension } from "@shopify/ui-extensions-tester";
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { StandingAnswer } from "~/account/answers";
import english from "../../extensions/regulars-order-blocks/locales/en.default.json";
import { anApp, attribute, shown, textOf, type App } from "./an-app.ts";

const ORDER = "gid://shopify/Order/1042";
/** The same one as the thank-you page calls it. */
const IDENTITY = "gid://shopify/OrderIdentity/1042";
const configSearchDir = "extensions/regulars-order-blocks";
const thankYou = getExtension("purchase.thank-you.block.render", { configSearchDir });
const orderStatus = getExtension("customer-account.order-status.block.render", { configSearchDir });

/** The tester knows no `editor`, which Shopify's own types have. */
function inEditor({ shopify }: { shopify: unknown }, editor: object | undefined): void {
  const api = shopify as { extension: object };
  api.extension = { ...api.extension, editor };
}

const mia: Extract<StandingAnswer, { outcome: "ambassador" }> = {
  outcome: "ambassador",
  standing: "2 friends bought; £8.40 is yours.",
  share: {
    code: "MIA15",
    link: "https://shop.example/apps/regulars/mia",
    caption: "#ad 15% off with MIA15. https://shop.example/apps/regulars/mia",
  },
  order: null,
  rewardsUrl: "https://shop.example/apps/regulars/rewards",
  askAgain: false,
};

describe.each([
  [
    "the thank-you page",
    thankYou,
    IDENTITY,
    () => (thankYou.shopify.orderConfirmation.value = { order: { id: IDENTITY }, isFirstOrder: false }),
  ],
  ["an order's page", orderStatus, ORDER, () => (orderStatus.shopify.order.value = { id: ORDER, name: "#1042" })],
] as const)("%s", (_where, extension, id, placeOrder) => {
  let app: App;
  beforeEach(() => {
    extension.setUp();
    placeOrder();
    inEditor(extension, undefined);
    app = anApp(extension, english);
  });
  afterEach(() => {
    render(null, document.body);
    extension.tearDown();
  });
  const settled = () => vi.waitFor(() => expect(app.answered).toBe(1));

  test("asks about this order, with Shopify's token", async () => {
    app.answers(200, mia);
    await extension.render();
    await settled();
    expect(app.asked).toEqual([
      {
        address: `https://regulars.example.com/account/standing?order=${encodeURIComponent(id)}`,
        ...{ method: "GET", authorization: "Bearer token-1", language: "en", form: null },
      },
    ]);
  });

  test("an ambassador sees that they are one of the regulars, their code to copy, their link and the way to their rewards", async () => {
    app.answers(200, mia);
    await extension.render();
    await shown("s-section", english.heading);
    expect(textOf("s-heading")).toEqual(["MIA15"]);
    expect(document.body.textContent).toContain(mia.standing);
    expect([...document.querySelectorAll("s-clipboard-item")].map((item) => attribute(item, "text"))).toEqual([
      "MIA15",
      mia.share!.caption,
    ]);
    expect([...document.querySelectorAll("s-link")].map((link) => attribute(link, "href"))).toEqual([mia.share!.link, mia.rewardsUrl]);
  });

  test("an ambassador whose code is still being made, or whose programme ended, sees where they stand and no code", async () => {
    app.answers(200, { ...mia, share: null });
    await extension.render();
    await shown("s-section", english.heading);
    expect(document.querySelector("s-clipboard-item")).toBeNull();
  });

  test("what the order was for them stands first", async () => {
    app.answers(200, { ...mia, order: "This order was your own, so it doesn't count." });
    await extension.render();
    await shown("s-section", english.heading);
    expect(textOf("s-paragraph")[0]).toBe("This order was your own, so it doesn't count.");
  });

  test("a friend sees whom they did good with, and nothing else", async () => {
    app.answers(200, { outcome: "nobody", order: "Mia told you about us.", askAgain: false });
    await extension.render();
    await shown("s-section", english.aboutOrder);
    expect([textOf("s-paragraph"), document.querySelector("s-button")]).toEqual([["Mia told you about us."], null]);
  });

  test.each<[string, () => void]>([
    ["to everybody else", () => app.answers(200, { outcome: "nobody", order: null, askAgain: false })],
    ["to a guest", () => app.answers(401, { outcome: "not let in", sentence: "Please sign in." })],
    ["while the app is down", () => app.breaks()],
    ["when something else answers", () => app.answersText(502, "<h1>Bad gateway</h1>")],
  ])("shows nothing %s", async (_whom, set) => {
    set();
    await extension.render();
    await settled();
    await Promise.resolve();
    expect(document.body.innerHTML).toBe("");
  });

  test("an order that isn't read yet is asked about once more, some seconds later, and never again", async () => {
    vi.useFakeTimers();
    try {
      app.answers(200, { outcome: "nobody", order: null, askAgain: true });
      await extension.render();
      await settled();
      app.answers(200, { outcome: "nobody", order: "Mia told you about us.", askAgain: true });
      await vi.advanceTimersByTimeAsync(3_000);
      expect(app.asked).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(4_000);
      await shown("s-paragraph", "Mia told you about us.");
      await vi.advanceTimersByTimeAsync(60_000);
      expect(app.asked.map(({ address }) => address)).toEqual([app.asked[0].address, app.asked[0].address]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("one that has nothing to say is asked about once", async () => {
    vi.useFakeTimers();
    try {
      app.answers(200, mia);
      await extension.render();
      await settled();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(app.asked).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  test("shows nothing until the answer comes", async () => {
    app.hangs();
    await extension.render();
    await vi.waitFor(() => expect(app.asked).toHaveLength(1));
    expect(document.body.innerHTML).toBe("");
  });

  test("in Shopify's editor the owner, who is no ambassador, sees that it is there", async () => {
    inEditor(extension, { type: "checkout" });
    app.answers(401, { outcome: "not let in", sentence: "Please sign in." });
    await extension.render();
    await shown("s-paragraph", english.editor);
  });
});

test("at an order that isn't known yet it asks without one", async () => {
  orderStatus.setUp();
  orderStatus.shopify.order.value = undefined;
  inEditor(orderStatus, undefined);
  const app = anApp(orderStatus, english);
  app.answers(200, mia);
  await orderStatus.render();
  await shown("s-section", english.heading);
  expect(app.asked[0].address).toBe("https://regulars.example.com/account/standing");
  render(null, document.body);
  orderStatus.tearDown();
});
