/**
 * Keeps an owner's words for a kind of letter, or whether it goes out at all, as a version more. What is worded just as ours
 * is kept as ours, so that it goes on following the person's language. `words` null goes back to ours.
 */
import type { LetterKind, LetterWords } from "~/ports/letters";
import type { World } from "~/ports/world";
import { wordsProblems, type WordName, type WordsProblem } from "./merge-field";

export type SaveLetterWordsOutcome =
  { outcome: "saved"; version: number } | { outcome: "refused"; problems: Partial<Record<WordName, WordsProblem>> };

export async function saveLetterWords(
  world: World,
  { kind, words, sent, locale, savedBy }: { kind: LetterKind; words: LetterWords | null; sent: boolean; locale: string; savedBy: string },
): Promise<SaveLetterWordsOutcome> {
  const problems = words ? wordsProblems(kind, words) : {};
  if (Object.keys(problems).length) return { outcome: "refused", problems };
  const ours = world.letters.words(kind, locale);
  const own = (part: WordName) => (words && words[part].trim() !== ours[part] ? words[part].trim() : null);
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`letter ${shopId} ${kind}`}, 0))`;
    const before = await db.letterVersion.findFirst({ where: { shopId, kind }, orderBy: { version: "desc" }, select: { version: true } });
    const version = (before?.version ?? 0) + 1;
    await db.letterVersion.createMany({
      data: [
        {
          ...{ shopId, kind, version, sent, savedBy },
          ...{ subject: own("subject"), opening: own("opening"), body: own("body") },
          savedAt: world.clock.now(),
        },
      ],
    });
    return { outcome: "saved", version };
  });
}
