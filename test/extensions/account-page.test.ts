// @vitest-environment jsdom
/**
 * The page in the customer account, rendered as Shopify's own tester does: its four states, what a press sends and shows, and
 * that its texts are those of the locale. The app's side is held to the same shapes by the compiler.
 */
import { getExtension } from "@shopify/ui-extensions-tester";
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RewardsAnswer, WhereTo } from "~/account/answers";
import english from "../../extensions/regulars-account-page/locales/en.default.json";
import { page, view } from "./a-rewards-view.ts";
import { anApp, attribute, click, shown, textOf, type App } from "./an-app.ts";

const extension = getExtension("customer-account.page.render", { configSearchDir: "extensions/regulars-account-page" });
let app: App;

beforeEach(() => {
  extension.setUp();
  app = anApp(extension, english);
});
afterEach(() => {
  vi.useRealTimers();
  render(null, document.body);
  extension.tearDown();
});

async function opened(answer: RewardsAnswer = page()): Promise<void> {
  app.answers(200, answer);
  await extension.render();
  await shown("s-page", answer.outcome === "page" ? answer.view.greeting : answer.heading);
}

describe("its states", () => {
  test("loading: the shape of the page, with a name for who can't see it", async () => {
    app.hangs();
    await extension.render();
    await vi.waitFor(() => expect(document.querySelectorAll("s-skeleton-paragraph")).toHaveLength(3));
    expect(attribute(document.querySelector("s-section")!, "accessibilityLabel")).toBe(english.loading);
  });

  test("empty: nobody's page, and an ambassador's first day", async () => {
    await opened({ outcome: "not an ambassador", heading: "Nothing here yet", text: "This page is for people we asked." });
    expect([textOf("s-paragraph"), document.querySelector("s-button")]).toEqual([["This page is for people we asked."], null]);
  });

  test("empty: an ambassador's first day says what to do", async () => {
    await opened(
      page({
        orders: [],
        taken: [],
        next: null,
        shelf: { help: "Nothing here yet.", items: [] },
        amounts: [],
        share: { ...view.share!, codes: [], link: null, ways: [], captions: [] },
      }),
    );
    expect(textOf("s-paragraph")).toEqual(expect.arrayContaining(["Nothing yet.", "Nothing here yet.", "Soon."]));
    expect(document.querySelector("s-clipboard-item")).toBeNull();
  });

  test.each([
    ["the app refuses", 401, "We couldn't see who you are."],
    ["the app is broken", 503, "It's our fault."],
  ])("error: %s, in the app's own words, and one button to try again", async (_what, status, sentence) => {
    app.answers(status, { outcome: "broken", sentence });
    await extension.render();
    await shown("s-banner", sentence);
    app.answers(200, page());
    click("s-button", english.again);
    await shown("s-page", "Hello Mia");
  });

  test.each([
    ["the line is broken", () => app.breaks()],
    ["something else answers", () => app.answersText(502, "<h1>Bad gateway</h1>")],
  ])("error: %s, in ours", async (_what, set) => {
    set();
    await extension.render();
    await shown("s-banner", english.noAnswer);
  });

  test("full: top to bottom as on the store's page", async () => {
    await opened();
    const headings = [...document.querySelectorAll("s-section")].map((section) => attribute(section, "heading")).filter(Boolean);
    const { next, share, tier, orders, taken, shelf, amounts, smallPrint } = english;
    expect(headings).toEqual([next, share, tier, orders, taken, shelf, amounts, view.yours!.heading, smallPrint]);
    expect(document.body.textContent).toContain(view.standing);
    expect(attribute(document.querySelector("s-progress")!, "value")).toBe("70");
    expect(attribute(document.querySelector("s-qr-code")!, "content")).toBe(view.share!.link!.url);
    expect([...document.querySelectorAll("s-link")].map((link) => attribute(link, "href"))).toEqual([
      view.share!.link!.url,
      view.taken[0].link,
    ]);
    // Eight orders at once, the rest folded away.
    expect(document.querySelectorAll("s-details s-list-item")).toHaveLength(2);
  });

  test("left: what stays theirs, and nothing to press", async () => {
    await opened(
      page({
        standing: "Your page is closed. £8.40 stays yours.",
        share: null,
        shelf: null,
        next: null,
        tier: null,
        amounts: [],
        smallPrint: [],
        leave: null,
        yours: null,
        taken: [],
      }),
    );
    expect(document.body.textContent).toContain("stays yours");
    expect(textOf("s-button")).toEqual([english.statement]);
  });
});

test("it asks with Shopify's token and the shopper's language, and nothing that says who is asking", async () => {
  await opened();
  expect(app.asked).toEqual([
    { address: "https://regulars.example.com/account/rewards", method: "GET", authorization: "Bearer token-1", language: "en", form: null },
  ]);
});

test("what is copied: the code, the link, the words that say it is an ad, a reward's code; and the button says so", async () => {
  await opened();
  const items = [...document.querySelectorAll("s-clipboard-item")];
  expect(items.map((item) => attribute(item, "text"))).toEqual(["MIA15", view.share!.link!.url, view.share!.captions[0], "GIFT-1"]);
  const ids = items.map((item) => attribute(item, "id"));
  expect([...document.querySelectorAll("s-button")].map((button) => attribute(button, "commandFor")).filter(Boolean)).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  items[0].dispatchEvent(new Event("copy"));
  await shown("s-button", english.copied);
});

describe("taking", () => {
  test("the first press only asks; 'not now' asks no more; the second takes, with the button's own key", async () => {
    await opened();
    click("s-button", "Take this");
    await shown("s-paragraph", "Take the Mug for £8.00 of your £8.40? You pay delivery.");
    click("s-button", english.notNow);
    await shown("s-button", "Take this");
    expect(app.asked).toHaveLength(1);

    click("s-button", "Take this");
    await shown("s-button", english.yes);
    app.answers(
      200,
      page(
        { shelf: { ...view.shelf!, help: "You have £0.40 to spend here." } },
        { outcome: "requested", tone: "good", sentence: "Good choice." },
      ),
    );
    click("s-button", english.yes);
    await shown("s-banner", "Good choice.");
    expect(app.asked[1]).toMatchObject({
      method: "POST",
      form: { intent: "redeem", kind: "product code", variantId: "11", priceMinor: "800", requestKey: "key-code" },
    });
    expect(attribute(sectionOf("s-banner"), "heading")).toBe(english.shelf);
    expect(document.body.textContent).toContain("You have £0.40");
  });

  test("what is sent is asked about first: the whole address, the yes that sends it there, the way to change it, and a look again", async () => {
    const asks = (whereTo: WhereTo): RewardsAnswer => {
      const [mug, kettle] = view.shelf!.items;
      return page(
        { shelf: { ...view.shelf!, items: [{ ...mug, whereTo }, kettle] } },
        { outcome: "asked", tone: "good", sentence: "Look." },
      );
    };
    const whereTo: WhereTo = {
      question: "Take the Mug? The store sends it and pays the delivery.",
      place: {
        ...{ lines: ["Mia Berg", "1 High Street", "Leeds LS1 1AA"], right: "Is that right?", yes: "Yes, send it here" },
        ...{ placeMark: "mark-home", requestKey: "key-sent" },
      },
      ...{ none: "No address.", change: "Change my address", changed: "Then look again." },
      again: { label: "Look again", requestKey: "key-again" },
    };
    await opened();
    app.answers(200, asks({ ...whereTo, place: null, change: "Add my address" }));
    click("s-button", "Have it sent");
    await shown("s-paragraph", "No address.");
    expect(textOf("s-button")).not.toContain("Yes, send it here");
    expect(app.asked[1].form).toEqual({ intent: "where", variantId: "11", requestKey: "key-where" });
    expect(attribute([...document.querySelectorAll("s-link")].at(-1)!, "href")).toBe("shopify:customer-account/profile");
    app.answers(200, asks(whereTo));
    click("s-button", "Look again");
    await shown("s-paragraph", "Is that right?");
    expect(app.asked[2].form).toEqual({ intent: "where", variantId: "11", requestKey: "key-again" });
    expect(document.body.textContent).toMatch(/Mia Berg.*1 High Street.*Leeds LS1 1AA/);
    app.answers(200, page({}, { outcome: "requested", tone: "good", sentence: "Good choice." }));
    click("s-button", "Yes, send it here");
    await shown("s-banner", "Good choice.");
    expect(app.asked[3].form).toEqual({
      ...{ intent: "redeem", kind: "product sent", variantId: "11", priceMinor: "800" },
      ...{ placeMark: "mark-home", requestKey: "key-sent" },
    });
  });

  test("a question about an address is put aside by 'not now', and nothing was taken", async () => {
    await opened();
    const [mug, kettle] = view.shelf!.items;
    const whereTo: WhereTo = {
      ...{ question: "Take the Mug?", place: null, none: "No address.", change: "Add my address", changed: "Then look again." },
      again: { label: "Look again", requestKey: "key-again" },
    };
    app.answers(200, page({ shelf: { ...view.shelf!, items: [{ ...mug, whereTo }, kettle] } }));
    click("s-button", "Have it sent");
    await shown("s-paragraph", "Take the Mug?");
    click("s-button", english.notNow);
    await vi.waitFor(() => expect(textOf("s-paragraph")).not.toContain("Take the Mug?"));
    expect(app.asked).toHaveLength(2);
  });

  test("while it is answered nothing else can be pressed, however often", async () => {
    await opened();
    click("s-button", "Take this");
    await shown("s-button", english.yes);
    app.hangs();
    click("s-button", english.yes);
    click("s-button", english.yes);
    await vi.waitFor(() => expect(app.asked).toHaveLength(2));
    click("s-button", english.yes);
    click("s-button", english.yesLeave);
    const buttons = [...document.querySelectorAll("s-button")].filter(
      (button) => !attribute(button, "commandFor") && !attribute(button, "href") && button.textContent !== english.statement,
    );
    expect(buttons.map((button) => attribute(button, "disabled"))).not.toContain("false");
    expect(app.asked).toHaveLength(2);
  });

  test("what nobody answered is said so, and the same button with the same key is still there", async () => {
    await opened();
    click("s-button", "Take this");
    await shown("s-button", english.yes);
    app.breaks();
    click("s-button", english.yes);
    await shown("s-banner", english.pressNoAnswer);
    app.answers(200, page({}, { outcome: "same request", tone: "good", sentence: "You have this already." }));
    click("s-button", english.yes);
    await shown("s-banner", "You have this already.");
    expect(app.asked.slice(1).map(({ form }) => form!.requestKey)).toEqual(["key-code", "key-code"]);
  });

  test("what the app refuses is said in its words", async () => {
    await opened();
    click("s-button", "Take this");
    await shown("s-button", english.yes);
    app.answers(429, { outcome: "too many", sentence: "Please wait a minute." });
    click("s-button", english.yes);
    await shown("s-banner", "Please wait a minute.");
  });

  test("an amount is typed; one they can't have yet has no field", async () => {
    await opened();
    expect(sectionOf("s-text-field").querySelectorAll("s-text-field")).toHaveLength(1);
    expect(document.body.textContent).toContain("Money: from £20.00 on.");
    const field = document.querySelector("s-text-field")!;
    Object.assign(field, { value: "5.50" });
    field.dispatchEvent(new Event("input"));
    app.answers(200, page({}, { outcome: "requested", tone: "good", sentence: "We're making your gift card." }));
    await vi.waitFor(() => expect(attribute(field, "value")).toBe("5.50"));
    click("s-button", "Yes, make it");
    await shown("s-banner", "We're making your gift card.");
    expect(app.asked[1].form).toEqual({ intent: "redeem-amount", kind: "gift card", amount: "5.50", requestKey: "key-card" });
    expect(attribute(sectionOf("s-banner"), "heading")).toBe(english.amounts);
  });
});

test("leaving says what happens, takes one press, and the closed page says that it worked", async () => {
  await opened();
  expect(document.body.textContent).toContain(view.leave!.text);
  const closed = {
    standing: "Your page is closed.",
    share: null,
    shelf: null,
    next: null,
    tier: null,
    amounts: [],
    smallPrint: [],
    leave: null,
    yours: null,
  };
  app.answers(200, page(closed, { outcome: "left", tone: "good", sentence: "Done. Your page is closed." }));
  click("s-button", english.yesLeave);
  await shown("s-banner", "Done. Your page is closed.");
  expect(app.asked[1].form).toEqual({ intent: "leave", requestKey: "key-leave" });
});

test("a line of the small print in another language than the page says so to whoever reads it aloud", async () => {
  await opened(page({ smallPrint: [...view.smallPrint, { text: "Ich sage, dass es Werbung ist.", language: "de" }] }));
  const lines = [...document.querySelectorAll("s-paragraph")];
  const languageOf = (text: string) =>
    attribute(
      lines.find((line) => line.textContent === text)!,
      "lang",
    );
  expect(languageOf("Ich sage, dass es Werbung ist.")).toBe("de");
  expect(languageOf("Your friends get 15% off.") ?? "").toBe("");
});

const sectionOf = (selector: string): Element => document.querySelector(selector)!.closest("s-section")!;
