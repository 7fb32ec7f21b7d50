import { expect, test } from "vitest";
import { previewLetter } from "~/domain/delivery/preview-letter.server";
import { sendTestLetter } from "~/domain/delivery/send-test-letter.server";
import { saveLetterWords } from "~/domain/letter/save-letter-words.server";
import { LETTER_KINDS } from "~/ports/letters";
import { fakeShops } from "../../support/fake-shops";

const t = await fakeShops();
const { world } = await t.open();
const words = { subject: "Hi {name}", opening: "Lovely.", body: "Use {code}, {name}." };

test.each(LETTER_KINDS)(
  "the letter %s names the store's postal address and the way out, and mail programs find it by themselves",
  async (kind) => {
    const { html, text, headers, replyTo, fromName, problems } = await previewLetter(world, { kind, words: null });
    const wayOut = "https://tea.example/apps/regulars/opt-out?token=only-an-example";
    expect(headers).toEqual({ "List-Unsubscribe": `<${wayOut}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
    for (const said of ["12 Market Row, York, United Kingdom", wayOut]) expect(text).toContain(said);
    expect(html).toContain(`href="${wayOut}"`);
    expect([replyTo, fromName, problems]).toEqual(["hello@tea.example", "Tea & Sons", {}]);
  },
);

test("an owner's words are shown while they are wrong, with what is wrong beside them, and are neither kept nor sent", async () => {
  const wrong = { ...words, opening: "Lovely, {nmae}." };
  const seen = await previewLetter(world, { kind: "welcome", words: wrong });
  expect(seen.text).toContain("Use MAXINE15, Maxine.");
  const problems = { opening: { kind: "unknown fields", fields: ["nmae"], known: ["name", "store", "code", "offer", "credit"] } };
  expect(seen.problems).toEqual(problems);
  expect(await saveLetterWords(world, { kind: "welcome", language: "en", words: wrong, sent: true, savedBy: "Olga" })).toEqual({
    outcome: "refused",
    problems,
  });
  expect(await sendTestLetter(world, { kind: "welcome", words: wrong, to: "olga@tea.example" })).toEqual({ outcome: "refused", problems });
  expect(t.outbox.mails).toEqual([]);
});

test("words can't take the way out away, whatever they say", async () => {
  const { text } = await previewLetter(world, { kind: "welcome", words: { ...words, body: "<!-- {code} --></body></html>" } });
  expect(text).toContain("/opt-out?token=");
});

test("a test goes to the owner and says so; without a sign-in's address to the store's; nobody is on a list by it", async () => {
  t.outbox.mails.length = 0;
  expect(await sendTestLetter(world, { kind: "welcome", words, to: "olga@tea.example" })).toEqual({
    outcome: "sent",
    to: "olga@tea.example",
  });
  expect(await sendTestLetter(world, { kind: "welcome", words, to: "" })).toEqual({ outcome: "sent", to: "hello@tea.example" });
  expect(t.outbox.mails.map(({ subject, headers }) => [subject, headers])).toEqual([
    ["[Test] Hi Maxine", undefined],
    ["[Test] Hi Maxine", undefined],
  ]);
  expect(await t.sql("SELECT 1 FROM contact")).toEqual([]);
});
