/**
 * How French is set: a narrow no-break space before ? ! : ; and inside « », so that no line begins with one of them, and a real
 * apostrophe after a vowel that is left out. The texts are written with what a keyboard has, because the difference can't be seen
 * in a file; this sets each of them once they are whole.
 */
const NARROW = "\u202f";
const ELIDED = /(?<![\p{L}\p{N}])((?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|aujourd))'(?=[\p{L}\p{N}«])/giu;

export const setFrench = (text: string): string =>
  text
    .replace(/ (?=[?!:;»])/g, NARROW)
    .replace(/« /g, `«${NARROW}`)
    .replace(ELIDED, "$1’");

/** The same words, every text among them set when it is read. */
export function inFrenchType<Part>(words: Part): Part {
  const set = (part: unknown): unknown => {
    if (typeof part === "string") return setFrench(part);
    if (typeof part === "function") return (...facts: unknown[]) => set((part as (...facts: unknown[]) => unknown)(...facts));
    if (Array.isArray(part)) return part.map(set);
    if (typeof part === "object" && part !== null) return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, set(value)]));
    return part;
  };
  return set(words) as Part;
}
