// @vitest-environment jsdom
/** While something is being made, the page in the customer account looks again by itself: a few times, and never under somebody's hands. */
import { getExtension } from "@shopify/ui-extensions-tester";
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RewardsAnswer, WhereTo } from "~/account/answers";
import english from "../../extensions/regulars-account-page/locales/en.default.json";
import { page, view } from "./a-rewards-view.ts";
import { anApp, click, shown, textOf, type App } from "./an-app.ts";

const extension = getExtension("customer-account.page.render", { configSearchDir: "extensions/regulars-account-page" });
let app: App;

beforeEach(() => {
  vi.useFakeTimers();
  extension.setUp();
  app = anApp(extension, english);
});
afterEach(() => {
  vi.useRealTimers();
  render(null, document.body);
  extension.tearDown();
});

async function opened(answer: RewardsAnswer = page({ making: true })): Promise<void> {
  app.answers(200, answer);
  await extension.render();
  await shown("s-page", "Hello Mia");
}

/** Longer than it ever looks. */
async function timePasses(): Promise<void> {
  for (let look = 0; look < 8; look++) await vi.advanceTimersByTimeAsync(4_100);
}
const looks = (): number => app.asked.filter(({ method }) => method === "GET").length - 1;

test("while something is being made it looks again by itself, a few times and no more", async () => {
  await opened();
  for (let look = 0; look < 20; look++) await vi.advanceTimersByTimeAsync(4_100);
  // Once when it was opened, and six times more.
  expect(app.asked).toHaveLength(7);
  expect(app.asked.every(({ method }) => method === "GET")).toBe(true);
});

test("once it is made, the code stands there and it looks no more", async () => {
  await opened(page({ making: true, taken: [] }));
  app.answers(200, page());
  for (let look = 0; look < 5; look++) await vi.advanceTimersByTimeAsync(4_100);
  expect([app.asked.length, document.body.textContent.includes("GIFT-1")]).toEqual([2, true]);
});

/** As the app answers every time: with keys that no button here has yet. */
const anew = (key: string): RewardsAnswer => {
  const [mug, kettle] = view.shelf!.items;
  const items = [{ ...mug, ways: mug.ways.map((way) => ({ ...way, requestKey: `${key}-${way.kind}` })) }, kettle];
  return page({ making: true, shelf: { ...view.shelf!, items } });
};
const whereTo: WhereTo = {
  question: "Take the Mug? The store sends it.",
  place: {
    ...{ lines: ["Mia Berg", "Leeds LS1 1AA"], right: "Is that right?", yes: "Yes, send it here" },
    ...{ placeMark: "mark-home", requestKey: "key-sent" },
  },
  ...{ none: "No address.", change: "Change my address", changed: "Then look again." },
  again: { label: "Look again", requestKey: "key-again" },
};
const asksWhere = (): RewardsAnswer => {
  const [mug, kettle] = view.shelf!.items;
  const shelf = { ...view.shelf!, items: [{ ...mug, whereTo }, kettle] };
  return page({ making: true, shelf }, { outcome: "asked", tone: "good", sentence: "Look." });
};

describe("never under somebody's hands", () => {
  test("an open question stays, with its button's own key, and is looked past only once it is put aside", async () => {
    await opened();
    click("s-button", "Take this");
    await shown("s-button", english.yes);
    app.answers(200, anew("later"));
    await timePasses();
    expect([looks(), textOf("s-button").includes(english.yes)]).toEqual([0, true]);
    click("s-button", english.notNow);
    await vi.advanceTimersByTimeAsync(4_100);
    expect(looks()).toBe(1);
  });

  test("so does the address something would go to", async () => {
    await opened();
    app.answers(200, asksWhere());
    click("s-button", "Have it sent");
    await shown("s-button", "Yes, send it here");
    app.answers(200, anew("later"));
    await timePasses();
    expect(looks()).toBe(0);
    expect(textOf("s-button")).toContain("Yes, send it here");
    click("s-button", english.notNow);
    await vi.advanceTimersByTimeAsync(4_100);
    expect([looks(), textOf("s-button").includes("Yes, send it here")]).toEqual([1, false]);
  });

  test("what a look begun before a press brings after it is not shown", async () => {
    await opened();
    const late = app.answersLater();
    await vi.advanceTimersByTimeAsync(4_100);
    expect(looks()).toBe(1);
    app.answers(200, asksWhere());
    click("s-button", "Have it sent");
    await shown("s-button", "Yes, send it here");
    late(200, anew("before"));
    await vi.advanceTimersByTimeAsync(100);
    expect(textOf("s-button")).toContain("Yes, send it here");
  });

  test("nor one begun before a question was opened", async () => {
    await opened();
    const late = app.answersLater();
    await vi.advanceTimersByTimeAsync(4_100);
    click("s-button", "Take this");
    await shown("s-button", english.yes);
    late(200, anew("before"));
    await vi.advanceTimersByTimeAsync(100);
    expect(textOf("s-button")).toContain(english.yes);
  });

  test("a press that nobody answered keeps its key, so that pressing again does it no second time", async () => {
    await opened();
    app.breaks();
    click("s-button", "Yes, make it");
    await shown("s-banner", english.pressNoAnswer);
    app.answers(200, page({ making: true, amounts: view.amounts.map((way) => ({ ...way, requestKey: "another" })) }));
    await timePasses();
    click("s-button", "Yes, make it");
    await vi.advanceTimersByTimeAsync(100);
    expect(app.asked.flatMap(({ form }) => (form ? [form.requestKey] : []))).toEqual(["key-card", "key-card"]);
  });
});
