/** LOOK.md's rules for mail, of every letter, as it is really rendered. SCREENSHOTS=folder keeps pictures of all of them. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleFacts } from "~/domain/delivery/example-facts";
import { fillWords } from "~/domain/letter/merge-field";
import { inkOn, readableOnWhite } from "~/mails/colour";
import { reactLetters } from "~/mails/react-letters.server";
import { LETTER_KINDS, type LetterFacts, type LetterKind, type LetterLook } from "~/ports/letters";
import { chromiumFlags, findOrInstallChromium } from "../support/chromium";

const look: LetterLook = {
  storeName: "Tea & Sons",
  storeUrl: "https://tea.example",
  replyTo: "hello@tea.example",
  postalAddress: "12 Market Row, York, United Kingdom",
  colour: "#7a2f4b",
};
const buttonUrl = "https://tea.example/apps/regulars/join?token=abc";
const optOutUrl = "https://tea.example/apps/regulars/opt-out?token=abc";
const place = { currency: "GBP", locale: "en-GB", timeZone: "Europe/London" };
const facts = exampleFacts({
  storeName: look.storeName,
  now: new Date("2026-11-02T09:00:00Z"),
  place,
  offerBp: 1_500,
  creditBp: 1_000,
});

function write(kind: LetterKind, changes: Partial<LetterFacts> = {}, looks: Partial<LetterLook> = {}) {
  const said = { ...facts[kind], ...changes };
  const words = fillWords(reactLetters.words(kind, "en-GB"), reactLetters.fields(kind, said, "en-GB"));
  return reactLetters.write({ kind, locale: "en-GB", look: { ...look, ...looks }, facts: said, words, buttonUrl, optOutUrl });
}

/** What stands between the store's name and the small print, without addresses. */
function mainText(text: string): string {
  const from = text.search(/Hello\b/);
  return text
    .slice(from, text.indexOf(`${look.storeName} ·`))
    .replace(/https?:\S+/g, "")
    .replace(/-{3,}/g, "");
}
const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

describe.each(LETTER_KINDS)("the letter %s", (kind) => {
  test("is 60 to 90 words long", async () => {
    const { text } = await write(kind);
    const count = wordsIn(mainText(text));
    expect(count, mainText(text)).toBeGreaterThanOrEqual(60);
    expect(count, mainText(text)).toBeLessThanOrEqual(90);
  });

  test("has one button, the store's name and address, and the way out, also as plain text", async () => {
    const { subject, html, text } = await write(kind);
    expect(html.split(`href="${buttonUrl}"`)).toHaveLength(2);
    for (const said of ["Tea & Sons", "hello@tea.example", look.postalAddress, buttonUrl, optOutUrl]) expect(text).toContain(said);
    expect(html).toContain(look.colour);
    expect(subject.length).toBeLessThanOrEqual(70);
  });

  test("speaks plainly: no field left open, no jargon, no shouting, no promise", async () => {
    const { subject, text } = await write(kind);
    expect(`${subject} ${text}`).not.toMatch(/[{}]|null|undefined|NaN/);
    expect(`${subject} ${text}`).not.toMatch(/!|leverage|conversion|funnel|influencer|commission|guarantee|passive income/i);
  });

  test("FAULTS 67: whatever a name contains is plain text, and a subject is one line", async () => {
    const firstName = "<script>alert(1)</script>\r\nBcc: all@x.example {store} {{ shop.secret }}";
    const { subject, html } = await write(kind, { firstName }, { storeName: "A\u2028<b>B" });
    expect(html).not.toMatch(/<script|<b>B/);
    expect(html).toContain("&lt;script&gt;");
    expect(subject).not.toMatch(/[\r\n\u2028]/);
  });

  test("somebody without a name is greeted without one", async () => {
    const { subject, text } = await write(kind, { firstName: null });
    expect(text).toContain("Hello,");
    expect(subject).toMatch(/^[\p{Lu}\p{N}£]/u);
    expect(subject).not.toMatch(/^,|,$|,,| {2}/);
  });
});

test("an invitation says first why this person, and what is offered, asked and until when", async () => {
  const { subject, text } = await write("invitation");
  const main = mainText(text);
  expect(main.indexOf("You've been with us since March 2024.")).toBe(main.indexOf("You"));
  for (const said of ["15%", "10%", "say that you get something", "16 November 2026"]) expect(main.replace(/\s+/g, " ")).toContain(said);
  expect(subject).toBe("Maxine, would you share Tea & Sons with your friends?");
});

test("a language we don't have is written in English", () => {
  expect(reactLetters.words("welcome", "tlh-KX")).toEqual(reactLetters.words("welcome", "en-GB"));
});

test.each(["#000000", "#ffffff", "#ffd800", "#1f5f4a", "#767676", "#ff5500"])("a button in %s can be read", (colour) => {
  const light = inkOn(colour) === "#ffffff";
  expect(light).toBe(readableOnWhite(colour));
});

describe("in a real browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: findOrInstallChromium(),
      args: chromiumFlags.filter((flag) => flag !== "--headless"),
    });
  });
  afterAll(() => browser.close());

  test.each(LETTER_KINDS)(
    "the letter %s reads wide and on a phone, in a dark and in a pale colour",
    async (kind) => {
      for (const [shade, colour] of [
        ["", look.colour],
        ["-pale", "#ffd24a"],
      ]) {
        const { html } = await write(kind, {}, { colour });
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.setContent(html, { waitUntil: "load" });
        const { violations } = await new AxeBuilder({ page })
          .disableRules(["landmark-one-main", "region", "page-has-heading-one"])
          .analyze();
        expect(violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`)).toEqual([]);
        for (const width of [800, 375, 320]) {
          await page.setViewportSize({ width, height: 600 });
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
          ).toBeLessThanOrEqual(0);
          const folder = process.env.SCREENSHOTS;
          if (!folder || width === 320) continue;
          mkdirSync(folder, { recursive: true });
          await page.screenshot({ path: path.join(folder, `letter-${kind.replaceAll(" ", "-")}${shade}-${width}.png`), fullPage: true });
        }
        await context.close();
      }
    },
    90_000,
  );
});
