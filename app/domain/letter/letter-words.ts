/**
 * Whose words a letter goes out in, and in which language. A letter is never half in one language and half in another: who reads a
 * language the owner has not written gets all of it in the store's language where the owner's words stand in that, else all of it ours.
 */
import type { LetterWords } from "~/ports/letters";

/** "ours": the owner wants our words in this language. "none": the owner has said nothing of it. */
export type Whose = "theirs" | "ours" | "none";

/** What an owner saved for a language. null: as we write it. */
export type SavedWords = { language: string; ours: boolean } & { [part in keyof LetterWords]: string | null };

export const whoseOf = (saved: SavedWords | undefined): Whose =>
  !saved ? "none" : saved.subject !== null || saved.opening !== null || saved.body !== null ? "theirs" : saved.ours ? "ours" : "none";

/** "de-AT" is written in "de". */
export const languageOf = (locale: string): string => new Intl.Locale(locale).language;

/** The one in which a letter is written to who reads `reader`, where we speak that; both as languages: "de". */
export function writtenIn({ reader, store, whose }: { reader: string; store: string; whose: (language: string) => Whose }): string {
  return whose(reader) === "none" && whose(store) === "theirs" ? store : reader;
}
