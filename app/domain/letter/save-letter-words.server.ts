/**
 * Keeps an owner's words for a kind of letter in one language, or that it is to be ours, or whether it goes out at all, as a version
 * more. What is worded just as ours is kept as ours, so that it follows when we word it better. The version that an owner had before
 * them tells what they changed, so that nobody undoes what somebody else saved.
 */
import type { LetterKind, LetterWords } from "~/ports/letters";
import type { World } from "~/ports/world";
import { mergeEdits } from "../merge-edits";
import { wordsProblems, type WordName, type WordsProblem } from "./merge-field";
import { readLetterWords, type LetterWordsRead } from "./read-letter-words.server";

export type SaveLetterWordsOutcome =
  | { outcome: "saved"; version: number }
  | { outcome: "refused"; problems: Partial<Record<WordName, WordsProblem>> }
  /** Since `basedOn` somebody worded these parts otherwise than is to be saved now; nothing was saved. */
  | { outcome: "changed meanwhile"; fields: WordName[]; newest: LetterWords };

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
  /** The version that was changed: what is the same there was not. Left out: the newest. */
  basedOn?: number;
  savedBy: string;
};

const PARTS = ["subject", "opening", "body"] as const;

/** Outcomes: see SaveLetterWordsOutcome. */
export async function saveLetterWords(
  world: World,
  { kind, language, words, sent, basedOn, savedBy }: ToSave,
): Promise<SaveLetterWordsOutcome> {
  const ours = world.letters.words(kind, language);
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`letter ${shopId} ${kind}`}, 0))`;
    const newest = await readLetterWords(world, { kind, locale: language });
    const base = await readLetterWords(world, { kind, locale: language, upTo: basedOn });
    const { words: kept, conflicts } = together({ base, newest, words });
    if (conflicts.length) return { outcome: "changed meanwhile", fields: conflicts, newest: newest.words };
    const problems = typeof words === "object" && typeof kept === "object" ? wordsProblems(kind, kept) : {};
    if (Object.keys(problems).length) return { outcome: "refused", problems };
    const own = (part: WordName) => (typeof kept === "object" && kept[part].trim() !== ours[part] ? kept[part].trim() : null);
    const theirs = { subject: own("subject"), opening: own("opening"), body: own("body") };
    const isOurs = Object.values(theirs).every((part) => part === null) && kept !== "none";
    const version = newest.version + 1;
    const goesOut = sent === base.sent ? newest.sent : sent;
    await db.letterVersion.createMany({
      data: [{ shopId, kind, version, sent: goesOut, language, ours: isOurs, ...theirs, savedBy, savedAt: world.clock.now() }],
    });
    return { outcome: "saved", version };
  });
}

type Together = { words: LetterWords | "ours" | "none"; conflicts: WordName[] };

/** What is to be kept of the words: those of two people together, part by part; where all are to be ours, all or nothing. */
function together({ base, newest, words }: { base: LetterWordsRead; newest: LetterWordsRead } & Pick<ToSave, "words">): Together {
  if (words === "as they are") return { words: newest.whose === "theirs" ? newest.words : newest.whose, conflicts: [] };
  if (typeof words === "string") {
    const changed = PARTS.filter((part) => newest.words[part] !== base.words[part]);
    return { words, conflicts: newest.whose === words ? [] : changed };
  }
  const edits = { base: base.words, newest: newest.words, edited: words };
  const { merged, conflicts } = mergeEdits<LetterWords>(edits, (_part, one, other) => one.trim() === other.trim());
  return { words: merged, conflicts };
}
