import { describe, expect, test } from "vitest";
import { joinProgram } from "~/domain/code/join-program.server";
import { replaceShareCode } from "~/domain/code/replace-share-code.server";
import { optOut } from "~/domain/invitation/opt-out.server";
import { saveLetterWords } from "~/domain/letter/save-letter-words.server";
import { readLetterWords } from "~/domain/letter/read-letter-words.server";
import { readLetterLocale } from "~/domain/letter/read-letter-locale.server";
import type { Mail } from "~/ports/mailer";
import type { World } from "~/ports/world";
import { aShareCode } from "../../support/builders";
import { fakeShops } from "../../support/fake-shops";
import { invitedPeople } from "../../support/invited";
import { openWithMaxine } from "../../support/open-with-maxine";
import { tokenOf } from "../../support/people";
import { DAY_MS, START } from "../../support/world";

const t = await fakeShops();
const flat = ({ text }: Mail) => text.replace(/\s+/g, " ");

describe("the reminder", () => {
  /** Six days after two people got their invitations. */
  async function sixDaysLater(meanwhile: (shop: Awaited<ReturnType<typeof invitedPeople>>) => Promise<unknown> = async () => {}) {
    await t.clock.set(START);
    const shop = await invitedPeople(t, [{}]);
    t.outbox.mails.length = 0;
    await meanwhile(shop);
    await t.clock.advance(6 * DAY_MS + 60_000);
    await t.runDueJobs();
    return shop;
  }
  const join = (world: Awaited<ReturnType<typeof invitedPeople>>["world"], token: string) =>
    joinProgram(world, { token, name: "Maxine", code: "MAXINE15", acknowledged: true });

  test("goes once to who has neither joined nor said no, and never again", async () => {
    await sixDaysLater();
    expect(t.outbox.mails.map(({ subject }) => subject)).toEqual(["Maxine, your code at Tea & Sons is still free"]);
    expect(flat(t.outbox.mails[0])).toContain("we will not ask again");
    for (let day = 0; day < 30; day++) {
      await t.clock.advance(DAY_MS);
      await t.runDueJobs();
    }
    expect(t.outbox.mails).toHaveLength(1);
  });

  test("does not go to who has joined, or said no", async () => {
    await sixDaysLater(({ world, tokens }) => optOut(world, { token: tokens[0], source: "one-click" }));
    expect(t.outbox.mails).toEqual([]);
    await sixDaysLater(({ world, tokens }) => join(world, tokens[0]));
    expect(t.outbox.mails.map(({ subject }) => subject)).not.toContainEqual(expect.stringContaining("still free"));
  });

  test("its button opens the very invitation, which both links then have used up; its way out works as well", async () => {
    const { world, tokens } = await sixDaysLater();
    const token = tokenOf(t.outbox.mails[0]);
    expect(token).not.toBe(tokens[0]);
    expect(await join(world, token)).toMatchObject({ outcome: "joined" });
    expect(await join(world, tokens[0])).toEqual({ outcome: "link used" });
    expect(await optOut(world, { token, source: "one-click" })).toEqual({ outcome: "opted out" });
  });

  test("switched off it stays away", async () => {
    await sixDaysLater(({ world }) =>
      saveLetterWords(world, { kind: "reminder", language: "en", words: "as they are", sent: false, savedBy: "Olga" }),
    );
    expect(t.outbox.mails).toEqual([]);
  });
});

describe("a code that had to be replaced", () => {
  test("because it leaked: the ambassador is told kindly, as soon as the new one works, and what became of the old", async () => {
    const { world, maxine, mint } = await openWithMaxine(t);
    const replaced = await replaceShareCode(world, { ambassadorId: maxine.ambassadorId, code: "MAXINE-TEA", keepDays: 0, why: "leaked" });
    expect(replaced.outcome).toBe("replaced");
    await t.runDueJobs();
    expect(t.outbox.mails).toEqual([]);
    await mint();
    await t.clock.advance(600_000);
    await t.runDueJobs();
    expect(t.outbox.mails.map(({ subject }) => subject)).toEqual(["You have a new code: MAXINE-TEA"]);
    const said = flat(t.outbox.mails[0]);
    expect(said).toContain(`The old one, ${maxine.code}, does not count for you any more.`);
    expect(said).toContain("You did nothing wrong");
  });

  test("by themselves: they know, and get no letter", async () => {
    const { world, maxine, mint } = await openWithMaxine(t);
    await replaceShareCode(world, { ambassadorId: maxine.ambassadorId, code: "MAXINE-TEA", keepDays: 30, why: "changed" });
    await mint();
    await t.clock.advance(600_000);
    await t.runDueJobs();
    expect(t.outbox.mails).toEqual([]);
  });
});

test("a welcome waits until the code works, which it names", async () => {
  const { world, programId, shopId, maxine, write } = await openWithMaxine(t);
  await t.sql("UPDATE share_code SET state = 'waiting', live_at = NULL WHERE shop_id = $1", [shopId]);
  await write();
  await t.runDueJobs();
  expect(t.outbox.mails).toEqual([]);
  await aShareCode(world, { programId, ambassadorId: maxine.ambassadorId, code: "MAXINE-TEA" });
  await t.clock.advance(600_000);
  await t.runDueJobs();
  expect(t.outbox.mails.map(({ subject }) => subject)).toEqual(["MAXINE-TEA is yours"]);
});

test("a welcome praises no code that does not work: it waits for one, looked for less often after a day, and ends after two weeks", async () => {
  const { shopId, rows, mint, write, letters } = await openWithMaxine(t);
  await mint();
  await t.sql("UPDATE share_code SET state = 'refused', live_at = NULL WHERE shop_id = $1", [shopId]);
  await write();
  const looked = async () => (await rows("SELECT 1 FROM pgboss.job WHERE name = 'letter.send' AND data->>'shopId' = $1")).length;
  for (let hour = 0; hour < 30; hour += 3) {
    await t.clock.advance(3 * 3_600_000);
    await t.runDueJobs();
  }
  expect(await letters()).toMatchObject([{ state: "waiting" }]);
  const before = await looked();
  await t.clock.advance(600_000);
  await t.runDueJobs();
  expect(await looked()).toBe(before);
  await t.clock.advance(14 * DAY_MS);
  await t.runDueJobs();
  expect(t.outbox.mails).toEqual([]);
  expect(await letters()).toEqual([{ kind: "welcome", state: "not sent", reason: "came too late" }]);
});

test("a letter names a code that works, not the newest that is still being made", async () => {
  const { world, programId, maxine, write } = await openWithMaxine(t);
  await aShareCode(world, { programId, ambassadorId: maxine.ambassadorId, code: "MAXINE-TEA", state: "waiting" });
  await write();
  await t.runDueJobs();
  expect(t.outbox.mails.map(({ subject }) => subject)).toEqual([`${maxine.code} is yours`]);
});

describe("which language a letter is in", () => {
  const words = { subject: "Hi {name}", opening: "Lovely.", body: "Your code: {code}." };
  const save = (world: World, language: string, what: Parameters<typeof saveLetterWords>[1]["words"] = words) =>
    saveLetterWords(world, { kind: "welcome", language, words: what, sent: true, savedBy: "Olga" });
  /** Of a store that speaks French: who reads which language gets the letter in which, and in whose words. */
  async function inFrance() {
    const shop = await openWithMaxine(t, {}, { locale: "fr" });
    const read = async (buyerLocale: string) => {
      const locale = await readLetterLocale(shop.world, { kind: "welcome", buyerLocale });
      const { words: said } = await readLetterWords(shop.world, { kind: "welcome", locale });
      return [locale.slice(0, 2), said.opening === words.opening ? "theirs" : "ours"];
    };
    return { ...shop, read };
  }

  test("the person's, in our words, while the owner has written none", async () => {
    const { read } = await inFrance();
    expect([await read("de-AT"), await read("fr-FR"), await read("tlh")]).toEqual([
      ["de", "ours"],
      ["fr", "ours"],
      ["fr", "ours"],
    ]);
  });

  test("worded in the store's language alone, all of the letter is in that, for everybody", async () => {
    const { world, read } = await inFrance();
    await save(world, "fr");
    expect([await read("de-AT"), await read("fr")]).toEqual([
      ["fr", "theirs"],
      ["fr", "theirs"],
    ]);
  });

  test("worded in the person's language, too, each reads their own", async () => {
    const { world, read } = await inFrance();
    await save(world, "fr");
    await save(world, "de");
    expect([await read("de-AT"), await read("fr"), await read("en-GB")]).toEqual([
      ["de", "theirs"],
      ["fr", "theirs"],
      ["fr", "theirs"],
    ]);
  });

  test("worded in a language that is not the store's, the others go on in ours", async () => {
    const { world, read } = await inFrance();
    await save(world, "de");
    expect([await read("de-AT"), await read("fr"), await read("en-GB")]).toEqual([
      ["de", "theirs"],
      ["fr", "ours"],
      ["en", "ours"],
    ]);
  });

  test("an owner may let our words go out in a language they don't write, and take that back", async () => {
    const { world, read } = await inFrance();
    await save(world, "fr");
    await save(world, "de", "ours");
    expect([await read("de"), await read("es")]).toEqual([
      ["de", "ours"],
      ["fr", "theirs"],
    ]);
    await save(world, "de", "none");
    expect(await read("de")).toEqual(["fr", "theirs"]);
  });

  test("switching a letter off and on again, in whichever language, leaves everybody's words as they are", async () => {
    const { world, read } = await inFrance();
    await save(world, "fr");
    for (const sent of [false, true])
      await saveLetterWords(world, { kind: "welcome", language: "de", words: "as they are", sent, savedBy: "Olga" });
    expect([await read("de"), await read("fr")]).toEqual([
      ["fr", "theirs"],
      ["fr", "theirs"],
    ]);
    await saveLetterWords(world, { kind: "welcome", language: "fr", words: "as they are", sent: false, savedBy: "Olga" });
    expect(await readLetterWords(world, { kind: "welcome", locale: "de" })).toMatchObject({ sent: false, whose: "none" });
    expect(await read("fr")).toEqual(["fr", "theirs"]);
  });

  test("words of before languages were kept apart stand in the store's", async () => {
    const { shopId, read } = await inFrance();
    await t.sql(
      "INSERT INTO letter_version (shop_id, kind, version, sent, subject, opening, body, saved_at, saved_by) VALUES ($1, 'welcome', 1, true, 'Hi', 'Lovely.', '{code}', $2, 'Olga')",
      [shopId, t.clock.now()],
    );
    expect([await read("fr"), await read("de")]).toEqual([
      ["fr", "theirs"],
      ["fr", "theirs"],
    ]);
  });

  test("one we don't speak is English, written as the store's country does; Shopify is asked for the person's", async () => {
    const { world, fake, maxine, write } = await openWithMaxine(t, { locale: "tlh" }, { locale: "tlh" });
    expect(world.letters.localeFor(["tlh", "en-US"], { locale: "tlh", countryCode: "GB" })).toBe("en-GB");
    await write();
    await t.runDueJobs();
    expect(fake.buyers.get(maxine.buyerId)?.locale).toBe("tlh");
    expect(t.outbox.mails[0].html).toMatch(/<html[^>]* lang="en"/);
  });
});
