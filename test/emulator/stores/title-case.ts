/** Titles that a shop kept in capitals are shown as titles; a title that has any small letter is somebody's choice and stays. */
const SMALL_WORDS = new Set(["a", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]);

export function titleCase(raw: string): string {
  const tidy = raw.trim().replace(/\s+/g, " ");
  if (/\p{Ll}/u.test(tidy)) return tidy;
  const words = tidy.toLowerCase().split(" ");
  return words.map((word, index) => (index > 0 && SMALL_WORDS.has(word) ? word : capitalised(word))).join(" ");
}

/** Also after a hyphen or slash ("T-Light", "S/3"), but not after an apostrophe ("Poppy's"). */
const capitalised = (word: string) =>
  word.replace(/(^|[-/(.+&,])(\p{L})/gu, (_whole, before: string, letter: string) => before + letter.toUpperCase());
