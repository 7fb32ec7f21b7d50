/** Choosing a code and a name: what is wrong with one, how a code stands, and what may be said with it. */
import { NAME_HINTS, type NameFault } from "~/domain/ambassador/ambassador";
import { CODE_HINTS, type CodeFault } from "~/domain/code/code";
import { speech } from "../speech";

const { choice } = speech("en");

/** In English the same as owners read, and so written beside the rule. */
export const codeFaults: Record<CodeFault, string> = CODE_HINTS;
export const nameFaults: Record<NameFault, string> = NAME_HINTS;

/** The ideas are free. */
export const codeTaken = (code: string, ideas: string[]): string => `${code} is taken. ${choice(ideas)} are free.`;

/** It was theirs; the ideas are free. */
export const codeEnded = (code: string, ideas: string[]): string =>
  `${code} was yours. It has ended, and an ended code doesn't come back. ${choice(ideas)} are free.`;

export const codeStates = {
  live: "Your friends can use it now.",
  waiting: "It is being made, which takes a few minutes.",
  refused: "The store uses this one already. Please choose another.",
  retired: "It no longer counts for you.",
};

/** Of one that was changed and serves for a while yet. */
export const codeOld = (until: string): string => `Your old code. Friends may use it until ${until}, and those orders count for you.`;

/** Each begins with #ad, or what the language says for it, because that is where it can't be missed. `products`: such are given as thanks. */
export const captions = (shop: string, code: string, percent: string, products: boolean): string[] => [
  `#ad ${percent} off at ${shop} with my code ${code}.`,
  `#ad I get ${products ? "products" : "something"} from ${shop} when you buy with my code ${code}, and you get ${percent} off.`,
];
