/**
 * Defects of the app that this simulation has found and that are not mended yet, each by name with a sentence. Lives are spared them, or
 * what follows from them is counted and told in the report instead of failing the seed. A defect that is mended leaves this list, and
 * what it excused goes with it. There is none now.
 */
export const KNOWN_DEFECTS: { [name: string]: string } = {};

export type KnownDefect = string;
