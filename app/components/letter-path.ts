/** A letter's page in the admin: "first sale" stands at /app/mails/first-sale. */
import { LETTER_KINDS, type LetterKind } from "~/ports/letters";

const inPath = (kind: LetterKind): string => kind.replaceAll(" ", "-");

export const letterPath = (kind: LetterKind): string => `/app/mails/${inPath(kind)}`;

/** null: there is no such letter. */
export const letterOf = (part: string | undefined): LetterKind | null => LETTER_KINDS.find((kind) => inPath(kind) === part) ?? null;
