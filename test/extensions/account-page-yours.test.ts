// @vitest-environment jsdom
/** What an ambassador changes, and everything that moved, in the customer account: what is shown, sent and kept while typing. */
import { getExtension } from "@shopify/ui-extensions-tester";
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RewardsAnswer, StatementView, YoursView } from "~/account/answers";
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

const yours = view.yours!;
const pageWith = (changes: Partial<YoursView>, said: Parameters<typeof page>[1] = null) => page({ yours: { ...yours, ...changes } }, said);

async function opened(answer: RewardsAnswer = page()): Promise<void> {
  app.answers(200, answer);
  await extension.render();
  await shown("s-page", view.greeting);
}
const named = (name: string): Element => [...document.querySelectorAll("*")].find((one) => attribute(one, "name") === name)!;
async function fill(name: string, value: string, event = "input"): Promise<void> {
  Object.assign(named(name), { value });
  named(name).dispatchEvent(new Event(event));
  await vi.waitFor(() => expect(attribute(named(name), "value")).toBe(value));
}
const foldedOf = (element: Element): string => element.closest("s-details")!.querySelector("s-summary")!.textContent;

describe("what friends see", () => {
  test("is sent as the store's own form sends it, every tick by itself; and what was saved stands there", async () => {
    await opened();
    await fill("words", "My evening.");
    const [mug, pot] = document.querySelectorAll("s-checkbox");
    expect([mug, pot].map((box) => attribute(box, "checked") === "true")).toEqual([true, false]);
    Object.assign(pot, { checked: true });
    pot.dispatchEvent(new Event("change"));
    await vi.waitFor(() => expect(attribute(pot, "checked")).toBe("true"));
    const saved = { ...yours.ownPage, words: { ...yours.ownPage.words, value: "My evening, tidied." } };
    app.answers(200, pageWith({ ownPage: saved }, { outcome: "saved", tone: "good", sentence: "Saved." }));
    click("s-button", "Save my page");
    await shown("s-banner", "Saved.");
    expect(app.asked[1].form).toEqual({ intent: "own-page", words: "My evening.", favourite: "71,72", requestKey: "key-own-page" });
    expect(foldedOf(document.querySelector("s-banner")!)).toBe("What friends see");
    await vi.waitFor(() => expect(attribute(named("words"), "value")).toBe("My evening, tidied."));
  });

  test("that is refused is kept as it was typed, and what is wrong stands at its field", async () => {
    await opened();
    await fill("words", "see evil.com");
    const refused = { ...yours.ownPage, words: { ...yours.ownPage.words, value: "see evil.com", problem: "No links here, please." } };
    app.answers(200, pageWith({ ownPage: refused }, { outcome: "words refused", tone: "problem", sentence: "One thing." }));
    click("s-button", "Save my page");
    await shown("s-banner", "One thing.");
    expect([attribute(named("words"), "value"), attribute(named("words"), "error")]).toEqual(["see evil.com", "No links here, please."]);
  });

  test("that is being typed outlives a look that the page takes by itself", async () => {
    vi.useFakeTimers();
    await opened(page({ making: true }));
    await fill("words", "Half a sentence");
    app.answers(200, page());
    await vi.advanceTimersByTimeAsync(4_100);
    expect([app.asked.length, attribute(named("words"), "value")]).toEqual([2, "Half a sentence"]);
  });
});

describe("changing the code", () => {
  const checked = { outcome: "checked", free: false, sentence: "MAXINE15 is taken.", ideas: ["MAXINE-TEA"] };

  test("says first how long the old one works; ideas fill the field, and the button takes what stands in it", async () => {
    await opened();
    expect(document.body.textContent).toContain("The old one works for 30 more days.");
    click("s-button", "MIA-TEA");
    await vi.waitFor(() => expect(attribute(named("code"), "value")).toBe("MIA-TEA"));
    app.answers(200, page({}, { outcome: "code changed", tone: "good", sentence: "It's yours." }));
    click("s-button", "Take this code");
    await shown("s-banner", "It's yours.");
    expect(app.asked.at(-1)).toMatchObject({ method: "POST", form: { intent: "code", code: "MIA-TEA", requestKey: "key-code-change" } });
  });

  test("what is typed is asked for once typing stops, and answered at the field with ideas", async () => {
    vi.useFakeTimers();
    await opened();
    app.answers(200, checked);
    for (const typed of ["MAX", "MAXINE", "MAXINE15"]) await fill("code", typed);
    await vi.advanceTimersByTimeAsync(500);
    await shown("s-button", "MAXINE-TEA");
    expect(app.asked.slice(1).map(({ address, method }) => [address, method])).toEqual([
      ["https://regulars.example.com/account/code?code=MAXINE15", "GET"],
    ]);
    expect(attribute(named("code"), "error")).toBe("MAXINE15 is taken.");
  });

  test("nobody to answer says nothing, and the code can still be asked for", async () => {
    vi.useFakeTimers();
    await opened();
    app.breaks();
    await fill("code", "MAXINE15");
    await vi.advanceTimersByTimeAsync(500);
    expect(attribute(named("code"), "error")).toBe("");
    app.answers(200, page({}, { outcome: "changed often", tone: "problem", sentence: "That was often." }));
    click("s-button", "Take this code");
    await shown("s-banner", "That was often.");
    expect(attribute(named("code"), "value")).toBe("MAXINE15");
  });
});

test("what they tell of themselves is sent under the store's own field names, and each problem stands at its field", async () => {
  await opened();
  expect(document.body.textContent).toContain(yours.profile.told[0]);
  await fill("network-1", "a blog", "change");
  await fill("followers-1", "many");
  const [first, ...more] = yours.profile.lines;
  const [handle, followers] = first.texts;
  const wrong = { ...first, texts: [handle, { ...followers, value: "many", problem: "Just a number." }] };
  app.answers(
    200,
    pageWith(
      { profile: { ...yours.profile, lines: [wrong, ...more] } },
      { outcome: "profile refused", tone: "problem", sentence: "One thing." },
    ),
  );
  click("s-button", "Save about me");
  await shown("s-banner", "One thing.");
  expect(app.asked[1].form).toEqual({
    ...{ intent: "profile", "network-1": "a blog", "handle-1": "mia", "followers-1": "many" },
    ...{ "network-2": "Instagram", "handle-2": "", "followers-2": "", topics: "tea", region: "", requestKey: "key-profile" },
  });
  expect(["network-1", "followers-1"].map((name) => attribute(named(name), "value"))).toEqual(["a blog", "many"]);
  expect(attribute(named("followers-1"), "error")).toBe("Just a number.");
});

test("a break is taken by one press and stands on top with the way back", async () => {
  await opened();
  const paused = { text: "You're taking a break.", button: "Go on", requestKey: "key-resume" };
  const share = { ...view.share!, link: null, ways: [], captions: [] };
  app.answers(
    200,
    page({ paused, share, yours: { ...yours, pause: null } }, { outcome: "paused", tone: "good", sentence: "Have a good time." }),
  );
  click("s-button", "Take a break");
  await shown("s-banner", "Have a good time.");
  expect(document.querySelector("s-section")!.textContent).toContain("You're taking a break.");
  expect(document.querySelector("s-qr-code")).toBeNull();
  app.answers(200, page({}, { outcome: "resumed", tone: "good", sentence: "Welcome back." }));
  click("s-button", "Go on");
  await shown("s-banner", "Welcome back.");
  expect(app.asked.slice(1).map(({ form }) => form)).toEqual([
    { intent: "pause", requestKey: "key-pause" },
    { intent: "resume", requestKey: "key-resume" },
  ]);
});

test("an old code stands small beside the new one, and only the new one is copied", async () => {
  const codes = [
    { code: "MIA20", live: true, toShare: true, sentence: "Your friends can use it now." },
    { code: "MIA15", live: true, toShare: false, sentence: "Your old code, until 2 December." },
  ];
  await opened(page({ share: { ...view.share!, codes } }));
  expect(textOf("s-heading")).toEqual(["MIA20"]);
  expect(document.body.textContent).toContain("Your old code, until 2 December.");
  const copied = [...document.querySelectorAll("s-clipboard-item")].map((item) => attribute(item, "text"));
  expect([copied.includes("MIA20"), copied.includes("MIA15")]).toEqual([true, false]);
});

test("sending goes by plain addresses, which carry the words that say it is an ad", async () => {
  await opened();
  const ways = [...document.querySelectorAll("s-button")].filter((button) => attribute(button, "href"));
  expect(ways.map((button) => [button.textContent, attribute(button, "href")])).toEqual(
    view.share!.ways.map(({ label, url }) => [label, url]),
  );
});

describe("everything that moved", () => {
  const day = (name: string, label: string) => ({ name, label, value: "", help: null, problem: null, maxLength: 10 });
  const statement: StatementView = {
    heading: "Mia, this is everything that moved",
    span: "From your first day until now.",
    days: { title: "Other days", from: day("from", "First day"), last: day("to", "Last day"), button: "Show these days" },
    movementsHeading: "60 things happened",
    lines: [{ key: "e1", head: "2 November", sentence: "Order #1001 is yours now.", moved: "+£4.20 yours" }],
    pages: { text: "Page 1 of 2", before: null, after: { page: 2, label: "Later" } },
    download: { url: "https://shop.example/apps/regulars/statement", label: "Save as a spreadsheet (CSV)" },
    back: "Back to my page",
  };
  async function openedStatement(): Promise<void> {
    await opened();
    app.answers(200, { outcome: "statement", view: statement });
    click("s-button", english.statement);
    await shown("s-page", statement.heading);
  }

  test("opens in place, turns its pages, asks for other days, and leads back to the page as it was", async () => {
    await openedStatement();
    expect(document.body.textContent).toContain("Order #1001 is yours now.");
    click("s-button", "Later");
    await vi.waitFor(() => expect(app.answered).toBe(3));
    await fill("from", "2026-11-01", "change");
    await vi.waitFor(() => click("s-button", "Show these days"));
    await vi.waitFor(() => expect(app.answered).toBe(4));
    expect(app.asked.slice(1).map(({ address, method }) => [address.replace(/.*\/account/, ""), method])).toEqual([
      ["/statement?page=1", "GET"],
      ["/statement?page=2", "GET"],
      ["/statement?page=1&period=days&from=2026-11-01&to=", "GET"],
    ]);
    click("s-button", statement.back);
    await shown("s-page", view.greeting);
    expect(app.asked).toHaveLength(4);
  });

  test("days that are none are said, and what was there stays", async () => {
    await openedStatement();
    app.answers(200, { outcome: "no such days", sentence: "The last day comes before the first." });
    click("s-button", "Show these days");
    await shown("s-banner", "The last day comes before the first.");
    expect(document.body.textContent).toContain("Order #1001 is yours now.");
  });

  test("the app down is said, with a way to try again and one back", async () => {
    await opened();
    app.breaks();
    click("s-button", english.statement);
    await shown("s-banner", english.noAnswer);
    app.answers(200, { outcome: "statement", view: statement });
    click("s-button", english.again);
    await shown("s-page", statement.heading);
    click("s-button", statement.back);
    await shown("s-page", view.greeting);
  });
});
