/**
 * What an ambassador says and shows on the page for friends: a few words of their own and up to three products. Whoever opens
 * the page reads it at the store's address, so there are no links in it; and only what they have had themselves may be
 * shown as loved, since praise for what nobody tried would not be honest. What they don't choose is theirs to keep to themselves.
 */
export const MOST_FAVOURITES = 3;
export const LONGEST_WORDS = 280;

/** Whether friends see no products there although there are some that could be chosen. */
export const showsNothing = ({ choices }: { choices: { chosen: boolean }[] }): boolean =>
  choices.length > 0 && !choices.some(({ chosen }) => chosen);

/** One paragraph, single spaces; null when nothing is said. */
export const cleanWords = (typed: string): string | null =>
  typed
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Cc}]+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim() || null;

export type WordsProblem = "too long" | "a link";

/** What is wrong with cleaned words; null when nothing is. */
export function wordsProblem(words: string | null): WordsProblem | null {
  if (!words) return null;
  if (words.length > LONGEST_WORDS) return "too long";
  return /https?:|www\.|\b[\p{L}\p{N}-]{2,}\.(com|net|org|shop|store|info|co|io|me|uk|de|fr|es|eu|ly|gg|tv)\b|[\w.+-]+@[\w-]+\.\w/iu.test(
    words,
  )
    ? "a link"
    : null;
}
