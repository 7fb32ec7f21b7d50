/**
 * Merge fields: {name} in a letter's words stands for what is known of the person. Each kind has its own; what it must say
 * cannot be left out, and what nobody knows is named to the owner instead of being sent as it stands.
 */
import type { LetterKind, LetterWords } from "~/ports/letters";

const EVERYWHERE = ["name", "store"] as const;

/** `must`: the letter makes no sense, or no honest offer, without them. */
const OF_KIND: Record<LetterKind, { may: readonly string[]; must: readonly string[] }> = {
  invitation: { may: ["reason", "until"], must: ["offer", "credit"] },
  reminder: { may: ["reason", "until"], must: ["offer", "credit"] },
  welcome: { may: ["offer", "credit"], must: ["code"] },
  // What these three bring stands large in them by itself.
  "first sale": { may: ["amount", "waiting", "code"], must: [] },
  "reward earned": { may: ["amount", "next", "code"], must: [] },
  "tier reached": { may: ["tier", "gains", "code"], must: [] },
  "code replaced": { may: ["old_code"], must: ["code"] },
  progress: { may: ["month", "waiting", "next", "idea", "code"], must: ["happened"] },
  goodbye: { may: ["kept"], must: [] },
};

export const fieldsOf = (kind: LetterKind): string[] => [...EVERYWHERE, ...OF_KIND[kind].must, ...OF_KIND[kind].may];

export type WordName = keyof LetterWords;
export const WORD_NAMES: readonly WordName[] = ["subject", "opening", "body"];
export const LONGEST: Record<WordName, number> = { subject: 200, opening: 1_000, body: 4_000 };

/** `fields`: as they were typed, without braces. */
export type WordsProblem =
  | { kind: "empty" }
  | { kind: "too long"; most: number }
  | { kind: "unknown fields"; fields: string[]; known: string[] }
  | { kind: "missing fields"; fields: string[] }
  | { kind: "stray brace" };

/** With the comma or the space before it, and the comma after it. */
const AROUND = /(,[^\S\n]*|[^\S\n]+)?\{([^{}\r\n]{0,40})\}(,[^\S\n]*)?/g;
const FIELD = /\{([^{}\r\n]{0,40})\}/g;

/** What is wrong with an owner's words, beside the part it concerns; empty when nothing is. */
export function wordsProblems(kind: LetterKind, words: LetterWords): Partial<Record<WordName, WordsProblem>> {
  const known = fieldsOf(kind);
  const problems: Partial<Record<WordName, WordsProblem>> = {};
  for (const part of WORD_NAMES) {
    const problem = partProblem(words[part], LONGEST[part], known);
    if (problem) problems[part] = problem;
  }
  const said = new Set(fieldsIn(`${words.opening} ${words.body}`));
  const missing = OF_KIND[kind].must.filter((field) => !said.has(field));
  if (missing.length && !problems.body) problems.body = { kind: "missing fields", fields: missing };
  return problems;
}

function partProblem(text: string, most: number, known: string[]): WordsProblem | null {
  if (!text.trim()) return { kind: "empty" };
  if (text.length > most) return { kind: "too long", most };
  const unknown = [...new Set(fieldsIn(text).filter((field) => !known.includes(field)))];
  if (unknown.length) return { kind: "unknown fields", fields: unknown, known };
  return /[{}]/.test(text.replace(FIELD, "")) ? { kind: "stray brace" } : null;
}

const fieldsIn = (text: string): string[] => [...text.matchAll(FIELD)].map(([, field]) => field.trim());

/**
 * The words as they are sent. A field of which nothing is known leaves no hole: "{name}, welcome" becomes "Welcome". What a
 * field says is not looked at for fields again, whatever somebody calls themselves.
 */
export function fillFields(text: string, fields: Record<string, string>): string {
  const filled = text.replace(AROUND, (_whole, before: string = "", name: string, after: string = "") => {
    const said = fields[name.trim()] ?? "";
    if (said) return `${before}${said}${after}`;
    // "Hello {name}, …" keeps its comma, "{name}, welcome" and "Welcome, {name}" lose it.
    return before && after ? after : "";
  });
  return filled
    .split("\n")
    .map((line) => capital(line.replace(/[^\S\n]{2,}/g, " ").trim()))
    .join("\n");
}

const capital = (line: string): string => line.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

export const fillWords = (words: LetterWords, fields: Record<string, string>): LetterWords => ({
  subject: fillFields(words.subject, fields),
  opening: fillFields(words.opening, fields),
  body: fillFields(words.body, fields),
});
