/** Everything that moved, and codes while they are typed, in the customer account: of who the token names, and nobody else. */
import { beforeAll, describe, expect, test } from "vitest";
import type { CodeAnswer, StatementAnswer } from "~/account/answers";
import { STATEMENT_PAGE } from "~/domain/ledger/read-statement.server";
import { CODE_CHECKS_A_MINUTE } from "~/storefront/on-storefront.server";
import { askAccount, type AskAccount } from "../support/account";
import { aProgram, aShop, anAmbassador, anEarnedCredit, type BuiltAmbassador, type BuiltProgram } from "../support/builders";
import { askStorefront, textOf } from "../support/storefront";
import { earn } from "../support/till";
import { testWorld } from "../support/world";

const t = await testWorld();
const { world, shopId } = t;
let program: BuiltProgram;
let mia: BuiltAmbassador;
let theo: BuiltAmbassador;

beforeAll(async () => {
  await aShop(world);
  await aShop(t.worldOf("other.myshopify.com"));
  program = await aProgram(world);
  mia = await anAmbassador(world, program, { name: "Mia" });
  theo = await anAmbassador(world, program, { name: "Theo" });
  await anEarnedCredit(world, mia, 420n);
  await anEarnedCredit(world, theo, 9_900n);
});

const ask = (path: string, more: Partial<AskAccount> = {}) => askAccount({ shop: shopId, path, buyerId: mia.buyerId, ...more });
const statement = async (query = "", more: Partial<AskAccount> = {}) => (await ask(`/statement${query}`, more)).body as StatementAnswer;

test("it says what the store's own page says, line by line, and leads there to be saved", async () => {
  const answer = await statement();
  if (answer.outcome !== "statement") throw new Error(answer.outcome);
  const { view } = answer;
  const onStore = textOf(await askStorefront({ shop: shopId, path: "/statement", buyerId: mia.buyerId }));
  const sentences = [
    ...[view.heading, view.span, view.movementsHeading, view.download.label, view.back, view.days.title],
    ...view.lines.flatMap(({ head, sentence, moved }) => [head, sentence, ...(moved ? [moved] : [])]),
  ];
  expect([view.lines.length, view.lines[1].moved, view.lines.at(-1)!.sentence]).toEqual([
    4,
    "+£4.20 waiting",
    "£0.00 waiting, £4.20 yours, £0.00 taken as rewards.",
  ]);
  expect(sentences.filter((sentence) => !onStore.includes(sentence))).toEqual([]);
  expect(view.download.url).toMatch(/^https:\/\/.*\/apps\/regulars\/statement$/);
  expect(JSON.stringify(view)).not.toContain(mia.ambassadorId);
});

test("of days asked for begins with what was there before; the fields keep them", async () => {
  const answer = await statement("?period=days&from=2027-01-01&to=2027-01-31");
  if (answer.outcome !== "statement") throw new Error(answer.outcome);
  expect([answer.view.lines.length, answer.view.days.from.value, answer.view.days.last.value]).toEqual([2, "2027-01-01", "2027-01-31"]);
  expect(answer.view.lines[0].sentence).toContain("£4.20 yours");
});

test.each(["?period=days&from=yesterday", "?from=2026-03-02&to=2026-03-01"])("days that are none (%s) are said so", async (query) => {
  expect(await statement(query)).toEqual({
    outcome: "no such days",
    sentence: expect.stringMatching(/no day of the calendar|before the first/) as string,
  });
});

test("many movements come page by page, and a page that is none is the first or the last", async () => {
  const maxine = await anAmbassador(world, program, { name: "Maxine" });
  for (let n = 0; n <= STATEMENT_PAGE; n++) await earn(world, program, maxine, 100n);
  const pageOf = async (page: string) => {
    const answer = await statement(`?page=${page}`, { buyerId: maxine.buyerId });
    if (answer.outcome !== "statement") throw new Error(answer.outcome);
    return answer.view.pages!;
  };
  expect([await pageOf("1"), (await pageOf("2")).before!.page]).toMatchObject([{ before: null, after: { page: 2 } }, 1]);
  for (const none of ["0", "-1", "x"]) expect((await pageOf(none)).before).toBeNull();
  expect((await pageOf("999")).after).toBeNull();
});

describe.each(["/statement", "/code?code=theo-tea"])("%s", (path) => {
  test.each<[string, Partial<AskAccount>]>([
    ["unsigned", { authorization: () => null }],
    ["badly signed", { secret: "not-the-secret" }],
    ["of somebody of the staff", { claims: { sub: "7" } }],
  ])("%s is not let in", async (_how, forged) => {
    const { status, body } = await ask(path, forged);
    expect([status, body.outcome]).toEqual([401, "not let in"]);
  });

  test.each<[string, () => Partial<AskAccount>]>([
    ["for somebody who is no ambassador", () => ({ buyerId: "404404" })],
    ["in another shop", () => ({ shop: "other.myshopify.com" })],
  ])("%s tells nothing", async (_who, of) => {
    const { status, body } = await ask(path, of());
    expect([status, body.outcome]).toEqual([200, path === "/statement" ? "not an ambassador" : "nobody to choose"]);
  });

  test("posted, changes nothing and tells the same", async () => {
    const posted = await ask(path, { form: { intent: "leave" } });
    expect(posted.body).toEqual((await ask(path)).body);
  });
});

test("another customer's id in the address is ignored", async () => {
  const answer = await statement(`?buyerId=${theo.buyerId}&ambassador=${theo.ambassadorId}&customer_id=${theo.buyerId}`);
  expect(answer).toMatchObject({ outcome: "statement", view: { heading: "Mia, this is everything that moved" } });
  expect(JSON.stringify(answer)).not.toContain("£99.00");
});

test("a code is answered while it is typed: free, taken or rude, in the store's own words", async () => {
  const check = async (code: string) => (await ask(`/code?${new URLSearchParams({ code })}`)).body as CodeAnswer;
  expect(await check("mia-cake")).toEqual({ outcome: "checked", free: true, sentence: "MIA-CAKE is free.", ideas: [] });
  expect(await check(theo.code)).toMatchObject({ free: false, sentence: expect.stringContaining(`${theo.code} is taken.`) as string });
  for (const code of ["fuck-it", "", "x".repeat(500), "'; DROP"]) expect(await check(code)).toMatchObject({ free: false });
});

test("codes can be asked for sixty times a minute, from wherever; what else they look at, and others, are unhurt", async () => {
  const { buyerId } = await anAmbassador(world, program, { name: "Max" });
  const check = (count: number, more: Partial<AskAccount> = {}) =>
    ask("/code?code=mia-cake", { buyerId, ip: `203.0.113.${count}, 198.51.100.${count}`, ...more });
  for (let done = 0; done < CODE_CHECKS_A_MINUTE; done++) expect((await check(done)).status).toBe(200);
  for (const more of [{}, { method: "POST", form: {} }]) {
    const refused = await check(99, more);
    expect([refused.status, refused.body.outcome, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, "too many", true]);
  }
  expect((await ask("/code?code=mia-cake")).status).toBe(200);
  expect((await ask("/statement", { buyerId })).status).toBe(200);
});
