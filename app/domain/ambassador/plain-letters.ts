/** Names in the letters that a code said aloud and an address can carry. One table for both, so that Søren is SOREN15 at /soren. */

/** What Unicode doesn't take apart by itself. */
const SPELLED: Record<string, string> = Object.fromEntries(
  "ø o, ł l, æ ae, œ oe, đ d, ð d, þ th, ß ss, ı i, ħ h, ŧ t, ŋ n".split(", ").map((pair) => pair.split(" ")),
);

/** "Zoë Brown" → "zoe brown", "Øystein" → "oystein". A letter without a plain form stays as it is. */
export const plainLetters = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x00-\x7f]/gu, (letter) => SPELLED[letter] ?? letter);
