/**
 * Every page as a German, a French and a Spanish browser gets it: in that language from the first line to the last, with nothing
 * left in English but names, and money, days and shares as they are written there.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { disclosures } from "~/domain/ambassador/disclosure";
import { endProgram } from "~/domain/program/end-program.server";
import { pressKey } from "~/storefront/press-key.server";
import { LANGUAGES } from "~/words/storefront/language";
import { askAccount } from "../support/account";
import { aLine, anAmbassador, aProduct, aProgram, aShop, type BuiltAmbassador, anOrder } from "../support/builders";
import { aFullPage, offerEverything } from "../support/full-page";
import { anInvitation } from "../support/storefront-rig";
import { askStorefront, marksOf, type Ask, type Shown } from "../support/storefront";
import { DAY_MS, testWorld } from "../support/world";

const t = await testWorld();
const { world, shopId } = t;
await aShop(world);
const program = await aProgram(world);
let maxine: BuiltAmbassador;
let left: BuiltAmbassador;
let paused: BuiltAmbassador;

beforeAll(async () => {
  await offerEverything(world, t.sql);
  maxine = await aFullPage(world, program, t.sql, "MAXINE15");
  left = await anAmbassador(world, program, { name: "Theo" });
  await t.sql("UPDATE membership SET left_at = $2 WHERE ambassador_id = $1", [left.ambassadorId, t.clock.now()]);
  paused = await anAmbassador(world, program, { name: "Mia" });
  await t.sql("UPDATE ambassador SET paused_at = $2 WHERE ambassador_id = $1", [paused.ambassadorId, t.clock.now()]);
  for (const [title, priceMinor] of [
    ["Earl Grey", 500n],
    ["Kettle", 90_000n],
  ] as const) {
    const product = await aProduct(world, { title, priceMinor, shelfOf: program });
    const { orderId } = await anOrder(world, { buyerId: maxine.buyerId });
    await aLine(world, { orderId, ...product });
  }
  await t.sql("UPDATE shelf_item SET first_dibs_until = $1 WHERE shop_id = $2", [new Date(t.clock.now().getTime() + 3 * DAY_MS), shopId]);
});

/** What a person reads or hears of a page, piece by piece. */
function piecesOf({ html }: Pick<Shown, "html">): string[] {
  const spoken = [...html.matchAll(/\s(?:aria-label|alt|title|placeholder|content|data-done)="([^"]*)"/g)].map(([, text]) => text);
  const written = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, "").split(/<[^>]*>/);
  return [...spoken, ...written].map((piece) => piece.replace(/[ \n\t]+/g, " ").trim()).filter((piece) => /\p{L}{2}/u.test(piece));
}

/** Names of people, products, places and the store, codes, addresses, and what every language calls alike. */
const NAMES =
  /^(?:[A-Z0-9-]{4,}|Earl Grey|Kettle|Jubilee Mug|Earl Grey\.|Instagram|TikTok|YouTube|Facebook|Pinterest|Threads|WhatsApp|E-mail|\S+\/\S+|Small &amp; Sons|summary_large_image|website|width=\S+ initial-scale=1|\{[%{].*|https:\{\{.*|see evil\.com|(?:product|store|gift) (?:code|sent|credit|card))$/;
/** What was acknowledged stays in the language it was acknowledged in. */
const isName = (piece: string): boolean => NAMES.test(piece) || piece === disclosures["2026-11"];

type Look = { what: string; ask: (language: string) => Promise<Shown> };
const page = (what: string, path: string | (() => string), more: Partial<Ask> | (() => Partial<Ask>) = {}): Look => ({
  what,
  ask: (language) =>
    askStorefront({
      shop: shopId,
      path: typeof path === "string" ? path : path(),
      acceptLanguage: language,
      ...(typeof more === "function" ? more() : more),
    }),
});
const as = (who: () => BuiltAmbassador, form?: Record<string, string>) => () => ({
  buyerId: who().buyerId,
  form: form && { ...form, requestKey: pressKey(world, { buyerId: who().buyerId, purpose: form.purpose }) },
});

const LOOKS: Look[] = [
  page("nobody's page", "/nobody"),
  page("an address below nothing", "/a/b"),
  page("the landing page", () => `/${maxine.slug}`),
  page("the landing page of somebody who rests", () => `/${paused.slug}`),
  page("the landing page of somebody who left", () => `/${left.slug}`),
  page("the page between", () => `/${maxine.slug}`, { form: { redirect: "/", had: "" } }),
  page("the card in a chat", () => `/${maxine.slug}`, { userAgent: "WhatsApp/2.0" }),
  page("joining with a link that is none", "/join?token=none"),
  page("opting out", "/opt-out?token=abc"),
  page("opting out by a link that is none", "/opt-out", { form: { token: "abc" } }),
  page("rewards, signed out", "/rewards"),
  page("rewards of a stranger", "/rewards", { buyerId: "404404" }),
  page(
    "rewards with all that can stand there",
    "/rewards",
    as(() => maxine),
  ),
  page(
    "rewards in a break",
    "/rewards",
    as(() => paused),
  ),
  page(
    "rewards of somebody who left",
    "/rewards",
    as(() => left),
  ),
  page(
    "a code that is taken",
    "/rewards",
    as(() => maxine, { intent: "code", purpose: "code", code: "MAXINE15" }),
  ),
  page(
    "a code that is no good",
    "/rewards?part=code&code=x",
    as(() => maxine),
  ),
  page(
    "a profile that can't be read",
    "/rewards",
    as(() => maxine, { intent: "profile", purpose: "profile", "handle-1": "a b/", "followers-1": "lots" }),
  ),
  page(
    "a profile that can",
    "/rewards",
    as(() => maxine, {
      intent: "profile",
      purpose: "profile",
      "handle-1": "max",
      "followers-1": "1200",
      "likes-1": "40",
      "comments-1": "4",
    }),
  ),
  page(
    "words with a link in them",
    "/rewards",
    as(() => maxine, { intent: "own-page", purpose: "own-page", words: "see evil.com" }),
  ),
  page(
    "an amount that is none",
    "/rewards",
    as(() => maxine, { intent: "redeem-amount", purpose: "redeem cash", kind: "cash", amount: "much" }),
  ),
  page(
    "a button of another day",
    "/rewards",
    as(() => maxine, { intent: "leave", purpose: "nothing" }),
  ),
  page(
    "the statement",
    "/statement",
    as(() => maxine),
  ),
  page(
    "the statement of some days",
    "/statement?period=days&from=2026-10-01&to=2026-10-31",
    as(() => maxine),
  ),
  page(
    "the statement of days that are none",
    "/statement?period=days&from=soon",
    as(() => maxine),
  ),
  page("the statement, signed out", "/statement"),
];

/** What stands the same in English: to be told with its page. */
const leftInEnglish = async ({ what, ask }: Look, language: string): Promise<string[]> => {
  const [english, own] = [await ask("en"), await ask(language)];
  expect([own.status, own.html.length > 100]).toEqual([english.status, true]);
  if (/data-regulars-page/.test(own.html)) expect(marksOf(own, "lang")[0], what).toBe(language);
  const known = new Set(piecesOf(english));
  return piecesOf(own)
    .filter((piece) => known.has(piece) && !isName(piece))
    .map((piece) => `${what}: ${piece}`);
};

/** Said alike in both by chance. */
const ALIKE: Record<string, string[]> = { de: ["Name", "Link"], fr: [], es: ["Ideas:"] };

describe.each(LANGUAGES.filter((language) => language !== "en"))("in %s", (language) => {
  test.each(LOOKS)("nothing is left in English: $what", async (look) => {
    const found = await leftInEnglish(look, language);
    expect(found.filter((one) => !ALIKE[language].some((word) => one.endsWith(`: ${word}`)))).toEqual([]);
  });

  test("joining: the page, what is wrong with what was typed, and the welcome; the disclosure is kept in the language it was read in", async () => {
    const token = await anInvitation({ world, program }, { token: `for-${language}`, firstName: "Zoë" });
    const path = `/join?token=${token}`;
    const form = { token, name: "Zoë", code: "x", disclosure: `2026-11 ${language}`, acknowledged: "yes" };
    for (const one of [
      page("joining", path),
      page("a code too short", "/join", { form }),
      page("not acknowledged", "/join", { form: { token, name: "Zoë", code: `ZOE-${language}` } }),
      page("no name", "/join", { form: { ...form, name: "" } }),
    ])
      expect(await leftInEnglish(one, language)).toEqual([]);
    const joined = await page("joined", "/join", { form: { ...form, code: `ZOE-${language}` } }).ask(language);
    expect(marksOf(joined, "data-outcome")).toEqual(["joined"]);
    expect(piecesOf(joined).join(" ")).not.toMatch(/\b(your|the|code is)\b/i);
    expect(await t.sql("SELECT 1 FROM membership WHERE disclosure_version = $1", [`2026-11 ${language}`])).toHaveLength(1);
  });

  test("what the extensions are told is in it too", async () => {
    const ask = (path: string, spoken: string) => askAccount({ shop: shopId, path: `${path}?lang=${spoken}`, buyerId: maxine.buyerId });
    for (const path of ["/rewards", "/standing"]) {
      const [english, own] = [await ask(path, "en"), await ask(path, language)];
      const known = new Set(stringsIn(english.body));
      const same = stringsIn(own.body).filter((text) => known.has(text) && !isName(text) && / /.test(text));
      expect(same).toEqual([]);
    }
  });

  test("what was acknowledged in English stays as it was, and says that it is English", async () => {
    const { html } = await page(
      "",
      "/rewards",
      as(() => maxine),
    ).ask(language);
    expect(html).toContain(`<p lang="en">${disclosures["2026-11"]}</p>`);
  });

  test("money, days and shares are written as there", async () => {
    const text = piecesOf(
      await page(
        "",
        "/rewards",
        as(() => maxine),
      ).ask(language),
    ).join(" ");
    expect(text).toMatch({ de: /15\u00a0% Rabatt/, fr: /15\u00a0% de réduction/, es: /15\u00a0% de descuento/ }[language]);
    expect(text).toMatch({ de: /\d,\d\d\u00a0£/, fr: /\d,\d\d\u00a0£(GB)?/, es: /\d,\d\d\u00a0(GBP|£)/ }[language]);
    expect(text).toMatch({ de: /\d\. (November|Dezember)/, fr: /\d (novembre|décembre)/, es: /\d de (noviembre|diciembre)/ }[language]);
    expect(text).not.toMatch(/£\d|\d%|December/);
  });

  test("an amount in the statement is called by its kind, in a spreadsheet too", async () => {
    const name = { de: "„Geschenkgutschein“", fr: "«\u202fCarte cadeau\u202f»", es: "«Tarjeta regalo»" }[language];
    expect(
      piecesOf(
        await page(
          "",
          "/statement",
          as(() => maxine),
        ).ask(language),
      ).join(" "),
    ).toContain(name);
    const { whole } = await page(
      "",
      "/statement?format=csv",
      as(() => maxine),
    ).ask(language);
    expect(whole).toContain(name);
    expect(whole).toContain({ de: ",Geschenkgutschein,", fr: ",Carte cadeau,", es: ",Tarjeta regalo," }[language]);
    expect(whole).not.toMatch(/gift card/i);
  });
});

const stringsIn = (value: unknown): string[] =>
  typeof value === "string" ? [value] : typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];

test("once the programme has ended, that is said in every language", async () => {
  await endProgram(world, { endedBy: "test" });
  for (const language of ["de", "fr", "es"]) {
    for (const one of [
      page(
        "ended",
        "/rewards",
        as(() => maxine),
      ),
      page("no programme", () => `/${maxine.slug}`),
    ])
      expect(await leftInEnglish(one, language)).toEqual([]);
  }
});
