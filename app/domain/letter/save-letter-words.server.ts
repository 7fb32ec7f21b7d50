/**
 * Keeps an owner's words for a kind of letter in one language, or that it is to be ours, or whether it goes out at all, as a version
 * more. What is worded just as ours is kept as ours, so that it follows when we word it better.
 */
import type { LetterKind, LetterWords } from "~/ports/letters";
import type { World } from "~/ports/world";
import { wordsProblems, type WordName, type WordsProblem } from "./merge-field";
import { readLetterWords } from "./read-letter-words.server";

export type SaveLetterWordsOutcome =
  { outcome: "saved"; version: number } | { outcome: "refused"; problems: Partial<Record<WordName, WordsProblem>> };

export type ToSave = {
  kind: LetterKind;
  /** One of those letters are written in. */
  language: string;
  /**
   * "as they are": only whether it goes out is saved. "ours": in our words in this language. "none": nothing is said of this language,
   * so that the owner's words in the store's language stand in for it.
   */
  words: LetterWords | "as they are" | "ours" | "none";
  /** In all languages. */
  sent: boolean;
  savedBy: string;
};

export async function saveLetterWords(world: World, { kind, language, words, sent, savedBy }: ToSave): Promise<SaveLetterWordsOutcome> {
  const problems = typeof words === "object" ? wordsProblems(kind, words) : {};
  if (Object.keys(problems).length) return { outcome: "refused", problems };
  const ours = world.letters.words(kind, language);
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`letter ${shopId} ${kind}`}, 0))`;
    const before = await readLetterWords(world, { kind, locale: language });
    const kept = words === "as they are" ? (before.whose === "theirs" ? before.words : before.whose) : words;
    const own = (part: WordName) => (typeof kept === "object" && kept[part].trim() !== ours[part] ? kept[part].trim() : null);
    const theirs = { subject: own("subject"), opening: own("opening"), body: own("body") };
    const isOurs = Object.values(theirs).every((part) => part === null) && kept !== "none";
    const version = before.version + 1;
    await db.letterVersion.createMany({
      data: [{ shopId, kind, version, sent, language, ours: isOurs, ...theirs, savedBy, savedAt: world.clock.now() }],
    });
    return { outcome: "saved", version };
  });
}
