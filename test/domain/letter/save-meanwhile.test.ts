/** What two owners save of letters who opened the same: neither undoes the other, and the same part worded twice is told to the later. */
import { beforeEach, describe, expect, test } from "vitest";
import { MAIL_DEFAULTS, type MailSetting } from "~/domain/letter/mail-setting";
import { readLetterWords } from "~/domain/letter/read-letter-words.server";
import { readMailSetting } from "~/domain/letter/read-mail-setting.server";
import { saveLetterWords, type ToSave } from "~/domain/letter/save-letter-words.server";
import { saveMailSetting } from "~/domain/letter/save-mail-setting.server";
import type { World } from "~/ports/world";
import { aShop } from "../../support/builders";
import { testWorld } from "../../support/world";

const t = await testWorld();
let shop = 0;
let world: World;

beforeEach(async () => {
  world = t.worldOf(`letters-${++shop}.myshopify.com`);
  await aShop(world);
});

describe("how letters look", () => {
  const opened = { ...MAIL_DEFAULTS, postalAddress: "12 Market Row, York" };
  const save = (some: Partial<MailSetting>, basedOn: number) =>
    saveMailSetting(world, { setting: { ...opened, ...some }, basedOn, savedBy: "Olga" });
  beforeEach(() => save({}, 0));

  test("two who change different fields at once both have theirs", async () => {
    const both = await Promise.all([save({ colour: "#7a2f4b" }, 1), save({ mostPerWeek: 1 }, 1)]);
    expect(both.map(({ outcome }) => outcome)).toEqual(["saved", "saved"]);
    expect(await readMailSetting(world)).toMatchObject({ version: 3, setting: { ...opened, colour: "#7a2f4b", mostPerWeek: 1 } });
  });

  test("the same field changed otherwise is told to the later, and nothing of theirs is saved", async () => {
    await save({ colour: "#7a2f4b" }, 1);
    const newest = { ...opened, colour: "#7a2f4b" };
    expect(await save({ colour: "#000000", mostPerWeek: 1 }, 1)).toEqual({ outcome: "changed meanwhile", fields: ["colour"], newest });
    expect((await readMailSetting(world)).setting).toEqual(newest);
    expect(await save({ ...newest, colour: "#000000" }, 2)).toEqual({ outcome: "saved", version: 3 });
  });
});

describe("a letter's words", () => {
  const kind = "welcome";
  const words = { subject: "Welcome, {name}", opening: "How lovely, {name}.", body: "Your code is {code}." };
  const save = (what: Partial<ToSave>, basedOn: number) =>
    saveLetterWords(world, { kind, language: "en", words, sent: true, savedBy: "Olga", ...what, basedOn });
  const read = () => readLetterWords(world, { kind, locale: "en" });
  beforeEach(() => save({}, 0));

  test("two who word different parts both have theirs, and who switched it off has that too", async () => {
    await Promise.all([
      save({ words: { ...words, subject: "Hello, {name}" } }, 1),
      save({ words: { ...words, body: "{code} is yours." } }, 1),
      save({ words: "as they are", sent: false }, 1),
    ]);
    expect(await read()).toMatchObject({
      version: 4,
      sent: false,
      words: { ...words, subject: "Hello, {name}", body: "{code} is yours." },
    });
  });

  test("a part worded by two is told to the later, with the other's words", async () => {
    const newest = { ...words, body: "{code} is yours." };
    await save({ words: newest }, 1);
    const mine = { ...words, body: "Take {code}." };
    expect(await save({ words: mine }, 1)).toEqual({ outcome: "changed meanwhile", fields: ["body"], newest });
    expect((await read()).words).toEqual(newest);
    expect(await save({ words: mine }, 2)).toEqual({ outcome: "saved", version: 3 });
  });

  test("words that somebody wrote meanwhile do not go back to ours by a press that never saw them", async () => {
    const newest = { ...words, body: "{code} is yours." };
    await save({ words: newest }, 1);
    for (const press of ["ours", "none"] as const)
      expect(await save({ words: press }, 1)).toMatchObject({ outcome: "changed meanwhile", fields: ["body"] });
    expect(await read()).toMatchObject({ whose: "theirs", words: newest });
    expect(await save({ words: "ours" }, 2)).toEqual({ outcome: "saved", version: 3 });
    expect((await read()).whose).toBe("ours");
  });

  test("another language saved meanwhile is no change of this one", async () => {
    await save({ language: "de", words: { ...words, subject: "Hallo, {name}" } }, 1);
    expect(await save({ words: { ...words, subject: "Hello, {name}" } }, 1)).toEqual({ outcome: "saved", version: 3 });
  });
});
